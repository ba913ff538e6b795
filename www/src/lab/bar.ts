/** A bar for a share between 0 and 1. A picture only: the number stands beside it. */
import { html, nothing, svg, type TemplateResult } from "lit";

/** `before`: the share that it is compared with, as an outline. */
export const bar = (share: number, kind = "", before?: number): TemplateResult =>
  html`<svg class="bar ${kind}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width=${width(share)} height="10"></rect>${before === undefined ? nothing : svg`<rect class="before" width=${width(before)} height="10"></rect>`}</svg>`;

/** What is there but small is seen. */
const width = (share: number): number => (share === 0 ? 0 : Math.max(share * 100, 0.6));

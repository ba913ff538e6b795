/** A bar for a share between 0 and 1. A picture only: the number stands beside it. */
import { html, type TemplateResult } from "lit";

export const bar = (share: number, kind = ""): TemplateResult =>
  html`<svg class="bar ${kind}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width=${share === 0 ? 0 : Math.max(share * 100, 0.6)} height="10"></rect></svg>`;

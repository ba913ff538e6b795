/** A table that scrolls by itself where it is wider than the screen: reached by the keyboard, and with a name of its own. */
import { html, type TemplateResult } from "lit";

export const scrolls = (name: string, table: TemplateResult): TemplateResult =>
  html`<div class="scrolls" data-scrolls tabindex="0" role="region" aria-label=${name}>${table}</div>`;

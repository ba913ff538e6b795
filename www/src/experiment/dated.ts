/** A sentence whose days never break inside. */
import { html, type TemplateResult } from "lit";

export const dated = (text: string): TemplateResult =>
  html`${text.split(/(\d{4}-\d{2}-\d{2}(?:T\d{2})?)/).map((part, n) => (n % 2 === 1 ? html`<span class="date">${part}</span>` : part))}`;

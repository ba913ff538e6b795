/** A sentence with what is typed as code between its backquotes. */
import { html, type TemplateResult } from "lit";

export const coded = (text: string): TemplateResult =>
  html`${text.split("`").map((part, n) => (n % 2 === 1 ? html`<code>${part}</code>` : part))}`;

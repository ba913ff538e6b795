import { html, type TemplateResult } from "lit";

/** The invented firm's telephone number. */
export const PHONE = "400-555-0100";

/** A sentence in which the number, wherever it stands, can be pressed to call it. */
export const dialled = (sentence: string): (string | TemplateResult)[] =>
  sentence.split(PHONE).flatMap((part, n) => (n === 0 ? [part] : [html`<a class="n" href="tel:${PHONE}">${PHONE}</a>`, part]));

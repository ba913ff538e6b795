/**
 * How the session was looked at: what was, what was not kept, how to disagree.
 *
 * The same words whatever came of it, so that someone looking over a shoulder learns nothing.
 */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Assessment } from "../../core/types.js";
import type { Scene } from "../scene.js";

export const check = ({ words, flow }: Scene, { fraud }: Assessment): TemplateResult | typeof nothing => {
  if (fraud === null) return nothing;
  const { check: own } = words.result;
  return html`<details class="checked" part="check"><summary>${own.title}</summary>
    ${flow.observed ? html`<p>${own.looked}</p><p>${own.notKept}</p>` : html`<p>${own.declined}</p>`}
    <p>${own.wrong}</p></details>`;
};

/** What records mean for the next step: an assessment in this tab, and a practice that shows what rules make of them. */
import { html, type nothing, type TemplateResult } from "lit";
import type { Me } from "../broker";
import { affordWords } from "./afford/words";
import { demonstration } from "./demonstration";
import type { Files } from "./files";
import { declareWords } from "./words";

type Shown = TemplateResult | typeof nothing;

/** An assessment of this page: none, one that goes on, one that is over. */
export type Begun = "none" | "underway" | "over";

/** `me`: who is signed in; null where nobody is. `before`: what has to be filled in before an assessment. */
export const nextPart = (
  files: Files,
  me: Me | null,
  before: Shown,
  begun: Begun,
  go: () => void,
  toAfford: () => void,
): TemplateResult => {
  const text = declareWords().next;
  return html`<section class="sect" aria-labelledby="next-h"><h2 id="next-h">${text.title}</h2><p>${text.lead}</p>
    <div class="card"><h3>${affordWords().title}</h3><p>${affordWords().from.goSays}</p>
      <p class="go"><button class="btn" type="button" @click=${toAfford}>${affordWords().from.go}</button></p></div>
    ${demonstration(files)}
    <div class="card"><h3>${text.firm.title}</h3>
      ${
        me
          ? html`<p>${text.firm.says[begun]}</p>${before}
        <p class="go"><button class="btn" type="button" @click=${go}>${text.firm.go[begun]}</button></p>`
          : html`<p>${text.firm.signIn}</p><p class="go"><a class="btn" href="index.html">${text.firm.choose}</a></p>`
      }</div></section>`;
};

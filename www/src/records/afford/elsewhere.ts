/** What the person owes elsewhere: theirs to say, and kept on the page. */
import { html, nothing, type TemplateResult } from "lit";
import { redraw } from "../../shell";
import { minorOf } from "../declared";
import type { Reckoning } from "./reckoning";
import { affordWords } from "./words";

let typed = "";

export const elsewhereField = (reckoning: Reckoning, currency: string): TemplateResult => {
  const { fall: text } = affordWords();
  const wrong = typed !== "" && minorOf(typed, currency) === undefined;
  const set = (event: Event): void => {
    typed = (event.target as HTMLInputElement).value;
    reckoning.elsewhere = typed === "" ? undefined : minorOf(typed, currency);
    redraw();
  };
  return html`<div class="field elsewhere"><label for="elsewhere">${text.elsewhere}</label>
    <span class="with-unit"><input id="elsewhere" inputmode="decimal" autocomplete="off" aria-describedby="elsewhere-for" aria-invalid=${wrong} .value=${typed} @change=${set}><small>${currency}</small></span>
    <p class="small quiet" id="elsewhere-for">${text.elsewhereSays}${wrong ? html` <b class="wrong">${text.notNumber}</b>` : nothing}</p></div>`;
};

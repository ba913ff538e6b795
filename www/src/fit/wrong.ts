/** What to do where a figure of the order looks wrong, by where it comes from: the sheet, the firm's books, what was typed in above. */
import { html, nothing, type TemplateResult } from "lit";
import type { PackDocument } from "prescreen";
import { words } from "../i18n";
import { dialled, PHONE } from "../phone";
import { keepInSight } from "../shell";
import type { By } from "./zh";
import { fitWords } from "./words";

/** Where the figures of one measure come from. */
export interface Origins {
  /** Whether the product's sheet has one of them. */
  sheet: boolean;
  /** Facts that the person typed in, in the order in which they are used. */
  typed: readonly string[];
  /** Whether one is on the firm's books. */
  books: boolean;
}

/** `isHeld`: whether the firm has a fact on its books. */
export const originsOf = ({ shelf }: PackDocument, by: By, type: string, isHeld: (fact: string) => boolean): Origins => {
  const { horizon, within, amount, means, held = [] } = shelf ?? {};
  const before = held.find((one) => one.type === type)?.fact;
  const facts: Record<By, readonly (string | null | undefined)[]> = {
    horizon: [horizon],
    liquidity: [within],
    concentration: [before, amount, means],
    loss: [amount],
    complexity: [],
    cost: [amount],
  };
  const read = facts[by].filter((fact): fact is string => typeof fact === "string");
  return { sheet: by !== "concentration", typed: read.filter((fact) => !isHeld(fact)), books: read.some(isHeld) };
};

/** `named`: the words of a fact; `title`: the measure's. */
export const looksWrong = ({ sheet, typed, books }: Origins, title: string, named: (fact: string) => string): TemplateResult => {
  const [{ wrong }, shared] = [fitWords(), words().wrong];
  const to = (fact: string) => (): void => document.getElementById(`plan-${fact}`)?.focus();
  return html`<details class="wrong-with" @toggle=${keepInSight}><summary>${shared.title}<span class="vh">: ${title}</span></summary><div>
    ${typed.length > 0 ? html`<p>${wrong.yours} ${typed.map((fact) => html`<button class="link" type="button" @click=${to(fact)}>${named(fact)}</button> `)}</p>` : nothing}
    ${books ? html`<p>${shared.books}</p>` : nothing}${sheet ? html`<p>${wrong.sheet}</p>` : nothing}
    <p>${wrong.rule}</p><p>${dialled(shared.ask(PHONE))}</p></div></details>`;
};

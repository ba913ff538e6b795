/** The form in which a person says what the money is for. */
import { html, nothing, type TemplateResult } from "lit";
import type { Fact, Item } from "prescreen";
import type { PackTexts } from "../pack";
import type { Asked, Plans } from "./plans";
import { fitWords } from "./words";

export interface FormActs {
  /** Something was said anew. */
  changed: () => void;
  /** The person asks for the order. */
  go: () => void;
}

/** `own`: in words, what the person has with the firm already; none where that is nothing. */
export const form = (asked: Asked, plans: Plans, pack: PackTexts, own: string | undefined, { changed, go }: FormActs): TemplateResult => {
  const text = fitWords();
  const submit = (event: Event): void => {
    event.preventDefault();
    go();
  };
  return html`<form class="plans" autocomplete="off" novalidate @submit=${submit}>
    <p class="quiet">${text.lead}</p>
    ${asked.items.map((item) => choices(item, plans, pack, changed))}
    <div class="typed">${asked.facts.map((fact) => field(fact, plans, pack, fact.id === pack.document.shelf?.means ? own : undefined, changed))}</div>
    <p class="go"><button class="btn" type="submit">${text.go}</button></p>
    <p class="small quiet">${text.stays}</p>
  </form>`;
};

const said = (id: string, plans: Plans): TemplateResult => {
  const wrong = plans.wrong.get(id);
  return html`<p class="said small" id="plan-${id}-said" role=${wrong === undefined ? nothing : "alert"}>${wrong ?? nothing}</p>`;
};

const choices = (item: Item, plans: Plans, pack: PackTexts, changed: () => void): TemplateResult => {
  const { id } = item;
  const several = item.kind === "multiple";
  const wrong = plans.wrong.has(id);
  const option = (one: string): TemplateResult =>
    html`<label class="choice"><input type=${several ? "checkbox" : "radio"} name="plan-${id}" value=${one} .checked=${plans.chosen(id).includes(one)} aria-describedby=${wrong ? `plan-${id}-said` : nothing} @change=${() => {
      plans.choose(item, one);
      changed();
    }}><span>${pack.text(`option.${id}.${one}`) ?? one}</span></label>`;
  const help = pack.text(`item.${id}.help`);
  return html`<fieldset class=${wrong ? "wrong" : ""}><legend>${pack.text(`item.${id}`) ?? id}${help ? html` <small class="quiet">${help}</small>` : nothing}</legend>
    ${(item.options ?? []).map((one) => option(one.id))}${said(id, plans)}</fieldset>`;
};

const field = (fact: Fact, plans: Plans, pack: PackTexts, own: string | undefined, changed: () => void): TemplateResult => {
  const { id, unit, currency } = fact;
  const wrong = plans.wrong.has(id);
  const { months, days } = fitWords().unit;
  const input = html`<input id="plan-${id}" type="text" inputmode=${unit === "minor_units" ? "decimal" : "numeric"} aria-describedby="plan-${id}-said" aria-invalid=${wrong ? "true" : "false"} .value=${plans.typed(id)} @input=${(
    event: Event,
  ) => {
    plans.type(id, (event.target as HTMLInputElement).value);
    changed();
  }}>`;
  return html`<div class=${wrong ? "wrong" : ""}><label for="plan-${id}">${pack.text(`fact.${id}`) ?? id}${own ? html`<small class="quiet">${fitWords().withUs(own)}</small>` : nothing}</label>
    <span class="with-unit">${input}<small>${unit === "minor_units" ? currency : unit === "months" ? months : days}</small></span>${said(id, plans)}</div>`;
};

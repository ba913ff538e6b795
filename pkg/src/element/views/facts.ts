/** The few facts that a rule takes from the person. Leaving one out is always possible. */
import { html, nothing, type TemplateResult } from "lit-html";
import { inMinor, inUnits } from "../../core/money.js";
import type { View } from "../../flow/view.js";
import type { Fact, FactValue } from "../../core/types.js";
import { ungrouped } from "../format.js";
import { heading, type Scene } from "../scene.js";
import { agreedLine, watchedLine } from "./kept.js";
import { stopLink } from "./leaving.js";

export const facts = (scene: Scene, { facts: shown, values }: View & { kind: "facts" }): TemplateResult => {
  const { words, flow, back } = scene;
  return html`<div class="top">${stopLink(scene)}</div>${heading(words.facts.title)}
    <p class="lead">${words.facts.lead}</p>
    <div class="fields">${shown.map((fact) => field(scene, fact, values[fact.id]))}</div>
    ${agreedLine(scene)}${watchedLine(scene)}
    <div class="go">
      <button class="btn" part="button" type="button" @click=${() => back()}>${words.back}</button>
      <button class="btn main" part="button main" type="button" @click=${() => flow.next()}>${words.proceed}</button>
    </div>`;
};

const field = (scene: Scene, fact: Fact, value: FactValue | undefined): TemplateResult => {
  const { say, words, flow } = scene;
  const label = say(`fact.${fact.id}`);
  if (fact.type === "boolean" || fact.type === "choice") {
    const options =
      fact.type === "boolean"
        ? [
            ["true", words.facts.yes],
            ["false", words.facts.no],
          ]
        : (fact.options ?? []).map((id) => [id, say(`fact.${fact.id}.${id}`)]);
    const change = (event: Event): void => {
      const chosen = (event.target as HTMLSelectElement).value;
      flow.provide(fact.id, chosen === "" ? undefined : fact.type === "boolean" ? chosen === "true" : chosen);
    };
    return html`<div class="field"><label for=${fact.id}>${label}</label>
      <select id=${fact.id} @change=${change}>
        <option value="" ?selected=${value === undefined}>${words.facts.none}</option>
        ${options.map(([id, name]) => html`<option value=${id as string} ?selected=${String(value) === id}>${name}</option>`)}
      </select></div>`;
  }
  const change = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const given = read(input.value, fact);
    // What does not count is not left standing.
    if (given === undefined) input.value = "";
    flow.provide(fact.id, given);
  };
  const shown = value === undefined ? "" : typeof value === "number" ? written(value, fact) : String(value);
  const unit = fact.currency ?? words.unit[fact.unit ?? "count"] ?? "";
  return html`<div class="field"><label for=${fact.id}>${label}</label>
    <div class="in"><input id=${fact.id} type=${fact.type === "date" ? "date" : "text"} inputmode=${fact.type === "date" ? "none" : "numeric"}
      autocomplete="off" .value=${shown} @change=${change}>${unit ? html`<span class="quiet">${unit}</span>` : nothing}</div></div>`;
};

/** Money stands in units of its currency, and is kept in its minor units. */
const written = (value: number, { unit, currency = "" }: Fact): string =>
  String(unit === "minor_units" ? inUnits(value, currency ?? "") : value);

/** A whole number within the fact's range, or a day; anything else counts as left out. */
const read = (text: string, fact: Fact): FactValue | undefined => {
  const plain = ungrouped(text);
  if (plain === "") return undefined;
  if (fact.type === "date") return plain;
  const value = fact.unit === "minor_units" ? inMinor(Number(plain), fact.currency ?? "") : Math.round(Number(plain));
  const inRange = value >= (fact.min ?? Number.MIN_SAFE_INTEGER) && value <= (fact.max ?? Number.MAX_SAFE_INTEGER);
  return Number.isSafeInteger(value) && inRange ? value : undefined;
};

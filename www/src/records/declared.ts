/** What a person types in where no file can be brought, and how it stands beside what was found. */
import { html, nothing, type TemplateResult } from "lit";
import type { FeatureFound, Joined } from "prescreen/statements";
import { minorDigits } from "prescreen/money";
import { redraw } from "../shell";
import { amount } from "./amount";
import type { DeclaredName } from "./declare/zh";
import { isHidden } from "./features";
import { declareWords, words } from "./words";

const NAMES = [
  "income-monthly",
  "outflow-monthly",
  "obligations-monthly",
  "taxed-income-yearly",
  "social-security-months",
  "housing-fund-monthly",
  "utilities-arrears",
  "judgment-debtor",
] as const satisfies readonly DeclaredName[];

/** The feature of records that says something of the same. */
const FOUND: Partial<Record<DeclaredName, string>> = {
  "income-monthly": "income-monthly",
  "outflow-monthly": "outflow-monthly",
  "obligations-monthly": "obligations-monthly",
  "taxed-income-yearly": "income-monthly",
  "social-security-months": "salary-months",
};

/** Part of the larger of two figures within which they are about the same. */
const ALIKE = 0.1;
/** Largest count of months that is taken. */
const MOST_MONTHS = 720;

/** What is typed in, as it stands in the field; it stays with the page. */
const typed = new Map<DeclaredName, string>();

/** Minor units of what is typed as an amount; none where it is no amount. */
export const minorOf = (text: string, currency: string): number | undefined => {
  const [, whole, decimals = ""] = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.replace(/[\s ]/g, "")) ?? [];
  const digits = minorDigits(currency);
  if (whole === undefined || decimals.length > digits) return undefined;
  return Number(whole) * 10 ** digits + Number(decimals.padEnd(digits, "0") || 0);
};

/** What is typed in as a value: minor units, months, or 0 and 1. */
const saidOf = (name: DeclaredName, currency: string): number | undefined => {
  const text = typed.get(name) ?? "";
  if (text === "") return undefined;
  const { unit } = declareWords().form.each[name];
  if (unit === "money") return minorOf(text, currency);
  if (unit === "yes-no") return text === "yes" ? 1 : 0;
  const months = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return months <= MOST_MONTHS ? months : undefined;
};

/** The form; every field may stay empty. */
export const declaredForm = (currency: string): TemplateResult => {
  const text = declareWords().form;
  return html`<section class="sect" aria-labelledby="declare-h"><h2 id="declare-h">${text.title}</h2><p>${text.lead}</p>
    <details class="declare"><summary>${text.open}</summary><form autocomplete="off" @submit=${(event: SubmitEvent) => event.preventDefault()}>
      ${NAMES.map((name) => field(name, currency))}</form></details>
    <p class="small under"><b>${text.out.title}</b> ${text.out.says}</p></section>`;
};

const field = (name: DeclaredName, currency: string): TemplateResult => {
  const text = declareWords().form;
  const { label, unit, goodFor } = text.each[name];
  const set = (event: Event): void => {
    typed.set(name, (event.target as HTMLInputElement | HTMLSelectElement).value);
    redraw();
  };
  const id = `declare-${name}`;
  const wrong = (typed.get(name) ?? "") !== "" && saidOf(name, currency) === undefined;
  const control =
    unit === "yes-no"
      ? html`<select id=${id} aria-describedby="${id}-for" @change=${set}>${[
          ["", text.unsaid],
          ["no", text.no],
          ["yes", text.yes],
        ].map(
          ([value = "", word]) => html`<option value=${value} ?selected=${(typed.get(name) ?? "") === value}>${word}</option>`,
        )}</select>`
      : html`<span class="with-unit"><input id=${id} inputmode=${unit === "money" ? "decimal" : "numeric"} autocomplete="off" aria-describedby="${id}-for" aria-invalid=${wrong} .value=${typed.get(name) ?? ""} @change=${set}>${unit === "money" ? html`<small>${currency}</small>` : nothing}</span>`;
  return html`<div class="field"><label for=${id}>${label}</label>${control}
    <p class="small quiet" id="${id}-for">${goodFor}${wrong ? html`<b class="wrong">${text.notNumber}</b>` : nothing}</p></div>`;
};

interface Line {
  label: string;
  said: string;
  found: string;
  note: string;
}

/** What is said beside what was found, in neutral words; none where nothing is said. */
export const beside = (joined: Joined | undefined, currency: string): TemplateResult | typeof nothing => {
  const text = declareWords().beside;
  const lines = NAMES.flatMap((name): Line[] => {
    const value = saidOf(name, currency);
    return value === undefined ? [] : [lineOf(name, value, joined, currency)];
  });
  if (lines.length === 0) return nothing;
  return html`<div class="card beside"><h3>${text.title}</h3><p class="small quiet">${text.lead}</p>
    <div class="wide plain stack" tabindex="0" role="region" aria-label=${text.title}><table class="rows" role="table">
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${text.what}</th><th role="columnheader" scope="col" class="num">${text.said}</th><th role="columnheader" scope="col" class="num">${text.found}</th><th role="columnheader" scope="col"></th></tr></thead>
      <tbody role="rowgroup">${lines.map(
        ({ label, said, found, note }) =>
          html`<tr role="row"><th role="rowheader" scope="row">${label}</th><td role="cell" class="num n" data-label=${text.said}>${said} <span class="tier">${words().joined.tier.declared}</span></td><td role="cell" class="num" data-label=${text.found}>${found}</td><td role="cell" class="small">${note}</td></tr>`,
      )}</tbody></table></div></div>`;
};

const lineOf = (name: DeclaredName, value: number, joined: Joined | undefined, currency: string): Line => {
  const text = declareWords();
  const { label, unit } = text.form.each[name];
  const say = (minor: number): string => (unit === "months" ? text.beside.months(minor) : amount(minor, currency));
  const yearly = name === "taxed-income-yearly";
  const compared = yearly ? Math.round(value / 12) : value;
  const said =
    unit === "yes-no"
      ? value === 1
        ? text.form.yes
        : text.form.no
      : yearly
        ? `${text.beside.yearly(say(value))} ${say(compared)}`
        : say(value);
  const found: FeatureFound | undefined = joined?.features?.currency === currency ? joined.features.found[FOUND[name] ?? ""] : undefined;
  const hidden = joined !== undefined && isHidden(FOUND[name] ?? "", joined, currency);
  if (!found || !("value" in found) || hidden) return { label, said, found: text.beside.silent, note: "" };
  const apart = Math.abs(found.value - compared);
  const alike = apart <= Math.max(found.value, compared) * ALIKE;
  // Records of some months say nothing of those before them.
  const shorter = unit === "months" && found.value < compared;
  const note = alike ? text.beside.same : shorter ? text.beside.shorter : text.beside.differs(say(apart));
  return { label, said, found: say(found.value), note };
};

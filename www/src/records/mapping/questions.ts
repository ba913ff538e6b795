/** What a table does not tell of itself, asked of the person with nothing chosen. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Lack } from "prescreen/statements";
import { locale } from "../../i18n";
import { drawn } from "../drawn";
import type { OpenFile } from "../open-file";
import { mappingWords } from "../words";
import { STATES, type Answers, type Saying, WAYS } from "./saying";

/** Currencies that are offered, those that are likeliest here first. */
const CURRENCIES = (
  "CNY HKD USD EUR GBP JPY SGD TWD MOP AUD CAD CHF NZD KRW THB MYR IDR PHP VND INR AED SAR QAR ILS TRY " +
  "SEK NOK DKK ISK PLN CZK HUF RON UAH RUB KZT ZAR EGP NGN KES BRL MXN ARS CLP COP PEN PKR BDT LKR"
).split(" ");

export const questionsPart = (file: OpenFile, saying: Saying): TemplateResult => {
  const text = mappingWords();
  const { ask } = text;
  const { lacks } = saying;
  const answers: Answers = { ...saying.answers, ...(saying.sign && { sign: saying.sign }) };
  const radios = <K extends keyof Answers>(name: K, title: string, choices: readonly (readonly [NonNullable<Answers[K]>, string])[]) =>
    html`<fieldset data-lack=${LACK[name]}><legend>${title}</legend>${choices.map(
      ([value, label]) =>
        html`<label><input type="radio" name="${name}-${file.id}" .checked=${live(answers[name] === value)} @change=${() => saying.answer({ [name]: value })}>${label}</label>`,
    )}</fieldset>`;
  const amount = saying.column("amount");
  const direction = saying.column("direction");
  const status = saying.column("status");
  const days = (saying.column("date") ?? saying.column("value_date"))?.days ?? [];
  const asked = [
    radios("kind", ask.kind, [
      ["bank", text.kinds.bank],
      ["wallet", text.kinds.wallet],
      ["card", text.kinds.card],
      ["broker", text.kinds.broker],
    ]),
    ...(amount && !direction
      ? [
          radios("sign", ask.sign.title, [
            ["signed", ask.sign.signed],
            ["out_positive", ask.sign.out_positive],
          ]),
        ]
      : []),
    ...(direction?.words.length
      ? [
          ofWords(
            file,
            "direction",
            ask.direction.title,
            direction.words,
            WAYS,
            [ask.direction.in, ask.direction.out, ask.direction.neutral],
            {
              said: (word) => saying.way(word),
              say: (word, way) => saying.sayWay(word, way),
            },
          ),
        ]
      : []),
    ...(status?.words.length
      ? [
          ofWords(file, "status", ask.status.title, status.words, STATES, [ask.status.booked, ask.status.pending, ask.status.cancelled], {
            said: (word) => saying.states.get(word),
            say: (word, state) => saying.sayState(word, state),
          }),
        ]
      : []),
    ...(days.length > 1
      ? [
          radios(
            "day_order",
            ask.dayOrder.title,
            days.map((order) => [order, ask.dayOrder[order]] as const),
          ),
        ]
      : []),
    ...(lacks.includes("numbers") || answers.numbers
      ? [
          radios("numbers", ask.numbers.title, [
            ["point", ask.numbers.point],
            ["comma", ask.numbers.comma],
          ]),
        ]
      : []),
    ...(saying.column("fee")
      ? [
          radios("fee_beside", ask.fee.title, [
            [true, ask.fee.beside],
            [false, ask.fee.inside],
          ]),
        ]
      : []),
    ...(lacks.includes("currency") || answers.currency ? [currency(file, saying)] : []),
  ];
  return html`<h5>${text.questions}</h5><div class="to-say">${asked}</div>`;
};

/** What each answer settles. */
const LACK: Record<keyof Answers, Lack> = {
  kind: "kind",
  sign: "sign",
  fee_beside: "fee",
  currency: "currency",
  day_order: "day_order",
  numbers: "numbers",
};

/** Each of a column's words, with what it says. */
const ofWords = <L extends string>(
  file: OpenFile,
  lack: Lack,
  title: string,
  all: readonly string[],
  lists: readonly L[],
  labels: readonly string[],
  of: { said: (word: string) => L | undefined; say: (word: string, list: L) => void },
): TemplateResult =>
  html`<fieldset data-lack=${lack}><legend>${title}</legend>${all.map((word, n) => {
    const id = `${lack}-${file.id}-${n}`;
    const said = of.said(word);
    const choose = (event: Event): void => of.say(word, (event.target as HTMLSelectElement).value as L);
    return html`<p class="word"><label for=${id}><bdi>${drawn(word)}</bdi></label><select id=${id} .value=${live(said ?? "")} @change=${choose}>
      ${said ? nothing : html`<option value="" selected>${mappingWords().ask.unsaid}</option>`}${lists.map(
        (list, place) => html`<option value=${list} ?selected=${list === said}>${labels[place]}</option>`,
      )}</select></p>`;
  })}</fieldset>`;

const currency = (file: OpenFile, saying: Saying): TemplateResult => {
  const text = mappingWords().ask;
  const id = `currency-${file.id}`;
  const said = saying.answers.currency ?? undefined;
  const names = new Intl.DisplayNames(locale(), { type: "currency" });
  const choose = (event: Event): void => saying.answer({ currency: (event.target as HTMLSelectElement).value });
  return html`<p class="word" data-lack="currency"><label for=${id}>${text.currency}</label><select id=${id} .value=${live(said ?? "")} @change=${choose}>
    ${said ? nothing : html`<option value="" selected>${text.unsaid}</option>`}${CURRENCIES.map(
      (code) => html`<option value=${code} ?selected=${code === said}>${names.of(code)} (${code})</option>`,
    )}</select></p>`;
};

/** On to the first thing that is lacking. */
export const toLacking = (file: OpenFile, saying: Saying): void => {
  const form = document.getElementById(`say-${file.id}`)?.closest("section");
  const at = saying.lacks.map((lack) => form?.querySelector<HTMLElement>(`[data-lack="${lack}"] :is(input, select)`));
  const wrong = form?.querySelector<HTMLElement>("[aria-invalid=true]");
  (
    wrong ??
    (saying.lacks.some((lack) => OF_COLUMNS.includes(lack)) ? undefined : at.find((one) => one)) ??
    form?.querySelector("select")
  )?.focus();
};

/** What is lacking among the columns. */
const OF_COLUMNS: readonly Lack[] = ["day", "amount", "amount_twice", "other_side", "cells"];

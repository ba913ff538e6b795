/** One question: options as native inputs, range bars where the pack illustrates them, why it is asked. */
import { html, noChange, nothing, type TemplateResult } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import type { Position, View } from "../../flow/view.js";
import type { Answer, Choice, Item } from "../../core/types.js";
import { SIZES } from "../elder.js";
import { amount, change, ungrouped } from "../format.js";
import { basisLine, heading, type Scene } from "../scene.js";
import { vars } from "../vars.js";
import { beforeAsking } from "./attempts.js";
import { agreedLine, draftChoice, draftLine, watchedLine } from "./kept.js";
import { stopLink } from "./leaving.js";

export const question = (scene: Scene, { item, position, value }: View & { kind: "question" }): TemplateResult => {
  const { words, say, pack, locale, flow, back, lack, lacks } = scene;
  const help = pack.text(locale, `item.${item.id}.help`);
  const basis = item.basis ?? pack.document.questionnaire.basis;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (value === undefined) lack(item.id);
    else flow.next();
  };
  return html`<form class="ask" @submit=${submit} novalidate>
      ${progress(scene, position)}
      <div class="asked">
      <div class="top"><p class="eyebrow" id="place">${words.question.of(say(`section.${position.section}`), position.number, position.of)}</p>${stopLink(scene)}</div>
    ${heading(say(`item.${item.id}`), undefined, "place")}
    ${position.number === 1 && (flow.agreedAt !== undefined || !pack.document.notices.some(({ kind }) => kind === "notice")) ? beforeAsking(scene) : nothing}
    ${position.number === 1 && advances(scene, item) && matchMedia("(pointer: coarse)").matches ? html`<p class="help">${words.question.tap}</p>` : nothing}
    ${help ? explained(scene, item, help) : nothing}
      </div>
      <div class="replies">
      ${item.kind === "number" ? numberField(scene, item, value) : options(scene, item, value)}
      ${why(scene, say(`item.${item.id}.why`), basisLine(scene, basis))}
      <p class="lacks" role="alert">${lacks === item.id && value === undefined ? (item.kind === "number" ? words.question.lacksNumber : words.question.lacks) : nothing}</p>
      <div class="skip"><button class="link" type="button" @click=${() => flow.decline()}>${words.question.decline}</button><p>${words.question.declineNote}</p></div>
      ${position.number === 1 ? draftChoice(scene) : draftLine(scene)}
      ${agreedLine(scene)}${watchedLine(scene)}
      </div>
      <div class="go">
        <button class="btn" part="button" type="button" @click=${() => back()}>${words.back}</button>
        <button class="btn main" part="button main" type="submit">${words.proceed}</button>
      </div>
    </form>`;
};

/**
 * What explains a question. Where every option has figures of its own, nothing that decides is in it alone: in the larger of the
 * large sizes it is one press away, or it would fill the screen and leave no option on it.
 */
const explained = ({ words, elder }: Scene, item: Item, help: string): TemplateResult | TemplateResult[] => {
  const lines = help.split("\n").map((line) => html`<p class="help">${line}</p>`);
  const speaksForItself = scaleOf(item) !== undefined && item.options.every(({ illustration }) => illustration);
  if (elder.size <= SIZES[0] || !speaksForItself) return lines;
  return html`<details class="means"><summary>${words.question.means}</summary>${lines}</details>`;
};

const progress = ({ words, say }: Scene, { section, sections }: Position): TemplateResult => html`
  <p class="vh" id="progress">${words.question.progress(sections.length)}</p>
  <ol class="prog" aria-labelledby="progress">
    ${sections.map(
      ({
        id,
        questions,
        answered,
      }) => html`<li aria-current=${id === section ? "step" : nothing} ${vars({ q: String(questions), done: `${(answered / questions) * 100}%` })}>
      <i></i><span>${say(`section.${id}`)}</span></li>`,
    )}
  </ol>`;

const options = (scene: Scene, item: Item, value: Answer | undefined): TemplateResult => {
  const { words, say, flow, locale, pack } = scene;
  const several = item.kind === "multiple";
  const chosen = Array.isArray(value) ? value : [value];
  const scale = scaleOf(item);
  const change = (option: Choice, on: boolean): void => {
    if (!several) {
      flow.answer(item.id, option.id);
      return;
    }
    const stays = (one: Choice): boolean => chosen.includes(one.id) && !(on && (option.alone || one.alone));
    // The order of the pack, whatever the order of choosing.
    flow.answer(
      item.id,
      item.options.filter((one) => (one === option ? on : stays(one))).map((one) => one.id),
    );
  };
  return html`${scale && item.example ? html`<p class="range-head" id="range">${words.question.example(words.money(amount(item.example.amount, item.example.currency, locale), item.example.currency))}</p>` : nothing}
    <fieldset class="opts ${several ? "many" : ""} ${scale ? "ranged" : ""}" aria-describedby=${scale ? "range" : nothing}>
      <legend class="vh">${say(`item.${item.id}`)}${several ? ` ${words.question.several}` : ""}</legend>
      ${scale ? html`<div class="axis" aria-hidden="true" ${vars({ zero: scale.zero })}><span class="a1">${words.question.badYear}</span><span class="a2">0</span><span class="a3">${words.question.goodYear}</span></div>` : nothing}
      ${repeat(
        item.options,
        ({ id }) => `${item.id}.${id}`,
        (option, index) => html`<div class="opt">
        <input type=${several ? "checkbox" : "radio"} name="option" id=${`option-${index}`} autocomplete="off"
          .checked=${live(chosen.includes(option.id))} @pointerdown=${byFinger} @click=${(event: Event) => goOnAfter(scene, item, option, event)} @change=${(event: Event) => change(option, (event.target as HTMLInputElement).checked)}>
        <label for=${`option-${index}`}><span class="dot"></span><span class="name">${say(`option.${item.id}.${option.id}`)}</span>${scale ? range(scene, option, scale) : nothing}</label>
      </div>`,
      )}
    </fieldset>
    ${scale ? html`<p class="key" aria-hidden="true"><span><i class="l"></i>${words.question.mayLose}</span><span><i class="g"></i>${words.question.mayGain}</span></p>` : nothing}
    ${several && !pack.text(locale, `item.${item.id}.help`) ? html`<p class="key">${words.question.several}</p>` : nothing}`;
};

/** How long the choice stands before the next question comes, in milliseconds. */
const SEEN = 250;

/** The option that a finger is on. A reader of the screen presses without one. */
let finger: EventTarget | null = null;

const byFinger = (event: PointerEvent): void => {
  finger = event.pointerType === "touch" && event.width > 0 && event.height > 0 ? event.currentTarget : null;
};

/** Whether a tap on an option is an answer that goes on by itself. */
const advances = ({ elder }: Scene, { kind }: Item): boolean => kind !== "multiple" && kind !== "number" && elder.size === 0;

/** A finger's tap goes on once the choice was seen; keys and other pointers press Continue. */
const goOnAfter = (scene: Scene, item: Item, option: Choice, { currentTarget }: Event): void => {
  if (finger !== currentTarget || !advances(scene, item)) return;
  finger = null;
  const { flow } = scene;
  setTimeout(() => {
    const { view } = flow;
    if (view.kind === "question" && view.item.id === item.id && view.value === option.id) flow.next();
  }, SEEN);
};

interface Scale {
  /** Where zero stands. */
  zero: string;
  /** Percent of the bar's width per minor unit. */
  perUnit: number;
  /** Of the amounts. */
  currency: string;
}

/** One scale for all options, so that bars can be compared. */
const scaleOf = ({ options: all, example }: Item): Scale | undefined => {
  const shown = all.flatMap(({ illustration }) => (illustration ? [illustration] : []));
  if (!example || shown.length === 0) return undefined;
  const low = Math.max(...shown.map((one) => -one.low), 0);
  const high = Math.max(...shown.map((one) => one.high), 0);
  return low + high === 0 ? undefined : { zero: `${(low / (low + high)) * 100}%`, perUnit: 100 / (low + high), currency: example.currency };
};

const range = ({ words, locale }: Scene, { illustration }: Choice, { zero, perUnit, currency }: Scale): TemplateResult => {
  if (!illustration) return html`<span class="lo"></span><span class="bar" ${vars({ zero })}></span><span class="hi"></span>`;
  const { low, high, low_open: open } = illustration;
  const least = low === 0 ? amount(0, currency, locale) : change(low, currency, locale);
  const said = open ? words.question.orMore(least) : least;
  const most = change(high, currency, locale);
  return html`<span class="vh">${words.question.range(said, most)}</span>
    <span class="lo" aria-hidden="true">${said}</span>
    <span class="bar" aria-hidden="true" ${vars({ zero, l: `${-low * perUnit}%`, g: `${high * perUnit}%` })}><i class="l ${open ? "open" : ""}"></i><i class="g"></i></span>
    <span class="hi" aria-hidden="true">${most}</span>`;
};

const numberField = ({ words, flow }: Scene, item: Item, value: Answer | undefined): TemplateResult => {
  const typed = (event: Event): void => {
    const plain = ungrouped((event.target as HTMLInputElement).value);
    if (/^-?\d+$/.test(plain) && Number.isSafeInteger(Number(plain))) flow.answer(item.id, Number(plain));
    else flow.answer(item.id, []);
  };
  // A text that is no number yet stays as it was typed.
  const shown = typeof value === "number" ? String(value) : noChange;
  return html`${keyed(
    item.id,
    html`<div class="number"><label for="number">${words.question.number}</label>
    <input id="number" type="text" inputmode="numeric" autocomplete="off" .value=${shown} @input=${typed}></div>`,
  )}`;
};

const why = ({ words }: Scene, use: string, source: unknown): TemplateResult => html`<details class="why">
  <summary>${words.why.title}</summary>
  <dl class="facts">
    <dt>${words.why.use}</dt><dd>${use}</dd>
    <dt>${words.why.source}</dt><dd>${source}</dd>
    <dt>${words.why.where}</dt><dd>${words.why.stays}</dd>
  </dl>
</details>`;

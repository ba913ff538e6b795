/** A pack for practice that reads records, on this device alone: its questions, its result, and what would leave. */
import { html, nothing, type TemplateResult } from "lit";
import { type Assessment, init, loadPack, type Pack, type Screening, screening, type Session, unwrap } from "prescreen";
import packFile from "../../../examples/records-pack/pack.json?url";
import { locale } from "../i18n";
import { codesOf, toldAs } from "../reasons";
import { redraw } from "../shell";
import type { Files } from "./files";
import { openNote } from "./questions";
import { declareWords, words } from "./words";

/** The person of the practice is of age; a firm would know when they were born. */
const BORN = "1990-01-01";

type Answers = Record<string, string | string[]>;

interface Shown {
  assessment: Assessment;
  /** How many figures of the records the rules could read; none where the records are in another currency. */
  used: number | undefined;
}

let pack: Pack | undefined;
let failed = false;
let answers: Answers = {};
let clarified: string[] = [];
let asks: readonly string[] = [];
let missing = 0;
let unansweredFirst: string | undefined;
let shown: Shown | undefined;

const begin = async (): Promise<void> => {
  try {
    const [response] = await Promise.all([fetch(packFile), init()]);
    pack = unwrap(loadPack(await response.text()));
  } catch {
    failed = true;
  }
  redraw();
  document.querySelector<HTMLElement>(".demo fieldset input")?.focus();
};

/** A session that meets no server: its nonce is zero, and nothing is signed with it. */
const session = ({ reference }: Pack): Session => {
  const now = Math.floor(Date.now() / 1000);
  return {
    id: "practice",
    nonce: "A".repeat(43),
    audience: location.origin,
    subject: "practice",
    purpose: "assessment",
    pack: reference,
    variant: "base",
    now,
    expires: now + 3600,
    profile: null,
    facts: { birth_date: BORN },
  };
};

const see = async (files: Files): Promise<void> => {
  if (!pack) return;
  let of: Screening | undefined;
  try {
    const found = await files.found();
    const typed = unwrap(screening(pack, session(pack), { answers, clarified, facts: {} }));
    of = found && !isInOtherCurrency(pack, files) ? unwrap(typed.withFound(found)) : typed;
    const ready = unwrap(of.readiness());
    const unanswered = ready.missing.filter((id) => !id.startsWith("found-"));
    [asks, missing, shown, unansweredFirst] = [ready.asks, unanswered.length, undefined, unanswered[0]];
    if (asks.length === 0 && missing === 0) shown = { assessment: unwrap(of.assessment()), used: usedOf(pack, files) };
  } catch {
    failed = true;
  }
  of?.dispose();
  redraw();
  const next = unansweredFirst === undefined ? "[data-result]" : `[name="practice-${unansweredFirst}"]`;
  document.querySelector<HTMLElement>(`.demo ${next}`)?.focus();
};

/** Whether the pack counts in another currency than the records: nothing of them is read then, and nothing is converted. */
const isInOtherCurrency = ({ document }: Pack, { joined }: Files): boolean =>
  document.facts.some(({ currency }) => typeof currency === "string" && joined?.features && currency !== joined.features.currency);

const usedOf = (of: Pack, files: Files): number | undefined => {
  if (isInOtherCurrency(of, files)) return undefined;
  const { document } = of;
  const { joined } = files;
  const found = joined?.features?.found ?? {};
  const wanted = document.facts.map(({ id }) => id).filter((id) => id.startsWith("found-"));
  return wanted.filter((id) => {
    const of = found[id.slice("found-".length)];
    return of && "value" in of && of.tier !== "declared";
  }).length;
};

export const demonstration = (files: Files): TemplateResult => {
  const text = declareWords().next.demo;
  return html`<div class="card demo"><h3>${text.title}</h3><p>${text.says}</p>
    ${failed ? html`<p class="note broken" role="alert">${text.failed}</p>` : nothing}
    ${
      pack
        ? questions(files, pack)
        : html`<p class="go"><button class="btn" type="button" @click=${() => void begin()}>${text.begin}</button></p>`
    }</div>`;
};

const questions = (files: Files, of: Pack): TemplateResult => {
  const text = declareWords().next.demo;
  const say = (key: string): string => of.text(of.locale(locale()), key) ?? "";
  const items = of.document.questionnaire.sections.flatMap(({ items: inside }) => inside);
  const choose = (item: string, option: string, many: boolean, on: boolean): void => {
    const before = answers[item];
    const others = Array.isArray(before) ? before.filter((other) => other !== option) : [];
    answers = { ...answers, [item]: many ? (on ? [...others, option] : others) : option };
    [clarified, asks, shown, missing] = [[], [], undefined, 0];
    redraw();
  };
  return html`<form @submit=${(event: SubmitEvent) => {
    event.preventDefault();
    void see(files);
  }}>${items.map((item) => {
    const many = item.kind === "multiple";
    return html`<fieldset><legend>${say(`item.${item.id}`)}</legend><p class="small quiet">${say(`item.${item.id}.why`)}</p>
      ${(item.options ?? []).map(({ id }) => {
        const given = answers[item.id];
        const on = many ? Array.isArray(given) && given.includes(id) : given === id;
        return html`<label class="choice"><input type=${many ? "checkbox" : "radio"} name="practice-${item.id}" .checked=${on} @change=${(
          event: Event,
        ) => choose(item.id, id, many, (event.target as HTMLInputElement).checked)}><span>${say(`option.${item.id}.${id}`)}</span></label>`;
      })}</fieldset>`;
  })}
    ${missing > 0 ? html`<p class="note asks" role="status">${text.missing(missing)}</p>` : nothing}
    <p class="go"><button class="btn" type="submit">${text.see}</button></p></form>
    ${asks.map(
      (id) => html`<div class="note asks" role="group" tabindex="-1" data-result><h4>${text.asks}</h4><p>${say(`reason.${id}`)}</p>
      <p class="go"><button class="btn" type="button" @click=${() => {
        clarified = [...clarified, id];
        void see(files);
      }}>${text.keep}</button><button class="btn" type="button" @click=${() => {
        asks = [];
        redraw();
        document.querySelector<HTMLElement>(".demo fieldset input")?.focus();
      }}>${text.change}</button></p></div>`,
    )}
    ${shown ? result(files, of, shown, say) : nothing}`;
};

/** What leaves, in words, with the code that stands for it. */
const worded = (word: string, code: string): TemplateResult => html`${word} <small class="code quiet" translate="no">${code}</small>`;

const result = (files: Files, of: Pack, { assessment, used }: Shown, say: (key: string) => string): TemplateResult => {
  const text = declareWords().next.demo;
  const outcome = text.outcomes[assessment.outcome];
  const decided = assessment.class ? `${say(`class.${assessment.class}`)} · ${outcome}` : outcome;
  const reasons = codesOf(assessment).filter((code) => say(`reason.${code}`) !== "");
  const lacking = assessment.missing.filter((id) => say(`fact.${id}`) !== "");
  const codes = assessment.reasons.filter(({ deciding }) => deciding).map(toldAs);
  return html`<section class="result" aria-labelledby="practice-h"><h4 id="practice-h" tabindex="-1" data-result>${text.result}: ${decided}</h4>
    ${openNote(files)}<p class="small quiet">${used === undefined ? text.otherCurrency : text.used(used)}</p>
    ${reasons.length > 0 ? html`<p class="small">${text.reasons}</p><ul class="why">${reasons.map((code) => html`<li>${say(`reason.${code}`)}</li>`)}</ul>` : nothing}
    ${lacking.length > 0 ? html`<p class="small">${text.lacks}</p><ul class="why">${lacking.map((id) => html`<li>${say(`fact.${id}`)}</li>`)}</ul>` : nothing}
    <h4>${text.leaves}</h4><dl class="facts leaves">
      <dt>${text.class}</dt><dd>${assessment.class ? worded(say(`class.${assessment.class}`), assessment.class) : text.none}</dd>
      <dt>${text.outcome}</dt><dd>${worded(outcome, assessment.outcome)}</dd>
      <dt>${text.codes}</dt><dd>${codes.length === 0 ? text.none : codes.map((code) => html`<p>${worded(say(`reason.${code}`), code)}</p>`)}</dd>
      <dt>${text.tier}</dt><dd>${worded(words().joined.tier[assessment.tier] ?? "", assessment.tier)}</dd>
      <dt>${text.pack}</dt><dd>${of.reference.id} ${of.reference.version}</dd></dl>
    <p class="small">${text.stays} <b>${text.nothing}</b></p></section>`;
};

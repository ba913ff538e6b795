/** For people: this device, the gap, the firm, and a card for each thing that crosses. Bytes and claims are the auditor's layer. */
import { html, nothing, type TemplateResult } from "lit-html";
import { archiveKeyOf, keeperOf } from "../../flow/record.js";
import type { WireEntry } from "../../flow/wire.js";
import { bytes, clock, number } from "../format.js";
import * as icons from "../icons.js";
import { questionsOf, ruleOf } from "../rules.js";
import { isAboutClass, isClosed } from "../scene.js";
import { vars } from "../vars.js";
import { entriesOf, lastOf, packOf, packText, type Shown, sessionOf, verdictOf, zoneOf } from "./shown.js";

export const crossing = (shown: Shown): TemplateResult => {
  const { own, inside } = shown;
  const document = packOf(shown)?.document;
  return html`<div class="crossing">
    <section aria-labelledby="stays"><h3 id="stays">${own.panel.stays}</h3>${device(shown)}</section>
    <div class="between" aria-hidden="true"><i></i></div>
    <section aria-labelledby="goes"><h3 id="goes">${own.panel.goes}</h3><ol class="cards">${seal(shown)}${result(shown)}${steps(shown)}</ol></section>
  </div>
  ${inside ? html`${reveals(shown)}${tells(shown)}` : nothing}
  <p class="say">${own.panel.record[document ? keeperOf(document) : "investor"]}</p>`;
};

const device = ({ own: { panel }, inside, files }: Shown): TemplateResult => {
  const progress = inside?.flow?.progress;
  const document = packOf({ inside })?.document;
  // What is disclosed with the result does not stay.
  const stay = !document || keeperOf(document) !== "disclosed";
  const row = (name: string, figure?: string | number): TemplateResult =>
    html`<li>${icons.lock}<span>${name}${figure === undefined ? nothing : html` <b class="n">${figure}</b>`}</span></li>`;
  return html`<ul class="held">
    ${stay ? row(panel.answers, progress && progress.answered > 0 ? panel.answered(progress.answered, progress.questions) : undefined) : nothing}
    ${stay && progress && progress.facts > 0 ? row(panel.facts, progress.facts) : nothing}
    ${inside?.flow && !inside.flow.observed ? nothing : row(panel.manner)}
    ${files > 0 ? row(panel.files, panel.filesRead(files)) : nothing}
  </ul>`;
};

const card = (shown: Shown, when: string, entry: WireEntry | undefined, title: string, body: string): TemplateResult => {
  const { own, locale } = shown;
  const left = entry?.state === "left";
  const at = left && entry.at !== undefined ? `${clock(entry.at, locale, zoneOf(shown))} · ${bytes(entry.bytes, locale)}` : undefined;
  return html`<li class=${left ? "in" : ""}><b>${title}</b><span>${body}</span><small>${at ?? (entry?.state === "waiting" ? own.panel.waiting : when)}</small></li>`;
};

const seal = (shown: Shown): TemplateResult => {
  const { panel } = shown.own;
  return card(shown, panel.whenConfirm, lastOf(shown, "commit"), panel.commit, panel.cards.seal);
};

const result = (shown: Shown): TemplateResult => {
  const { own } = shown;
  const { cards, whenSend } = own.panel;
  const entry = lastOf(shown, "verdict");
  const claims = verdictOf(shown);
  const session = sessionOf(shown);
  const title =
    claims?.class && !isClosed(claims)
      ? cards.class(packText(shown, `class.${claims.class}.short`) ?? claims.class)
      : claims
        ? (own.outcome[claims.outcome] ?? claims.outcome)
        : session && !isAboutClass(session)
          ? cards.outcome
          : cards.classAndOutcome;
  const said = claims?.reasons.map((code) => reasonSaid(shown, code)).join(own.separator);
  const kept = keptAs(shown);
  const credit = affordedAs(shown);
  const along = [
    ...(credit === undefined ? [] : [`${own.panel.credit}: ${credit}`]),
    ...(kept === undefined ? [] : [`${own.panel.kept}: ${kept}`]),
  ];
  return card(shown, whenSend, entry, title, [said ? cards.because(said) : cards.reason, ...along].join(own.separator));
};

/** A reason in the pack's words; one that is a dimension's, by the dimension's name. */
const reasonSaid = (shown: Shown, code: string): string =>
  packText(shown, `dimension.${code.replace(/^class\./, "")}`) ?? packText(shown, `reason.${code}`) ?? code;

/** The questions that a reason which leaves tells something of: that somebody cannot bear a loss *is* an answer. */
const reveals = (shown: Shown): TemplateResult | typeof nothing => {
  const { own } = shown;
  const document = packOf(shown)?.document;
  const reasons = verdictOf(shown)?.reasons ?? [];
  if (!document) return nothing;
  const asked = new Set(reasons.flatMap((code) => questionsOf(document, ruleOf(document, code))));
  if (asked.size === 0) return nothing;
  const said = [...asked].map((id) => packText(shown, `item.${id}`) ?? id).join(own.separator);
  const sent = lastOf(shown, "verdict")?.state === "left";
  return html`<p class="tells" data-reveals>${(sent ? own.panel.revealed : own.panel.reveals)(said)}</p>`;
};

/** What the person can afford as it leaves, with the band of the limit where there is one; nothing where it is not asked. */
export const affordedAs = (shown: Shown): string | undefined => {
  const credit = verdictOf(shown)?.credit;
  if (!credit) return undefined;
  const { outcome, band } = credit;
  const limit = band ? [packText(shown, `limit.${band}`) ?? band] : [];
  return [shown.own.credit[outcome] ?? outcome, ...limit].join(" · ");
};

/** How the record goes along; nothing where it does not. */
export const keptAs = (shown: Shown): string | undefined => {
  const { panel } = shown.own;
  const document = packOf(shown)?.document;
  const session = sessionOf(shown);
  if (!document || !session) return undefined;
  const keeper = keeperOf(document);
  if (keeper === "investor") return undefined;
  return keeper === "sealed" ? panel.keptAs.sealed(archiveKeyOf(document, session)?.id ?? "") : panel.keptAs.disclosed;
};

const steps = (shown: Shown): TemplateResult | typeof nothing => {
  const { panel } = shown.own;
  const all = entriesOf(shown, "step");
  const count = all.filter(({ state }) => state === "left").length;
  return all.length === 0 ? nothing : card(shown, panel.waiting, all.slice(-1)[0], panel.step, panel.cards.steps(count));
};

/**
 * What the result tells of all that the answers could say, by the proof of this session's pack. Nothing where the record goes
 * along, nor of what rests on the class on file, which asks other questions or none.
 */
const tells = (shown: Shown): TemplateResult | typeof nothing => {
  const { own, locale, proofs } = shown;
  const document = packOf(shown)?.document;
  const session = sessionOf(shown);
  const proof = proofs.find(({ pack }) => pack.hash === session?.pack.hash);
  if (!proof?.leakage || !document || !session) return nothing;
  if (!isAboutClass(session) || keeperOf(document) !== "investor") return nothing;
  const questions = document.questionnaire.sections.reduce((sum, { items }) => sum + items.length, 0);
  const held = Math.log2(Number(proof.combinations));
  const told = proof.leakage.at_most_bits;
  // Rounded against the sentence: what is held down, what is told up.
  const figures = [number(Math.floor(held), locale), number(Math.ceil(told * 10) / 10, locale, 1)] as const;
  const sent = lastOf(shown, "verdict")?.state === "left";
  return html`<p class="tells">${own.panel.holds(questions, figures[0])} ${(sent ? own.panel.told : own.panel.tells)(figures[1])}</p>
    <div class="bits" aria-hidden="true" ${vars({ told: `${Math.min(100, (told / held) * 100)}%`, held: String(Math.floor(held)) })}></div>`;
};

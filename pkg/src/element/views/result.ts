/** The result before it is sent: class or decision, reasons, and two buttons of the same weight. */
import { html, nothing, type TemplateResult } from "lit-html";
import { unwrap } from "../../core/answer.js";
import { countingGrade } from "../../core/calls.js";
import { keeperOf } from "../../flow/record.js";
import type { View } from "../../flow/view.js";
import type { Assessment } from "../../core/types.js";
import { bytes } from "../format.js";
import * as icons from "../icons.js";
import { MISSING } from "../rules.js";
import { contacts, heading, isAboutClass, isClosed, matterLine, ramp, shortClass, shortGrade, type Scene } from "../scene.js";
import { vars } from "../vars.js";
import { limits } from "./attempts.js";
import { check } from "./check.js";
import { classOnFile } from "./class-on-file.js";
import { measures } from "./measures.js";
import { missing } from "./missing.js";
import { cause, gates, heldBy, reasons } from "./reasons.js";

export const result = (scene: Scene, view: View & { kind: "result" }): TemplateResult => {
  const { words, locale } = scene;
  const { assessment } = view;
  return html`${matterLine(scene)}<p class="unsent"><b>${words.result.unsent}</b></p>${scene.stays ? html`<p class="missing" role="status">${words.result.stays}</p>` : nothing}
    ${decision(scene, assessment, view.investorStarts ? words.result.above : undefined)}
    ${view.attempt > 0 ? html`<p class="refused">${attempt(scene, view)}</p>` : nothing}
    ${isClassShown(assessment) ? measures(scene, assessment, heldBy(scene, assessment) !== undefined) : nothing}
    ${reasons(scene, assessment)}
    ${missing(scene, assessment)}
    ${gates(scene, assessment)}
    ${check(scene, assessment)}
    ${view.investorStarts ? html`${ownRequest(scene, view)}${contacts(scene)}` : html`${asksToSend(scene, assessment, bytes(view.bytes, locale))}${contacts(scene)}${sendOrNot(scene)}`}`;
};

/** Whether the class is worth showing: one that was worked out in this session, where the outcome lets it count. */
export const isClassShown = (assessment: Assessment): boolean => !assessment.class_on_file && !isClosed(assessment);

/** What was decided, in words and a shape. `title` stands for the decision's own heading. */
export const decision = (scene: Scene, assessment: Assessment, title?: string): TemplateResult => {
  const { words, say } = scene;
  const { class: decided, outcome } = assessment;
  const free = outcome === "proceed" || outcome === "proceed_after";
  const named =
    decided && isAboutClass(scene.session) && !isClosed(assessment)
      ? words.result.class(shortClass(scene, decided), say(`class.${decided}`))
      : undefined;
  const said = outcomeSaid(scene, assessment);
  const head = title ?? (named && free ? named : said);
  return html`${heading(head)}
    ${named && !free ? html`<p class="lead">${named}</p>` : nothing}
    ${named ? html`<p class="lead">${say(`class.${decided}.meaning`)}</p>${free ? cause(scene, assessment) : nothing}` : nothing}
    ${scale(scene, assessment)}
    ${
      title && free
        ? nothing
        : html`<div class="outcome" part="outcome">
      <span class="state ${outcome}">${icons.outcome(outcome)}</span>
      <div>${said === head ? nothing : html`<p><b>${said}</b></p>`}${nextOf(scene, assessment)}</div>
    </div>`
    }`;
};

/** The outcome in words: of a product, whether it matches. */
export const outcomeSaid = ({ words: { result: text }, session }: Scene, { outcome }: Assessment): string =>
  (session.product ? undefined : text.opening[outcome]) ?? text.heading[outcome] ?? outcome;

/** The pack's own next step for the reason that decided; otherwise what the outcome always has. */
export const nextOf = (scene: Scene, { reasons: all, outcome }: Assessment): TemplateResult => {
  const { pack, locale, words } = scene;
  const deciding = all.find((reason) => reason.deciding);
  // A condition that is met has nothing to put right: its steps come next.
  const isMet = deciding?.part === "gate" && outcome === "proceed_after";
  // A rule in doubt puts nothing right but what is missing, where that leads to no result.
  const code = deciding?.unknown ? (outcome === "insufficient_evidence" ? MISSING : undefined) : deciding?.code;
  const own = code !== undefined && outcome !== "proceed" && !isMet ? pack.text(locale, `reason.${code}.next`) : undefined;
  const hours = pack.document.fraud?.bands.find(({ id }) => id === deciding?.code)?.hours;
  return html`<p class="quiet">${own ?? words.result.next[outcome]}</p>${hours ? html`<p class="quiet">${words.result.ends(hours)}</p>` : nothing}`;
};

/** The person's class and the product's grade on one ordinal, where each class reaches a grade of its own place. */
const scale = (scene: Scene, { class: decided }: Assessment): TemplateResult | typeof nothing => {
  const {
    words,
    pack,
    session: { product },
  } = scene;
  if (!product) return nothing;
  const { grades, reach } = pack.document.matching;
  const grade = unwrap(countingGrade(pack, product)) ?? "";
  const you = decided ? reach.grades[decided] : undefined;
  if (!decided || you === undefined) return nothing;
  const own = shortClass(scene, decided);
  const named = (id: string): string => shortGrade(scene, id);
  return html`<p class="lead">${words.result.scale(own, named(grade))}</p>
    <div class="scale" aria-hidden="true" ${vars({ classes: String(grades.length) })}>
      <div class="tiles">${grades.map((id, index) => html`<span class="g${ramp(index, grades.length)}">${named(id)}</span>`)}</div>
      <div class="marks">${grades.map((id) => html`<div>${id === you ? html`<span>${words.result.you}<b>${own}</b></span>` : nothing}${id === grade ? html`<span>${words.result.product}<b>${named(grade)}</b></span>` : nothing}</div>`)}</div>
    </div>`;
};

/** Which assessment it was, and how many the pack lets there be; the server's own number where the pack says nothing. */
const attempt = (scene: Scene, { attempt: number, of }: View & { kind: "result" }): string => {
  const { words } = scene;
  const said = limits(scene);
  return said === "" ? words.result.attempt(number, of) : [words.result.attempt(number, null), said].join(words.attempts.space);
};

/** How much would leave, and whether the record goes along. */
const leaves = ({ words, pack }: Scene, size: string): string =>
  [words.result.sendBody(size), words.result.goes[keeperOf(pack.document)]].join(words.attempts.space);

/** What sending does to the class that counts so far. */
const becomes = (scene: Scene, assessment: Assessment): TemplateResult | typeof nothing => {
  const { result: text } = scene.words;
  const before = classOnFile(scene);
  if (before === undefined || assessment.class_on_file) return nothing;
  const after = isClassShown(assessment) && assessment.class ? shortClass(scene, assessment.class) : undefined;
  return html`<p class="lead" data-becomes>${after === undefined ? text.noClass(before) : after === before ? text.same(before) : text.becomes(before, after)}</p>`;
};

const asksToSend = (scene: Scene, assessment: Assessment, size: string): TemplateResult => html`<section class="sect">
  <h3>${scene.words.result.sendTitle}</h3>${becomes(scene, assessment)}<p class="lead">${leaves(scene, size)}${scene.session.purpose === "purchase" ? html` ${scene.words.result.noOrder}` : nothing}</p></section>`;

/** The last of the view: on a small screen it is always in sight. */
const sendOrNot = ({ words, flow, session, stop }: Scene): TemplateResult => html`<div class="even foot">
    <button class="btn" part="button" type="button" @click=${stop}>${session.purpose === "purchase" ? words.result.leave : words.result.doNotSend}</button>
    <button class="btn" part="button" type="button" @click=${() => void flow.send()}>${words.result.send}</button>
  </div>`;

/** A purchase above class is the investor's own request: it stands behind a disclosure, never as the main way. */
const ownRequest = (scene: Scene, view: View & { kind: "result" }): TemplateResult => {
  const { words, flow, locale, stop } = scene;
  return html`<section class="sect">
  <div class="even"><button class="btn" part="button" type="button" @click=${stop}>${words.result.leave}</button></div>
  <details class="own"><summary>${words.result.own}</summary>
    <p>${words.result.ownBody} ${leaves(scene, bytes(view.bytes, locale))} ${words.result.noOrder}</p>
    <button class="btn" part="button" type="button" @click=${() => void flow.send()}>${words.result.send}</button>
  </details></section>`;
};

/** Why: every reason in the pack's words, with its rule and source. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Arithmetic, Assessment, Basis, Reason } from "../../core/types.js";
import { basisLine, isAboutClass, isClosed, shortClass, type Scene } from "../scene.js";
import { MISSING, type RuleLike, ruleOf } from "../rules.js";
import { reasonOf, sumOf } from "./measures.js";

/** After acceptance with the `arithmetic`: the sum stands with the reason that it is for. */
export const reasons = (scene: Scene, assessment: Assessment, arithmetic?: Arithmetic): TemplateResult | typeof nothing => {
  const { words } = scene;
  const counted = told(assessment).filter((reason) => reason.deciding || !isClosed(assessment) || !OF_CLASS.has(reason.part));
  const sorted = once(counted.sort((a, b) => Number(b.deciding) - Number(a.deciding)));
  // A rule that could not be decided says nothing of the person: it stands apart, as a rule.
  const open = sorted.filter((reason) => reason.unknown && ruleOf(scene.pack.document, reason.code));
  const decided = sorted.filter((reason) => !open.includes(reason));
  return html`${decided.length === 0 ? nothing : html`<section class="sect" part="reasons"><h3>${words.result.why}</h3>${list(scene, assessment, decided, arithmetic)}</section>`}
    ${open.length === 0 ? nothing : html`<section class="sect"><h3>${words.result.open}</h3><p class="lead">${words.result.openBody}</p>${list(scene, assessment, open)}</section>`}`;
};

/** What several parts of the way lack is one reason. */
const once = (all: readonly Reason[]): Reason[] => all.filter(({ code }, n) => all.findIndex((one) => one.code === code) === n);

/** Where rules in doubt lead to no result, evidence is missing: that is told, as in a verdict, and not what the rules say. */
const told = ({ reasons: all, outcome }: Assessment): Reason[] => {
  const inDoubt = all.filter((reason) => reason.unknown && reason.outcome === "insufficient_evidence");
  if (inDoubt.length === 0 || outcome !== "insufficient_evidence") return all;
  const deciding = inDoubt.some((reason) => reason.deciding);
  const missing: Reason = { code: MISSING, part: "missing", outcome, unknown: false, deciding };
  return [missing, ...all.filter((reason) => !inDoubt.includes(reason))];
};

/** Reasons that tell how a class came about. They stand beside no outcome that shows none. */
const OF_CLASS: ReadonlySet<Reason["part"]> = new Set(["lowest", "dimension", "cap"]);

/**
 * What set the class, whatever decided on the outcome: the rule that leaves the lowest class, the first that holds the class
 * below what every dimension comes to, or none, where the lowest dimension did.
 */
export const heldBy = (scene: Scene, { reasons: all, dimensions, class: decided }: Assessment): Reason | undefined => {
  const place = (id: string): number => scene.pack.document.classes.list.indexOf(id);
  const isHeld = decided != null && dimensions.every((one) => place(decided) < place(one.class));
  return all.find(
    (reason) =>
      !reason.unknown && (reason.part === "lowest" || (isHeld && ruleOf(scene.pack.document, reason.code)?.class_at_most === decided)),
  );
};

/** The same in one sentence; nothing where there is one dimension alone. */
export const cause = (scene: Scene, assessment: Assessment): TemplateResult | typeof nothing => {
  const { words, say } = scene;
  const { dimensions, class: decided } = assessment;
  if (!decided) return nothing;
  const held = heldBy(scene, assessment);
  const own = shortClass(scene, decided);
  if (held) return html`<p class="cause">${said(scene, held)}${held.part === "lowest" ? nothing : html` ${words.result.held(own)}`}</p>`;
  if (dimensions.length < 2) return nothing;
  const each = dimensions.map((one) => `${say(`dimension.${one.dimension}`)} ${shortClass(scene, one.class)}`);
  return html`<p class="cause">${words.result.cause(each.join(words.result.comma), own)}</p>`;
};

const list = (scene: Scene, assessment: Assessment, shown: readonly Reason[], arithmetic?: Arithmetic): TemplateResult => {
  const { words } = scene;
  const held = namesClass(scene, assessment) ? heldBy(scene, assessment) : undefined;
  /** What a reason decided: the class, what comes next, or neither. */
  const decides = (reason: Reason): string | false =>
    reason === held || (reason.deciding && (OF_CLASS.has(reason.part) || !namesClass(scene, assessment)))
      ? words.result.deciding
      : reason.deciding && words.result.decidesNext;
  return html`<ol class="reasons">${shown.map(
    (reason, index) => html`<li class=${reason.deciding ? "first" : ""}>
      <span class="num">${index + 1}</span>
      <div><p class="said">${ofDimension(scene, assessment, reason) ?? said(scene, reason)}${tag(decides(reason))}${tag(reason.unknown && words.result.undecided)}</p>
        ${reason.part === "dimension" ? html`<p class="quiet">${said(scene, reason)}</p>${sumOf(scene, reason.code, arithmetic)}` : nothing}
        ${!reason.unknown && isEither(ruleOf(scene.pack.document, reason.code)) ? html`<p class="small quiet">${reason.part === "fraud" ? words.result.eitherSession : words.result.either}</p>` : nothing}
        ${source(scene, reason)}</div>
    </li>`,
  )}</ol>`;
};

/** Of a dimension, the class that it came to; none where it came to none. */
const ofDimension = (scene: Scene, { dimensions }: Assessment, { code }: Reason): string | undefined => {
  const found = dimensions.find(({ dimension }) => reasonOf(dimension) === code);
  if (!found) return undefined;
  return scene.words.result.comesTo(
    scene.say(`dimension.${found.dimension}`),
    shortClass(scene, found.class),
    scene.say(`class.${found.class}`),
  );
};

/** The pack's words: of the person where the rule is decided and all of it holds, and otherwise as the rule's own. */
const said = (scene: Scene, reason: Reason): string => {
  const { words, say } = scene;
  const text = say(`reason.${reason.code}`);
  const rule = ruleOf(scene.pack.document, reason.code);
  return rule && (reason.unknown || isEither(rule)) ? words.result.rule(text) : text;
};

/** Whether one of several conditions is enough: its words then tell more than is known. */
const isEither = (rule: RuleLike | undefined): boolean => hasEither(rule?.when) || hasEither(rule?.requires);

const hasEither = (condition: unknown): boolean =>
  typeof condition === "object" &&
  condition !== null &&
  Object.entries(condition).some(([key, inner]) => key === "$or" || hasEither(inner));

/** Whether a class stands above the reasons: then what decided on the steps is not taken for what set the class. */
const namesClass = ({ session }: Scene, assessment: Assessment): boolean =>
  assessment.class !== null && isAboutClass(session) && !isClosed(assessment);

const tag = (text: string | false): TemplateResult | typeof nothing => (text ? html` <span class="tier">${text}</span>` : nothing);

/**
 * One press away: what the rule rests on, and the code by which a verdict names it. Of a pause, not even that: why there is
 * one is for nobody who looks over a shoulder.
 */
const source = (scene: Scene, reason: Reason): TemplateResult | typeof nothing => {
  if (scene.pack.document.fraud?.bands.some(({ id, band }) => id === reason.code && band === "pause")) return nothing;
  const basis = basisOf(scene, reason);
  return html`<details class="src"><summary>${scene.words.why.source}</summary>
    ${basis ? html`<p>${basisLine(scene, basis)}</p>` : nothing}<p class="mono">${reason.code}</p></details>`;
};

const basisOf = (scene: Scene, reason: Reason): Basis | undefined =>
  ruleOf(scene.pack.document, reason.code)?.basis ??
  scene.pack.document.classes.dimensions.find(({ id }) => reasonOf(id) === reason.code)?.basis;

/** Which access conditions the product has, and whether the evidence meets them. */
export const gates = ({ words, say }: Scene, { gates: all }: Assessment): TemplateResult | typeof nothing =>
  all.length === 0
    ? nothing
    : html`<section class="sect"><h3>${words.result.gates}</h3>
    <ul class="gates">${all.map(({ gate, state }) => html`<li><span>${say(`reason.${gate}`)}</span><b>${words.result.gate[state]}</b></li>`)}</ul></section>`;

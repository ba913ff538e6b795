/** Why: every reason in the pack's words, with its rule, source and confidence. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Assessment, Basis, Reason } from "../../core/types.js";
import { basisLine, type Scene } from "../scene.js";

export const reasons = (scene: Scene, assessment: Assessment): TemplateResult | typeof nothing => {
  const { words, say } = scene;
  const sorted = [...assessment.reasons].sort((a, b) => Number(b.deciding) - Number(a.deciding));
  if (sorted.length === 0) return nothing;
  return html`<section class="sect" part="reasons"><h3>${words.result.why}</h3>
    <ol class="reasons">${sorted.map(
      (reason, index) => html`<li class=${reason.deciding ? "first" : ""}>
      <span class="num">${index + 1}</span>
      <div><p class="said">${say(`reason.${reason.code}`)}${tag(reason.deciding && words.result.deciding)}${tag(reason.unknown && words.result.undecided)}</p>
        ${source(scene, reason)}</div>
    </li>`,
    )}</ol></section>`;
};

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

const basisOf = ({ pack: { document } }: Scene, { code }: Reason): Basis | undefined => {
  const { classes, contradictions = [], eligibility = [], matching, gates = [], fraud } = document;
  const rules: { id: string; basis: Basis }[] = [
    classes.lowest,
    ...(classes.caps ?? []),
    ...contradictions,
    ...eligibility,
    ...matching.rules,
    ...gates,
    ...(fraud?.rules ?? []),
    ...(fraud?.bands ?? []),
  ];
  const dimensions = classes.dimensions.map(({ id, basis }) => ({ id: `class.${id}`, basis }));
  return [...rules, ...dimensions].find(({ id }) => id === code)?.basis;
};

/** Which access conditions the product has, and whether the evidence meets them. */
export const gates = ({ words, say }: Scene, { gates: all }: Assessment): TemplateResult | typeof nothing =>
  all.length === 0
    ? nothing
    : html`<section class="sect"><h3>${words.result.gates}</h3>
    <ul class="gates">${all.map(({ gate, state }) => html`<li><span>${say(`reason.${gate}`)}</span><b>${words.result.gate[state]}</b></li>`)}</ul></section>`;

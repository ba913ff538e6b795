/** Why: every reason in the pack's words, with its rule, source and confidence. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Assessment, Basis, Reason } from "../../types.js";
import { basisLine, type Scene } from "../scene.js";

export const reasons = (scene: Scene, assessment: Assessment): TemplateResult | typeof nothing => {
  const { words, say } = scene;
  const sorted = [...assessment.reasons].sort((a, b) => Number(b.deciding) - Number(a.deciding));
  if (sorted.length === 0) return nothing;
  return html`<section class="sect" part="reasons"><h3>${words.result.why}</h3>
    <ol class="reasons">${sorted.map((reason, index) => html`<li class=${reason.deciding ? "first" : ""}>
      <span class="num">${index + 1}</span>
      <div><p class="said">${say(`reason.${reason.code}`)}</p>
        <p class="src"><span class="mono">${reason.code}</span>${reason.deciding ? html`<span class="tier">${words.result.deciding}</span>` : nothing}${undecided(scene, reason) ? html`<span class="tier">${words.result.undecided}</span>` : nothing}${basisLine(scene, basisOf(scene, reason))}</p></div>
    </li>`)}</ol></section>`;
};

/** Whether the rule could not be decided, so that it led elsewhere than where it leads when it applies. */
export const undecided = ({ pack: { document: { eligibility = [], matching } } }: Scene, { code, outcome }: Reason): boolean => {
  const rule = [...eligibility, ...matching.rules].find(({ id }) => id === code);
  return rule !== undefined && outcome !== rule.outcome;
};

const basisOf = ({ pack: { document } }: Scene, { code }: Reason): Basis | undefined => {
  const { classes, contradictions = [], eligibility = [], matching, gates = [] } = document;
  const rules: { id: string; basis: Basis }[] = [classes.lowest, ...(classes.caps ?? []), ...contradictions, ...eligibility, ...matching.rules, ...gates];
  const dimensions = classes.dimensions.map(({ id, basis }) => ({ id: `class.${id}`, basis }));
  return [...rules, ...dimensions].find(({ id }) => id === code)?.basis;
};

/** Which access conditions the product has, and whether the evidence meets them. */
export const gates = ({ words, say }: Scene, { gates: all }: Assessment): TemplateResult | typeof nothing =>
  all.length === 0 ? nothing : html`<section class="sect"><h3>${words.result.gates}</h3>
    <ul class="gates">${all.map(({ gate, state }) => html`<li><span>${say(`reason.${gate}`)}</span><b>${words.result.gate[state]}</b></li>`)}</ul></section>`;

/** What the result could not be decided without, and where it can come from. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Assessment } from "../../core/types.js";
import type { Scene } from "../scene.js";

export const missing = (scene: Scene, { missing: ids, outcome }: Assessment): TemplateResult | typeof nothing => {
  const { words } = scene;
  if (ids.length === 0 || outcome !== "insufficient_evidence") return nothing;
  return html`<section class="sect"><h3>${words.result.missing}</h3>${listed(scene, ids)}</section>`;
};

/** Facts and questions by name, each with who can give it. */
export const listed = ({ words, say, pack }: Scene, ids: readonly string[]): TemplateResult => {
  const { from } = words.result;
  const line = (id: string): TemplateResult => {
    const fact = pack.document.facts.find((one) => one.id === id);
    const person = !fact || fact.provided_by?.includes("person");
    return html`<li><span>${say(fact ? `fact.${id}` : `item.${id}`)}</span><b>${person ? from.person : from.firm}</b></li>`;
  };
  return html`<ul class="gates">${ids.map(line)}</ul>`;
};

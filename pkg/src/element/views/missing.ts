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
export const listed = (scene: Scene, ids: readonly string[]): TemplateResult => {
  const { say, pack } = scene;
  const named = (id: string): string => say(pack.document.facts.some((one) => one.id === id) ? `fact.${id}` : `item.${id}`);
  return html`<ul class="gates">${ids.map((id) => html`<li><span>${named(id)}</span><b>${givenBy(scene, id)}</b></li>`)}</ul>`;
};

/** Where a question's answer or a fact can come from: the person, their records, or the firm. */
export const givenBy = ({ words, pack }: Scene, id: string): string => {
  const { from } = words.result;
  const fact = pack.document.facts.find((one) => one.id === id);
  if (!fact || fact.provided_by?.includes("person")) return from.person;
  return fact.provided_by?.includes("file") ? from.file : from.firm;
};

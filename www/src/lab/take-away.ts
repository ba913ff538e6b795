/** The pack that was proved, and the proof as a file: JSON as the engine gives it, or a page that stands alone and prints. */
import { html, type TemplateResult } from "lit";
import type { Desk } from "./desk";
import { parsed } from "./packs";
import { report } from "./report";
import { save } from "../save";
import { labWords } from "./words";

export const takeAway = (desk: Desk): TemplateResult => {
  const text = labWords().out;
  const examined = desk.results;
  const proof = examined?.proof;
  const waits = examined?.pending || examined !== desk.examined;
  const edited = examined !== undefined && examined.text !== desk.draft?.opened.text;
  const name = proof ? `proof-${proof.pack.id}-${proof.pack.version}${edited ? "-edited" : ""}` : "proof";
  const json = (): void => save(`${name}.json`, "application/json", `${JSON.stringify(proof, null, 2)}\n`);
  const pack = (): void => {
    if (proof && examined) save(`${proof.pack.id}-${proof.pack.version}.json`, "application/json", examined.text);
  };
  const page = (): void => {
    const document = examined && parsed(examined.text);
    if (examined && document) save(`${name}.html`, "text/html", report(desk, examined, document));
  };
  return html`<section class="card" aria-labelledby="take-away">
    <h2 id="take-away">${text.title}</h2>
    <p>${text.body}</p>
    <p class="go"><button class="btn" type="button" ?disabled=${waits} @click=${pack}>${text.pack}</button>
      <button class="btn" type="button" ?disabled=${waits} @click=${json}>${text.json}</button>
      <button class="btn" type="button" ?disabled=${waits} @click=${page}>${text.html}</button></p>
    <p>${labWords().experiments.body} <a href="experiment.html">${labWords().experiments.go}</a></p>
  </section>`;
};

/** Always in sight: where the proof stands, what came of it, back and forth, and whether the draft is kept. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { locale } from "../i18n";
import { icon } from "../icons";
import { count, percent, shareOf } from "./count";
import { beforeOf, changeOf } from "./delta";
import type { Desk } from "./desk";
import { movedIn } from "./migration";
import { order, verdict } from "./verdict";
import { labWords } from "./words";

export const strip = (desk: Desk): TemplateResult => {
  const text = labWords().run;
  const { run, draft } = desk;
  const stands = run === "idle" ? "" : typeof run === "object" ? text.failed(run.code) : text[run];
  const said = desk.refused.size > 0 ? text.refused(desk.refused.size) : stands;
  const again = run === "stopped" || typeof run === "object";
  return html`<div class="run" role="region" aria-label=${text.title}>
    <p role="status">${said}</p>
    ${
      desk.running
        ? html`<progress aria-label=${text.progress}></progress>
      ${desk.seconds > 0 ? html`<span class="n quiet" aria-hidden="true">${text.seconds(desk.seconds)}</span>` : nothing}`
        : nothing
    }
    ${guard([desk.examined, locale()], () => came(desk))}
    ${gone(desk)}
    <span class="end">
      ${isKept(desk) ? html`<span class="quiet">${labWords().keep.kept}</span>` : nothing}
      ${desk.running ? html`<button class="tool" type="button" @click=${() => desk.stop()}>${text.cancel}</button>` : nothing}
      ${again ? html`<button class="tool" type="button" @click=${() => desk.prove()}>${text.again}</button>` : nothing}
      <button class="tool" type="button" aria-keyshortcuts="Control+Z Meta+Z" ?disabled=${!draft?.undoable} @click=${() => desk.step("undo")}>${text.undo}</button>
      <button class="tool" type="button" aria-keyshortcuts="Control+Y Meta+Shift+Z" ?disabled=${!draft?.redoable} @click=${() => desk.step("redo")}>${text.redo}</button>
    </span>
  </div>`;
};

/** What the draft does not promise any more: nothing of it is among the claims, which would look all in order. */
const gone = ({ draft }: Desk): TemplateResult | typeof nothing => {
  const ids = draft?.promisesGone() ?? [];
  return ids.length === 0 ? nothing : html`<a class="pv refuted" href="#edits">${icon("broken")}${labWords().edits.gone(ids)}</a>`;
};

/** Whether what is shown is what this device keeps: not while another tab keeps the same pack otherwise. */
const isKept = ({ draft, drafts }: Desk): boolean => draft?.edited === true && drafts.keeping === "kept" && !drafts.isElsewhere(draft);

/** What came of it: verdicts of the pack and of the comparison, and who changes class. */
const came = ({ examined }: Desk): TemplateResult | typeof nothing => {
  const text = labWords();
  if (!examined) return nothing;
  const { findings, proof, compared } = examined;
  if (!proof) return html`<a class="pv refuted" href="#findings">${icon("broken")}${text.run.wrong(findings.length)}</a>`;
  const comparison = compared?.comparison;
  const broken = comparison?.claims.filter((claim) => claim.verdict === "refuted") ?? [];
  const { up, down, whole } = comparison ? movedIn(comparison, proof) : { up: 0n, down: 0n, whole: 1n };
  const moves = [
    up > 0n ? `${text.run.looser} ${percent(shareOf(up, whole))}` : "",
    down > 0n ? `${text.run.stricter} ${percent(shareOf(down, whole))}` : "",
  ].filter((one) => one !== "");
  const changed = changeOf(proof, beforeOf(examined)).map(({ id, change }) => `${id} ${change}`);
  return html`<span class="tally">${order.map((one) => {
    const found = proof.claims.filter((claim) => claim.verdict === one).length;
    return found === 0 ? nothing : html`<a href="#claims">${verdict(one)} <b class="n">${count(BigInt(found))}</b></a>`;
  })}${broken.length === 0 ? nothing : html`<a href="#migration">${text.run.beside(broken.length)}</a>`}</span>${moves.length > 0 ? html`<span class="n">${moves.join(" · ")}</span>` : nothing}${changed.length > 0 ? html`<a class="changed" href="#classes">${changed.join(" · ")}</a>` : nothing}`;
};

/** Whether a key press is for the page's history: a field that is being filled has its own. */
const isPages = (event: KeyboardEvent): boolean => {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLInputElement)) return true;
  return target.type === "number" && target.value === target.dataset.value;
};

/** Undo and redo by the keyboard, wherever the focus is. */
export const shortcuts =
  (desk: Desk) =>
  (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !isPages(event)) return;
    const key = event.key.toLowerCase();
    const step = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : undefined;
    if (!step) return;
    event.preventDefault();
    desk.step(step);
  };

/** What stays in sight: what is still needed or wrong, what is kept, undo and redo, and the way to each part. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk";
import { nameOf } from "./field-names";
import { idOf } from "./input";
import { words } from "./words";

/** Missing fields that are named at once, at most. */
const NAMED = 4;

const goTo = (at: string): void => {
  const field = document.getElementById(idOf(at)) ?? document.querySelector<HTMLElement>(`[data-at^="${at}"]`);
  field?.focus();
  field?.scrollIntoView({ block: "center" });
};

export const state = (desk: Desk): TemplateResult => {
  const { state: text, comma, colon } = words();
  const { lacking, wrongs } = desk;
  const link = (at: string) => html`<button class="link" type="button" @click=${() => goTo(at)}>${nameOf(at)}</button>`;
  // Weights of one phase are one thing that is needed.
  const once = lacking.filter((at, n) => !/\/weights\/[1-9]\d*$/.test(at) || !lacking.slice(0, n).includes(at.replace(/\d+$/, "0")));
  const needed = html`${text.lacking} <b class="n">${once.length}</b>${colon}${once.slice(0, NAMED).map((at, n) => html`${n > 0 ? comma : nothing}${link(at)}`)}${once.length > NAMED ? "…" : nothing}`;
  const amiss = html`${text.wrong} <b class="n">${wrongs.length}</b>${colon}<ul>${wrongs.slice(0, NAMED).map(({ at, said }) => html`<li>${link(at)}<span class="reason">${colon}${said}</span></li>`)}</ul>${wrongs.length > NAMED ? "…" : nothing}`;
  return html`<div class="lacks">
    <div class=${wrongs.length > 0 ? "refused" : "vh"} role="status" id="wrong" data-wrong=${wrongs.length}>${wrongs.length > 0 ? amiss : nothing}</div>
    <p id="lacking" data-lacking=${once.length}>${once.length > 0 ? needed : wrongs.length > 0 ? nothing : desk.plan ? html`<b>${text.ready}</b>` : nothing}</p></div>`;
};

export const tools = (desk: Desk): TemplateResult => {
  const { history: text, keep } = words();
  return html`<div class="tools-of" role="group" aria-label=${text.title}>
    <button class="btn" type="button" id="undo" aria-disabled=${desk.undoable ? nothing : "true"} @click=${() => desk.undo()}>${text.undo}</button>
    <button class="btn" type="button" id="redo" aria-disabled=${desk.redoable ? nothing : "true"} @click=${() => desk.redo()}>${text.redo}</button>
    <button class="btn" type="button" id="again" @click=${() => desk.again()}>${text.again}</button>
    <span class="small quiet" id="kept" data-keeping=${desk.keeping}>${desk.keeping === "kept" ? keep.kept : nothing}</span>
  </div>
  <p class="small" role="status">${desk.wiped ? text.wiped : ""}</p>
  <div role="alert">${desk.keeping === "full" || desk.keeping === "denied" ? html`<p class="note broken">${keep[desk.keeping]}</p>` : nothing}
    ${
      desk.elsewhere
        ? html`<div class="note asks"><h3>${keep.elsewhere}</h3><p>${keep.elsewhereBody}</p>
      <p class="go"><button class="btn" type="button" @click=${() => desk.takeOver()}>${keep.theirs}</button><button class="btn" type="button" @click=${() => desk.insist()}>${keep.mine}</button></p></div>`
        : nothing
    }</div>`;
};

/** Control or Command with Z and Y, where no field has its own. */
export const shortcuts =
  (desk: Desk) =>
  (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as Element).tagName)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) desk.redo();
    else desk.undo();
  };

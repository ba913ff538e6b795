/** The side where one edits: a search, and the draft as fields, as text, or as the investor's phone. */
import { html, nothing, type TemplateResult } from "lit";
import { save } from "../save";
import type { Desk, Tab } from "./desk";
import { editing } from "./editing";
import { edits } from "./edits";
import { findings } from "./findings";
import { keeping } from "./keeping";
import { Names } from "./names";
import { documentOf } from "./packs";
import { phone } from "./phone";
import { placeOf } from "./places";
import { search } from "./search";
import "./text-editor";
import type { TextEditor } from "./text-editor";
import { labWords } from "./words";

const tabs: Tab[] = ["fields", "text", "phone"];

export const deskView = (desk: Desk): TemplateResult | typeof nothing => {
  const { draft } = desk;
  if (!draft) return nothing;
  const text = labWords();
  const version = draft.document?.version;
  const kept = version !== undefined && version === documentOf(draft.opened)?.version;
  const download = (): void => save(`${draft.document?.id ?? "pack"}-draft.json`, "application/json", draft.text);
  return html`<section class="card editing" aria-labelledby="editing">
    <h2 id="editing">${text.edit.title}</h2>
    <p>${text.edit.body}</p>
    ${keeping(desk)}
    ${search(desk)}
    <div class="tabs" role="tablist" aria-label=${text.tabs.title} @keydown=${turn(desk)}>${tabs.map(
      (tab) =>
        html`<button type="button" role="tab" id="tab-${tab}" aria-selected=${desk.tab === tab} aria-controls="panel" tabindex=${desk.tab === tab ? "0" : "-1"} @click=${() => desk.turnTo(tab)}>${text.tabs[tab]}</button>`,
    )}</div>
    <div id="panel" role="tabpanel" aria-labelledby="tab-${desk.tab}" tabindex=${desk.tab === "phone" ? "0" : nothing}>${desk.tab === "fields" ? editing(desk) : desk.tab === "text" ? source(desk) : nothing}${phone(desk)}</div>
    ${draft.document && draft.editable() ? edits(desk, new Names(draft.document)) : nothing}
    ${
      draft.edited
        ? html`<p class="go">
      <button class="btn" type="button" @click=${() => desk.reset()}>${text.edit.reset}</button>
      <button class="btn" type="button" @click=${download}>${text.edit.download}</button></p>
    ${kept ? html`<p class="small quiet">${text.edit.version(version)}</p>` : nothing}`
        : nothing
    }
    ${findings(desk)}
  </section>`;
};

const source = (desk: Desk): TemplateResult => {
  const text = labWords().open;
  queueMicrotask(() => markFindings(desk));
  return html`<p class="small quiet">${text.textBody}</p>
    <lab-text .draft=${desk.draft} .label=${text.textLabel}></lab-text>`;
};

let marked: unknown;

/** Marks what is wrong where it stands; places are of the text that was examined. */
const markFindings = ({ examined, draft }: Desk): void => {
  const editor = document.querySelector<TextEditor>("lab-text");
  if (!editor || !draft || examined?.text !== draft.text || marked === examined) return;
  marked = examined;
  editor.mark(examined.findings.map((one) => placeOf(draft.text, one)));
};

/** Arrows turn from tab to tab. */
const turn =
  (desk: Desk) =>
  (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(desk.tab) + step + tabs.length) % tabs.length];
    if (!next) return;
    desk.turnTo(next);
    document.getElementById(`tab-${next}`)?.focus();
  };

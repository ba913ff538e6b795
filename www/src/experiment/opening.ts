/** Where a report comes from: files, a warehouse's counts, the items' sums; how far it is, and what is wrong with a file. */
import { concludedOn } from "./concluded";
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { locale } from "../i18n";
import { save } from "../save";
import { coded } from "./coded";
import type { Desk, FileProblem, Origin } from "./desk";
import { percent } from "./figures";
import type { Shown } from "./jobs";
import { reportView } from "./report-view";
import { words } from "./words";

/** The engines that a statement is written for, as they are called. */
const ENGINES = [
  ["postgres", "PostgreSQL"],
  ["duckdb", "DuckDB"],
  ["spark", "Spark"],
  ["bigquery", "BigQuery"],
  ["clickhouse", "ClickHouse"],
] as const;

export const reportPart = (desk: Desk): TemplateResult => {
  const text = words().report;
  const { plan, shown, origin, running, came } = desk;
  return html`<p>${coded(text.body)}</p>
    ${plan ? sources(desk) : html`<p class="empty">${text.waits}</p>`}
    <div class="progress">${running ? progress(desk) : nothing}</div>
    <p class="small quiet" role="status" id="came">${running ? text.stage[running.stage] : came === "stopped" ? text.stopped : shown && !came ? text.done : ""}</p>
    <div role="alert">${came && came !== "stopped" ? problem(came, desk) : nothing}</div>
    ${shown && shown.plan !== desk.text ? html`<p class="note asks">${text.earlier}</p>` : nothing}
    ${shown && !came ? tooEarly(desk, shown) : nothing}
    ${shown && origin ? report(shown, origin, desk) : running || !plan ? nothing : html`<p class="empty">${text.none}</p>`}`;
};

/** Where the planned look has not come: what it waits for, and the reader's word that nothing more will come. */
const tooEarly = (desk: Desk, { report, source }: Shown): TemplateResult | typeof nothing => {
  const text = words().report.early;
  const phase = concludedOn(report);
  if (report.conclusion.verdict !== "too_early" || source === "simulated" || !phase) return nothing;
  return html`<div class="note asks" id="early"><p>${text.body(phase.to, report.events.last)}</p>
    <p class="go"><button class="btn" type="button" id="over" ?disabled=${desk.running !== undefined} @click=${() => void desk.collectingIsOver()}>${text.over}</button></p></div>`;
};

/** The report; one from before a file that could not be read is folded, under what it is of. */
const report = (shown: Shown, origin: Origin, { nobody, came }: Desk): unknown => {
  const text = words().report;
  const view = guard([shown, locale()], () => reportView(shown, nobody, origin));
  if (!came || came === "stopped" || came.what === "items" || came.what === "other-items") return view;
  const of = origin.files.length > 0 ? origin.files.join(words().comma) : text.ofSimulated;
  return html`<details class="past"><summary>${text.past(of)}</summary>${view}</details>`;
};

/** A button that opens files. */
export const fileButton = (
  id: string,
  label: string,
  take: (files: File[]) => void,
  { many = false, accept = "", hint = "" } = {},
): TemplateResult =>
  html`<div class="file"><input class="vh" id=${id} type="file" ?multiple=${many} accept=${accept || nothing} aria-describedby=${hint ? `${id}-hint` : nothing} @change=${(
    event: Event,
  ) => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file may be chosen again after it was changed.
    input.value = "";
    if (files.length > 0) take(files);
  }}><label class="btn" for=${id}>${label}</label>${hint ? html`<p class="hint" id="${id}-hint">${coded(hint)}</p>` : nothing}</div>`;

const sources = (desk: Desk): TemplateResult => {
  const text = words().report;
  const one = (files: File[]): File => files[0] as File;
  return html`<div class="sources" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${(event: DragEvent) => {
    event.preventDefault();
    void desk.openEvents([...(event.dataTransfer?.files ?? [])]);
  }}>
    ${fileButton("events-file", text.events, (files) => void desk.openEvents(files), { many: true, hint: text.eventsHint })}
    <div>${fileButton("items-file", text.sums, (files) => void desk.setItems(one(files)), { accept: ".json,application/json", hint: text.sumsHint })}
      ${desk.items ? html`<p class="small">${text.sumsIs(desk.items.name)} <button class="link" type="button" @click=${() => desk.dropItems()}>${text.sumsGone}</button></p>` : nothing}</div>
  </div>
  <details class="statement"><summary>${text.statement}</summary><p class="hint">${text.statementHint}</p>
    <form class="narrow plan" @submit=${(event: Event) => void download(event, desk)}>
      <div class="asked"><label for="engine">${text.engine}</label><select id="engine" name="engine">${ENGINES.map(([id, name]) => html`<option value=${id}>${name}</option>`)}</select></div>
      <div class="asked"><label for="table">${text.table}</label><input id="table" name="table" type="text" value="events" spellcheck="false" autocomplete="off"></div>
      <p><button class="btn" type="submit">${text.statementGo}</button></p>
    </form></details>`;
};

const download = async (event: Event, desk: Desk): Promise<void> => {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement);
  const [engine, table] = [String(form.get("engine")), String(form.get("table"))];
  const statement = await desk.statement(engine, table);
  if (statement !== undefined) save(`${desk.form.experiment}-${engine}.sql`, "application/sql", statement);
};

const progress = (desk: Desk): TemplateResult => {
  const text = words().report;
  const { stage, part } = desk.running ?? { stage: "starting", part: 0 };
  return html`<label class="going"><span>${text.stage[stage]} <span class="n">${percent(part, 0)}</span></span><progress max="1" .value=${part}></progress></label>
    <button class="btn" type="button" id="cancel" @click=${() => desk.cancel()}>${text.cancel}</button>`;
};

const problem = (came: FileProblem, desk: Desk): TemplateResult => {
  const { wrong: text } = words().report;
  const { colon } = words();
  if (came.what !== "failed") {
    const said = {
      parquet: text.parquet,
      plan: text.plan,
      empty: text.empty,
      mixed: text.mixed,
      other: text.other(desk.form.experiment),
      items: text.noItems,
      "other-items": text.otherItems(desk.form.experiment),
      events: "",
      counts: "",
    }[came.what];
    return html`<div class="note broken" data-problem=${came.what}><h3>${text.title}</h3><p>${coded(said)}</p><p class="small">${text.file}${colon}${came.file}</p></div>`;
  }
  const { code, at, message, help, file } = came.failure;
  const isItems = at.startsWith("/items");
  const said = isItems
    ? text.items
    : code === "module-failed" || code === "trapped"
      ? text.module
      : /\(line \d+\)/.test(message)
        ? text.line
        : text.counted;
  const where = [file === undefined ? "" : `${text.file}${colon}${file}`, at && `${text.field}${colon}${at}`].filter(Boolean).join(" · ");
  return html`<div class="note broken" data-problem="failed"><h3>${text.title}</h3><p>${said}</p>
    ${where ? html`<p class="small">${where}</p>` : nothing}
    <p class="small">${words().wrong.detail}${colon}<span lang="en">${[message, help].filter(Boolean).join(". ")}</span></p></div>`;
};

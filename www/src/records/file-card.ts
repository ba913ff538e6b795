/** One file: what it is, how far it is read, whether its figures hold, what is wrong with it. */
import { html, nothing, type TemplateResult } from "lit";
import type { FileProblem, Said, Statement } from "prescreen/statements";
import { icon } from "../icons";
import { locale } from "../i18n";
import { amount } from "./amount";
import { drawn } from "./drawn";
import { type Files, UNKNOWN } from "./files";
import { offer, ownPart, sayingPart } from "./mapping/card";
import type { Counts, OpenFile } from "./open-file";
import { rowTable } from "./row-table";
import { integrityPart, SHAPES } from "./integrity-card";
import { keeperOf, mappingWords, problemWords, wholeWords, words } from "./words";

/** Letters of a name that are shown. */
const LONG_NAME = 40;

/** Problems that another file solves. */
const OTHER_FILE: readonly FileProblem["code"][] = ["unknown-format", "wrong-export", "wrong-kind"];

const toGuides = (): void => document.getElementById("guides-h")?.focus();

export const fileCard = (files: Files, file: OpenFile): TemplateResult => {
  const text = words().files;
  const waits = file.state === "queued" || file.state === "reading";
  return html`<li class="file">
    <div class="head">
      ${icon("file")}
      <h3 id="file-${file.id}" tabindex="-1" title=${drawn(file.file.name)}><bdi>${shortened(drawn(file.file.name))}</bdi><small>${text.kind(kindOf(file.file.name), size(file.file.size))}</small></h3>
      <button class="link" type="button" data-remove @click=${() => remove(files, file)}>${waits ? text.cancel : text.remove}<span class="vh">: ${drawn(file.file.name)}</span></button>
    </div>
    ${waits ? html`<p class="small quiet">${file.state === "queued" ? text.queued : progressOf(file)}</p>` : nothing}
    ${file.state === "twice" ? html`<p class="small same">${icon("done")} ${wholeWords().twice(drawn(file.same ?? ""))}</p>` : nothing}
    ${file.state === "layout" ? html`<p class="small same">${icon("done")} <b>${mappingWords().layout.title}</b> ${mappingWords().layout.says}</p>` : nothing}
    ${file.state === "no-layout" ? html`<div class="need" role="group"><p class="title">${mappingWords().layout.wrong}</p></div>` : nothing}
    ${file.stopper && file.state === "lost" ? stopper(files, file) : nothing}
    ${file.problem ? problem(files, file, file.problem) : nothing}
    ${(file.others ?? []).map((of) => problem(files, file, of))}
    ${file.statements.map((statement, position) => statementPart(files, file, statement, position))}
    ${ownPart(files, file)}
    ${file.saying ? sayingPart(files, file, file.saying) : nothing}
  </li>`;
};

/** Takes a file away; the focus goes to the next one's button, or to where files are put. */
export const remove = (files: Files, file: OpenFile): void => {
  const at = files.list.indexOf(file);
  files.remove(file, () => words().files.removed(drawn(file.file.name)));
  const buttons = document.querySelectorAll<HTMLElement>(".file [data-remove]");
  (buttons[Math.min(at, buttons.length - 1)] ?? document.querySelector<HTMLElement>(".drop input"))?.focus();
};

/** The file at which the reader stopped. */
const stopper = (files: Files, file: OpenFile): TemplateResult => {
  const text = wholeWords().stopped;
  return html`<div class="need" role="group"><p class="title">${text.by}</p><p class="small">${text.byHelp}</p>
    ${files.stopped ? nothing : html`<p class="go"><button class="btn" type="button" @click=${() => files.again(file, {})}>${words().files.again}</button></p>`}</div>`;
};

/** How far a file is read; without a number until its first rows are. */
const progressOf = ({ file, progress }: OpenFile): TemplateResult => {
  const text = words().files;
  const count = new Intl.NumberFormat(locale());
  const label = `${text.working}: ${file.name}`;
  if (!progress) return html`<progress aria-label=${label}></progress>`;
  return html`<progress aria-label=${label} max=${progress.of} value=${progress.rows}></progress>
    <span class="n">${text.progress(count.format(progress.rows), count.format(progress.of))}</span>`;
};

const statementPart = (files: Files, file: OpenFile, statement: Statement, position: number): TemplateResult => {
  const text = words();
  const { currency, totals, integrity } = statement;
  const counts = files.countsOf(file, position);
  const rows = counts?.all ?? totals.in.rows + totals.out.rows + totals.neutral.rows;
  const shown = file.rows.get(position);
  const who = keeperOf(statement.institution);
  const digits = (statement.account ?? "").replace(/\D/g, "").slice(-4);
  const tail = digits ? ` · ${digits}` : "";
  return html`<section class="statement">
    <div class="what">
      <h4>${who} ${text.account[statement.account_kind]}${tail}<small>${rows === 0 ? text.files.nothing : html`${wholeWords().counts.rows(rows)}`}</small></h4>
      <p class="verdict ${integrity.verdict}">${icon(SHAPES[integrity.verdict])}<b>${problemWords().integrity[integrity.verdict].word}</b></p>
    </div>
    <dl class="sums">${(["in", "out", ...(totals.neutral.rows > 0 ? (["neutral"] as const) : [])] as const).map(
      (way) =>
        html`<div><dt>${text.files.totals[way]}</dt><dd>${amount(totals[way].amount, currency)} <small>${currency}</small></dd></div>`,
    )}</dl>
    ${counted(statement, counts)}
    ${integrityPart(files, file, statement, position)}
    ${(statement.notes ?? []).map(({ kind, line }) => html`<p class="small quiet says">${problemWords().note[kind]}${kind === "row_without_day" && line !== undefined ? ` (${text.broken.line(line)})` : nothing}</p>`)}
    ${
      rows === 0
        ? nothing
        : html`<details class="read" @toggle=${(event: Event) => {
            if ((event.target as HTMLDetailsElement).open && !shown) void files.rows.show(file, position);
          }}><summary>${text.files.show}</summary>${shown ? rowTable(files, file, position, rows) : nothing}</details>`
    }
  </section>`;
};

/** What days a statement is about, and how many of its rows do not count for themselves. */
const counted = ({ period, first_day: first, last_day: last }: Statement, counts: Counts | undefined): TemplateResult => {
  const text = wholeWords().counts;
  const said = [
    ...(period ? [text.period(...period)] : []),
    ...(first && last ? [text.days(first, last)] : []),
    ...(counts?.notMoved ? [text.notMoved(counts.notMoved)] : []),
    ...(counts?.repeated ? [text.repeated(counts.repeated)] : []),
  ];
  return html`<ul class="small quiet says counted">${said.map((one) => html`<li>${one}</li>`)}</ul>`;
};

const problem = (files: Files, file: OpenFile, of: FileProblem): TemplateResult => {
  const text = words();
  const known = problemWords().problem[of.code];
  return html`<div class="need" role="group">
    <p class="title">${known.title}</p>
    ${text.at(of) === "" ? nothing : html`<p class="small">${text.at(of)}${of.found ? html` · <span class="found">${text.shown(drawn(of.found))}</span>` : nothing}</p>`}
    ${of.code === "missing-column" && of.field ? html`<p class="small">${text.column(of.field)}</p>` : nothing}
    ${question(files, file, of) ?? html`<p class="small">${of.guide?.[locale()] ?? known.help}</p>`}
    ${UNKNOWN.includes(of.code) && !file.saying ? offer(files, file, of.member) : nothing}
    ${OTHER_FILE.includes(of.code) ? html`<p><button class="link" type="button" @click=${toGuides}>${text.guides.title}</button></p>` : nothing}
  </div>`;
};

/** What the person can tell of a file that does not tell itself. */
const question = (files: Files, file: OpenFile, of: FileProblem): TemplateResult | undefined => {
  const text = words().ask;
  const ask = (legend: string, name: keyof Said, choices: Record<string, string>): TemplateResult =>
    html`<form @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const chosen = new FormData(event.target as HTMLFormElement).get(name);
      if (typeof chosen === "string") files.again(file, { [name]: chosen });
      document.getElementById(`file-${file.id}`)?.focus();
    }}><fieldset><legend>${legend}</legend>${Object.entries(choices).map(
      ([value, label]) => html`<label><input type="radio" name=${name} value=${value} required>${label}</label>`,
    )}</fieldset><button class="btn" type="submit">${text.go}</button></form>`;
  if (of.code === "password-needed" || of.code === "password-wrong")
    return html`<form class="password" @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const typed = new FormData(event.target as HTMLFormElement).get("password");
      files.again(file, {}, typeof typed === "string" ? typed : "");
      document.getElementById(`file-${file.id}`)?.focus();
    }}><p class="small">${problemWords().problem[of.code].help}</p>
      <label>${text.password}<input type="password" name="password" autocomplete="off" required></label>
      <button class="btn" type="submit">${text.open}</button></form>`;
  if (of.code === "ambiguous-day") return ask(text.dayOrder, "day_order", text.orders);
  if (of.code === "ambiguous-amount") return ask(text.numbers, "numbers", text.styles);
  return undefined;
};

/** A long name without its middle: how it begins and ends tells files apart. */
const shortened = (name: string): string => {
  const letters = [...name];
  return letters.length <= LONG_NAME ? name : `${letters.slice(0, LONG_NAME - 14).join("")}…${letters.slice(-13).join("")}`;
};

const kindOf = (name: string): string => (name.includes(".") ? (name.split(".").pop() ?? "").toUpperCase().slice(0, 5) : "?");

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

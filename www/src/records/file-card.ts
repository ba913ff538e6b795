/** One file: what it is, how far it is read, whether its figures hold, what is wrong with it. */
import { html, nothing, type TemplateResult } from "lit";
import type { FileProblem, Said, Statement } from "prescreen/statements";
import { icon, type IconName } from "../icons";
import { locale } from "../i18n";
import { amount, signed } from "./amount";
import type { Files, OpenFile } from "./files";
import { rowTable } from "./row-table";
import { problemWords, words } from "./words";

/** Letters of a name that are shown. */
const LONG_NAME = 40;

const SHAPES: Record<Statement["integrity"]["verdict"], IconName> = {
  consistent: "go-on",
  inconsistent: "split",
  gap: "gap",
  unverifiable: "not",
};

export const fileCard = (files: Files, file: OpenFile): TemplateResult => {
  const text = words().files;
  const waits = file.state === "queued" || file.state === "reading";
  return html`<li class="file">
    <div class="head">
      ${icon("file")}
      <h3 title=${file.file.name}>${shortened(file.file.name)}<small>${text.kind(kindOf(file.file.name), size(file.file.size))}</small></h3>
      <button class="link" type="button" @click=${() => files.remove(file, text.removed(file.file.name))}>${waits ? text.cancel : text.remove}<span class="vh">: ${file.file.name}</span></button>
    </div>
    ${waits ? html`<p class="small quiet">${file.state === "queued" ? text.queued : progressOf(file)}</p>` : nothing}
    ${file.problem ? problem(files, file, file.problem) : nothing}
    ${(file.others ?? []).map((of) => problem(files, file, of))}
    ${file.statements.map((statement, position) => statementPart(files, file, statement, position))}
  </li>`;
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
  const rows = totals.in.rows + totals.out.rows + totals.neutral.rows;
  const shown = file.rows.get(position);
  const who = text.institution[statement.institution] ?? statement.institution.toUpperCase();
  const digits = (statement.account ?? "").replace(/\D/g, "").slice(-4);
  const tail = digits ? ` · ${digits}` : "";
  return html`<section class="statement">
    <div class="what">
      <h4>${who} ${text.account[statement.account_kind]}${tail}<small>${rows === 0 ? text.files.nothing : html`${text.files.rows(rows, days(statement))}`}</small></h4>
      <p class="verdict ${integrity.verdict}">${icon(SHAPES[integrity.verdict])}<b>${problemWords().integrity[integrity.verdict].word}</b></p>
    </div>
    <dl class="sums">${(["in", "out", ...(totals.neutral.rows > 0 ? (["neutral"] as const) : [])] as const).map(
      (way) =>
        html`<div><dt>${text.files.totals[way]}</dt><dd>${amount(totals[way].amount, currency)} <small>${currency}</small></dd></div>`,
    )}</dl>
    <p class="small says">${problemWords().integrity[integrity.verdict].says}</p>
    ${integrity.verdict === "inconsistent" || integrity.verdict === "gap" ? broken(statement) : nothing}
    ${checked(integrity)}
    ${(statement.notes ?? []).map(({ kind }) => html`<p class="small quiet says">${problemWords().note[kind]}</p>`)}
    ${
      rows === 0
        ? nothing
        : html`<details class="read" @toggle=${(event: Event) => {
            if ((event.target as HTMLDetailsElement).open && !shown) void files.show(file, position);
          }}><summary>${text.files.show}</summary>${shown ? rowTable(files, file, position, rows) : nothing}</details>`
    }
  </section>`;
};

const broken = ({ integrity, currency }: Statement): TemplateResult => {
  const text = words();
  const { expected, found, expected_rows: rows, found_rows: listed, first_broken_line: line } = integrity;
  const known = expected !== undefined && found !== undefined;
  return html`<div class="broken-line">
    ${line === undefined ? nothing : html`<p>${text.broken.line(line)}</p>`}
    ${rows === undefined || listed === undefined ? nothing : html`<p>${problemWords().checks.rows(rows, listed)}</p>`}
    ${
      known
        ? html`<dl class="sums"><div><dt>${text.broken.expected}</dt><dd>${amount(expected, currency)}</dd></div>
      <div><dt>${text.broken.found}</dt><dd>${amount(found, currency)}</dd></div>
      <div><dt>${text.broken.difference}</dt><dd>${signed(found - expected, currency)}</dd></div></dl>`
        : nothing
    }
    ${causes(integrity)}
    <p class="small quiet">${text.never}</p>
  </div>`;
};

/** What would explain a figure that does not hold: one where the figures decide, else all that fit. */
const causes = ({ cause = [] }: Statement["integrity"]): TemplateResult | typeof nothing => {
  const text = problemWords().cause;
  if (cause.length === 0) return nothing;
  return html`<p class="small">${cause.length === 1 ? text.title : text.several}: ${cause.map((one) => text.word[one]).join(" · ")}</p>`;
};

/** Each check that was made and how it ended, and the rows that none covers. */
const checked = (integrity: Statement["integrity"]): TemplateResult | typeof nothing => {
  const text = problemWords().checks;
  const { checks = [], links, unchecked_line: oldest, unended_line: last, neutral_unchecked: neutral } = integrity;
  const said = checks.flatMap(({ check, held, line }) => {
    if (held === "fails") return [`${text.each[check].fails}${line === undefined ? "" : ` (${words().broken.line(line)})`}`];
    const holds = check === "balances" ? text.balances(links) : text.each[check].holds;
    if (held === "holds") return [holds];
    // A last row that may be cut is told with its line; balances of which none links tell nothing.
    return check === "end" || (check === "balances" && links === 0) ? [] : [text.partly(holds)];
  });
  if (oldest !== undefined) said.push(text.oldest(oldest));
  if (last !== undefined) said.push(text.last(last));
  if (neutral > 0) said.push(text.neutral(neutral));
  if (said.length === 0) return nothing;
  return html`<details class="checks"><summary>${text.title}</summary><ul>${said.map((one) => html`<li>${one}</li>`)}</ul></details>`;
};

const problem = (files: Files, file: OpenFile, of: FileProblem): TemplateResult => {
  const text = words();
  const known = problemWords().problem[of.code];
  return html`<div class="need" role="group">
    <p class="title">${known.title}</p>
    ${text.at(of) === "" ? nothing : html`<p class="small">${text.at(of)}${of.found ? html` · <span class="found">${text.shown(of.found)}</span>` : nothing}</p>`}
    ${of.code === "missing-column" && of.field ? html`<p class="small">${text.column(of.field)}</p>` : nothing}
    ${question(files, file, of) ?? html`<p class="small">${of.guide?.[locale()] ?? known.help}</p>`}
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
    }}><fieldset><legend>${legend}</legend>${Object.entries(choices).map(
      ([value, label]) => html`<label><input type="radio" name=${name} value=${value} required>${label}</label>`,
    )}</fieldset><button class="btn" type="submit">${text.go}</button></form>`;
  if (of.code === "password-needed" || of.code === "password-wrong")
    return html`<form class="password" @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const typed = new FormData(event.target as HTMLFormElement).get("password");
      files.again(file, {}, typeof typed === "string" ? typed : "");
    }}><p class="small">${problemWords().problem[of.code].help}</p>
      <label>${text.password}<input type="password" name="password" autocomplete="off" required></label>
      <button class="btn" type="submit">${text.open}</button></form>`;
  if (of.code === "ambiguous-day") return ask(text.dayOrder, "day_order", text.orders);
  if (of.code === "ambiguous-amount") return ask(text.numbers, "numbers", text.styles);
  return undefined;
};

/** Days from the first to the last that a statement covers. */
const days = ({ period, first_day, last_day }: Statement): number => {
  const [from, to] = period ?? [first_day, last_day];
  if (!from || !to) return 0;
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
};

/** A long name without its middle: how it begins and ends tells files apart. */
const shortened = (name: string): string => {
  const letters = [...name];
  return letters.length <= LONG_NAME ? name : `${letters.slice(0, LONG_NAME - 14).join("")}…${letters.slice(-13).join("")}`;
};

const kindOf = (name: string): string => (name.includes(".") ? (name.split(".").pop() ?? "").toUpperCase().slice(0, 5) : "?");

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

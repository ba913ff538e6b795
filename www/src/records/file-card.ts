/** One file: what it is, how far it is read, whether its figures hold, what is wrong with it. */
import { html, nothing, type TemplateResult } from "lit";
import type { FileProblem, Said, Statement, StatementRow } from "prescreen/statements";
import { icon, type IconName } from "../icons";
import { amount, signed } from "./amount";
import { type Files, type OpenFile, placeOf } from "./files";
import { words } from "./words";

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
      <h3>${file.file.name}<small>${text.kind(kindOf(file.file.name), size(file.file.size))}</small></h3>
      <button class="link" type="button" @click=${() => files.remove(file, text.removed(file.file.name))}>${waits ? text.cancel : text.remove}<span class="vh">: ${file.file.name}</span></button>
    </div>
    ${waits ? html`<p class="small quiet">${file.state === "queued" ? text.queued : html`<progress aria-label="${text.working}: ${file.file.name}"></progress>`}</p>` : nothing}
    ${file.problem ? problem(files, file, file.problem) : nothing}
    ${(file.others ?? []).map((of) => problem(files, file, of))}
    ${file.statements.map((statement, position) => statementPart(files, file, statement, position))}
  </li>`;
};

const statementPart = (files: Files, file: OpenFile, statement: Statement, position: number): TemplateResult => {
  const text = words();
  const { currency, totals, integrity } = statement;
  const rows = totals.in.rows + totals.out.rows + totals.neutral.rows;
  const shown = file.rows.get(position);
  const who = text.institution[statement.institution] ?? statement.institution.toUpperCase();
  const tail = statement.account ? ` · ${statement.account.replace(/\D/g, "").slice(-4)}` : "";
  return html`<section class="statement">
    <div class="what">
      <h4>${who} ${text.account[statement.account_kind]}${tail}<small>${rows === 0 ? text.files.nothing : html`${text.files.rows(rows, days(statement))}`}</small></h4>
      <p class="verdict ${integrity.verdict}">${icon(SHAPES[integrity.verdict])}<b>${text.integrity[integrity.verdict].word}</b></p>
    </div>
    <dl class="sums">${(["in", "out", "neutral"] as const).map(
      (way) =>
        html`<div><dt>${text.files.totals[way]}</dt><dd>${amount(totals[way].amount, currency)} <small>${currency}</small></dd></div>`,
    )}</dl>
    <p class="small says">${text.integrity[integrity.verdict].says}</p>
    ${integrity.verdict === "inconsistent" || integrity.verdict === "gap" ? broken(statement) : nothing}
    ${checked(statement)}
    ${(statement.notes ?? []).map(({ kind }) => (text.note[kind] ? html`<p class="small quiet says">${text.note[kind]}</p>` : nothing))}
    ${
      rows === 0
        ? nothing
        : html`<details class="read" @toggle=${(event: Event) => {
            if ((event.target as HTMLDetailsElement).open && !shown) void files.show(file, position);
          }}><summary>${text.files.show}</summary>${shown ? rowTable(files, file, position, shown, rows) : nothing}</details>`
    }
  </section>`;
};

const broken = ({ integrity, currency }: Statement): TemplateResult => {
  const text = words();
  const { expected, found, expected_rows: rows, found_rows: listed, first_broken_line: line, cause = [] } = integrity;
  const known = expected !== undefined && found !== undefined;
  return html`<div class="broken-line">
    ${line === undefined ? nothing : html`<p>${text.broken.line(line)}</p>`}
    ${rows === undefined || listed === undefined ? nothing : html`<p>${text.checked.rows(rows, listed)}</p>`}
    ${
      known
        ? html`<dl class="sums"><div><dt>${text.broken.expected}</dt><dd>${amount(expected, currency)}</dd></div>
      <div><dt>${text.broken.found}</dt><dd>${amount(found, currency)}</dd></div>
      <div><dt>${text.broken.difference}</dt><dd>${signed(found - expected, currency)}</dd></div></dl>`
        : nothing
    }
    ${cause.length === 0 ? nothing : html`<p class="small">${text.checked.fits}: ${cause.map((one) => text.cause[one]).join("; ")}</p>`}
    <p class="small quiet">${text.never}</p>
  </div>`;
};

/** Each check that was made, and the rows that none covers. */
const checked = ({ integrity }: Statement): TemplateResult => {
  const text = words();
  const { checks = [], links, unchecked_line: oldest, unended_line: last, neutral_unchecked: neutral } = integrity;
  const said = checks
    .filter(({ held }) => held !== "partly")
    .map(({ check, held, line }) => {
      if (held === "fails") return `${text.check[check].fails}${line === undefined ? "" : ` (${text.broken.line(line)})`}`;
      return check === "balances" ? text.checked.balances(links) : text.check[check].holds;
    });
  if (oldest !== undefined) said.push(text.checked.oldest(oldest));
  if (last !== undefined) said.push(text.checked.last(last));
  if (neutral > 0) said.push(text.checked.neutral(neutral));
  if (said.length === 0) return html``;
  return html`<details class="read"><summary>${text.checked.title}</summary><ul class="small">${said.map((one) => html`<li>${one}</li>`)}</ul></details>`;
};

const rowTable = (files: Files, file: OpenFile, position: number, rows: readonly StatementRow[], all: number): TemplateResult => {
  const text = words().rows;
  const of = placeOf(file, position);
  return html`<div class="wide" tabindex="0" role="region" aria-label=${text.title}><table class="rows">
    <thead><tr><th scope="col">${text.line}</th><th scope="col">${text.date}</th><th scope="col">${text.what}</th><th scope="col" class="num">${text.amount}</th><th scope="col" class="num">${text.balance}</th><th scope="col">${text.correct}</th></tr></thead>
    <tbody>${rows.map((row, n) => {
      const key = { ...of, row: n };
      const out = files.isLeftOut(key);
      const sign = row.direction === "out" ? -1 : 1;
      const value = row.direction === "in" ? signed(row.amount, row.currency) : amount(sign * row.amount, row.currency);
      const what = [row.counterparty, row.description].filter(Boolean).join(" · ");
      return html`<tr class="${row.status} ${out ? "out" : ""}"><td class="n">${row.line}</td><td class="n">${row.date}</td><td>${what}</td><td class="num n">${value}</td><td class="num n">${row.balance === undefined ? "" : amount(row.balance, row.currency)}</td><td><button class="link" type="button" aria-pressed=${out} @click=${() => files.leaveOut(key)}>${out ? text.takeBack : text.leaveOut}<span class="vh">: ${row.date} ${value}</span></button></td></tr>`;
    })}</tbody>
  </table></div>
  <p class="small quiet">${text.more(rows.length, Math.max(all, rows.length))}</p>`;
};

const problem = (files: Files, file: OpenFile, of: FileProblem): TemplateResult => {
  const text = words();
  const known = text.problem[of.code] ?? { title: of.message, help: of.help };
  return html`<div class="need" role="group">
    <p class="title">${known.title}</p>
    ${text.at(of) === "" ? nothing : html`<p class="small">${text.at(of)}${of.found ? html` · <span class="found">${text.shown(of.found)}</span>` : nothing}</p>`}
    ${question(files, file, of) ?? html`<p class="small">${known.help}</p>`}
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
    }}><p class="small">${words().problem[of.code]?.help}</p>
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

const kindOf = (name: string): string => (name.includes(".") ? (name.split(".").pop() ?? "").toUpperCase().slice(0, 5) : "?");

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

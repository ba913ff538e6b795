/** Whether a statement's own figures hold: the first that does not with its row, what was checked, and what was not. */
import { html, nothing, type TemplateResult } from "lit";
import type { Check, Statement, StatementRow } from "prescreen/statements";
import { icon, type IconName } from "../icons";
import { amount, signed } from "./amount";
import { drawn } from "./drawn";
import type { Files } from "./files";
import type { OpenFile } from "./open-file";
import { scrolls } from "./scrolls";
import type { WholeWords } from "./whole/zh";
import { problemWords, wholeWords, words } from "./words";

type Integrity = Statement["integrity"];

export const SHAPES: Record<Integrity["verdict"], IconName> = {
  consistent: "go-on",
  inconsistent: "split",
  gap: "gap",
  unverifiable: "not",
};

/** What figure a check is about; the first of these that fails is the one that the statement names. */
const FIGURES: readonly (readonly [Check, keyof WholeWords["figure"]])[] = [
  ["balances", "balance"],
  ["opening_closing", "closing"],
  ["closing", "closing"],
  ["stated_sums", "sum"],
  ["stated_neutral", "sum"],
  ["details", "entry"],
  ["continues", "opening"],
];

export const integrityPart = (files: Files, file: OpenFile, statement: Statement, position: number): TemplateResult => {
  const { integrity } = statement;
  const { verdict } = integrity;
  const fails = (integrity.checks ?? []).filter(({ held }) => held === "fails");
  const says = verdict === "unverifiable" && fails.length > 0 ? wholeWords().unverifiable : problemWords().integrity[verdict].says;
  // What does not hold says more than that something does not.
  const plain = fails.length > 0 && (verdict === "inconsistent" || verdict === "gap") ? nothing : html`<p class="small says">${says}</p>`;
  return html`${plain}
    ${fails.length > 0 || verdict === "inconsistent" || verdict === "gap" ? broken(files, file, statement, position) : nothing}
    ${checked(integrity)}`;
};

const broken = (files: Files, file: OpenFile, { integrity, currency }: Statement, position: number): TemplateResult => {
  const text = words();
  const { expected, found, expected_rows: rows, found_rows: listed, first_broken_line: line } = integrity;
  const fails = (integrity.checks ?? []).filter(({ held }) => held === "fails");
  const figure = wholeWords().figure[FIGURES.find(([check]) => fails.some((one) => one.check === check))?.[1] ?? "sum"];
  if (line !== undefined) void files.rows.showBroken(file, position);
  const row = file.broken.get(position);
  return html`<div class="broken-line">
    ${fails.map(({ check, line: at }) => html`<p class="fails">${icon("split")}<span>${problemWords().checks.each[check].fails}${at === undefined ? nothing : ` (${text.broken.line(at)})`}</span></p>`)}
    ${rows === undefined || listed === undefined ? nothing : html`<p>${problemWords().checks.rows(rows, listed)}</p>`}
    ${line === undefined ? nothing : html`<p class="at">${text.broken.line(line)}</p>`}
    ${row ? rowOf(row) : nothing}
    ${
      expected !== undefined && found !== undefined
        ? html`<p class="at">${figure.title}</p><dl class="facts expected">
      <dt>${figure.expected}</dt><dd>${amount(expected, currency)} ${currency}</dd>
      <dt>${figure.found}</dt><dd>${amount(found, currency)} ${currency}</dd>
      <dt>${text.broken.difference}</dt><dd>${signed(found - expected, currency)} ${currency}</dd></dl>`
        : nothing
    }
    ${causes(integrity)}
    <p class="small quiet">${text.never}</p>
  </div>`;
};

/** A row as the file has it. */
const rowOf = (row: StatementRow): TemplateResult => {
  const text = words().rows;
  const money =
    row.direction === "in" ? signed(row.amount, row.currency) : amount(row.direction === "out" ? -row.amount : row.amount, row.currency);
  return scrolls(
    `${wholeWords().row} · ${text.line} ${row.line}`,
    html`<table class="rows"><thead><tr><th scope="col">${text.date}</th><th scope="col">${text.what}</th><th scope="col" class="num">${text.amount}</th>${row.balance === undefined ? nothing : html`<th scope="col" class="num">${text.balance}</th>`}</tr></thead>
    <tbody><tr><td class="n">${row.date}</td><td>${drawn([row.counterparty, row.description].filter(Boolean).join(" · "))}</td><td class="num n">${money}</td>${row.balance === undefined ? nothing : html`<td class="num n">${amount(row.balance, row.currency)}</td>`}</tr></tbody></table>`,
  );
};

/** What would explain a figure that does not hold: one where the figures decide, else all that fit. */
const causes = ({ cause = [] }: Integrity): TemplateResult | typeof nothing => {
  const text = problemWords().cause;
  if (cause.length === 0) return nothing;
  return html`<div class="small"><p>${cause.length === 1 ? text.title : text.several}${words().colon}</p><ul class="why">${cause.map((one) => html`<li>${text.word[one]}</li>`)}</ul></div>`;
};

type Said = readonly [how: "holds" | "fails" | "open", says: string];

const HOW: Record<Said[0], IconName> = { holds: "go-on", fails: "split", open: "not" };

/** Each check that was made and how it ended, and the rows that none covers. */
const checked = (integrity: Integrity): TemplateResult | typeof nothing => {
  const text = problemWords().checks;
  const { checks = [], links, unchecked_line: oldest, unended_line: last, neutral_unchecked: neutral } = integrity;
  const said = checks.flatMap(({ check, held, line }): Said[] => {
    if (held === "fails") return [["fails", `${text.each[check].fails}${line === undefined ? "" : ` (${words().broken.line(line)})`}`]];
    const holds = check === "balances" ? text.balances(links) : text.each[check].holds;
    if (held === "holds") return [["holds", holds]];
    // A last row that may be cut is told with its line; balances of which none links tell nothing.
    return check === "end" || (check === "balances" && links === 0) ? [] : [["holds", text.partly(holds)]];
  });
  const open = [
    ...(oldest === undefined ? [] : [text.oldest(oldest)]),
    ...(last === undefined ? [] : [text.last(last)]),
    ...(neutral > 0 ? [text.neutral(neutral)] : []),
  ];
  const all = [...said, ...open.map((one): Said => ["open", one])];
  if (all.length === 0) return nothing;
  const word = wholeWords().check;
  return html`<details class="checks"><summary>${text.title}</summary><ul>${all.map(
    ([how, says]) => html`<li class=${how}>${icon(HOW[how])}<span><b>${word[how]}${words().colon}</b> ${says}</span></li>`,
  )}</ul></details>`;
};

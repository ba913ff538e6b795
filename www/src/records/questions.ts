/** What only the person can tell: asked without a guess or a choice made for them, and with the effect before it holds. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Corrections, Joined, Ledger, LedgerEntry, LinkKind, Question, RowKey } from "prescreen/statements";
import { amount, signed } from "./amount";
import { asPurpose, keyOf, rowOf } from "./corrections";
import type { Purpose } from "./correct/zh";
import { drawn } from "./drawn";
import { effect } from "./effect";
import type { Files } from "./files";
import { purposeChoices } from "./row-table";
import { accountName, correctWords, wholeWords } from "./words";

/** How many pairs a question lists. */
const PAIRS = 8;
/** How many questions are shown at once. */
const SHOWN = 5;

type Pair = [from: number, to: number];

/** Which way of belonging together a question asks about. */
const LINKS: Partial<Record<Question["kind"], LinkKind>> = {
  same_purchase: "same_purchase",
  own_transfer: "own_transfer",
  refund: "refund",
};

/** The questions that nobody answered yet. */
const openOf = (files: Files, { ledger }: Joined): Question[] =>
  ledger.questions.filter((question) => !files.made.get(idOf(ledger, question)));

/** What each kind of open question holds back. */
const heldBack = (questions: readonly Question[]): TemplateResult => {
  const { holds } = wholeWords().open;
  return html`<ul class="small held">${[...new Set(questions.map(({ kind }) => kind))].map((kind) => html`<li>${holds[kind]}</li>`)}</ul>`;
};

/** That questions are open and what that holds back, for whoever reads a result; none where none is. */
export const openNote = (files: Files): TemplateResult | typeof nothing => {
  const open = files.joined ? openOf(files, files.joined) : [];
  if (open.length === 0) return nothing;
  const text = wholeWords().open;
  const toQuestions = (): void => document.getElementById("questions-h")?.focus();
  return html`<div class="note asks open-note"><p><b>${text.title(open.length)}</b></p>${heldBack(open)}
    <p class="go"><button class="btn" type="button" @click=${toQuestions}>${text.answer}</button></p></div>`;
};

export const questionsPart = (files: Files, joined: Joined, currency: string): TemplateResult | typeof nothing => {
  const questions = openOf(files, joined);
  if (questions.length === 0) return nothing;
  const text = correctWords().questions;
  return html`<section class="card open" aria-labelledby="questions-h"><h3 id="questions-h" tabindex="-1">${text.title(questions.length)}</h3>
    <p class="small quiet">${text.lead}</p>${heldBack(questions)}
    <ol class="asked">${questions.slice(0, SHOWN).map((question) => one(files, joined.ledger, question, currency))}</ol>
    ${questions.length > SHOWN ? html`<p class="small quiet">${text.first(SHOWN, questions.length)}</p>` : nothing}</section>`;
};

const one = (files: Files, ledger: Ledger, question: Question, currency: string): TemplateResult => {
  const text = correctWords().questions;
  const { title, says } = text.each[question.kind];
  const id = idOf(ledger, question);
  const tried = files.trial?.change.id === id ? files.trial : undefined;
  const answer: Answer = (choice, corrections, said) =>
    void files.try({ id, choice, corrections, title: () => `${correctWords().questions.answered[question.kind]}: ${said()}` });
  const asked: Asked = { files, ledger, question, id, chosen: tried?.change.choice, answer };
  const after = (): void => document.getElementById("questions-h")?.focus();
  return html`<li><fieldset><legend>${title}</legend><p class="small quiet">${says}</p>
    ${
      question.kind === "unclear" ? unclear(asked) : question.kind === "same_account" ? sameAccount(asked) : pairs(asked)
    }</fieldset>${tried ? effect(files, tried, currency, after) : nothing}</li>`;
};

const idOf = (ledger: Ledger, { kind, entries }: Question): string =>
  `question ${kind} ${entries.map((entry) => keyOf(keyAt(ledger, entry))).join(" ")}`;

/** Looks at what an answer would do: which of the choices, what it corrects, and its words. */
type Answer = (choice: string, corrections: Corrections, said: () => string) => void;

interface Asked {
  files: Files;
  ledger: Ledger;
  question: Question;
  id: string;
  /** Which of the choices is looked at. */
  chosen: string | undefined;
  answer: Answer;
}

const keyAt = (ledger: Ledger, position: number): RowKey => {
  const entry = ledger.entries[position];
  return entry ? rowOf(ledger, entry) : { file: "", place: 0, row: 0 };
};

/** A row in a line: its day, with whom, how much, and in which account. */
const lineOf = (files: Files, ledger: Ledger, position: number): string => {
  const entry = ledger.entries[position];
  if (!entry) return "";
  const { counterparty = "", description = "" } = files.rows.textOf(keyAt(ledger, position)) ?? {};
  const money = entry.direction === "in" ? signed(entry.amount, entry.currency) : amount(-entry.amount, entry.currency);
  const account = ledger.accounts[entry.account];
  return [entry.date, drawn(counterparty || description), money, account ? accountName(account) : ""].filter(Boolean).join(" · ");
};

/** Pairs that may belong together, the nearest in days first. */
const pairsOf = ({ entries, accounts }: Ledger, { kind, entries: asked }: Question): Pair[] => {
  const far = ([from, to]: Pair): number => Math.abs(Date.parse(entries[from]?.date ?? "") - Date.parse(entries[to]?.date ?? ""));
  const fits = (from: number, to: number): boolean => {
    const [one, other] = [entries[from], entries[to]];
    if (!one || !other || from === to) return false;
    if (kind === "refund") return one.direction === "out" && other.direction !== "out" && one.date <= other.date;
    if (one.account === other.account) return false;
    if (kind === "own_transfer") return one.direction === "out" && other.direction === "in";
    // What counts is the wallet's row, which says with whom; what paid it comes second.
    const place = ({ account }: LedgerEntry): number => (accounts[account]?.kind === "wallet" ? 0 : 1) * accounts.length + account;
    return place(one) < place(other);
  };
  const all = asked.flatMap((from) => asked.filter((to) => fits(from, to)).map((to): Pair => [from, to]));
  return all.sort((one, other) => far(one) - far(other));
};

const pairs = ({ files, ledger, question, id, chosen, answer }: Asked): TemplateResult => {
  const text = correctWords().questions;
  const all = pairsOf(ledger, question);
  const shown = all.slice(0, PAIRS);
  const kind = LINKS[question.kind] ?? "same_purchase";
  const say = ([from, to]: Pair): string => text.pair(lineOf(files, ledger, from), lineOf(files, ledger, to));
  const choose = ([from, to]: Pair): void => {
    const pair: Pair = [from, to];
    answer(String(pair), { pairs: [{ kind, from: keyAt(ledger, from), to: keyAt(ledger, to) }] }, () => say(pair));
  };
  const none = (): void =>
    answer(
      "none",
      { apart: all.map(([from, to]) => ({ one: keyAt(ledger, from), other: keyAt(ledger, to) })) },
      () => correctWords().questions.none,
    );
  return html`${shown.map((pair) => radio(id, chosen === String(pair), html`<span class="pair"><span>${lineOf(files, ledger, pair[0])}</span><span>↔ ${lineOf(files, ledger, pair[1])}</span></span>`, () => choose(pair)))}${radio(id, chosen === "none", text.none, none)}
    ${shown.length < all.length ? html`<p class="small quiet">${text.crowd(shown.length, all.length)}</p>` : nothing}`;
};

/** An account by its name and its files: two that have no number look alike without these. */
const accountOf = (files: Files, { accounts, entries, sources }: Ledger, entry: number): string => {
  const of = entries[entry]?.account;
  const account = accounts[of ?? -1];
  const held = sources.filter((source) => source.account === of).map(({ file }) => files.holding(file)?.file.name ?? "");
  return [account ? accountName(account) : "", ...new Set(held)].filter(Boolean).map(drawn).join(" · ");
};

const sameAccount = ({ files, ledger, question, id, chosen, answer }: Asked): TemplateResult => {
  const text = correctWords().questions;
  const [first = 0, second = 0] = question.entries;
  const both = [{ one: keyAt(ledger, first), other: keyAt(ledger, second) }];
  return html`<ul class="small">${[first, second].map((entry) => html`<li>${accountOf(files, ledger, entry)}</li>`)}</ul>
    ${radio(id, chosen === "one", text.one, () => answer("one", { one_account: both }, () => correctWords().questions.one))}
    ${radio(id, chosen === "two", text.two, () => answer("two", { two_accounts: both }, () => correctWords().questions.two))}`;
};

const unclear = ({ files, ledger, question, chosen, answer }: Asked): TemplateResult => {
  const [entry = 0] = question.entries;
  const choose = (event: Event): void => {
    const purpose = (event.target as HTMLSelectElement).value as Purpose | "";
    answer(purpose, asPurpose(keyAt(ledger, entry), purpose), () => (purpose === "" ? "" : correctWords().purpose[purpose]));
  };
  return html`<p>${lineOf(files, ledger, entry)}</p><label><span class="vh">${correctWords().row.what}</span>
    <select .value=${live(chosen ?? "")} @change=${choose}>${purposeChoices(correctWords().row.notCounted)}</select></label>`;
};

const radio = (name: string, checked: boolean, label: string | TemplateResult, chosen: () => void): TemplateResult =>
  html`<label class="choice"><input type="radio" name=${name} .checked=${live(checked)} @change=${chosen}><span>${label}</span></label>`;

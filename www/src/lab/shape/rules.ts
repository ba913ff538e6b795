/** Rules of a pack: added, changed, taken out; a rule keeps the fields that its kind has, and no others. */
import type { PackDocument } from "prescreen/lab";
import { begun } from "./begun";
import { reads, type Written } from "./conditions";
import { freeId } from "./questions";
import { itemsOf, removeOwners } from "./references";
import { say, tidy } from "./texts";

export type Basis = PackDocument["questionnaire"]["basis"];
type Contradiction = NonNullable<PackDocument["contradictions"]>[number];
type Rule = NonNullable<PackDocument["eligibility"]>[number];
export type Severity = Contradiction["then"];
export type Outcome = Rule["outcome"];

/** Lists that a rule can be added to. */
export type List = "caps" | "contradictions" | "eligibility";

export const SEVERITIES: readonly Severity[] = ["note", "ask", "cap", "refer", "block"];
export const OUTCOMES: readonly Outcome[] = ["proceed_after", "pause", "insufficient_evidence", "refer", "refuse"];

const begins: Record<List, string> = { caps: "cap.rule", contradictions: "pair.rule", eligibility: "eligibility.rule" };

/** Every reason that the pack gives for a rule, once, as it stands first. */
export const basesOf = (value: unknown, found = new Map<string, Basis>()): Map<string, Basis> => {
  if (value === null || typeof value !== "object") return found;
  for (const [key, one] of Object.entries(value)) {
    if (key === "basis") {
      const basis = one as { firm?: string | null; source?: string | null };
      const id = basis.firm ? `firm ${basis.firm}` : `source ${basis.source}`;
      if (!found.has(id)) found.set(id, one as Basis);
    } else basesOf(one, found);
  }
  return found;
};

/** The reason of the firm's own that is used most widely: the questionnaire's, or else the first. */
const usual = (document: PackDocument): Basis => {
  const own = [document.questionnaire.basis, ...basesOf(document).values()].find((one) => "firm" in one && one.firm);
  return own ? JSON.parse(JSON.stringify(own)) : newBasis(document);
};

/** A reason of the firm's own with words to write over. */
export const newBasis = (document: PackDocument): Basis => {
  const taken = Object.values(document.texts).flatMap((texts) => Object.keys(texts));
  const id = freeId("basis.own", taken).slice("basis.".length);
  say(document, `basis.${id}`, begun.basis);
  return { firm: id } as Basis;
};

/** The questions that a condition reads, in the order of the pack. */
const itemsIn = (document: PackDocument, when: Written): string[] => itemsOf(document).flatMap(({ id }) => (reads(when, id) ? [id] : []));

/** Adds a rule after all others of its list; gives its pointer. */
export const addRule = (document: PackDocument, list: List, written: Written): string => {
  const codes = Object.values(document.texts).flatMap((texts) => Object.keys(texts).map((key) => key.replace(/^reason\./, "")));
  const id = freeId(begins[list], codes);
  const [basis, when] = [usual(document), written as Rule["when"]];
  say(document, `reason.${id}`, begun.reason[list]);
  const { classes, contradictions = [], eligibility = [] } = document;
  const { list: all, caps = [] } = classes;
  if (list === "caps") {
    classes.caps = [...caps, { id, when, class_at_most: all.at(-2) ?? all[0] ?? "", basis }];
    return `/classes/caps/${caps.length}`;
  }
  if (list === "contradictions") {
    // biome-ignore lint/suspicious/noThenProperty: the pack language calls it so
    const rule: Contradiction = { id, when, items: itemsIn(document, written), then: "note", basis };
    document.contradictions = [...contradictions, rule];
    return `/contradictions/${contradictions.length}`;
  }
  document.eligibility = [...eligibility, { id, when, outcome: "refer", basis }];
  return `/eligibility/${eligibility.length}`;
};

export const removeRule = (document: PackDocument, at: string): void => {
  const before = JSON.parse(JSON.stringify(document)) as PackDocument;
  removeOwners(document, [at]);
  tidy(document, before);
};

const found = <T>(document: PackDocument, at: string): T | undefined =>
  at
    .split("/")
    .slice(1)
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document) as T | undefined;

/** Changes what a rule asks; a contradiction shows the questions that it reads beside those that it showed before. */
export const setCondition = (document: PackDocument, at: string, field: "when" | "unless", when: Written | undefined): void => {
  const rule = found<Record<string, unknown>>(document, at);
  if (!rule) return;
  const old = rule[field] as Written | undefined;
  if (when) rule[field] = when;
  else {
    delete rule[field];
    delete rule.unless_tier;
  }
  // Answers are what somebody says of themselves: a stronger tier would never read them.
  if (field === "unless" && when && itemsIn(document, when).length > 0) rule.unless_tier = "declared";
  if (!at.startsWith("/contradictions/") || !when) return;
  const shown = (rule.items as string[]).filter((item) => !old || !reads(old, item));
  const read = itemsIn(document, when);
  const items = [...read, ...shown.filter((item) => !read.includes(item))];
  if (items.length > 0) rule.items = items;
};

/** What comes of a contradiction, or of its answers when they are kept. */
export const setSeverity = (document: PackDocument, at: string, field: "then" | "kept", severity: Severity): void => {
  const rule = found<Contradiction>(document, at);
  if (!rule) return;
  rule[field] = severity;
  if (rule.then === "ask") rule.kept ??= "note";
  else delete rule.kept;
  if (rule.then === "cap" || rule.kept === "cap") rule.class_at_most ??= document.classes.list[0] ?? "";
  else delete rule.class_at_most;
};

/** What comes of a rule, with the steps that it leads to where it leads to any. */
export const setOutcome = (document: PackDocument, at: string, outcome: Outcome): void => {
  const rule = found<Rule>(document, at);
  if (!rule) return;
  rule.outcome = outcome;
  if (outcome === "proceed_after") rule.flow ??= document.flows?.[0]?.id ?? "";
  else delete rule.flow;
};

/** Why a rule is there; a reason that nothing gives any more goes. */
export const setBasis = (document: PackDocument, at: string, basis: Basis | undefined): void => {
  const before = JSON.parse(JSON.stringify(document)) as PackDocument;
  const rule = found<{ basis: Basis }>(document, at);
  if (!rule) return;
  rule.basis = basis ?? newBasis(document);
  tidy(document, before);
};

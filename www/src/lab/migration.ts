/** Who changes class from pack A to pack B: a tinted table, the two claims, or how the packs differ. */
import { html, nothing, type TemplateResult } from "lit";
import type { Comparison, Proof } from "prescreen/lab";
import { table } from "./claims";
import { percent, shareOf } from "./count";
import type { Desk } from "./desk";
import type { Examined } from "./jobs";
import type { Names } from "./names";
import { documentOf } from "./packs";
import { soon } from "./soon";
import { labWords } from "./words";

export const migration = (desk: Desk, examined: Examined, names: Names): TemplateResult => {
  const text = labWords().migration;
  const comparison = examined.compared?.comparison;
  const a = desk.other?.label ?? labWords().open.asOpened;
  const b = `${names.document.id}@${names.document.version}${examined.text !== desk.draft?.opened.text ? labWords().open.inBrackets(labWords().open.edited) : ""}`;
  return html`<section class="card moves" aria-labelledby="migration">
    <h2 id="migration">${text.title}${soon(examined, comparison)}</h2>
    <p>${text.body(a, b)}</p>
    ${
      comparison === undefined
        ? nothing
        : comparison === null
          ? html`<p class="note">${text.unavailable}</p>`
          : comparison.differences.length > 0
            ? differences(comparison, names)
            : html`<div class="pair">
      <div>${matrix(comparison, names)}</div>
      <div>${table(desk, comparison.claims, names)}${notCompared(desk, names)}</div>
    </div>`
    }
  </section>`;
};

/** What decides beside the class: the comparison is of classes alone. */
const BESIDES = ["eligibility", "matching", "gates", "permissions", "fraud", "credit", "risk", "price", "shelf"] as const;

/** Whether two values of JSON say the same, whatever the order of their keys. */
const same = (one: unknown, other: unknown): boolean => {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return (one ?? null) === (other ?? null);
  const [of, to] = [one as Record<string, unknown>, other as Record<string, unknown>];
  return [...new Set([...Object.keys(of), ...Object.keys(to)])].every((key) => same(of[key], to[key]));
};

/** Parts in which the packs differ and that no claim of the comparison is about. */
const notCompared = ({ other, draft }: Desk, { document }: Names): TemplateResult | typeof nothing => {
  const text = labWords().migration;
  const before = other ? documentOf(other) : draft && documentOf(draft.opened);
  const parts = before ? BESIDES.filter((part) => !same(before[part], document[part])) : [];
  return parts.length === 0 ? nothing : html`<p class="note">${text.notCompared(parts.map((part) => text.besides[part] ?? part))}</p>`;
};

export interface Moved {
  /** Combinations whose class rises, falls, and all of them. */
  up: bigint;
  down: bigint;
  whole: bigint;
}

/** How many combinations change their class; `order`: the classes from the lowest, none of them first. */
const moved = ({ migration: cells, combinations }: Comparison, order: (string | null)[]): Moved => {
  const sum = (which: (steps: number) => boolean): bigint =>
    cells.reduce((so, cell) => {
      const steps = order.indexOf(cell.to ?? null) - order.indexOf(cell.from ?? null);
      return which(steps) ? so + BigInt(cell.combinations) : so;
    }, 0n);
  return { up: sum((steps) => steps > 0), down: sum((steps) => steps < 0), whole: BigInt(combinations ?? "0") || sum(() => true) };
};

/** The same by the classes of the pack under test. */
export const movedIn = (comparison: Comparison, { classes }: Proof): Moved =>
  moved(comparison, [null, ...classes.flatMap((one) => one.class ?? [])]);

const matrix = (comparison: Comparison, names: Names): TemplateResult => {
  const text = labWords().migration;
  const { migration: cells } = comparison;
  const order: (string | null)[] = names.document.classes.list;
  const all = cells.some((cell) => !cell.from || !cell.to) ? [null, ...order] : order;
  const { up: laxer, down: stricter, whole } = moved(comparison, all);
  const number = (from: string | null, to: string | null): bigint =>
    cells.reduce((sum, cell) => ((cell.from ?? null) === from && (cell.to ?? null) === to ? sum + BigInt(cell.combinations) : sum), 0n);
  const cell = (from: string | null, to: string | null): TemplateResult => {
    const here = number(from, to);
    const steps = all.indexOf(to) - all.indexOf(from);
    const kind = steps === 0 ? "same" : here === 0n ? "zero" : steps < 0 ? "down" : `up${Math.min(steps, 3)}`;
    return html`<td class=${kind}>${here === 0n ? "0" : percent(shareOf(here, whole)).replace("%", "")}</td>`;
  };
  const name = (id: string | null): string => (id === null ? text.none : names.short(id));
  return html`<p class="sum">${laxer === 0n && stricter === 0n ? text.noneMoves : html`${text.laxer}${text.colon}<b class="n">${percent(shareOf(laxer, whole))}</b> · ${text.stricter}${text.colon}<b class="n">${percent(shareOf(stricter, whole))}</b>`}</p>
    <table class="mig">
      <caption class="vh">${text.caption}</caption>
      <thead><tr><th scope="col">A ↓ B →</th>${all.map((to) => html`<th scope="col">${name(to)}</th>`)}</tr></thead>
      <tbody>${all.map((from) => html`<tr><th scope="row">${name(from)}</th>${all.map((to) => cell(from, to))}</tr>`)}</tbody>
    </table>
    <p class="legend" aria-hidden="true"><span><i class="same"></i>${text.same}</span>${text.up.map((word, n) => html`<span><i class="up${n + 1}"></i>${word}</span>`)}<span><i class="down"></i>${text.down}</span></p>`;
};

const differences = ({ differences: found }: Comparison, names: Names): TemplateResult => {
  const text = labWords().migration;
  const part = (id: string): string => {
    const [family = "", item] = id.split("/");
    return `${text.parts[family] ?? family}${item ? ` · ${names.number(item) > 0 ? names.question(item) : item}` : ""}`;
  };
  const without = (list: string[], others: string[]): string => {
    const rest = list.filter((one) => !others.includes(one));
    return rest.length > 0 ? rest.join(", ") : text.nothing;
  };
  return html`<div class="note"><h3>${text.differences}</h3><p>${text.differencesBody}</p></div>
    <table class="diff">
      <caption class="vh">${text.differences}</caption>
      <thead><tr><th scope="col">${text.part}</th><th scope="col">${text.onlyA}</th><th scope="col">${text.onlyB}</th></tr></thead>
      <tbody>${found.map((one) => {
        const [a, b] = [without(one.a, one.b), without(one.b, one.a)];
        return html`<tr><th scope="row">${part(one.part)}</th>${a === text.nothing && b === text.nothing ? html`<td colspan="2">${text.orderOnly}</td>` : html`<td>${a}</td><td>${b}</td>`}</tr>`;
      })}</tbody>
    </table>`;
};

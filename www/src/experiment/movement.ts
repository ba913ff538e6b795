/**
 * How people move from the control's classes to a variation's, at least: each person saw one of the two, so who moves is not
 * seen, and what is shown is the least movement along the order of classes by which one distribution becomes the other.
 */
import { html, type TemplateResult } from "lit";
import { percent, rounded } from "./figures";
import { scrolls } from "./scrolls";
import type { ExperimentReport } from "./types";
import { words } from "./words";

/** A share below this is what is left of subtracting others. */
const NOTHING = 1e-12;

type Category = ExperimentReport["phases"][number]["guardrails"][number]["categories"][number];

/** Shares by the control's class, then by the variation's; classes in their order. */
export const leastMovement = (control: readonly number[], variation: readonly number[]): number[][] => {
  const moved = control.map(() => variation.map(() => 0));
  const [left, room] = [[...control], [...variation]];
  for (let from = 0, to = 0; from < left.length && to < room.length; ) {
    const share = Math.min(left[from] ?? 0, room[to] ?? 0);
    const row = moved[from] ?? [];
    row[to] = (row[to] ?? 0) + share;
    left[from] = (left[from] ?? 0) - share;
    room[to] = (room[to] ?? 0) - share;
    if ((left[from] ?? 0) <= (room[to] ?? 0)) from += 1;
    else to += 1;
  }
  return moved;
};

export const movement = (categories: readonly Category[], name: string): TemplateResult => {
  const text = words().report.classes.movement;
  const moved = leastMovement(
    categories.map(({ control }) => control),
    categories.map(({ variation }) => variation),
  );
  const sum = (which: (steps: number) => boolean): number =>
    moved.flatMap((row, from) => row.filter((_, to) => which(to - from))).reduce((so, share) => so + share, 0);
  const cell = (share: number, steps: number): TemplateResult => {
    const kind = steps === 0 ? "same" : share < NOTHING ? "zero" : steps < 0 ? "down" : `up${Math.min(steps, 3)}`;
    return html`<td class=${kind}>${share < NOTHING ? "0" : percent(share).replace("%", "")}</td>`;
  };
  const moving = (which: (steps: number) => boolean): string => {
    const share = sum(which);
    return share < NOTHING ? "0%" : rounded(share);
  };
  return html`<div class="movement"><h6>${text.title}</h6><p class="small">${text.sum(
    moving((steps) => steps > 0),
    moving((steps) => steps < 0),
  )}</p>
    ${scrolls(
      text.title,
      html`<table class="mig"><caption class="vh">${text.title} · ${name}</caption>
      <thead><tr><th scope="col">${text.head(name)}</th>${categories.map(({ category }) => html`<th scope="col">${category}</th>`)}</tr></thead>
      <tbody>${categories.map(({ category }, from) => html`<tr><th scope="row">${category}</th>${moved[from]?.map((share, to) => cell(share, to - from))}</tr>`)}</tbody></table>`,
    )}
    <p class="small quiet">${text.body}</p></div>`;
};

/**
 * How people move from the control's classes to a variation's, at least: each person saw one of the two, so who moves is not
 * seen. What is bounded are shares of people; the table is one way in which as few as that come to another class.
 */
import { html, type TemplateResult } from "lit";
import { percent, rounded } from "./figures";
import { scrolls } from "./scrolls";
import type { ExperimentReport } from "./types";
import { words } from "./words";

type Category = ExperimentReport["phases"][number]["guardrails"][number]["categories"][number];

/** A share below this is what is left of subtracting others. */
const NOTHING = 1e-12;

/** The shares of people who come to another class, to a higher one and to a lower one, each at least; classes in their order. */
export const leastMoved = (control: readonly number[], variation: readonly number[]): { any: number; up: number; down: number } => {
  let [any, up, down, below] = [0, 0, 0, 0];
  for (const [n, share] of control.entries()) {
    const difference = share - (variation[n] ?? 0);
    any += Math.max(0, difference);
    // More of the control's people lie up to here: at least those beyond what the variation has come to a higher class.
    below += difference;
    up = Math.max(up, below);
    down = Math.max(down, -below);
  }
  return { any, up, down };
};

/** Shares by the control's class, then by the variation's: as many stay as can, and the others move in the order of classes. */
export const fewestMoves = (control: readonly number[], variation: readonly number[]): number[][] => {
  const stay = control.map((share, n) => Math.min(share, variation[n] ?? 0));
  const moved = control.map((_, from) => variation.map((_, to) => (from === to ? (stay[from] ?? 0) : 0)));
  const left = control.map((share, n) => share - (stay[n] ?? 0));
  const room = variation.map((share, n) => share - (stay[n] ?? 0));
  for (let from = 0, to = 0; from < left.length && to < room.length; ) {
    const share = Math.min(left[from] ?? 0, room[to] ?? 0);
    const row = moved[from] ?? [];
    row[to] = (row[to] ?? 0) + share;
    left[from] = (left[from] ?? 0) - share;
    room[to] = (room[to] ?? 0) - share;
    if ((left[from] ?? 0) <= NOTHING) from += 1;
    else to += 1;
  }
  return moved;
};

const said = (share: number): string => (share < NOTHING ? "0%" : rounded(share));

export const movement = (categories: readonly Category[], name: string): TemplateResult => {
  const text = words().report.classes.movement;
  const [control, variation] = [categories.map((one) => one.control), categories.map((one) => one.variation)];
  const { any, up, down } = leastMoved(control, variation);
  const moved = fewestMoves(control, variation);
  const cell = (share: number, steps: number): TemplateResult => {
    const kind = share < NOTHING ? "zero" : steps === 0 ? "same" : steps < 0 ? "down" : `up${Math.min(steps, 3)}`;
    return html`<td class=${kind}>${share < NOTHING ? "0" : percent(share).replace("%", "")}</td>`;
  };
  return html`<div class="movement"><h6>${text.title}</h6><p class="small">${text.sum(said(any), said(up), said(down))}</p>
    ${scrolls(
      text.title,
      html`<table class="mig"><caption class="vh">${text.title} · ${name}</caption>
      <thead><tr><th scope="col">${text.head(name)}</th>${categories.map(({ category }) => html`<th scope="col">${category}</th>`)}</tr></thead>
      <tbody>${categories.map(({ category }, from) => html`<tr><th scope="row">${category}</th>${moved[from]?.map((share, to) => cell(share, to - from))}</tr>`)}</tbody></table>`,
    )}
    <p class="small quiet">${text.body}</p></div>`;
};

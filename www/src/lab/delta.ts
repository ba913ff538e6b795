/** How a figure differs from the same figure of the pack that is compared with. */
import { html, nothing, type TemplateResult } from "lit";
import type { Proof } from "prescreen/lab";
import { count, differenceOf, percent } from "./count";
import type { Examined } from "./jobs";
import { labWords } from "./words";

/** The other pack's proof; none while it is the same pack, or none was worked out. */
export type Before = Proof | undefined;

export const beforeOf = ({ proof, compared }: Examined): Before => {
  const before = compared?.before ?? undefined;
  return before?.pack.hash === proof?.pack.hash ? undefined : before;
};

type Shown = TemplateResult | typeof nothing;

const signed = (sign: number, size: string): Shown => {
  const said = sign === 0 ? "±0" : `${sign > 0 ? "+" : "−"}${size}`;
  return html` <small class="delta ${sign === 0 ? "zero" : ""}"><span class="vh">${labWords().delta} </span>${said}</small>`;
};

const size = (now: number, before: number, write: (value: number) => string): Shown =>
  signed(Math.sign(now - before), write(Math.abs(now - before)));

/** Nothing where there is no figure to differ from. */
export const delta = {
  share: (now: number, before: number | undefined): Shown => (before === undefined ? nothing : size(now, before, differenceOf.percent)),
  bits: (now: number, before: number | undefined): Shown => (before === undefined ? nothing : size(now, before, differenceOf.bits)),
  count: (now: string | number, before: string | number | undefined): Shown => {
    if (before === undefined) return nothing;
    const by = BigInt(now) - BigInt(before);
    return signed(by === 0n ? 0 : by > 0n ? 1 : -1, count(by < 0n ? -by : by));
  },
};

/** By how much of itself each class grew or shrank, where it did; "new" and "gone" have no such part. */
export const changeOf = ({ classes }: Proof, before: Before): { id: string; change: string }[] => {
  const text = labWords().classes;
  const was = new Map(before?.classes.map((one) => [one.class, BigInt(one.combinations)]));
  return classes.flatMap(({ class: id, combinations }) => {
    const [old, now] = [was.get(id) ?? 0n, BigInt(combinations)];
    if (!before || !id || old === now) return [];
    if (old === 0n || now === 0n) return [{ id, change: now === 0n ? text.gone : text.came }];
    const part = Number(((now - old) * 1_000_000n) / old) / 1e6;
    return [{ id, change: `${part > 0 ? "+" : "−"}${percent(Math.abs(part))}` }];
  });
};

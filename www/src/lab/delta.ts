/** How a figure differs from the same figure of the pack that is compared with. */
import { html, nothing, type TemplateResult } from "lit";
import type { Proof } from "prescreen/lab";
import { count, differenceOf } from "./count";
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

/** A picture of lines and bands over even steps. It scales, its words do not: they stand beside it as text. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";

export interface Line {
  kind: "always" | "once" | "estimate" | "reference" | "focal";
  values: readonly (number | null)[];
  /** Whether each value is a point. */
  dotted?: boolean;
}

export interface Band {
  low: readonly number[];
  high: readonly number[];
}

export interface Picture {
  /** What stands below it, evenly. */
  steps: readonly string[];
  /** Where each value lies, rising, from the first step to the last; left out, one stands above each step. */
  places?: readonly number[];
  /** The values of its height, from the highest to the lowest, evenly, each as it is written. */
  ticks: readonly (readonly [value: number, text: string])[];
  bands?: readonly Band[];
  lines: readonly Line[];
  /** Values that are drawn through all of it. */
  marks?: readonly { kind: "zero" | "smallest"; value: number }[];
}

const [WIDTH, HEIGHT] = [1000, 400];

export const plot = ({ steps, places = steps.map((_, n) => n), ticks, bands = [], lines, marks = [] }: Picture): TemplateResult => {
  const high = ticks[0]?.[0] ?? 1;
  const low = ticks.at(-1)?.[0] ?? 0;
  const first = places[0] ?? 0;
  const across = (places.at(-1) ?? first) - first;
  const x = (n: number): number => (across === 0 ? WIDTH / 2 : (((places[n] ?? first) - first) / across) * WIDTH);
  const y = (value: number): number => Math.max(0, Math.min(HEIGHT, ((high - value) / (high - low || 1)) * HEIGHT));
  const at = (value: number, n: number): string => `${x(n).toFixed(1)},${y(value).toFixed(1)}`;
  return html`<div class="plot" aria-hidden="true">
    <div class="ticks">${ticks.map(([, text]) => html`<span>${text}</span>`)}</div>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">
      ${ticks.map(([value]) => level("grid", y(value)))}
      ${bands.map(({ low: from, high: to }) => svg`<polygon class="band" points=${[...to.map(at), ...from.map(at).reverse()].join(" ")}></polygon>`)}
      ${marks.map(({ kind, value }) => (value >= low && value <= high ? level(kind, y(value)) : svg``))}
      ${lines.map(({ kind, values }) => svg`<polyline class=${kind} points=${values.flatMap((value, n) => (value === null ? [] : [at(value, n)])).join(" ")}></polyline>`)}
      ${lines.map(({ kind, values, dotted }) => (dotted ? values.map((value, n) => (value === null ? svg`` : dot(kind, x(n), y(value)))) : svg``))}
    </svg>
    <div class="steps">${steps.map((text) => html`<span>${text}</span>`)}</div>
  </div>`;
};

const level = (kind: string, y: number): SVGTemplateResult => svg`<line class=${kind} x1="0" x2=${WIDTH} y1=${y} y2=${y}></line>`;

/** A line without length, whose round ends are a point at every scale. */
const dot = (kind: string, x: number, y: number): SVGTemplateResult =>
  svg`<line class="${kind} dot" x1=${x} x2=${x} y1=${y} y2=${y}></line>`;

/** Even values that hold both ends, from the highest to the lowest, with zero among them where it lies within. */
export const even = (low: number, high: number): number[] => {
  const rough = (high - low) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  return Array.from({ length: last - first + 1 }, (_, n) => (last - n) * step);
};

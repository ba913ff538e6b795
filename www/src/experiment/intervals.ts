/** An interval of a difference as a picture: always valid and fixed horizon, the estimate, zero, and what is worth finding. */
import { nothing, svg, type TemplateResult, html } from "lit";

const [WIDTH, HEIGHT] = [1000, 40];

export interface Interval {
  estimate?: number;
  /** The wide one, as a band. */
  band: readonly number[];
  /** The narrow one, as a line. */
  line?: readonly number[];
}

/** `reach`: how far the picture goes to both sides. `mark`: the smallest effect, or a margin, to both sides. */
export const interval = ({ estimate, band, line }: Interval, reach: number, mark: number): TemplateResult => {
  const x = (value: number): number => Math.round((Math.max(-1, Math.min(1, value / reach)) * 0.5 + 0.5) * WIDTH);
  const upright = (kind: string, value: number) => svg`<line class=${kind} x1=${x(value)} x2=${x(value)} y1="0" y2=${HEIGHT}></line>`;
  const [low = 0, high = 0] = band;
  return html`<svg class="interval" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    <rect class="band" x=${x(low)} width=${Math.max(2, x(high) - x(low))} y="8" height="24"></rect>
    ${upright("smallest", -mark)}${upright("smallest", mark)}${upright("zero", 0)}
    ${line ? svg`<line class="once" x1=${x(line[0] ?? 0)} x2=${x(line[1] ?? 0)} y1="20" y2="20"></line>` : nothing}
    ${estimate === undefined ? nothing : svg`<line class="estimate" x1=${x(estimate)} x2=${x(estimate)} y1="4" y2="36"></line>`}
  </svg>`;
};

/** How far pictures of one table go: so far that all of them are whole, but that what is worth finding can still be seen. */
export const reachOf = (bands: readonly (readonly number[])[], mark: number): number => {
  const widest = Math.max(mark * 1.5, ...bands.flat().map(Math.abs));
  return Math.min(widest * 1.15, mark * 8);
};

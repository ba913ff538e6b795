/** How high two groups answer each item at the same score on the others: a picture of each item, those that work otherwise first. */
import { html, nothing, type TemplateResult } from "lit";
import { count, figure } from "./figures";
import { plot } from "./plot";
import { scrolls } from "./scrolls";
import type { ExperimentReport } from "./types";
import { words } from "./words";

type Items = NonNullable<ExperimentReport["items"]>;
type Item = Items["differential"][number];

/** What `by` is where the groups are the experiment's variations, which the legend names. */
const BY_VARIATION = "variation";
/** Pictures that are seen at once, at most, of items that work alike. */
const MOST = 6;

export const curves = ({ differential: all }: Items): TemplateResult | typeof nothing => {
  const text = words().report.items;
  if (all.length === 0) return nothing;
  const [found, alike] = [true, false].map((is) => all.filter((one) => one.found === is)) as [Item[], Item[]];
  const rest = alike.slice(MOST);
  return html`<h5>${text.curves}</h5><p class="small quiet">${text.curvesBody}</p>
    <div class="curves">${[...found, ...alike.slice(0, MOST)].map(curve)}</div>
    ${rest.length > 0 ? html`<details><summary>${text.otherCurves(count(rest.length))}</summary><div class="curves">${rest.map(curve)}</div></details>` : nothing}`;
};

/** Where the height is marked, from the highest option to the lowest: evenly, and as often as there is room for. */
export const ticksOf = (options: number): number[] => {
  const highest = options - 1;
  let step = Math.max(1, Math.ceil(highest / 4));
  while (highest % step !== 0) step += 1;
  return Array.from({ length: highest / step + 1 }, (_, n) => highest - n * step);
};

const curve = ({ item, by, reference, focal, found, options, curve: points }: Item): TemplateResult => {
  const text = words().report.items;
  const scores = points.map(({ score }) => score);
  const ends = scores.length > 1 ? [scores[0] ?? 0, scores.at(-1) ?? 0] : scores;
  const said = ({ people, mean }: Item["curve"][number]["focal"]) =>
    html`<td class="num">${mean === null ? "–" : figure(mean + 1, 2)} <small>${count(people)}</small></td>`;
  return html`<figure class="curve" data-curve=${item}><figcaption><b>${item}</b> ${found ? text.yes : text.no}${by === BY_VARIATION ? nothing : html`<small>${by}</small>`}</figcaption>
    ${plot({
      steps: ends.map((score) => figure(score)),
      places: scores,
      ticks: ticksOf(options).map((place) => [place, String(place + 1)] as const),
      lines: [
        { kind: "reference", values: points.map((point) => point.reference.mean), dotted: true },
        { kind: "focal", values: points.map((point) => point.focal.mean), dotted: true },
      ],
    })}
    <p class="key" aria-hidden="true"><span><i class="reference"></i>${reference}</span><span><i class="focal"></i>${focal}</span></p>
    <details><summary>${text.curveTable}</summary>${scrolls(
      item,
      html`<table><caption class="vh">${item}: ${text.curves}</caption><thead><tr><th scope="col" class="num">${text.score}</th><th scope="col" class="num">${reference}</th><th scope="col" class="num">${focal}</th></tr></thead>
      <tbody>${points.map((point) => html`<tr><th scope="row" class="num">${figure(point.score)}</th>${said(point.reference)}${said(point.focal)}</tr>`)}</tbody></table>`,
    )}</details></figure>`;
};

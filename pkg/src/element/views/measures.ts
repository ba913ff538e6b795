/** How a class came about: one track per dimension, the lowest counts. Points only where they are given. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Arithmetic, Assessment } from "../../core/types.js";
import { number } from "../format.js";
import { ramp, shortClass, type Scene } from "../scene.js";
import { vars } from "../vars.js";

/** `held`: whether a rule leaves less than the lowest dimension comes to. */
export const measures = (
  scene: Scene,
  { class: decided, dimensions }: Assessment,
  held: boolean,
  arithmetic?: Arithmetic,
): TemplateResult | typeof nothing => {
  const { words, say, pack, locale } = scene;
  const classes = pack.document.classes.list;
  if (!decided) return nothing;
  const place = (id: string): number => classes.indexOf(id);
  const lowest = Math.min(...dimensions.map((one) => place(one.class)));
  return html`<figure class="card meas" part="measures" aria-label=${words.result.measures} ${vars({ classes: String(classes.length) })}>
    ${dimensions.map(({ dimension, class: of }) => {
      const sum = arithmetic?.dimensions.find((one) => one.dimension === dimension);
      const score = sum?.score;
      const band = `${((place(of) + (sum ? within(sum) : 1)) / classes.length) * 100}%`;
      return html`<div class="m ${place(of) === lowest ? "low" : ""}">
        <div class="nm"><b>${say(`dimension.${dimension}`)}</b><small>${score === undefined ? nothing : html`${words.result.points(number(score, locale))} · `}${shortClass(scene, of)}</small></div>
        <div class="track fill" aria-hidden="true" ${vars({ band })}>${classes.map(() => html`<i></i>`)}${score === undefined ? nothing : html`<span class="at"></span>`}</div>
      </div>`;
    })}
    <div class="m ${dimensions.length > 0 ? "out" : ""}">
      <div class="nm"><b>${words.result.yourClass}</b><small>${held ? words.result.heldShort : dimensions.length > 1 ? words.result.lowest : shortClass(scene, decided)}</small></div>
      ${tiles(
        classes.map((id) => shortClass(scene, id)),
        place(decided),
      )}
    </div>
    <div class="ends" aria-hidden="true"><span>${words.result.cautious}</span><span>${words.result.adventurous}</span></div>
    ${dimensions.length > 1 && !held ? html`<figcaption class="rule small">${words.result.least}</figcaption>` : nothing}
  </figure>`;
};

/** How far into its band a score is, away from the edges; the middle of an open band. */
const within = ({ score, from, to }: Arithmetic["dimensions"][number]): number =>
  from === null || to === null || to <= from ? 0.5 : 0.1 + (0.8 * (score - from)) / (to - from);

/** The ordinal of classes, one hue from light to deep. */
const tiles = (all: readonly string[], here: number): TemplateResult => html`<div class="tiles" ${vars({ classes: String(all.length) })}>
  ${all.map((name, index) => html`<span class="g${ramp(index, all.length)} ${index === here ? "here" : ""}" aria-current=${index === here ? "true" : nothing}>${name}</span>`)}
</div>`;

/** The code by which a result names a dimension. */
export const reasonOf = (dimension: string): string => `class.${dimension}`;

/** The sum of the dimension that a reason names, for after acceptance: every point stands where one can check it. */
export const sumOf = (scene: Scene, code: string, arithmetic: Arithmetic | undefined): TemplateResult | typeof nothing => {
  const { words, locale } = scene;
  const found = arithmetic?.dimensions.find(({ dimension }) => reasonOf(dimension) === code);
  if (!arithmetic || !found) return nothing;
  const { from, to } = found;
  const { points, score } = partsOf(arithmetic, found, locale);
  const band = words.done.band(
    from === null ? "…" : number(from, locale),
    to === null ? "…" : number(to, locale),
    shortClass(scene, found.class),
  );
  return html`<p class="sum">${words.done.sum(points, "")}<b>${score}</b> <em>${band}</em></p>`;
};

/** A dimension's points one by one, and their sum. */
export const partsOf = (
  { items }: Pick<Arithmetic, "items">,
  { dimension, parts, score }: Arithmetic["dimensions"][number],
  locale: string,
): { points: string; score: string } => {
  const counted = items.filter((one) => (parts.length > 0 ? parts : [dimension]).includes(one.dimension));
  return { points: counted.map((one) => number(one.points, locale)).join(" + "), score: number(score, locale) };
};

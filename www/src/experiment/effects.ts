/** The intervals of the difference for each metric and variation, beside a picture of both. */
import { html, type TemplateResult } from "lit";
import { change, count, figure, pValue, percent, range, short } from "./figures";
import { interval, reachOf } from "./intervals";
import type { ExperimentPlan, ExperimentReport } from "./types";
import { words } from "./words";

type Phase = ExperimentReport["phases"][number];
type Metric = Phase["metrics"][number];

export const effects = ({ metrics }: Phase, plan: ExperimentPlan): TemplateResult => {
  const text = words().report.effects;
  const smallest = plan.smallest_effect_bp / 10_000;
  const reach = reachOf(
    metrics.flatMap(({ effects: all }) =>
      all.flatMap(({ of_control: ofControl }) => (ofControl ? [ofControl.always_valid, ofControl.fixed] : [])),
    ),
    smallest,
  );
  const head = (said: string, kind = "num") => html`<th scope="col" class=${kind}>${said}</th>`;
  const always = plan.looks === "always";
  const used = (said: string, isUsed: boolean): string => (isUsed ? text.counts(said) : said);
  return html`<section class="block effects"><h4>${text.title}</h4><p class="small quiet">${text.body}</p>
    <table class="stacked"><caption class="vh">${text.title}</caption><thead><tr>${head(text.metric, "")}${head(text.picture, "picture")}${head(text.change)}${head(used(text.always, always))}${head(used(text.once, !always))}${head(text.p(always ? text.always : text.once))}${head(text.chance)}</tr></thead>
    <tbody>${metrics.map((metric) => metric.effects.map((effect) => row(metric, effect, reach, smallest, plan)))}</tbody></table>
    ${metrics.map((metric) => (metric.effects.some(({ of_control: ofControl }) => ofControl) ? "" : html`<p class="small">${metric.metric}${words().colon}${text.none}</p>`))}
    <p class="key" aria-hidden="true"><span><i class="band"></i>${text.legendAlways}</span><span><i class="once"></i>${text.legendOnce}</span><span><i class="estimate"></i>${text.legendEstimate}</span><span><i class="smallest"></i>${text.legendSmallest(short(smallest))}</span></p>
    <p class="small quiet">${text.scale(change(-reach), change(reach))}</p>
  </section>`;
};

const row = (
  { metric, role, measured }: Metric,
  effect: Metric["effects"][number],
  reach: number,
  smallest: number,
  { looks, metrics }: ExperimentPlan,
): TemplateResult => {
  const text = words().report.effects;
  const { variation, of_control: ofControl, chance_higher: chance } = effect;
  const always = looks === "always";
  const kind = metrics.find(({ id }) => id === metric)?.kind;
  const share = kind === "completion" || kind === "goal";
  const compared = measured.filter((one, n) => n === 0 || one.variation === variation);
  const values = compared.map(
    ({ variation: name, value, numerator, denominator }) =>
      `${name} ${share ? percent(value) : figure(value)} (${text.of(count(numerator), count(denominator))})`,
  );
  const cell = (label: string, value: string, strong = false) =>
    html`<td class="num" data-label=${label}>${strong ? html`<b>${value}</b>` : value}</td>`;
  const [low = 0, high = 0] = ofControl?.always_valid ?? [];
  const [from = 0, to = 0] = ofControl?.fixed ?? [];
  return html`<tr data-metric=${metric} data-variation=${variation}>
    <th scope="row"><b>${metric}</b> <small>${text[role]}</small><small>${variation}</small><small>${values.join(words().comma)}</small></th>
    <td class="picture">${ofControl ? interval({ estimate: ofControl.estimate, band: ofControl.always_valid, line: ofControl.fixed }, reach, smallest) : "–"}</td>
    ${cell(text.change, ofControl ? change(ofControl.estimate) : "–", true)}
    ${cell(text.always, ofControl ? range(low, high) : "–", always)}
    ${cell(text.once, ofControl ? range(from, to) : "–", !always)}
    ${cell(text.p(always ? text.always : text.once), pValue(always ? effect.p_always_valid_adjusted : effect.p_adjusted))}
    ${cell(text.chance, percent(chance))}
  </tr>`;
};

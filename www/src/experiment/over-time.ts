/** The primary metric's intervals at several looks, as a picture and as figures. */
import { html, type TemplateResult } from "lit";
import { change, count, range } from "./figures";
import type { Look, Shown } from "./jobs";
import { even, plot } from "./plot";
import type { ExperimentPlan } from "./types";
import { words } from "./words";

type Effect = Look["effects"][number];

export const overTime = ({ looks }: Shown, plan: ExperimentPlan): TemplateResult => {
  const text = words().report.looks;
  const body = (): TemplateResult =>
    looks?.some(({ effects }) => effects.length > 0)
      ? html`${plan.variations.slice(1).map((variation) => one(looks, variation, plan.smallest_effect_bp / 10_000))}`
      : html`<p class="small">${text.none}</p>`;
  return html`<section class="block looks"><h4>${text.title}</h4><p class="small quiet">${text.body}</p>${body()}</section>`;
};

const one = (looks: readonly Look[], variation: string, smallest: number): TemplateResult => {
  const text = words().report;
  const rows = looks.map((look) => ({ look, effect: look.effects.find((effect) => effect.variation === variation) }));
  const there = rows.filter((row): row is { look: Look; effect: Effect } => row.effect !== undefined);
  if (there.length === 0) return html`<h5>${variation}</h5><p class="small">${text.looks.none}</p>`;
  // What the first looks cannot tell would flatten all others.
  const last = there.at(-1)?.effect;
  const reach = Math.max(smallest * 1.5, 2 * Math.max(...[...(last?.always ?? [0])].map(Math.abs)));
  const ticks = even(-reach, reach).map((value) => [value, change(value)] as const);
  const side = (of: (effect: Effect) => number) => there.map(({ effect }) => of(effect));
  const steps = there.map(({ look }) => look.until.slice(5));
  return html`<h5>${variation}</h5>
    ${plot({
      steps,
      ticks,
      bands: [{ low: side(({ always }) => always[0]), high: side(({ always }) => always[1]) }],
      marks: [
        { kind: "zero", value: 0 },
        { kind: "smallest", value: smallest },
        { kind: "smallest", value: -smallest },
      ],
      lines: [
        { kind: "once", values: side(({ fixed }) => fixed[0]) },
        { kind: "once", values: side(({ fixed }) => fixed[1]) },
        { kind: "estimate", values: side(({ estimate }) => estimate) },
      ],
    })}
    <details><summary>${text.looks.table}</summary><table class="stacked"><caption class="vh">${text.looks.title} · ${variation}</caption><thead><tr><th scope="col">${text.looks.day}</th><th scope="col" class="num">${text.looks.people}</th><th scope="col" class="num">${text.looks.change}</th><th scope="col" class="num">${text.effects.always}</th><th scope="col" class="num">${text.effects.once}</th></tr></thead>
      <tbody>${rows.map(
        ({ look, effect }) =>
          html`<tr><th scope="row" class="date">${look.until}</th><td class="num" data-label=${text.looks.people}>${count(look.counted)}</td>${
            effect
              ? html`<td class="num" data-label=${text.looks.change}>${change(effect.estimate)}</td><td class="num" data-label=${text.effects.always}>${range(...effect.always)}</td><td class="num" data-label=${text.effects.once}>${range(...effect.fixed)}</td>`
              : html`<td colspan="3">${text.looks.blocked}</td>`
          }</tr>`,
      )}</tbody></table></details>`;
};

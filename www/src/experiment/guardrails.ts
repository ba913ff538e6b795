/** What must not move: the distribution of classes with its margin, and the shares that are watched beside it. */
import { html, nothing, type TemplateResult } from "lit";
import { icon, type IconName } from "../icons";
import { bar } from "../lab/bar";
import { percent, points, pointsRange, pSaid } from "./figures";
import { interval, reachOf } from "./intervals";
import { movement } from "./movement";
import type { ExperimentPlan, ExperimentReport } from "./types";
import { words } from "./words";

type Phase = ExperimentReport["phases"][number];
type Guardrail = Phase["guardrails"][number];

const SHAPES: Record<Guardrail["moved"], IconName> = { moved: "broken", within_margin: "go-on", same: "go-on", unclear: "unknown" };

const finding = ({ moved, p }: Guardrail): TemplateResult =>
  html`<p class="finding ${moved}" data-moved=${moved}>${icon(SHAPES[moved])} <b>${words().report.moved[moved]}</b> <span class="n quiet">${pSaid(p)}</span></p>`;

export const classShift = ({ guardrails: all }: Phase, plan: ExperimentPlan): TemplateResult | typeof nothing => {
  const text = words().report.classes;
  if (!plan.classes?.length)
    return html`<section class="block classes" data-given="false"><h4>${text.title}</h4><p class="not-given">${text.notGiven}</p></section>`;
  const shifts = all.filter(({ guardrail }) => guardrail === "classes");
  const margin = shifts[0]?.margin;
  if (margin === undefined) return nothing;
  return html`<section class="block classes"><h4>${text.title}</h4><p class="small quiet">${text.body(points(margin))}</p>
    ${shifts.map((shift) => table(shift))}
    <p class="key" aria-hidden="true"><span><i class="band"></i>${text.interval}</span><span><i class="smallest"></i>${text.legend(points(margin))}</span></p>
    ${shifts.map(({ categories, variation }) => movement(categories, variation))}
    ${shifts.some(({ moved }) => moved === "moved") ? html`<p class="small"><b>${text.warning}</b></p>` : nothing}</section>`;
};

const table = (shift: Guardrail): TemplateResult => {
  const text = words().report.classes;
  const { categories, margin, variation } = shift;
  const reach = reachOf(
    categories.map(({ interval: bounds }) => bounds),
    margin,
  );
  return html`<div data-variation=${variation}><h5>${variation}</h5>${finding(shift)}
    <table class="stackable"><caption class="vh">${text.title} · ${variation}</caption><thead><tr><th scope="col">${text.category}</th><th scope="col">${text.control}</th><th scope="col">${variation}</th><th scope="col" class="wide">${text.interval}</th></tr></thead>
    <tbody>${categories.map(
      ({
        category,
        control,
        variation: share,
        interval: [low = 0, high = 0],
      }) => html`<tr data-category=${category}><th scope="row">${category}</th>
        <td class="share" data-label=${text.control}>${bar(control)}<span class="n">${percent(control)}</span></td><td class="share" data-label=${variation}>${bar(share)}<span class="n">${percent(share)}</span></td>
        <td data-label=${text.interval}>${interval({ band: [low, high] }, reach, margin)}<span class="n small">${pointsRange(low, high)}</span></td></tr>`,
    )}</tbody></table></div>`;
};

export const guardrails = ({ guardrails: all }: Phase): TemplateResult | typeof nothing => {
  const { guardrails: text, guardrail: names, classes } = words().report;
  const others = all.filter(({ guardrail }) => guardrail !== "classes");
  if (others.length === 0) return nothing;
  return html`<section class="block guardrails"><h4>${text.title}</h4><p class="small quiet">${text.body}</p>
    <table class="stacked"><caption class="vh">${text.title}</caption><thead><tr><th scope="col">${text.which}</th><th scope="col">${text.control}</th><th scope="col">${text.variation}</th><th scope="col">${classes.interval}</th><th scope="col">${text.found}</th></tr></thead>
    <tbody>${others.map((one) => {
      const [first] = one.categories;
      const [low = 0, high = 0] = first?.interval ?? [];
      return html`<tr data-guardrail=${one.guardrail}><th scope="row">${names[one.guardrail]}<small>${one.variation}</small></th>
        <td data-label=${text.control}><span class="n">${first ? percent(first.control) : "–"}</span></td><td data-label=${text.variation}><span class="n">${first ? percent(first.variation) : "–"}</span></td><td data-label=${classes.interval}><span class="n">${pointsRange(low, high)}<small>${classes.legend(points(one.margin))}</small></span></td><td>${finding(one)}</td></tr>`;
    })}</tbody></table></section>`;
};

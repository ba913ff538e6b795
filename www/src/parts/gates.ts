/** Access conditions of a product, with meters where a condition is a measure. */
import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, FactValue, Gate } from "prescreen";
import type { Product } from "../broker";
import type { Device } from "../device";
import { amount } from "../format";
import { measures, type Measure } from "../gates";
import { words } from "../i18n";

export const gateRules = (product: Product, device: Device): Gate[] =>
  (device.document.gates ?? []).filter((gate) => gate.tags.some((tag) => product.sheet.tags?.includes(tag)));

/** Meters only, for a row of the shelf. */
export const meters = (rules: Gate[], device: Device, held: Record<string, FactValue>): TemplateResult | typeof nothing => {
  const shown = rules.flatMap((rule) => measures(rule.requires, device.document, held).map((one) => meter(one, device)));
  return shown.length === 0 ? nothing : html`<div class="gates">${shown}</div>`;
};

/** Every condition in words, with its state and the evidence that it accepts. */
export const gates = (rules: Gate[], assessment: Assessment, device: Device, held: Record<string, FactValue>): TemplateResult =>
  html`${rules.map((rule) => {
    const state = assessment.gates.find((one) => one.gate === rule.id)?.state ?? "unknown";
    return html`<div class="condition">
    <p>${device.text(`reason.${rule.id}`) ?? rule.id}</p>
    ${meters([rule], device, held)}
    <p class="small quiet"><b>${words().gate[state]}</b> <span class="tier">${words().gate.needs(words().gate.tier[rule.tier])}</span></p>
  </div>`;
  })}`;

const meter = ({ fact, need, have, alternative }: Measure, device: Device): TemplateResult => {
  const share = have === undefined ? 0 : Math.max(0, Math.min(100, (have / need) * 100));
  return html`<div class="gate">
    <span>${words().measure[fact.id] ?? device.text(`fact.${fact.id}`) ?? fact.id}</span>
    <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="have" width=${share} height="8"/></svg>
    <span><span class="n">${have === undefined ? words().gate.none : amount(have, fact)} / ${amount(need, fact)}</span>
      ${have === undefined ? nothing : html` <span class="tier">${words().gate.tier.attested}</span>`}
      ${alternative ? html` <span class="tier">${words().gate.alternative}</span>` : nothing}</span>
  </div>`;
};

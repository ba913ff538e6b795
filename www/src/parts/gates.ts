/** Access conditions of a product as lists to check: what is needed, what the firm holds, a meter where something is short. */
import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, FactValue, Gate } from "prescreen";
import { addressOf } from "../apply-address";
import type { Product } from "../broker";
import type { Device } from "../device";
import { amount, factValue } from "../format";
import { type Condition, conditions, lacking, type Requirement } from "../gates";
import { icon } from "../icons";
import { words } from "../i18n";
import { permissionFor } from "../permissions";

export const gateRules = (product: Product, device: Device): Gate[] =>
  (device.document.gates ?? []).filter((gate) => gate.tags.some((tag) => product.sheet.tags?.includes(tag)));

/** For a row of the shelf: only what is short. */
export const shortOf = (rules: Gate[], device: Device, held: Record<string, FactValue>): TemplateResult | typeof nothing => {
  const short = rules.flatMap((rule) => lacking(conditions(rule.requires, device.document, held) ?? []));
  return short.length === 0 ? nothing : checklist(short, device);
};

/** Every condition of a product with its state; one that is met is folded. One that a permission opens has the way to apply for it. */
export const gates = (product: Product, assessment: Assessment, device: Device, held: Record<string, FactValue>): TemplateResult =>
  html`${gateRules(product, device).map((rule) => {
    const opens = permissionFor(rule, device.document);
    return accessRule(rule, assessment, device, held, opens && addressOf(opens.id, product.sheet.id));
  })}`;

/** What a gate or a permission asks for, with its state; `apply`: where that which opens it is applied for. */
export const accessRule = (
  rule: Pick<Gate, "id" | "requires" | "tier">,
  assessment: Assessment,
  device: Device,
  held: Record<string, FactValue>,
  apply?: string,
): TemplateResult => {
  const text = words().gate;
  const state = assessment.gates.find((one) => one.gate === rule.id)?.state ?? "unknown";
  const list = conditions(rule.requires, device.document, held);
  const next = device.text(`reason.${rule.id}.next`);
  const body = html`<p>${device.text(`reason.${rule.id}`) ?? rule.id}</p>
      ${list ? checklist(list, device) : nothing}
      <p class="quiet">${text.needs(text.tier[rule.tier])}${state === "met" || !next ? nothing : html` ${next}`}</p>
      ${state === "met" || !apply ? nothing : html`<p class="go"><a class="btn" href=${apply}>${text.apply}</a></p>`}`;
  const head = html`<span class="standing ${state}">${icon(state)}${text[state]}</span>`;
  return state === "met"
    ? html`<details class="condition"><summary>${head}</summary>${body}</details>`
    : html`<div class="condition"><p>${head}</p>${body}</div>`;
};

const checklist = (list: readonly Condition[], device: Device): TemplateResult => html`<ul class="checks">
  ${list.map((condition) =>
    "oneOf" in condition
      ? html`<li class="either"><p>${words().gate.oneOf}</p><ul>${condition.oneOf.map((each) => each.map((one) => check(one, device)))}</ul></li>`
      : check(condition, device),
  )}
</ul>`;

const check = ({ fact, need, have, standing }: Requirement, device: Device): TemplateResult => {
  const text = words().gate;
  const said = (value: FactValue): string => factValue(fact, value, (option) => device.text(`fact.${fact.id}.${option}`) ?? option);
  const short = "least" in need && typeof have === "number" && standing === "unmet" ? have / need.least : undefined;
  return html`<li class=${standing}>${icon(standing)}<span class="vh">${text.fact[standing]}: </span>
    <span>${words().measure[fact.id] ?? device.text(`fact.${fact.id}`) ?? fact.id}</span>
    <span class="n">${have === undefined ? text.none : text.onFile(said(have))}${"least" in need ? html` <span class="quiet">${text.least(amount(need.least, fact))}</span>` : nothing}</span>
    ${short === undefined ? nothing : html`<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="have" width=${short * 100} height="8"/></svg>`}
  </li>`;
};

/** The form of one rule: whom it is about, what comes of it, what the person is told, and why it is there. */
import { html, nothing, type TemplateResult } from "lit";
import type { PackDocument } from "prescreen/lab";
import { group as conditionForm } from "../condition-form";
import { type Field, fieldsOf, read, testOf, write } from "../condition-tree";
import type { Desk } from "../desk";
import { fieldErrors } from "../field-errors";
import { goTo } from "../go-to";
import type { Names } from "../names";
import { valueAt } from "../places";
import * as shape from "../shape/rules";
import { labWords } from "../words";
import { basisField } from "./basis-field";
import { focusOn } from "./focus";
import type { Group } from "./parts";
import { textFields } from "./text-fields";
import { outlineWords } from "./words";

type Contradiction = NonNullable<PackDocument["contradictions"]>[number];
type Rule = NonNullable<PackDocument["eligibility"]>[number];
type Any = Pick<Rule, "id" | "when" | "basis">;

const chosen = (event: Event): string => (event.target as HTMLSelectElement).value;

const remove = (desk: Desk, at: string): void => {
  desk.revise((document) => shape.removeRule(document, at));
  focusOn("rules");
};

export const ruleForm = (desk: Desk, group: Group, at: string, names: Names): TemplateResult | typeof nothing => {
  const rule = valueAt(names.document, at) as Any | undefined;
  if (!rule) return nothing;
  const text = outlineWords().rules;
  return html`<div class="form">
    ${fieldErrors(desk, at, (errors) => errors)}
    ${condition(desk, at, "when", rule.when, names)}
    ${group === "caps" ? top(desk, at, (rule as { class_at_most?: string }).class_at_most ?? "", names) : nothing}
    ${group === "contradictions" ? severity(desk, at, rule as Contradiction, names) : nothing}
    ${group === "eligibility" ? outcome(desk, at, rule as Rule, names) : nothing}
    ${textFields(desk, [{ key: `reason.${rule.id}`, label: text.reason }], names)}
    ${basisField(desk, at, rule.basis, names)}
    ${group === "lowest" ? nothing : html`<p class="go"><button class="btn" type="button" @click=${() => remove(desk, at)}>${text.remove}</button></p>`}
  </div>`;
};

/** A condition as a form; one that has no form is edited in the text. */
const condition = (desk: Desk, at: string, field: "when" | "unless", when: Rule["when"], names: Names): TemplateResult => {
  const { promises } = labWords();
  const fields = fieldsOf(names);
  const tree = read(when, fields);
  const here = `${at}/${field}`;
  if (!tree)
    return html`<p class="note">${promises.beyond} <button class="link" type="button" @click=${() => goTo(desk, here)}>${promises.toText}</button></p>`;
  return conditionForm({ desk, names, fields, at: here }, tree, (next) =>
    desk.revise((document) => shape.setCondition(document, at, field, write(next, fields))),
  );
};

const top = (desk: Desk, at: string, value: string, names: Names): TemplateResult => {
  const here = `${at}/class_at_most`;
  return html`<div class="limits"><label class="pick">${labWords().promises.limits.class_at_most}<select data-at=${here} @change=${(event: Event) => desk.edit((draft) => draft.put([[here, chosen(event)]]))}>
    ${names.document.classes.list.map((id) => html`<option value=${id} .selected=${id === value}>${names.class(id)}</option>`)}</select></label></div>`;
};

const severity = (desk: Desk, at: string, rule: Contradiction, names: Names): TemplateResult => {
  const text = outlineWords().rules;
  const select = (field: "then" | "kept", label: string): TemplateResult => {
    const all = shape.SEVERITIES.filter((one) => field === "then" || one !== "ask");
    const set = (event: Event): void => desk.revise((document) => shape.setSeverity(document, at, field, chosen(event) as shape.Severity));
    return html`<label class="pick">${label}<select data-at=${`${at}/${field}`} @change=${set}>
      ${all.map((one) => html`<option value=${one} .selected=${one === rule[field]}>${text.severities[one]}</option>`)}</select></label>`;
  };
  return html`<div class="limits">${select("then", text.comes)}${rule.then === "ask" ? select("kept", text.kept) : nothing}</div>
    ${rule.class_at_most ? top(desk, at, rule.class_at_most, names) : nothing}`;
};

const outcome = (desk: Desk, at: string, rule: Rule, names: Names): TemplateResult => {
  const text = outlineWords().rules;
  const flows = names.document.flows ?? [];
  const all = shape.OUTCOMES.filter((one) => one !== "proceed_after" || flows.length > 0);
  const set = (event: Event): void => desk.revise((document) => shape.setOutcome(document, at, chosen(event) as shape.Outcome));
  const lift = (field: Field): void =>
    desk.revise((document) => shape.setCondition(document, at, "unless", write({ join: "$and", parts: [testOf(field)] }, [field])));
  const [first] = fieldsOf(names);
  return html`<div class="limits"><label class="pick">${text.comes}<select data-at=${`${at}/outcome`} @change=${set}>
      ${all.map((one) => html`<option value=${one} .selected=${one === rule.outcome}>${labWords().outcome[one]}</option>`)}</select></label>
    ${
      rule.outcome === "proceed_after"
        ? html`<label class="pick">${text.flow}<select data-at=${`${at}/flow`} @change=${(event: Event) => desk.edit((draft) => draft.put([[`${at}/flow`, chosen(event)]]))}>
      ${flows.map(({ id }) => html`<option value=${id} .selected=${id === rule.flow}>${names.named("flow", id)}</option>`)}</select></label>`
        : nothing
    }</div>
    ${
      rule.unless
        ? html`<h4>${text.unless}</h4>${condition(desk, at, "unless", rule.unless, names)}
      <p class="go"><button class="btn" type="button" @click=${() => desk.revise((document) => shape.setCondition(document, at, "unless", undefined))}>${text.noUnless}</button></p>`
        : first
          ? html`<p class="go"><button class="btn" type="button" @click=${() => lift(first)}>${text.addUnless}</button></p>`
          : nothing
    }`;
};

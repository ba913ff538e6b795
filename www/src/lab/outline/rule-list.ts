/** The rules of one kind: each a sentence that opens as a form. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Desk } from "../desk";
import { fieldsOf, testOf, write } from "../condition-tree";
import type { Names } from "../names";
import { valueAt } from "../places";
import { addRule, type List } from "../shape/rules";
import { type Group, groupAt, openParts, ruleKey } from "./parts";
import { ruleForm } from "./rule-form";
import { said } from "./rule-said";
import { outlineWords } from "./words";

const add = (desk: Desk, list: List, names: Names): void => {
  const fields = fieldsOf(names);
  const [first] = fields;
  if (!first) return;
  let at = "";
  desk.revise((document) => {
    at = addRule(document, list, write({ join: "$and", parts: [testOf(first)] }, fields));
  });
  const id = (valueAt(desk.draft?.document, at) as { id?: string } | undefined)?.id ?? "";
  openParts(desk, ruleKey(id));
  document.querySelector<HTMLElement>(`select[data-at^="${at}/when/"]`)?.focus();
};

export const ruleList = (desk: Desk, group: Group, names: Names): TemplateResult => {
  const text = outlineWords().rules;
  const at = groupAt[group];
  const found = valueAt(names.document, at);
  const rules = group === "lowest" ? [{ id: names.document.classes.lowest.id, at }] : placed(found, at);
  return html`<p class="small quiet">${text.says[group]}</p>
    <div class="items ruled">${repeat(
      rules,
      ({ id }) => id,
      (rule) => one(desk, group, rule, names),
    )}</div>
    ${group === "lowest" ? nothing : html`<p class="go"><button class="btn" type="button" @click=${() => add(desk, group, names)}>${text.add[group]}</button></p>`}`;
};

const placed = (list: unknown, at: string): { id: string; at: string }[] =>
  Array.isArray(list) ? list.map(({ id }: { id: string }, place) => ({ id, at: `${at}/${place}` })) : [];

const one = (desk: Desk, group: Group, { id, at }: { id: string; at: string }, names: Names): TemplateResult => {
  const key = ruleKey(id);
  const toggle = (event: Event): void => {
    if (event.target === event.currentTarget) desk.outline.set(key, (event.currentTarget as HTMLDetailsElement).open);
  };
  return html`<details data-key=${key} @toggle=${toggle}>
    <summary><span><span class="says">${said(at, names) ?? id}</span> <code class="id">${id}</code></span></summary>
    ${desk.outline.isOpen(key) ? ruleForm(desk, group, at, names) : nothing}</details>`;
};

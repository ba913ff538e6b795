/** The rules that are no promises, kind by kind; what is in one is read once it is opened. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { PackDocument } from "prescreen/lab";
import { locale } from "../../i18n";
import type { Desk } from "../desk";
import type { Names } from "../names";
import { labWords } from "../words";
import { forms } from "./forms";
import { GROUPS, type Group, groupKey } from "./parts";

const countOf = ({ classes, contradictions, eligibility }: PackDocument, group: Group): number =>
  group === "lowest" ? 1 : ({ caps: classes.caps, contradictions, eligibility }[group] ?? []).length;

/** Drawn anew only where something that they speak of is another. */
export const rules = (desk: Desk, names: Names): unknown => {
  const { examined, refused, outline, draft } = desk;
  return guard([names.document, draft, examined, refused.size, outline.turn, locale()], () => drawn(desk, names));
};

const drawn = (desk: Desk, names: Names): TemplateResult => {
  const text = labWords().outline;
  return html`<h3 id="rules" tabindex="-1">${text.rules}</h3>
    <p>${text.rulesBody}</p>
    ${GROUPS.map((group) => {
      const key = groupKey(group);
      const toggle = (event: Event): void => {
        if (event.target === event.currentTarget) desk.outline.set(key, (event.currentTarget as HTMLDetailsElement).open);
      };
      return html`<details class="fold" data-key=${key} @toggle=${toggle}>
        <summary><b>${text.groups[group]}</b>${group === "lowest" ? nothing : html` <span class="quiet n">${countOf(names.document, group)}</span>`}</summary>
        ${desk.outline.isOpen(key) ? (forms(desk)?.ruleList(desk, group, names) ?? nothing) : nothing}</details>`;
    })}`;
};

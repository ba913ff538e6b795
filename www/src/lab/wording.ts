/** The wording of a question and its options, each language beside the others, as fields. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk";
import { fieldErrors } from "./field-errors";
import type { ItemRow } from "./fields";
import type { Names } from "./names";
import { typing } from "./typing";
import { labWords } from "./words";

export const wording = (desk: Desk, { id, texts }: ItemRow, names: Names): TemplateResult => {
  const text = labWords().wording;
  const part = (key: string): string => {
    if (key.startsWith(`option.${id}.`)) return names.option(id, key.slice(`option.${id}.`.length));
    return { [`item.${id}`]: text.question, [`item.${id}.why`]: text.why, [`item.${id}.help`]: text.help }[key] ?? key;
  };
  return html`<table class="wording">
    <caption>${text.title}</caption>
    <tbody>${texts.map(({ key, of }) => {
      const changed = of.filter(({ value, was }) => value !== was);
      const alone = changed.length > 0 && changed.length < of.length;
      return html`<tr>
        <td>${of.map(
          ({
            locale,
            at,
            value,
            was,
          }) => html`<div><label><span class="small quiet">${part(key)} · ${locale}${value === was ? nothing : html` <span class="tier">${labWords().open.edited}</span>`}</span>
          <textarea rows="2" lang=${locale} data-at=${at} .value=${value} @input=${take(desk, at)} @change=${take(desk, at)}></textarea></label>${fieldErrors(desk, at, (errors) => errors)}</div>`,
        )}
        ${alone ? html`<p class="small quiet">${text.alone}</p>` : nothing}</td>
      </tr>`;
    })}</tbody>
  </table>`;
};

const take = (desk: Desk, at: string): ((event: Event) => void) =>
  typing(desk, ({ value }) => desk.edit((draft) => draft.put([[at, value]])));

/** Why a rule is there: a source of the pack's list, or a choice of the firm's own with its words. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "../desk";
import type { Names } from "../names";
import { valueAt } from "../places";
import { type Basis, basesOf, setBasis } from "../shape/rules";
import { focusField } from "./focus";
import { textFields } from "./text-fields";
import { wordingAt } from "./wording-at";
import { outlineWords } from "./words";

const NEW = "new";

export const basisField = (desk: Desk, at: string, basis: Basis, names: Names): TemplateResult => {
  const text = outlineWords().basis;
  const firms = [...basesOf(names.document)].flatMap(([, one]) => (one.firm ? [one.firm] : []));
  const { firm, source } = basis as { firm?: string | null; source?: string | null };
  const place = (basis as { at?: string | null }).at;
  const choose = (event: Event): void => {
    const [kind, id = ""] = (event.target as HTMLSelectElement).value.split(" ");
    const next = kind === NEW ? undefined : ((kind === "firm" ? { firm: id } : { source: id }) as Basis);
    desk.revise((document) => setBasis(document, at, next));
    if (kind !== NEW) return;
    focusField(wordingAt(desk, `basis.${String(valueAt(desk.draft?.document, `${at}/basis/firm`))}`));
  };
  const option = (value: string, said: string, selected: boolean): TemplateResult =>
    html`<option value=${value} .selected=${selected}>${said}</option>`;
  return html`<div class="limits"><label class="pick">${text.title}<select data-at=${`${at}/basis`} @change=${choose}>
      <optgroup label=${text.sources}>${Object.keys(names.document.sources).map((id) => option(`source ${id}`, names.text(`source.${id}`) ?? id, id === source))}</optgroup>
      <optgroup label=${text.firm}>${firms.map((id) => option(`firm ${id}`, names.text(`basis.${id}`) ?? id, id === firm))}
        ${option(NEW, text.another, false)}</optgroup></select></label></div>
    ${place ? html`<p class="small quiet">${names.text(`basis.${place}`) ?? place}</p>` : nothing}
    ${firm ? textFields(desk, [{ key: `basis.${firm}`, label: text.words }], names) : nothing}`;
};

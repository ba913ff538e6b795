/** Texts of a pack in all its languages side by side, as fields. */
import { html, type TemplateResult } from "lit";
import type { Desk } from "../desk";
import { escaped } from "../differences";
import { fieldErrors } from "../field-errors";
import type { Names } from "../names";
import { typing } from "../typing";

export interface Worded {
  key: string;
  label: string;
}

export const textFields = (desk: Desk, texts: Worded[], { document }: Names): TemplateResult => {
  const take = (at: string): ((event: Event) => void) => typing(desk, ({ value }) => desk.edit((draft) => draft.put([[at, value]])));
  return html`${texts.map(
    ({ key, label }) =>
      html`<div class="side">${document.locales.map((locale) => {
        const at = `/texts/${locale}/${escaped(key)}`;
        return html`<div><label><span class="small quiet">${label} · ${locale}</span>
        <textarea rows="2" lang=${locale} data-at=${at} .value=${document.texts[locale]?.[key] ?? ""} @input=${take(at)} @change=${take(at)}></textarea></label>${fieldErrors(desk, at, (errors) => errors)}</div>`;
      })}</div>`,
  )}`;
};

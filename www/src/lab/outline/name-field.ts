/** What something is called in rules: a name that is taken once it is free. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "../desk";
import { focusField } from "./focus";
import { outlineWords } from "./words";

export interface Named {
  /** The pointer of the name. */
  at: string;
  value: string;
  label: string;
  free: (name: string) => boolean;
  set: (name: string) => void;
}

export const nameField = (desk: Desk, { at, value, label, free, set }: Named): TemplateResult => {
  const text = outlineWords();
  const take = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const name = input.value.trim();
    const right = name === value || free(name);
    desk.refuse(at, !right);
    if (!right || name === value) return;
    set(name);
    focusField(at);
  };
  const refused = desk.refused.has(at);
  return html`<label class="pick named">${label}<input type="text" autocomplete="off" spellcheck="false" aria-invalid=${refused} data-at=${at} .value=${value} @change=${take}>
    ${refused ? html`<small class="refused">${text.taken}</small>` : nothing}</label>`;
};

/** That the firm's own facts bar an assessment: which rule, what to do instead, and a person. Nothing is asked and no attempt is used. */
import { html, type TemplateResult } from "lit";
import type { Device } from "../device";
import { words } from "../i18n";
import { actions } from "./actions";

export const barred = (
  code: string,
  { text }: Pick<Device, "text">,
): TemplateResult => html`<div class="note asks barred"><h2>${text(`reason.${code}`) ?? code}</h2>
    <p>${text(`reason.${code}.next`) ?? ""} ${words().barred.body}</p></div>
  ${actions(["person", "objection"])}`;

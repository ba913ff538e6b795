/** That the firm's own facts bar an assessment: which rule, what to do instead, and a person. Nothing is asked and no attempt is used. */
import { html, type TemplateResult } from "lit";
import { words } from "../i18n";
import type { PackTexts } from "../pack";
import { actions } from "./actions";

export const barred = (
  code: string,
  { text }: Pick<PackTexts, "text">,
): TemplateResult => html`<div class="note asks barred"><h2>${text(`reason.${code}`) ?? code}</h2>
    <p>${text(`reason.${code}.next`) ?? ""} ${words().barred.body}</p></div>
  ${actions(["person", "objection"])}`;

/** A step that the firm confirms: in this demonstration the visitor does it for the firm. Sends the session's id alone. */
import { html, type TemplateResult } from "lit";
import { words } from "../i18n";
import { dialled, PHONE } from "../phone";

export type FirmStep = "ask" | "sent" | undefined;

/** What the step that has come asks for. */
export const following = (before: FirmStep, waitsForFirm: boolean): FirmStep => (waitsForFirm ? (before ?? "ask") : undefined);

/** Of a purchase, the firm confirms a payment or a talk; of an opening, a call. */
export const firmStep = (of: "purchase" | "opening", state: NonNullable<FirmStep>, confirm: () => void): TemplateResult => {
  const text = words().buy;
  return html`<section class="note stage" aria-labelledby="pay">
    <p class="small"><b>${words().demonstration}</b></p><h2 id="pay">${text.payTitle}</h2>
    <p>${dialled((of === "purchase" ? text.payBody : text.callBody)(PHONE))}</p>
    ${state === "ask" ? html`<p class="go"><button class="btn" type="button" @click=${confirm}>${text.pay}</button></p>` : html`<p role="status">${text.paid}</p>`}
  </section>`;
};

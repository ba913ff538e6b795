/** Where the proof stands: one spoken line, silent seconds, and a way to end it. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk";
import { labWords } from "./words";

export const running = (desk: Desk): TemplateResult => {
  const text = labWords().run;
  const { run } = desk;
  const said = run === "idle" ? "" : typeof run === "object" ? text.failed(run.code) : text[run];
  const again = run === "stopped" || typeof run === "object";
  return html`<div class="run">
    <p role="status">${said}</p>
    ${
      desk.running
        ? html`<progress aria-label=${text.progress}></progress>
      ${desk.seconds > 0 ? html`<span class="n quiet" aria-hidden="true">${text.seconds(desk.seconds)}</span>` : nothing}
      <button class="btn" type="button" @click=${() => desk.stop()}>${text.cancel}</button>`
        : nothing
    }
    ${again ? html`<button class="btn" type="button" @click=${() => void desk.prove()}>${text.again}</button>` : nothing}
  </div>`;
};

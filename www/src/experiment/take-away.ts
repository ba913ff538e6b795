/** The plan and the report as files: JSON, or a page that stands alone and prints. */
import { html, nothing, type TemplateResult } from "lit";
import { locale } from "../i18n";
import { save } from "../save";
import { standAlone } from "../stand-alone";
import style from "../styles/experiment-report.css?inline";
import type { Desk } from "./desk";
import type { Shown } from "./jobs";
import { reportView } from "./report-view";
import { words } from "./words";

export const takeAway = (desk: Desk): TemplateResult => {
  const text = words().take;
  const { shown, plan, form } = desk;
  const name = form.experiment.trim().replace(/[^\w.-]/g, "-") || "experiment";
  return html`<p>${text.body}</p>
    ${plan ? nothing : html`<p class="small quiet">${text.planWaits}</p>`}${shown ? nothing : html`<p class="small quiet">${text.reportWaits}</p>`}
    <p class="go"><button class="btn" type="button" @click=${() => save(`${name}-plan.json`, "application/json", desk.text)}>${text.plan}</button>
    ${
      shown
        ? html`<button class="btn" type="button" @click=${() => save(`${name}-report.json`, "application/json", `${JSON.stringify(shown.report, null, 2)}\n`)}>${text.json}</button>
      <button class="btn" type="button" @click=${() => save(`${name}-report.html`, "text/html", pageOf(desk, shown))}>${text.html}</button>`
        : nothing
    }</p>`;
};

const pageOf = (desk: Desk, shown: Shown): string => {
  const text = words();
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "long" }).format(new Date());
  const title = `${shown.report.experiment} · ${text.parts.report}`;
  return standAlone(
    title,
    style,
    html`<h1>${title}</h1><p>${text.take.made(when)}</p>${reportView(shown, desk.nobody)}<section><h4>${text.take.plannedBy}</h4><pre>${shown.plan}</pre></section>`,
  );
};

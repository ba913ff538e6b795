/** The plan and the report as files: JSON, or a page that stands alone and prints. */
import { html, nothing, type TemplateResult } from "lit";
import { locale } from "../i18n";
import { save } from "../save";
import { standAlone } from "../stand-alone";
import style from "../styles/experiment-report.css?inline";
import type { Desk, Origin } from "./desk";
import type { Shown } from "./jobs";
import { planWords } from "./plan-words";
import { reportView } from "./report-view";
import type { ExperimentPlan } from "./types";
import { words } from "./words";

export const takeAway = (desk: Desk): TemplateResult => {
  const text = words().take;
  const { shown, origin, plan, form } = desk;
  const name = form.experiment.trim().replace(/[^\w.-]/g, "-") || "experiment";
  return html`<p>${text.body}</p>
    ${plan ? nothing : html`<p class="small quiet">${text.planWaits}</p>`}${shown ? nothing : html`<p class="small quiet">${text.reportWaits}</p>`}
    <p class="go"><button class="btn" type="button" @click=${() => save(`${name}-plan.json`, "application/json", desk.text)}>${text.plan}</button>
    ${
      shown && origin
        ? html`<button class="btn" type="button" @click=${() => save(`${name}-report.json`, "application/json", `${JSON.stringify(shown.report, null, 2)}\n`)}>${text.json}</button>
      <button class="btn" type="button" @click=${() => save(`${name}-report.html`, "text/html", pageOf(desk, shown, origin))}>${text.html}</button>`
        : nothing
    }</p>`;
};

const pageOf = (desk: Desk, shown: Shown, origin: Origin): string => {
  const text = words();
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "long" }).format(origin.made);
  const title = `${shown.report.experiment} · ${text.parts.report}`;
  return standAlone(
    title,
    style,
    html`<h1>${title}</h1><p>${text.take.made(when)}</p>${reportView(shown, desk.nobody, origin, true)}${planWords(JSON.parse(shown.plan) as ExperimentPlan)}
      <section class="printout"><h3>${text.report.printed}</h3><pre>${locale() === "en" ? shown.texts.en : shown.texts.zh}</pre></section>`,
  );
};

/** The report, the last phase first: whether the groups can be compared at all stands before all else, and stops it where they cannot. */
import { html, nothing, type TemplateResult } from "lit";
import { conclusion } from "./conclusion";
import { effects } from "./effects";
import { count } from "./figures";
import { funnel } from "./funnel";
import { classShift, guardrails } from "./guardrails";
import { items } from "./items";
import { dated } from "./dated";
import type { Origin } from "./desk";
import type { Shown } from "./jobs";
import { overTime } from "./over-time";
import { quality } from "./quality";
import { said } from "./said";
import { sampleRatio } from "./sample-ratio";
import { printed } from "./takes";
import type { ExperimentPlan } from "./types";
import { words } from "./words";

/** The simulated people of a report, or that they are from a file. */
type Nobody = { seed: number; people: number } | "file" | undefined;

/** Every report of events that nobody real sent says so. */
export const banner = (of: NonNullable<Nobody>): TemplateResult => {
  const text = words().simulate;
  return html`<div class="note stage simulated"><h3>${text.banner}</h3><p>${of === "file" ? text.bannerFile : text.bannerBody(String(of.seed), count(of.people))}</p></div>`;
};

/** Where the page goes once a report is there. */
export const REPORT_HEAD = "report-head";

const madeOf = ({ files, items }: Origin): string => {
  const { report: text, comma } = words();
  return [files.length > 0 ? text.filesRead(files.join(comma)) : text.ofSimulated, items === undefined ? "" : text.itemsRead(items)]
    .filter(Boolean)
    .join(" · ");
};

/** `alone`: on a page of its own, where the command line's printout stands elsewhere. */
export const reportView = (shown: Shown, nobody: Nobody, origin: Origin, alone = false): TemplateResult => {
  const text = words().report;
  const { report, texts } = shown;
  const plan = JSON.parse(shown.plan) as ExperimentPlan;
  return html`<div class="report" data-source=${shown.source} data-verdict=${report.conclusion.verdict}>
    <h3 class="head" id=${REPORT_HEAD} tabindex="-1">${text.head(report.experiment, count(report.events.people), count(report.events.read))}</h3>
    <p class="small quiet made-of">${madeOf(origin)}</p>
    ${nobody ? banner(nobody) : nothing}
    ${[...report.phases].reverse().map((phase) => {
      const last = phase.phase === report.conclusion.phase;
      const { failed } = phase.sample_ratio;
      return html`<section class="phase"><h3 class="of">${dated(text.phase(phase.phase, phase.from, phase.to))}</h3>
        ${sampleRatio(phase, report.variations, said(shown).causes[report.phases.indexOf(phase)] ?? [])}
        ${last ? conclusion(shown) : nothing}
        ${failed ? nothing : html`${effects(phase, plan)}${last ? overTime(shown, plan) : nothing}`}
        <div class="two">${failed ? nothing : html`${funnel(phase, plan)}${classShift(phase, plan)}${guardrails(phase)}`}${quality(phase)}</div>
      </section>`;
    })}
    ${report.phases.length === 0 ? conclusion(shown) : nothing}
    ${items(report.items)}
    ${totals(shown)}
    ${alone ? nothing : printed(texts, text.printed)}
  </div>`;
};

const totals = ({ report: { events } }: Shown): TemplateResult => {
  const text = words().report.quality;
  const rows = [
    [text.repeated, count(events.repeated)],
    [text.sameNumber, count(events.same_number)],
    [text.beforeExposure, count(events.before_exposure)],
    [text.firstLost, count(events.first_exposure_lost)],
    [text.tooLate, count(events.too_late)],
    [text.without, count(events.without_exposure)],
    [text.outside, count(events.outside_phases)],
    [text.others, count(events.other_experiments)],
    [text.last, events.last ?? "–"],
  ];
  return html`<section class="block"><h4>${text.all}</h4>
    <table class="figures stackable"><caption class="vh">${text.all}</caption><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td class="num">${value}</td></tr>`)}</tbody></table></section>`;
};

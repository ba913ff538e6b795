/** The experiments desk, for product and risk teams: a plan without JSON, what it takes, a rehearsal, the report. */
import { html, nothing, type TemplateResult } from "lit";
import { shortcuts, state, tools } from "../experiment/bar";
import { coded } from "../experiment/coded";
import { Desk } from "../experiment/desk";
import { fileButton, reportPart } from "../experiment/opening";
import { sayHeight } from "../experiment/panel";
import { planForm } from "../experiment/plan-form";
import { rehearsal } from "../experiment/rehearsal";
import { REPORT_HEAD } from "../experiment/report-view";
import { takeAway } from "../experiment/take-away";
import { takes } from "../experiment/takes";
import { words } from "../experiment/words";
import { redraw, start } from "../shell";
import "../styles/lab.css";
import "../styles/experiment.css";

/** Who asked for a report is taken to it. */
const toReport = (): void => {
  const head = document.getElementById(REPORT_HEAD);
  head?.focus({ preventScroll: true });
  head?.scrollIntoView({ block: "start" });
};

const desk = new Desk(redraw, toReport);
const PARTS = ["plan", "takes", "simulate", "report", "take"] as const;

const main = (): TemplateResult => {
  const text = words();
  return html`<div class="exp">
    <h1>${text.title}</h1>
    <p class="lead">${text.lead}</p>
    <p class="small quiet" id="ready" data-ready=${desk.ready ?? "starting"} role="status">${desk.ready === undefined ? text.starting : desk.ready ? text.stays : nothing}</p>
    ${desk.ready === false ? html`<p class="note broken" role="alert">${text.failed}</p>` : nothing}
    <nav class="parts" aria-label=${text.parts.title}><ul>${PARTS.map((part) => html`<li><a href="#${part}">${text.parts[part]}</a></li>`)}</ul></nav>
    <div class="beside">
      ${section("plan", html`<p>${text.plan.body}</p>${opening()}${tools(desk)}${state(desk)}${planForm(desk)}`)}
      ${section("takes", takes(desk))}
    </div>
    ${section("simulate", rehearsal(desk))}
    ${section("report", reportPart(desk))}
    ${section("take", takeAway(desk))}
    ${packs()}
  </div>`;
};

const section = (part: (typeof PARTS)[number], body: TemplateResult): TemplateResult =>
  html`<section class="card" aria-labelledby=${part} id="${part}-part"><h2 id=${part} tabindex="-1">${words().parts[part]}</h2>${body}</section>`;

const opening = (): TemplateResult => {
  const { open: text } = words();
  const { opened } = desk;
  const chosen = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const pack = desk.packs[Number(select.value)];
    if (select.value !== "" && pack) desk.take(pack);
    select.value = "";
  };
  return html`<div class="opens">
    ${fileButton("plan-file", text.file, ([file]) => void (file && desk.openPlan(file)), { accept: ".json,application/json" })}
    ${desk.packs.length > 0 ? html`<div class="asked"><label for="pack">${text.pack}</label><select id="pack" @change=${chosen}><option value="">${text.packNone}</option>${desk.packs.map(({ label }, n) => html`<option value=${n}>${label}</option>`)}</select></div>` : nothing}
    ${fileButton("pack-file", text.packFile, ([file]) => void (file && desk.openPack(file)), { accept: ".json,application/json" })}
  </div>
  <p class="small" role="status" id="opened">${opened && "questions" in opened ? text.taken(opened.questions, opened.classes) : ""}</p>
  <div role="alert">${opened && "refused" in opened ? (opened.refused === "plan" ? html`<div class="note broken" data-problem="plan"><h3>${text.refused}</h3><p>${coded(text.how)}</p><p class="small">${words().report.wrong.file}${words().colon}${opened.file}</p></div>` : html`<div class="note broken" data-problem="pack"><p>${text.packRefused}</p><p class="small">${words().report.wrong.file}${words().colon}${opened.file}</p></div>`) : nothing}</div>`;
};

const packs = (): TemplateResult => {
  const { packs: text } = words();
  return html`<aside class="note packs"><p>${text.body}</p><p><a href="lab.html">${text.link}</a></p><p>${text.proved}</p><pre tabindex="0">${text.command}</pre></aside>`;
};

start({
  name: "experiment",
  title: () => words().nav,
  main,
  links: () => html`<a href="lab.html">${words().lab}</a><a href="experiment.html" aria-current="page">${words().nav}</a>`,
});
// On a phone the links are wider than the screen.
document.querySelector(".mast nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
document.addEventListener("keydown", shortcuts(desk));
sayHeight(document.getElementById("takes-part"));
void desk.start();

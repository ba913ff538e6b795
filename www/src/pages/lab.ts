/** The rule lab, for the teams who write packs: edit on one side, what it means on the other. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { locale } from "../i18n";
import { Desk } from "../lab/desk";
import { context } from "../lab/context";
import { count } from "../lab/count";
import { claims } from "../lab/claims";
import { classes } from "../lab/classes";
import { counterexample } from "../lab/applicant";
import { beforeOf } from "../lab/delta";
import { deskView } from "../lab/desk-view";
import { otherFindings } from "../lab/findings";
import type { Examined } from "../lab/jobs";
import { leakage } from "../lab/leakage";
import { migration } from "../lab/migration";
import { Names } from "../lab/names";
import { opening } from "../lab/opening";
import { parsed } from "../lab/packs";
import { provide } from "../lab/outline/forms";
import { pulls } from "../lab/pulls";
import { resultsOf } from "../lab/results-of";
import { replayed } from "../lab/replay";
import { shortcuts, strip } from "../lab/strip";
import { takeAway } from "../lab/take-away";
import { variantCard } from "../lab/variant-card";
import { labWords } from "../lab/words";
import { redraw, start } from "../shell";
import "../styles/lab.css";
import "../styles/lab-desk.css";
import "../styles/lab-outline.css";

provide(() => import("../lab/outline/loaded"));
const desk = new Desk(redraw);

const main = (): TemplateResult => {
  const text = labWords();
  const proof = desk.results?.proof;
  return html`<div class="lab">
    <h1>${text.title}</h1>
    <p class="lead">${proof ? text.lead(count(proof.combinations)) : text.leadNone}</p>
    ${opening(desk)}
    ${strip(desk)}
    <div class="desk">${deskView(desk)}<div class="results">${results()}</div></div>
  </div>`;
};

const results = (): TemplateResult | typeof nothing => {
  const { examined, results } = desk;
  if (!results?.proof) return examined ? html`<p class="of">${labWords().run.noResults}</p>` : nothing;
  return html`${resultsOf(desk)}${guard(shown(), () => drawn(results))}${variantCard(desk)}${context()}`;
};

const drawn = (examined: Examined): TemplateResult | typeof nothing => {
  const document = parsed(examined.text);
  const { proof } = examined;
  if (!proof || !document) return nothing;
  const names = new Names(document);
  const before = beforeOf(examined);
  return html`${otherFindings(desk)}
    ${desk.shown ? counterexample(desk, desk.shown, names) : nothing}
    ${desk.replay ? replayed(desk, desk.replay, names) : nothing}
    ${claims(desk, proof, before, names)}
    ${migration(desk, examined, names)}
    ${classes(proof, before, names)}${pulls(examined, names)}${leakage(examined)}
    ${takeAway(desk)}`;
};

/** All that the results are drawn of: an edit is none of it, until its proof is there. */
const shown = (): unknown[] => {
  const { results, examined, shown: claim, replay, mend, other, source, draft } = desk;
  return [locale(), results, examined, claim, replay, mend, other, source, draft];
};

start({
  name: "lab",
  title: () => labWords().nav,
  main,
  links: () =>
    html`<a href="lab.html" aria-current="page">${labWords().nav}</a><a href="experiment.html">${labWords().experiments.nav}</a>`,
});
// On a phone the links are wider than the screen.
document.querySelector(".mast nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
document.addEventListener("keydown", shortcuts(desk));
void desk.start();

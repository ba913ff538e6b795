/** The rule lab, for the teams who write packs: edit on one side, what it means on the other. */
import { html, nothing, type TemplateResult } from "lit";
import { Desk } from "../lab/desk";
import { count } from "../lab/count";
import { claims } from "../lab/claims";
import { classes } from "../lab/classes";
import { counterexample } from "../lab/applicant";
import { beforeOf } from "../lab/delta";
import { deskView } from "../lab/desk-view";
import { otherFindings } from "../lab/findings";
import { leakage } from "../lab/leakage";
import { migration } from "../lab/migration";
import { Names } from "../lab/names";
import { opening } from "../lab/opening";
import { orders } from "../lab/orders";
import { parsed } from "../lab/packs";
import { pulls } from "../lab/pulls";
import { resultsOf } from "../lab/results-of";
import { replayed } from "../lab/replay";
import { shortcuts, strip } from "../lab/strip";
import { takeAway } from "../lab/take-away";
import { labWords } from "../lab/words";
import { redraw, start } from "../shell";
import "../styles/lab.css";
import "../styles/lab-desk.css";

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
  const examined = desk.results;
  const document = examined && parsed(examined.text);
  if (!examined?.proof || !document) return desk.examined ? html`<p class="of">${labWords().run.noResults}</p>` : nothing;
  const names = new Names(document);
  const before = beforeOf(examined);
  return html`${resultsOf(desk)}${otherFindings(desk)}
    ${desk.shown ? counterexample(desk, desk.shown, names) : nothing}
    ${desk.replay ? replayed(desk, desk.replay, names) : nothing}
    ${claims(desk, examined.proof, before, names)}
    ${migration(desk, examined, names)}
    ${classes(examined.proof, before, names)}${pulls(examined, names)}${leakage(examined)}${orders(examined.proof, names)}
    ${takeAway(desk)}`;
};

start({
  name: "lab",
  title: () => labWords().nav,
  main,
  links: () => html`<a href="lab.html" aria-current="page">${labWords().nav}</a>`,
});
// On a phone the links are wider than the screen.
document.querySelector(".mast nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
document.addEventListener("keydown", shortcuts(desk));
void desk.start();

/** The rule lab, for the teams who write packs: open, edit, prove, compare, take away. */
import { html, nothing, type TemplateResult } from "lit";
import { Desk } from "../lab/desk";
import { count } from "../lab/count";
import { claims, meaning } from "../lab/claims";
import { classes } from "../lab/classes";
import { counterexample } from "../lab/applicant";
import { editing } from "../lab/editing";
import { findings } from "../lab/findings";
import { leakage } from "../lab/leakage";
import { migration } from "../lab/migration";
import { Names } from "../lab/names";
import { opening } from "../lab/opening";
import { orders } from "../lab/orders";
import { parsed } from "../lab/packs";
import { pulls } from "../lab/pulls";
import { replayed } from "../lab/replay";
import { running } from "../lab/running";
import { takeAway } from "../lab/take-away";
import { labWords } from "../lab/words";
import { redraw, start } from "../shell";
import "../styles/lab.css";

const desk = new Desk(redraw);

const main = (): TemplateResult => {
  const text = labWords();
  const proof = desk.examined?.proof;
  return html`<div class="lab">
    <h1>${text.title}</h1>
    <p class="lead">${proof ? text.lead(count(proof.combinations)) : text.leadNone}</p>
    ${opening(desk)}
    ${running(desk)}
    ${findings(desk)}
    <div class="grid">${results()}${editing(desk)}${proof ? takeAway(desk) : nothing}</div>
  </div>`;
};

const results = (): TemplateResult | typeof nothing => {
  const examined = desk.examined;
  const document = examined?.proof ? parsed(examined.text) : undefined;
  if (!examined?.proof || !document) return nothing;
  const names = new Names(document);
  return html`${claims(desk, examined.proof, names)}
    ${meaning()}
    ${desk.shown ? counterexample(desk, desk.shown, names) : nothing}
    ${desk.replay ? replayed(desk, desk.replay, names) : nothing}
    ${pulls(examined, names)}
    <div class="c5 column">${classes(examined.proof, names)}${leakage(examined)}${orders(examined.proof, names)}</div>
    ${migration(desk, examined, names)}`;
};

start({
  name: "lab",
  title: () => labWords().nav,
  main,
  links: () => html`<a href="lab.html" aria-current="page">${labWords().nav}</a>`,
});
// On a phone the links are wider than the screen.
document.querySelector(".mast nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
void desk.start();

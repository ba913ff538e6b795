/** The report: the page's own views, written out as one document without scripts or addresses. */
import { html, nothing, type TemplateResult } from "lit";
import type { PackDocument } from "prescreen/lab";
import { locale } from "../i18n";
import { standAlone } from "../stand-alone";
import style from "../styles/lab-report.css?inline";
import { answers, came, headingOf } from "./applicant";
import { ownersOf, questionsRead } from "./cause";
import { because, sentence } from "./claim-words";
import { classes } from "./classes";
import { conclusion, signOff } from "./conclusion";
import { count } from "./count";
import { beforeOf } from "./delta";
import type { Desk } from "./desk";
import { editsTable } from "./edits";
import type { Claim, Examined } from "./jobs";
import { leakage } from "./leakage";
import { migration } from "./migration";
import { Names } from "./names";
import { pulls } from "./pulls";
import { order, verdict } from "./verdict";
import { labWords } from "./words";

export const report = (desk: Desk, examined: Examined, document: PackDocument): string => {
  const names = new Names(document);
  const title = `${titleOf(desk, names)} · ${labWords().nav}`;
  return standAlone(title, style, sheet(desk, examined, names));
};

/** The pack's name; of a copy with edits, that it is one. */
const titleOf = (desk: Desk, { document: { id, version } }: Names): string =>
  (desk.draft?.edits() ?? []).length > 0 ? labWords().edits.copy(`${id}@${version}`) : `${id}@${version}`;

const sheet = (desk: Desk, examined: Examined, names: Names): TemplateResult | typeof nothing => {
  const { proof } = examined;
  if (!proof) return nothing;
  const text = labWords();
  const all = order.flatMap((one) => proof.claims.filter((claim) => claim.verdict === one));
  const broken = [...all, ...(examined.compared?.comparison?.claims ?? [])].filter((claim) => claim.counterexample);
  const made = desk.draft?.edits() ?? [];
  const gone = desk.draft?.promisesGone() ?? [];
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "long" }).format(new Date());
  return html`<h1>${titleOf(desk, names)}</h1>
    <p>${names.text("pack.title")}</p>
    <p>${text.lead(count(proof.combinations))} ${text.out.made(when)}</p>
    <p>${text.out.hash}${text.migration.colon}<code>${proof.pack.hash}</code> · ${text.out.states}${text.migration.colon}${count(BigInt(proof.states))}</p>
    ${gone.length > 0 ? html`<p class="refuted"><b>${text.edits.gone(gone)}</b></p>` : nothing}
    ${conclusion(desk, examined, names)}
    ${made.length > 0 ? html`<section><h2>${text.edits.title(made.length)}</h2>${editsTable(desk, made, names, false)}</section>` : nothing}
    <section><h2>${text.claims.title}</h2><table>
      <thead><tr><th scope="col">${text.claims.question}</th><th scope="col">${text.claims.verdict}</th></tr></thead>
      <tbody>${all.map((claim) => html`<tr><th scope="row">${sentence(claim, names)}<span class="why">${because(claim, names)}</span></th><td>${verdict(claim.verdict)}</td></tr>`)}</tbody>
    </table>
    <dl class="facts">${order.map((one) => html`<dt>${text.verdict[one][0]}</dt><dd>${text.verdict[one][1]}</dd>`)}</dl></section>
    ${broken.map((claim: Claim) => (claim.counterexample ? html`<section><h2>${headingOf(claim, examined)}</h2>${came(claim, claim.counterexample, names)}${answers(claim.counterexample, names, questionsRead(names.document, ownersOf(claim, names.document)))}</section>` : nothing))}
    ${classes(proof, beforeOf(examined), names)}${pulls(examined, names)}${migration(desk, examined, names)}${leakage(examined)}${signOff(proof)}`;
};

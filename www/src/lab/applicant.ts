/** A counterexample in words: the facts, what came of it, each question with the chosen answer. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons";
import { blame } from "./blame";
import { ownersOf, questionsRead } from "./cause";
import { because, sentence } from "./claim-words";
import type { Desk } from "./desk";
import type { Applicant, Claim, Examined } from "./jobs";
import type { Names } from "./names";
import { answer, factValue } from "./values";
import { labWords } from "./words";

export const counterexample = (desk: Desk, claim: Claim, names: Names): TemplateResult | typeof nothing => {
  const applicant = claim.counterexample;
  if (!applicant) return nothing;
  const text = labWords().applicant;
  return html`<section class="card cx" aria-labelledby="counterexample">
    <h2 id="counterexample" tabindex="-1">${icon("broken")} ${headingOf(claim, desk.results)}</h2>
    ${blame(desk, claim, names)}
    <div>${came(claim, applicant, names)}
      ${
        Object.keys(applicant.found).length > 0
          ? html`<p class="note">${text.fromFile}</p>`
          : html`<p class="go"><button class="btn main" type="button" @click=${() => void desk.replayApplicant(applicant)}>${text.replay}</button></p>`
      }</div>
      <div>${claim.beside ? html`<p class="note">${text.pair}</p>${came(claim, claim.beside, names)}` : answers(applicant, names, questionsRead(names.document, ownersOf(claim, names.document)))}</div>
  </section>`;
};

/** A comparison that does not hold is a difference, which may be meant; anything else has a counterexample. */
export const headingOf = (claim: Claim, examined: Examined | undefined): string => {
  const { differs, title } = labWords().applicant;
  return examined?.compared?.comparison?.claims.includes(claim) ? differs : title;
};

/** Who it is and what came of it. */
export const came = (claim: Claim, applicant: Applicant, names: Names): TemplateResult => {
  const text = labWords().applicant;
  const { session } = applicant;
  const facts = Object.entries({ ...session.facts, ...applicant.case.facts });
  const found = Object.entries(applicant.found);
  const kept = applicant.case.clarified ?? [];
  const sheet = session.product;
  return html`<p class="big">→ ${applicant.class ? names.class(applicant.class) : text.noClass}</p>
    <dl class="facts">
      <dt>${text.why}</dt><dd>${sentence(claim, names)}<span class="why">${because(claim, names)}</span></dd>
      <dt>${text.outcome}</dt><dd>${labWords().outcome[applicant.outcome] ?? applicant.outcome}</dd>
      ${applicant.credit ? html`<dt>${text.credit}</dt><dd>${text.affords[applicant.credit.outcome] ?? applicant.credit.outcome}</dd>` : nothing}
      ${sheet ? html`<dt>${text.product}</dt><dd>${text.sheet(sheet.seller_grade, names.named("type", sheet.type), names.named("term", sheet.term))}</dd>` : nothing}
      ${session.profile ? html`<dt>${text.onFile}</dt><dd>${names.class(session.profile.class)}</dd>` : nothing}
      ${facts.map(([id, value]) => html`<dt>${names.named("fact", id)}</dt><dd>${factValue(id, value, names)}</dd>`)}
      ${found.map(([id, one]) => html`<dt>${names.named("fact", id)}</dt><dd>${factValue(id, one.value, names)} <span class="tier">${labWords().tier[one.tier] ?? one.tier}</span></dd>`)}
      ${facts.length + found.length === 0 ? html`<dt>${text.facts}</dt><dd>${text.noFacts}</dd>` : nothing}
      ${kept.length > 0 ? html`<dt>${text.kept}</dt><dd>${kept.map((id) => html`<span class="why">${names.named("reason", id)}</span>`)}</dd>` : nothing}
    </dl>
    <p class="small quiet">${text.smallest}</p>`;
};

/** Each question with the chosen answer; those that the broken claim reads come first. */
export const answers = (applicant: Applicant, names: Names, read: Set<string> = new Set()): TemplateResult => {
  const text = labWords().applicant;
  const given = Object.entries(applicant.case.answers ?? {}).sort(([a], [b]) => Number(read.has(b)) - Number(read.has(a)));
  if (given.length === 0) return html`<p class="note">${text.noAnswers}</p>`;
  return html`<table class="answers">
    <caption class="vh">${text.answers}</caption>
    <thead><tr><th scope="col">${text.question}</th><th scope="col">${text.answer}</th></tr></thead>
    <tbody>${given.map(
      ([item, chosen]) => html`<tr class=${read.has(item) ? "read" : ""}>
      <th scope="row"><span class="q">${names.number(item)}</span>${names.question(item)}${read.has(item) ? html` <span class="tier">${text.read}</span>` : nothing}</th>
      <td>${answer(item, chosen, names)}</td>
    </tr>`,
    )}</tbody>
  </table>`;
};

/** A counterexample replayed: the filled questionnaire to read, and what the engine says of it now. */
import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, Item } from "prescreen/lab";
import { icon } from "../icons";
import { answer } from "./values";
import type { Desk, Replay } from "./desk";
import type { Names } from "./names";
import { labWords } from "./words";

export const replayed = (desk: Desk, { applicant, assessment }: Replay, names: Names): TemplateResult => {
  const text = labWords().replay;
  const given = applicant.case.answers ?? {};
  return html`<section class="card replay" aria-labelledby="replay">
    <h2 id="replay" tabindex="-1">${text.title}</h2>
    <p>${text.body}</p>
    <div role="status">${assessment ? html`<p class="said">${icon(agrees(applicant, assessment) ? "done" : "broken")} ${agrees(applicant, assessment) ? text.same : text.differs}</p>` : html`<p>${text.running}</p>`}</div>
    ${assessment ? result(assessment, names) : nothing}
    <h3>${text.filled}</h3>
    <ol class="filled">${names.items.map((item) => question(item, given[item.id], names))}</ol>
    <p class="go"><button class="btn" type="button" @click=${() => desk.closeReplay()}>${text.close}</button></p>
  </section>`;
};

const agrees = (applicant: Replay["applicant"], assessment: Assessment): boolean =>
  (applicant.class ?? null) === (assessment.class ?? null) && applicant.outcome === assessment.outcome;

const result = (assessment: Assessment, names: Names): TemplateResult => {
  const text = labWords().replay;
  return html`<h3>${text.result}</h3><dl class="facts">
    <dt>${text.class}</dt><dd>${assessment.class ? names.class(assessment.class) : labWords().applicant.noClass}</dd>
    <dt>${labWords().applicant.outcome}</dt><dd>${labWords().outcome[assessment.outcome] ?? assessment.outcome}</dd>
    ${assessment.dimensions.length > 0 ? html`<dt>${text.parts}</dt><dd>${assessment.dimensions.map((one) => html`<span class="why">${names.named("dimension", one.dimension)}: ${names.class(one.class)}</span>`)}</dd>` : nothing}
    <dt>${text.reasons}</dt><dd>${assessment.reasons.length === 0 ? text.none : assessment.reasons.map((one) => html`<span class="why">${names.named("reason", one.code)}${one.unknown ? html` <span class="tier">${text.unknown}</span>` : nothing}${one.deciding ? html` <span class="tier">${text.deciding}</span>` : nothing}</span>`)}</dd>
    ${assessment.missing.length > 0 ? html`<dt>${text.missing}</dt><dd>${assessment.missing.map((id) => html`<span class="why">${names.number(id) > 0 ? names.question(id) : names.named("fact", id)}</span>`)}</dd>` : nothing}
    <dt>${text.tier}</dt><dd>${labWords().tier[assessment.tier] ?? assessment.tier}</dd>
  </dl>`;
};

const question = (item: Item, given: unknown, names: Names): TemplateResult => {
  const text = labWords().replay;
  const chosen = (Array.isArray(given) ? given : [given]) as unknown[];
  const points = (all: Record<string, number> | undefined): string =>
    Object.values(all ?? {})
      .map((value) => text.points(String(value).replace("-", "−")))
      .join(", ");
  return html`<li><p>${names.question(item.id)}</p>
    ${
      item.kind === "number" || given === undefined
        ? html`<p class="small"><b>${answer(item.id, given, names)}</b></p>`
        : html`<ul>${item.options.map(
            (option) => html`<li class=${chosen.includes(option.id) ? "on" : ""}>
      <span class="mark" aria-hidden="true"></span><span>${names.option(item.id, option.id)}${chosen.includes(option.id) ? html`<span class="vh"> (${text.chosen})</span>` : nothing}</span><span class="n">${points(option.points)}</span>
    </li>`,
          )}</ul>`
    }
  </li>`;
};

/** The promises of a pack: what does not hold first, what is proved behind a press. */
import { html, nothing, type TemplateResult } from "lit";
import type { Proof } from "prescreen/lab";
import { because, groupOf, groups, sentence } from "./claim-words";
import { icon } from "../icons";
import { type Before, delta } from "./delta";
import type { Desk } from "./desk";
import type { Claim } from "./jobs";
import type { Names } from "./names";
import { order, type Verdict, verdict } from "./verdict";
import { labWords } from "./words";

let provedOpen = false;

const verdictsOf = ({ claims }: Proof, verdict: Verdict): number => claims.filter((claim) => claim.verdict === verdict).length;

export const claims = (desk: Desk, proof: Proof, before: Before, names: Names): TemplateResult => {
  const text = labWords().claims;
  const open = order.filter((one) => one !== "proved").flatMap((one) => proof.claims.filter((claim) => claim.verdict === one));
  const proved = proof.claims.filter((claim) => claim.verdict === "proved");
  const counts = order.map((one) => [one, verdictsOf(proof, one)] as const);
  return html`<section class="card claims" aria-labelledby="claims">
    <h2 id="claims">${text.title}</h2>
    <p>${text.body(proof.claims.length)}</p>
    <p class="tally">${counts.map(([one, n]) => (n === 0 && !(before && verdictsOf(before, one)) ? nothing : html`<span>${verdict(one)} <b class="n">${n}</b>${delta.count(n, before && verdictsOf(before, one))}</span>`))}</p>
    ${proof.claims.some((claim) => claim.breaks_a_promise) ? html`<p class="stop">${text.refused}</p>` : nothing}
    ${open.length > 0 ? table(desk, open, names) : nothing}
    <details ?open=${provedOpen} @toggle=${(event: Event) => {
      provedOpen = (event.target as HTMLDetailsElement).open;
    }}>
      <summary>${text.proved(proved.length)}</summary>
      ${groups.map((group) => {
        const members = proved.filter((claim) => groupOf(claim) === group);
        return members.length === 0
          ? nothing
          : html`<h3>${text.group[group]}</h3><ul class="held">${members.map(
              (claim) => html`<li>
          ${icon("done")} <span>${sentence(claim, names)} <span class="why">${because(claim, names)}</span></span></li>`,
            )}</ul>`;
      })}
    </details>
    ${meaning()}
  </section>`;
};

/** What the verdicts mean. */
const meaning = (): TemplateResult => html`<details>
  <summary>${labWords().claims.meaning}</summary>
  <dl class="facts meaning">${order.map((one) => html`<dt>${verdict(one)}</dt><dd>${labWords().verdict[one][1]}</dd>`)}</dl>
</details>`;

/** Claims with their verdicts, and a way to each counterexample. */
export const table = (desk: Desk, list: Claim[], names: Names): TemplateResult => {
  const text = labWords().claims;
  return html`<table class="promises">
    <caption class="vh">${text.question}</caption>
    <thead><tr><th scope="col">${text.question}</th><th scope="col">${text.verdict}</th></tr></thead>
    <tbody>${list.map(
      (claim) => html`<tr>
      <th scope="row">${sentence(claim, names)}<span class="why">${because(claim, names)}</span></th>
      <td>${verdict(claim.verdict)}${claim.counterexample ? html`<button class="link" type="button" aria-pressed=${desk.shown === claim} @click=${() => desk.show(claim)}>${text.show}</button>` : nothing}</td>
    </tr>`,
    )}</tbody>
  </table>`;
};

/** The promises of a pack: what does not hold first, what is proved behind a press. */
import { html, nothing, type TemplateResult } from "lit";
import type { Proof } from "prescreen/lab";
import { about, because, groupOf, groups, says } from "./claim-words";
import { icon } from "../icons";
import type { Desk } from "./desk";
import type { Claim } from "./jobs";
import type { Names } from "./names";
import { order, verdict } from "./verdict";
import { labWords } from "./words";

let provedOpen = false;

export const claims = (desk: Desk, proof: Proof, names: Names): TemplateResult => {
  const text = labWords().claims;
  const open = order.filter((one) => one !== "proved").flatMap((one) => proof.claims.filter((claim) => claim.verdict === one));
  const proved = proof.claims.filter((claim) => claim.verdict === "proved");
  const counts = order.map((one) => [one, proof.claims.filter((claim) => claim.verdict === one).length] as const);
  return html`<section class="card c7 claims" aria-labelledby="claims">
    <h2 id="claims">${text.title}</h2>
    <p>${text.body(proof.claims.length)}</p>
    <p class="tally">${counts.map(([one, n]) => (n === 0 ? nothing : html`<span>${verdict(one)} <b class="n">${n}</b></span>`))}</p>
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
          ${icon("done")} <span>${says(claim, names)} <span class="why">${about(claim, names) ?? because(claim, names)}</span></span></li>`,
            )}</ul>`;
      })}
    </details>
  </section>`;
};

/** What the verdicts mean. */
export const meaning = (): TemplateResult => html`<section class="card c5" aria-labelledby="meaning">
  <h2 id="meaning">${labWords().claims.meaning}</h2>
  <dl class="facts meaning">${order.map((one) => html`<dt>${verdict(one)}</dt><dd>${labWords().verdict[one][1]}</dd>`)}</dl>
</section>`;

/** Claims with their verdicts, and a way to each counterexample. */
export const table = (desk: Desk, list: Claim[], names: Names): TemplateResult => {
  const text = labWords().claims;
  return html`<table class="promises">
    <caption class="vh">${text.question}</caption>
    <thead><tr><th scope="col">${text.question}</th><th scope="col">${text.verdict}</th></tr></thead>
    <tbody>${list.map(
      (claim) => html`<tr>
      <th scope="row">${says(claim, names)}<span class="why">${about(claim, names) ?? nothing}</span><span class="why">${because(claim, names)}</span></th>
      <td>${verdict(claim.verdict)}${claim.counterexample ? html`<button class="link" type="button" aria-pressed=${desk.shown === claim} @click=${() => desk.show(claim)}>${text.show}</button>` : nothing}</td>
    </tr>`,
    )}</tbody>
  </table>`;
};

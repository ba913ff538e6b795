/** What a reader of the report who has one minute takes away, and who stands for it. */
import { html, nothing, type TemplateResult } from "lit";
import type { Proof } from "prescreen/lab";
import { says, sentence } from "./claim-words";
import { percent, shareOf } from "./count";
import { type Before, beforeOf, changeOf } from "./delta";
import type { Desk } from "./desk";
import type { Claim, Examined } from "./jobs";
import { movedIn } from "./migration";
import type { Names } from "./names";
import { placeName } from "./place-name";
import { order } from "./verdict";
import { labWords } from "./words";

/** How the promises came out, each by name that is not proved, and what the edits did. */
export const conclusion = (desk: Desk, examined: Examined, names: Names): TemplateResult | typeof nothing => {
  const { proof, compared } = examined;
  if (!proof) return nothing;
  const text = labWords().out.conclusion;
  const of = (claims: Claim[]): Claim[] =>
    order.filter((one) => one !== "proved").flatMap((one) => claims.filter((claim) => claim.verdict === one));
  const [open, beside] = [of(proof.claims), of(compared?.comparison?.claims ?? [])];
  return html`<section class="conclusion"><h2>${text.title}</h2>
    ${proof.claims.some((claim) => claim.breaks_a_promise) ? html`<p class="refuted"><b>${labWords().claims.refused}</b></p>` : nothing}
    <p>${open.length === 0 ? text.all(proof.claims.length) : text.some(proof.claims.length - open.length, proof.claims.length)}</p>
    ${list(open, names)}${mended(desk, examined, names)}
    ${compared?.comparison ? html`<p>${moves(examined, proof, desk.other?.label ?? labWords().open.asOpened)}</p>${changes(proof, beforeOf(examined), names)}` : nothing}
    ${beside.length > 0 ? html`<p>${text.beside}</p>${list(beside, names)}` : nothing}
  </section>`;
};

const list = (claims: Claim[], names: Names): TemplateResult | typeof nothing =>
  claims.length === 0
    ? nothing
    : html`<ul>${claims.map((claim) => html`<li><b>${labWords().verdict[claim.verdict][0]}</b>${labWords().migration.colon}${sentence(claim, names)}</li>`)}</ul>`;

/** The edits that mend the promise that was looked at, each put back by itself; they were found on the page. */
const mended = (desk: Desk, { text }: Examined, names: Names): TemplateResult | typeof nothing => {
  const edits = desk.mend?.text === text ? desk.mend.edits.filter((edit) => edit.mends === true) : [];
  const said = edits.map(({ places }) => places.map(({ at }) => placeName(at, names) ?? at).join(labWords().condition.all));
  return said.length === 0 || !desk.shown ? nothing : html`<p>${labWords().out.conclusion.mended(says(desk.shown, names), said)}</p>`;
};

const moves = ({ compared }: Examined, proof: Proof, a: string): string => {
  const text = labWords().out.conclusion;
  if (!compared?.comparison) return "";
  const { up, down, whole } = movedIn(compared.comparison, proof);
  return up === 0n && down === 0n ? text.noneMoves(a) : text.moves(a, percent(shareOf(up, whole)), percent(shareOf(down, whole)));
};

/** How much each class grows or shrinks: a small share of all can be half of a class. */
const changes = (proof: Proof, before: Before, names: Names): TemplateResult | typeof nothing => {
  const found = changeOf(proof, before);
  return found.length === 0
    ? nothing
    : html`<p>${labWords().out.conclusion.changes(found.map(({ id, change }) => `${names.short(id)} ${change}`))}</p>`;
};

/** Lines to write on: the report says what was worked out, people say what follows. */
export const signOff = ({ pack }: Proof): TemplateResult => {
  const { hash, signOff: text } = labWords().out;
  return html`<section class="sign"><h2>${text.title}</h2><p>${text.body} ${pack.id}@${pack.version}, ${hash}${labWords().migration.colon}<code>${pack.hash}</code></p>
    <table><thead><tr>${text.columns.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
    <tbody>${text.roles.map((one) => html`<tr><th scope="row">${one}</th>${text.columns.slice(1).map(() => html`<td></td>`)}</tr>`)}</tbody></table></section>`;
};

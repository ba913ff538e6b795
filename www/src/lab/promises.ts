/** The pack's own promises as forms: each with its sentence in words, and beside it whether it is proved. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { locale } from "../i18n";
import { group } from "./condition-form";
import { type Field, fieldsOf, read, testOf, write } from "./condition-tree";
import type { Desk } from "./desk";
import { errorsOf, fieldErrors } from "./field-errors";
import { goTo } from "./go-to";
import type { Claim } from "./jobs";
import type { Names } from "./names";
import { type Promised, promiseSaid } from "./promise-said";
import { verdict } from "./verdict";
import { labWords } from "./words";

type Limit = "class_at_most" | "grade_at_most" | "never_bars";

const limits: Limit[] = ["class_at_most", "grade_at_most", "never_bars"];

/**
 * Drawn anew only where something that they speak of is another: they are most of what the page shows. That their proofs are from
 * before the last edit is told by what is around them.
 */
export const promises = (desk: Desk, names: Names): TemplateResult => {
  const { draft, results } = desk;
  const of = [names.document.never, ...spokenOf(names), draft, results, ...errorsOf(desk), locale()];
  return html`<div class="own ${results?.text === draft?.text ? "" : "earlier"}">${guard(of, () => drawn(desk, names))}</div>`;
};

/** What promises speak of. */
const spokenOf = ({ document: { facts, questionnaire, texts, classes, matching } }: Names): unknown[] => [
  facts,
  questionnaire,
  texts,
  classes.list,
  matching,
];

const drawn = (desk: Desk, names: Names): TemplateResult | typeof nothing => {
  const { never, facts } = names.document;
  // What the check will say of a text that is no such list is said there.
  if ((never && !Array.isArray(never)) || !Array.isArray(facts)) return nothing;
  const text = labWords().promises;
  const fields = fieldsOf(names);
  const list = never ?? [];
  return html`<h3 id="own-promises" tabindex="-1">${text.title}</h3>
    <p>${text.body}</p>
    <div class="items promised">${list.map((one, n) => promise(desk, one, n, fields, names))}</div>
    ${fieldErrors(desk, "/never", (errors) => errors, true)}
    ${fields[0] ? html`<p class="go"><button class="btn" type="button" @click=${() => add(desk, list, fields[0] as Field, names)}>${text.add}</button></p>` : nothing}`;
};

/** A new promise that says little yet, opened. */
const add = (desk: Desk, list: Promised[], field: Field, names: Names): void => {
  const taken = new Set(list.map(({ id }) => id));
  let nth = list.length + 1;
  while (taken.has(`promise-${nth}`)) nth += 1;
  const promised = {
    id: `promise-${nth}`,
    when: write({ join: "$and", parts: [testOf(field)] }, [field]),
    class_at_most: names.document.classes.list.at(-1),
  };
  desk.edit((draft) => draft.put([names.document.never ? ["/never/-", promised] : ["/never", [promised]]]));
  const details = document.querySelectorAll<HTMLDetailsElement>(".promised > details")[list.length];
  details?.setAttribute("open", "");
  details?.querySelector("select")?.focus();
};

const remove = (desk: Desk, at: string): void => {
  for (const details of document.querySelectorAll(".promised > details")) details.removeAttribute("open");
  desk.edit((draft) => draft.put([[at, undefined]]));
  document.getElementById("own-promises")?.focus();
};

const promise = (desk: Desk, one: Promised, n: number, fields: Field[], names: Names): TemplateResult => {
  const text = labWords().promises;
  const at = `/never/${n}`;
  const tree = read(one.when, fields);
  const said = promiseSaid(one, names, tree !== undefined);
  const proofs = claimsOf(desk, one);
  const status = (shown: Claim[]): unknown =>
    shown.length === 0 ? html`<span class="quiet">${text.open}</span>` : shown.map((claim) => verdict(claim.verdict));
  return html`<details>
    <summary><span>${said.length > 0 ? said.map((sentence) => html`<span class="says">${sentence}</span>`) : html`<span class="says">${text.nothing}</span>`}
      <code class="id">${one.id}</code> ${status(proofs)}${proofs.length === 0 ? nothing : html` <span class="soon">${labWords().run.before}</span>`}</span></summary>
    ${proofs.map((claim) =>
      claim.counterexample
        ? html`<button class="link" type="button" @click=${() => desk.show(claim)}>${labWords().claims.show}</button>`
        : nothing,
    )}
    ${guard([one, at, ...spokenOf(names), desk.draft, ...errorsOf(desk), locale()], () => form(desk, one, tree, at, fields, names))}
  </details>`;
};

/** The form of a promise, which its proof leaves as it is. */
const form = (desk: Desk, one: Promised, tree: ReturnType<typeof read>, at: string, fields: Field[], names: Names): TemplateResult => {
  const text = labWords().promises;
  const rename = (event: Event): void =>
    desk.edit((draft) => draft.put([[`${at}/id`, (event.target as HTMLInputElement).value.trim().replace(/\s+/g, "-")]]));
  return html`${fieldErrors(desk, at, (errors) => errors)}
    ${forbids(one, names) ? nothing : html`<p class="note">${text.idle}</p>`}
    ${
      tree
        ? group({ desk, names, fields, at: `${at}/when` }, tree, (next) =>
            desk.edit((draft) => draft.put([[`${at}/when`, write(next, fields)]])),
          )
        : html`<p class="note">${text.beyond} <button class="link" type="button" @click=${() => goTo(desk, `${at}/when`)}>${text.toText}</button></p>`
    }
    <div class="limits">${limits.map((limit) => limitOf(desk, one, limit, at, names))}
      <label class="pick">${text.id}<input data-at=${`${at}/id`} .value=${one.id} @change=${rename}></label></div>
    <p class="go"><button class="btn" type="button" @click=${() => remove(desk, at)}>${text.remove}</button></p>`;
};

/** Whether it keeps anybody from anything: a limit at the top keeps nobody. */
const forbids = (
  { class_at_most: top, grade_at_most: grade, never_bars: free }: Promised,
  { document: { classes, matching } }: Names,
): boolean =>
  free !== undefined || (top !== undefined && top !== classes.list.at(-1)) || (grade !== undefined && grade !== matching?.grades.at(-1));

const claimsOf = ({ results }: Desk, { id }: Promised): Claim[] =>
  results?.proof?.claims.filter(({ property }) => "promise" in property && property.promise === id) ?? [];

/** A limit of a promise; none takes it out. */
const limitOf = (desk: Desk, one: Promised, limit: Limit, at: string, names: Names): TemplateResult => {
  const text = labWords().promises;
  const { classes, matching } = names.document;
  const all = limit === "class_at_most" ? classes.list : (matching?.grades ?? []);
  const name = (id: string): string => (limit === "class_at_most" ? names.class(id) : names.grade(id));
  const choose = (event: Event): void =>
    desk.edit((draft) => draft.put([[`${at}/${limit}`, (event.target as HTMLSelectElement).value || undefined]]));
  return html`<label class="pick">${text.limits[limit]}<select data-at=${`${at}/${limit}`} @change=${choose}>
    <option value="" .selected=${!one[limit]}>${text.none}</option>
    ${all.map((id) => html`<option value=${id} .selected=${id === one[limit]}>${name(id)}</option>`)}</select></label>`;
};

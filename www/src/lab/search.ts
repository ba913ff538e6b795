/** A search in all that a pack holds: what it says, what things are called, and what is promised of it. */
import { html, nothing, type TemplateResult } from "lit";
import type { PackDocument } from "prescreen/lab";
import { ownersOf } from "./cause";
import { idOf, says } from "./claim-words";
import type { Desk } from "./desk";
import { goTo } from "./go-to";
import { Names } from "./names";
import type { Claim } from "./jobs";
import { labWords } from "./words";

/** Most hits that are listed. */
const MOST = 40;

interface Hit {
  said: string;
  at: string;
}

export const search = (desk: Desk): TemplateResult => {
  const text = labWords().search;
  const query = desk.query.trim();
  const hits = query === "" ? [] : found(desk, query);
  return html`<search class="search"><label><span>${text.title}</span>
      <input type="search" id="search" autocomplete="off" spellcheck="false" .value=${desk.query} @input=${(event: Event) => desk.search((event.target as HTMLInputElement).value)}></label>
    <p role="status" class=${query === "" ? "vh" : "small quiet"}>${query === "" ? "" : text.hits(hits.length, MOST)}</p>
    ${
      hits.length > 0
        ? html`<ul class="hits">${hits
            .slice(0, MOST)
            .map(
              ({ said, at }) =>
                html`<li><button class="link" type="button" @click=${() => goTo(desk, at)}>${said}<code>${at}</code></button></li>`,
            )}</ul>`
        : nothing
    }</search>`;
};

/** What begins with what was typed, then promises, then the pack from its beginning. */
const found = ({ draft, results }: Desk, query: string): Hit[] => {
  const document = draft?.document;
  if (!document) return [];
  const wanted = query.toLowerCase();
  const has = (said: string): boolean => said.toLowerCase().includes(wanted);
  const claims = [...(results?.proof?.claims ?? []), ...(results?.compared?.comparison?.claims ?? [])];
  const names = new Names(document);
  const promised = claims.flatMap((claim: Claim) => {
    const [owner] = ownersOf(claim, document);
    const said = says(claim, names);
    return owner && (has(said) || has(idOf(claim) ?? "")) ? [{ said, at: owner }] : [];
  });
  const hits = [...promised, ...leavesOf(document).filter(({ said }) => has(said))];
  const begins = ({ said }: Hit): boolean => said.toLowerCase().startsWith(wanted);
  return [...hits.filter(begins), ...hits.filter((hit) => !begins(hit))];
};

const read = new WeakMap<PackDocument, Hit[]>();

/** The texts and numbers of a document, read once for all letters that are typed. */
const leavesOf = (document: PackDocument): Hit[] => {
  const found = read.get(document) ?? leaves(document, "");
  read.set(document, found);
  return found;
};

/** Each text and number in a document, with its pointer. */
const leaves = (value: unknown, at: string): Hit[] => {
  if (value === null || typeof value !== "object") return [{ said: String(value), at }];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, `${at}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`));
};

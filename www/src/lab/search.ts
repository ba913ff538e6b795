/** A search in all that a pack holds: what it says, what things are called, and what is promised of it. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { PackDocument } from "prescreen/lab";
import { locale } from "../i18n";
import { ownersOf } from "./cause";
import { idOf, says } from "./claim-words";
import type { Desk } from "./desk";
import { goTo } from "./go-to";
import { Names } from "./names";
import { placeName } from "./place-name";
import type { Claim, Examined } from "./jobs";
import { labWords } from "./words";

/** Most hits that are listed. */
const MOST = 40;

interface Hit {
  said: string;
  /** What is looked for in it: what it says, and its id. */
  words: string;
  /** The keys that lead to it, which people type too. */
  place: string;
  at: string;
}

/** As it is compared: in small letters, and the marks that ids are written with are blanks, as people type them. */
const compared = (text: string): string => text.toLowerCase().replace(/[-_.]+/g, " ");

/** What was looked for when a hit was followed: the list is not over what it led to, until the field has the focus again. */
let followed: string | undefined;

export const search = (desk: Desk): TemplateResult => {
  const text = labWords().search;
  const query = desk.sought.trim();
  const follow = (at: string) => (): void => {
    followed = query;
    goTo(desk, at);
    desk.search(desk.query);
  };
  // A list of what was looked for before stays to be read, and leads nowhere.
  const typed = ({ target }: Event): void => {
    const field = target as HTMLInputElement;
    desk.search(field.value);
    field
      .closest("search")
      ?.querySelector(".hits")
      ?.toggleAttribute("inert", desk.query !== desk.sought);
  };
  const reopen = (): void => {
    followed = undefined;
    desk.search(desk.query);
  };
  const document = desk.draft?.document;
  // Of a text that is not shaped like a pack there are no names.
  const names = document && desk.draft?.editable() ? new Names(document) : undefined;
  const hits = query === "" || !document ? [] : found(desk, query, document, names);
  const where = (at: string): TemplateResult => {
    const name = names && placeName(at, names);
    return name === undefined ? html`<code>${at}</code>` : html`<span class="where" title=${at}>${name}</span>`;
  };
  return html`<search class="search"><label><span>${text.title}</span>
      <input type="search" id="search" autocomplete="off" spellcheck="false" .value=${desk.query} @focus=${reopen} @input=${typed}></label>
    <p role="status" class=${query === "" ? "vh" : "small quiet"}>${query === "" ? "" : text.hits(hits.length, MOST)}</p>
    ${
      hits.length > 0 && query !== followed
        ? html`<ul class="hits" ?inert=${live(desk.query !== desk.sought)}>${hits
            .slice(0, MOST)
            .map(
              ({ said, at }) => html`<li><button class="link" type="button" @click=${follow(at)}>${said}${where(at)}</button></li>`,
            )}</ul>`
        : nothing
    }</search>`;
};

/** What begins with what was typed, then promises, then the pack from its beginning. */
const found = ({ results }: Desk, query: string, document: PackDocument, names?: Names): Hit[] => {
  const wanted = compared(query);
  const parts = wanted.split(" ").filter((part) => part !== "");
  const hits = [...(results && names ? promisedIn(results, names) : []), ...leavesOf(document)].filter(({ words, place }) =>
    parts.every((part) => words.includes(part) || place.includes(part)),
  );
  // What is exactly that, what begins with it, what has it, and then what has its words somewhere, or is called so.
  const rank = ({ words }: Hit): number => (words === wanted ? 0 : words.startsWith(wanted) ? 1 : words.includes(wanted) ? 2 : 3);
  return hits
    .map((hit, n) => ({ hit, n, rank: rank(hit) }))
    .sort((one, other) => one.rank - other.rank || one.n - other.n)
    .map(({ hit }) => hit);
};

/** What is promised of a pack, as it was put into words last. */
let promised: { results: Examined; document: PackDocument; locale: string; hits: Hit[] } | undefined;

const promisedIn = (results: Examined, names: Names): Hit[] => {
  const { document } = names;
  if (promised?.results === results && promised.document === document && promised.locale === locale()) return promised.hits;
  const claims = [...(results.proof?.claims ?? []), ...(results.compared?.comparison?.claims ?? [])];
  const hits = claims.flatMap((claim: Claim): Hit[] => {
    const [at] = ownersOf(claim, document);
    const said = says(claim, names);
    return at === undefined ? [] : [{ said, words: compared(`${said} ${idOf(claim) ?? ""}`), place: "", at }];
  });
  promised = { results, document, locale: locale(), hits };
  return hits;
};

const read = new WeakMap<PackDocument, Hit[]>();

/** The texts and numbers of a document, read once for all letters that are typed. */
const leavesOf = (document: PackDocument): Hit[] => {
  const found = read.get(document) ?? leaves(document, "");
  read.set(document, found);
  return found;
};

/** The keys of a pointer in words; those of texts are ids, which would be found with every text of a question. */
const placeOf = (at: string): string => (at.startsWith("/texts/") ? "" : compared(at.replace(/\//g, " ")));

/** Each text and number in a document, with its pointer. */
const leaves = (value: unknown, at: string): Hit[] => {
  if (value === null || typeof value !== "object") return [{ said: String(value), words: compared(String(value)), place: placeOf(at), at }];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, `${at}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`));
};

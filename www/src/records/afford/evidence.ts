/** What is lacking while evidence is insufficient, and what would help: never a figure in its place. */
import { html, type TemplateResult } from "lit";
import type { PackDocument } from "prescreen";
import { locale } from "../../i18n";
import { lacking } from "../features";
import { BOOKS, type Reckoned } from "./reckoning";
import { dialled, PHONE } from "../../phone";
import { affordWords } from "./words";

type Evidence = NonNullable<PackDocument["credit"]>["evidence"];

const TIERS = ["declared", "parsed", "consistent", "attested"];

/** What a broker's records alone tell. */
const HOLDINGS = "found-holdings-value";

const hasHoldings = (joined: Reckoned["joined"]): boolean => {
  const of = joined?.features?.found[HOLDINGS.slice("found-".length)];
  return of !== undefined && "value" in of;
};

/** What would make a fact count; none where it does. */
const helpOf = ({ joined }: Reckoned, { fact, tier, coverage }: Evidence[number], elsewhere: boolean): string | undefined => {
  const { thin } = affordWords();
  if (!fact.startsWith("found-")) return fact in BOOKS || elsewhere ? undefined : thin.said;
  if (fact === HOLDINGS && !hasHoldings(joined)) return thin.broker;
  if (!joined) return thin.noFiles;
  const found = joined.features?.found;
  const of = found?.[fact.slice("found-".length)];
  if (!of) return thin.noFiles;
  if (!("value" in of)) return lacking(of);
  const days = found?.[coverage?.fact.slice("found-".length) ?? ""];
  const has = days && "value" in days ? days.value : 0;
  if (coverage && has < coverage.at_least) return thin.coverage(coverage.at_least, has);
  return TIERS.indexOf(of.tier) < TIERS.indexOf(tier) ? thin.weak : undefined;
};

/** `elsewhere`: whether the person said what they owe elsewhere. */
export const evidencePart = (of: Reckoned, evidence: Evidence, elsewhere = true): TemplateResult => {
  const { thin } = affordWords();
  const say = (fact: string): string => of.pack.text(of.pack.locale(locale()), `fact.${fact}`) ?? "";
  /** Facts that the same would help stand together. */
  const helps = new Map<string, string[]>();
  for (const one of evidence) {
    const help = helpOf(of, one, elsewhere);
    if (help !== undefined) helps.set(help, [...(helps.get(help) ?? []), say(one.fact)]);
  }
  return html`<div class="card thin"><h3>${thin.helps}</h3><ul>${[...helps].map(
    ([help, facts]) => html`<li><b>${help}</b><small>${thin.lacks}${affordWords().colon}${facts.join(affordWords().and)}</small></li>`,
  )}</ul><p class="small quiet">${thin.never} ${dialled(PHONE)}</p></div>`;
};

/** A claim in the language of the page. */
import { html, nothing, type TemplateResult } from "lit";
import type { Claim } from "./jobs";
import type { Names } from "./names";
import { type Grounds, type Property, worded } from "./claim-data";
import { claimNames } from "./claim-names";
import { count } from "./count";
import { worded as wordedFinding } from "./finding-words";
import { labWords } from "./words";

export type Group = "never" | "credit" | "band" | "reach" | "missing" | "built" | "other";

export const groups: Group[] = ["never", "credit", "band", "reach", "missing", "built", "other"];

const group: Record<Property["kind"], Group> = {
  bands: "band",
  class_reached: "reach",
  condition_met: "reach",
  gate_opened: "reach",
  flow_entered: "reach",
  no_loss_stays_lowest: "never",
  lowest_stays_lowest: "never",
  lowest_buys_lowest: "never",
  never_above_class: "never",
  never_above_grade: "never",
  never_bars: "never",
  missing_never_helps: "missing",
  only_lower: "built",
  tiers_hold: "built",
  more_never_lowers: "credit",
  less_never_lowers: "credit",
  weak_evidence_never_helps: "credit",
  protected_changes_nothing: "credit",
  within_own_limit: "credit",
  more_never_stricter: "credit",
  less_never_stricter: "credit",
  more_never_dearer: "credit",
  less_never_dearer: "credit",
  within_caps: "credit",
  ranks_permitted: "credit",
  cost_never_moves_up: "credit",
  own_limit_reached: "reach",
  at_least_as_prudent: "other",
  class_preserved: "other",
};

export const groupOf = ({ property }: Claim): Group => group[property.kind];

export const says = ({ property }: Claim, names: Names): string => worded(labWords().says, property, claimNames(names));

/** The id of the part of the pack that a claim is about; none where it is about all of it. */
export const idOf = ({ property }: Claim): string | undefined => {
  if ("promise" in property) return property.promise;
  if ("id" in property) return property.id;
  if ("gate" in property) return property.gate;
  return "flow" in property ? property.flow : undefined;
};

/** A claim with that id beside it. */
export const sentence = (claim: Claim, names: Names): TemplateResult => {
  const id = idOf(claim);
  return html`${says(claim, names)}${id === undefined ? nothing : html` <code class="id">${id}</code>`}`;
};

/** Grounds with their numbers as the language writes them. */
const written = (grounds: Grounds): Grounds =>
  "combinations" in grounds ? { ...grounds, combinations: count(grounds.combinations) } : grounds;

/** Why, in words. */
export const because = ({ grounds }: Claim, names: Names): string | TemplateResult =>
  grounds.kind === "bands_fail"
    ? html`${labWords().findings.codes[grounds.finding.code] ?? grounds.finding.code} <code>${grounds.finding.at}</code> ${wordedFinding(grounds.finding)}`
    : worded(labWords().because, written(grounds), claimNames(names));

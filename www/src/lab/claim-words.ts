/** A claim in the language of the page. */
import { html, type TemplateResult } from "lit";
import type { Claim } from "./jobs";
import type { Names } from "./names";
import { type Grounds, type Property, worded } from "./claim-data";
import { count } from "./count";
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

export const says = ({ property }: Claim, names: Names): string => worded(labWords().says, property, names);

/** The pack's own words for the condition that a claim is about. */
export const about = ({ property }: Claim, names: Names): string | undefined => {
  switch (property.kind) {
    case "condition_met":
    case "missing_never_helps":
      return names.text(`reason.${property.id}`);
    case "gate_opened":
      return names.text(`reason.${property.gate}`);
    case "flow_entered":
      return names.text(`reason.${property.flow}`);
    default:
      return undefined;
  }
};

/** Grounds with their numbers as the language writes them. */
const written = (grounds: Grounds): Grounds =>
  "combinations" in grounds ? { ...grounds, combinations: count(grounds.combinations) } : grounds;

/** Why, in words. */
export const because = ({ grounds }: Claim, names: Names): string | TemplateResult =>
  grounds.kind === "bands_fail"
    ? html`${labWords().findings.codes[grounds.finding.code] ?? grounds.finding.code} <code>${grounds.finding.at}</code> <span lang="en">${grounds.finding.message}</span>`
    : worded(labWords().because, written(grounds), names);

/** A claim in the language of the page, from its id; what it does not know it says as the engine does. */
import { html, nothing, type TemplateResult } from "lit";
import { count } from "./count";
import type { Claim } from "./jobs";
import type { Names } from "./names";
import { labWords } from "./words";

export type Group = "never" | "band" | "reach" | "missing" | "built" | "other";

export const groups: Group[] = ["never", "band", "reach", "missing", "built", "other"];

export const groupOf = ({ id }: Claim): Group => {
  const [family] = id.split("/");
  if (family === "never" || family === "marks" || family === "lowest") return "never";
  if (family === "bands") return "band";
  if (family === "reach" || family === "missing") return family;
  return family === "only-lower" || family === "tiers" ? "built" : "other";
};

const known = ({ id }: Claim, names: Names): string | undefined => {
  const text = labWords().says;
  const [family, one, two] = id.split("/");
  switch (family) {
    case "bands":
      return text.bands;
    case "marks":
      return text.noLoss;
    case "only-lower":
      return text.onlyLower;
    case "tiers":
      return text.tiers;
    case "prudent":
      return text.prudent;
    case "class-preserving":
      return text.classPreserving;
    case "missing":
      return text.missing(id.slice("missing/".length));
    case "lowest":
      return one === "class" ? text.lowestClass : text.lowestGrade;
    case "reach":
      return one === "class" ? text.reachClass(names.class(two ?? "")) : text.reach(two ?? "");
    case "never": {
      const promise = names.document.never?.find((never) => never.id === one);
      if (two === "class") return text.neverClass(one ?? "", names.class(promise?.class_at_most ?? ""));
      return text.neverGrade(one ?? "", promise?.grade_at_most ?? "");
    }
    default:
      return undefined;
  }
};

export const says = (claim: Claim, names: Names): string | TemplateResult =>
  known(claim, names) ?? html`<span lang="en">${claim.says}</span>`;

/** The pack's own words for the condition that a claim is about. */
export const about = ({ id }: Claim, names: Names): string | undefined => {
  const [family, kind, part] = id.split("/");
  if (family === "missing") return names.text(`reason.${kind}`);
  return family === "reach" && kind !== "class" ? names.text(`reason.${part}`) : undefined;
};

/** Why, in words. */
export const because = (claim: Claim): string | TemplateResult | typeof nothing => {
  if (!claim.because) return nothing;
  const said = labWords()
    .because(claim.because)
    ?.replace(/\d{4,}/g, count);
  return said ?? html`<span lang="en">${claim.because}</span>`;
};

/** What a rule says, as a sentence. */
import type { PackDocument } from "prescreen/lab";
import { described } from "../conditions";
import type { Names } from "../names";
import { valueAt } from "../places";
import { promiseSaid } from "../promise-said";
import { labWords } from "../words";
import { outlineWords } from "./words";

type Cap = NonNullable<PackDocument["classes"]["caps"]>[number];
type Contradiction = NonNullable<PackDocument["contradictions"]>[number];
type Rule = NonNullable<PackDocument["eligibility"]>[number];
type Promised = NonNullable<PackDocument["never"]>[number];

/** A condition in words, or by the id of its rule where it has none. */
const who = (when: Rule["when"], id: string, names: Names): string => described(when, names) ?? labWords().condition.applies(id);

const eligibility = ({ id, when, unless, outcome, flow }: Rule, names: Names): string => {
  const text = outlineWords().said;
  const then = flow ? text.flow(names.named("flow", flow)) : text.outcomes[outcome];
  return text.rule(who(when, id, names), then, unless ? (described(unless, names) ?? "…") : undefined);
};

const contradiction = ({ id, when, then, kept, class_at_most: top }: Contradiction, names: Names): string => {
  const text = outlineWords().said;
  const limit = top ? names.class(top) : "";
  return text.rule(
    who(when, id, names),
    then === "ask" && kept ? text.asked(text.severities[kept](limit)) : text.severities[then](limit),
    undefined,
  );
};

/** The sentence of the rule, promise or table that a pointer leads to; none of another part. */
export const said = (at: string, names: Names): string | undefined => {
  const text = outlineWords().said;
  const one: unknown = valueAt(names.document, at);
  if (one === undefined || one === null) return undefined;
  if (at === "/classes/lowest") {
    const { id, when } = one as PackDocument["classes"]["lowest"];
    return text.lowest(who(when, id, names), names.class(names.document.classes.list[0] ?? ""));
  }
  if (at.startsWith("/classes/caps/")) {
    const { id, when, class_at_most: top } = one as Cap;
    return text.cap(who(when, id, names), names.class(top));
  }
  if (at.startsWith("/contradictions/")) return contradiction(one as Contradiction, names);
  if (at.startsWith("/eligibility/")) return eligibility(one as Rule, names);
  if (at.startsWith("/never/")) return promiseSaid(one as Promised, names).join(" · ");
  if (at === "/matching/term") return text.fits.term;
  if (at === "/matching/type") return text.fits.type;
  return undefined;
};

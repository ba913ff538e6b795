/** What the firm has on file and a rule holds against the answers: who is asked about a pair sees both sides of it. */
import type { Contradiction, Fact, FactValue, PackDocument, Session } from "../core/types.js";

export interface OnFile {
  fact: Fact;
  value: FactValue;
}

/** Facts of the session that a contradiction's condition reads, those from which it derives one in its place. */
export const onFile = (
  { when }: Pick<Contradiction, "when">,
  { facts }: Pick<PackDocument, "facts">,
  { facts: held = {} }: Pick<Session, "facts">,
): OnFile[] => {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const given = (id: string): string[] => {
    const derived = byId.get(id)?.derive;
    return derived ? leaves(derived).flatMap(given) : [id];
  };
  return [...new Set(fields(when).flatMap(given))].flatMap((id) => {
    const [fact, value] = [byId.get(id), held[id]];
    return fact && value !== undefined ? [{ fact, value }] : [];
  });
};

/** Every text in it: of a derivation, the facts that it takes. */
const leaves = (of: unknown): string[] =>
  typeof of === "string" ? [of] : of !== null && typeof of === "object" ? Object.values(of).flatMap(leaves) : [];

/** What a condition reads: every name in it that is no operator of its own. */
const fields = (condition: unknown): string[] =>
  Array.isArray(condition)
    ? condition.flatMap(fields)
    : condition !== null && typeof condition === "object"
      ? Object.entries(condition).flatMap(([name, under]) => (name.startsWith("$") ? fields(under) : [name]))
      : [];

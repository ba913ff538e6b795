/** What one session asks a person for: notices, questions, and the few facts that a rule may take from them. */
import type { Pack } from "../core/pack.js";
import type { Fact, Item, Notice, PackDocument, Session } from "../core/types.js";

export type Stop =
  | { kind: "notices"; notices: Notice[] }
  | { kind: "consent"; notice: Notice }
  | { kind: "facts"; facts: Fact[] }
  | { kind: "question"; item: Item; section: string };

/** Every stop before the answers are checked, in order. */
export const plan = (pack: Pack, session: Session, classOnFile: boolean): Stop[] => {
  const document = pack.document;
  const read = document.notices.filter(({ kind }) => kind === "notice");
  const consents = document.notices.filter(({ kind }) => kind === "consent");
  const facts = personFacts(document, session, classOnFile);
  const wanted = classOnFile ? matchingItems(document) : undefined;
  const questions = document.questionnaire.sections.flatMap(({ id, items }) =>
    items.filter((item) => wanted?.has(item.id) ?? true).map((item): Stop => ({ kind: "question", item, section: id })),
  );
  const collects = facts.length > 0 || questions.length > 0;
  const observed = document.fraud?.consent;
  return [
    ...(read.length > 0 ? [{ kind: "notices", notices: read } as const] : []),
    // Consents are for what is collected: where nothing is, there is nothing to consent to.
    ...consents.filter(({ id }) => collects || id === observed).map((notice) => ({ kind: "consent", notice }) as const),
    ...(facts.length > 0 ? [{ kind: "facts", facts } as const] : []),
    ...questions,
  ];
};

/** With a class on file, only what is compared with the product is asked. */
const matchingItems = ({ matching }: PackDocument): Set<string> =>
  new Set([matching.term?.item, matching.type?.item].filter((id) => id !== undefined));

/** Facts that a rule of this session reads, that typing in can settle, and that the firm does not hold. */
const personFacts = (document: PackDocument, session: Session, classOnFile: boolean): Fact[] => {
  const read = new Set<string>();
  const collect = (condition: unknown): void => {
    if (Array.isArray(condition)) condition.forEach(collect);
    else if (typeof condition === "object" && condition !== null) {
      for (const [key, inner] of Object.entries(condition)) {
        if (key.startsWith("$")) collect(inner);
        else read.add(key);
      }
    }
  };
  const applies = ({ purposes = [] }: { purposes?: string[] }): boolean => purposes.length === 0 || purposes.includes(session.purpose);
  if (!classOnFile) {
    const { lowest, caps = [] } = document.classes;
    for (const { when } of [lowest, ...caps, ...(document.contradictions ?? [])]) collect(when);
  }
  for (const { when } of (document.eligibility ?? []).filter(applies)) collect(when);
  if (session.product) {
    const tags = session.product.tags ?? [];
    for (const { when } of document.matching.rules.filter(applies)) collect(when);
    // A gate that needs evidence is not opened by typing.
    const opened = (document.gates ?? []).filter((gate) => gate.tier === "declared" && gate.tags.some((tag) => tags.includes(tag)));
    for (const { requires } of opened) collect(requires);
  }
  for (const fact of document.facts) if (read.has(fact.id)) for (const id of operands(fact.derive)) read.add(id);
  return document.facts.filter(
    ({ id, derive, provided_by: by }) => !derive && by?.includes("person") && read.has(id) && !(id in (session.facts ?? {})),
  );
};

const operands = (derive: Fact["derive"]): string[] =>
  derive
    ? (Object.values(derive).flatMap((operand: unknown) =>
        typeof operand === "object" && operand !== null ? Object.values(operand) : [operand],
      ) as string[])
    : [];

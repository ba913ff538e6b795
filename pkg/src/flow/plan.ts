/** The stops of one session: notices, consents, and what the core says is to be asked. */
import type { Pack } from "../core/pack.js";
import type { Asked, Fact, Item, Notice } from "../core/types.js";

export type Stop =
  | { kind: "notices"; notices: Notice[] }
  | { kind: "consent"; notice: Notice }
  | { kind: "facts"; facts: Fact[] }
  | { kind: "question"; item: Item; section: string };

/** Every stop before the answers are checked, in order. */
export const plan = ({ document }: Pack, asked: Asked): Stop[] => {
  const read = document.notices.filter(({ kind }) => kind === "notice");
  const consents = document.notices.filter(({ kind }) => kind === "consent");
  const facts = document.facts.filter(({ id }) => asked.facts.includes(id));
  const questions = document.questionnaire.sections.flatMap(({ id, items }) =>
    items.filter((item) => asked.items.includes(item.id)).map((item): Stop => ({ kind: "question", item, section: id })),
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

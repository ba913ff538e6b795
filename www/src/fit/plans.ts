/**
 * What a person says of the money before products are put in order: the questions that are compared with a product, and the
 * facts that the pack's order takes from the person.
 *
 * Takes what is typed in, gives a case, or what is wrong with each field. It stays in this tab: nothing is sent or kept.
 */
import type { Answer, Fact, FactValue, Item, PackDocument } from "prescreen";
import { amount, sum } from "../format";
import { readAmount, readCount } from "../typed";
import { fitWords } from "./words";

/** What the page asks for, in the order in which it asks. */
export interface Asked {
  items: readonly Item[];
  facts: readonly Fact[];
}

/** Questions that the pack compares with a product's term and type, and facts of the order that the person gives and the firm does not hold. */
export const askedFor = ({ questionnaire, matching, facts, shelf }: PackDocument, held: Readonly<Record<string, FactValue>>): Asked => {
  const compared = [matching.term?.item, matching.type?.item];
  const items = questionnaire.sections.flatMap((section) => section.items).filter(({ id }) => compared.includes(id));
  const read = (shelf?.evidence ?? []).map(({ fact }) => fact);
  const own = ({ id, provided_by: by = [] }: Fact): boolean => read.includes(id) && by.includes("person") && held[id] === undefined;
  return { items, facts: facts.filter(own) };
};

/** What the person has with the firm of what the order counts, in minor units. */
export const heldWith = ({ shelf }: PackDocument, held: Readonly<Record<string, FactValue>>): number =>
  [...new Set((shelf?.held ?? []).map(({ fact }) => fact))].reduce((all, id) => all + (typeof held[id] === "number" ? held[id] : 0), 0);

/** What the person said, as a case has it. */
export interface Said {
  answers: Readonly<Record<string, Answer>>;
  facts: Readonly<Record<string, number>>;
}

/** What the person said, and what is wrong with it, by item or fact. */
export class Plans {
  readonly #chosen = new Map<string, readonly string[]>();
  readonly #typed = new Map<string, string>();
  wrong: ReadonlyMap<string, string> = new Map();

  chosen(item: string): readonly string[] {
    return this.#chosen.get(item) ?? [];
  }

  typed(fact: string): string {
    return this.#typed.get(fact) ?? "";
  }

  /** Takes an option, of several the others too; taken again, it is left out. */
  choose({ id, kind }: Item, option: string): void {
    const held = this.chosen(id);
    const others = held.filter((one) => one !== option);
    this.#chosen.set(
      id,
      kind === "multiple" && others.length === held.length ? [...held, option] : kind === "multiple" ? others : [option],
    );
  }

  type(fact: string, text: string): void {
    this.#typed.set(fact, text);
  }

  /**
   * The case of what was said, beside the facts that the firm holds; none while something is missing or wrong, and then `wrong` has a
   * sentence for each.
   */
  read({ items, facts }: Asked, document: PackDocument, held: Readonly<Record<string, FactValue>>): Said | undefined {
    const wrong = new Map<string, string>();
    const answers: Record<string, Answer> = {};
    for (const { id, kind } of items) {
      const [first, ...others] = this.chosen(id);
      if (first === undefined) wrong.set(id, fitWords().required);
      else answers[id] = kind === "multiple" ? [first, ...others] : first;
    }
    const values: Record<string, number> = {};
    for (const fact of facts) {
      const value = readValue(fact, this.typed(fact.id));
      if (value === undefined) wrong.set(fact.id, expected(fact));
      else values[fact.id] = value;
    }
    const { amount: planned, means } = document.shelf ?? {};
    const own = heldWith(document, held);
    const least = (values[planned ?? ""] ?? 0) + own;
    if (means && least > (values[means] ?? Number.POSITIVE_INFINITY))
      wrong.set(means, fitWords().included(own > 0 ? sum(own, facts.find(({ id }) => id === means)?.currency ?? "") : undefined));
    this.wrong = wrong;
    return wrong.size === 0 ? { answers, facts: values } : undefined;
  }
}

/** Largest count that a field takes, where the pack states none. */
const MOST = 999_999_999;

const isAmount = ({ unit }: Fact): boolean => unit === "minor_units";

const readValue = (fact: Fact, typed: string): number | undefined =>
  isAmount(fact) ? readAmount(typed, fact.currency ?? "") : readCount(typed, fact.min ?? 0, fact.max ?? MOST);

const expected = (fact: Fact): string =>
  isAmount(fact) ? fitWords().amount : fitWords().whole(amount(fact.min ?? 0), amount(fact.max ?? MOST));

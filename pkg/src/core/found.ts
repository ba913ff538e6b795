/**
 * What a person's records say, on its way from the worker that read them into a screening. A page carries it unread: it has
 * no member but a `toString` that tells nothing of it, and code outside this package's files can make none.
 */
export interface Found {
  readonly [brand]: never;
}

/** The part of a pack that says in what currency its facts are counted. */
interface Counted {
  readonly facts?: readonly { readonly id: string; readonly currency?: string | null | undefined }[];
}

declare const brand: unique symbol;

const texts = new WeakMap<object, string>();

/** What each inherits: a text for whoever prints it, the same for all. */
const silent: object = Object.freeze(Object.assign(Object.create(null), { toString: () => "[object Found]" }));

/** @internal Carries what the module of statements handed over. */
export const foundOf = (text: string): Found => {
  const found = Object.freeze(Object.create(silent)) as Found;
  texts.set(found, text);
  return found;
};

/** @internal What is carried; undefined for anything that `foundOf` did not make in this page. */
export const textOf = (found: unknown): string | undefined => texts.get(found as object);

/**
 * Whether an amount that was found is in another currency than the one in which the pack counts that fact. What is in one
 * currency is never taken for another, and what was counted from such records says nothing of the pack's questions.
 */
export const isInOtherCurrency = (found: Found, { facts = [] }: Counted): boolean => {
  const read = JSON.parse(textOf(found) ?? "{}") as Record<string, { currency?: string } | undefined>;
  return facts.some(({ id, currency }) => {
    const one = read[id];
    return typeof currency === "string" && one !== undefined && one.currency !== currency;
  });
};

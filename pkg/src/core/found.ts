/**
 * What a person's records say, on its way from the worker that read them into a screening. A page carries it unread: it has
 * no member, and code outside this package's files can make none.
 */
export interface Found {
  readonly [brand]: never;
}

declare const brand: unique symbol;

const texts = new WeakMap<object, string>();

/** @internal Carries what the module of statements handed over. */
export const foundOf = (text: string): Found => {
  const found = Object.freeze(Object.create(null)) as Found;
  texts.set(found, text);
  return found;
};

/** @internal What is carried; undefined for anything that `foundOf` did not make in this page. */
export const textOf = (found: unknown): string | undefined => texts.get(found as object);

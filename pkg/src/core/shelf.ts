/** The order of products for one person: each one's place comes of the module, and by its key it stands in the order. */
import { PrescreenError } from "./answer.js";
import { kind, refused, written } from "./text.js";
import type { Fit, PackDocument, ProductSheet } from "./types.js";

type Ranked = Fit["ranked"][number];
type NotRanked = Fit["left_out"][number]["why"];

/** Most products that are ranked at once. */
const MOST = 200;

/** A product that fits: its key, and what each number of that comes of. */
interface Placed {
  product: string;
  key: number[];
  measures: number[];
}

/** A sheet as it was written, once. */
interface Sheet {
  readonly id?: unknown;
}

/** The sheets of a list, each read once: what a getter gives later is nobody's. */
export const sheets = (products: readonly ProductSheet[]): Sheet[] => {
  const list: unknown = typeof products === "string" ? products : JSON.parse(written(products, "/products"));
  if (!Array.isArray(list)) throw refused("/products", "a list of product sheets", kind(products));
  if (list.length > MOST) throw wrong("limit", "/products", `more than ${MOST} products are given`, "rank fewer at once");
  const seen = new Set<unknown>();
  return list.map((sheet: unknown, n) => {
    const at = `/products/${n}`;
    if (typeof sheet !== "object" || sheet === null) throw refused(at, "a product sheet", kind(sheet));
    const { id } = sheet as Sheet;
    if (typeof id === "string" && seen.has(id)) throw wrong("duplicate", `${at}/id`, "another product has this id", "give each its own");
    seen.add(id);
    return sheet as Sheet;
  });
};

const wrong = (code: string, at: string, message: string, help: string): PrescreenError => new PrescreenError({ code, at, message, help });

/**
 * Products in order.
 *
 * @param placeOf - What the module says of this session as the purchase of a product, or of none.
 */
export const fit = (list: readonly Sheet[], session: string, document: PackDocument, placeOf: (bought: string) => string): Fit | null => {
  const opened = JSON.parse(session) as object;
  const bought = (product: Sheet | null): string => JSON.stringify({ ...opened, purpose: "purchase", product });
  const whole = placeOf(bought(null));
  if (whole === "") return null;
  const placed: Placed[] = [];
  const leftOut: Fit["left_out"] = [];
  for (const [n, sheet] of list.entries()) {
    const product = String(sheet.id);
    const words = split(at(n, () => placeOf(bought(sheet))).split("/")[1]);
    const [why, code = null] = words;
    const numbers = words.map((word) => +word);
    const [band = 0] = numbers;
    // A band is 0 or more, and a word is no number.
    if (band >= 0) placed.push({ product, key: numbers.filter((_, n) => n % 2 === 0), measures: numbers.filter((_, n) => n % 2 === 1) });
    else leftOut.push({ product, why: why as NotRanked, code });
  }
  placed.sort((one, other) => {
    const [own = 0, others = 0] = [one, other].map(({ key }) => key[differs(one, other)]);
    return own - others || (one.product < other.product ? -1 : 1);
  });
  let rank = 0;
  const ranked = placed.map((one, n): Ranked => {
    const [better, next] = [placed[n - 1], placed[n + 1]];
    if (!better || differs(better, one) >= 0) rank = n + 1;
    return { product: one.product, rank, measures: one.measures, before: next ? compared(one, next, document) : null };
  });
  return { missing: split(whole.split("/")[0]), ranked, left_out: leftOut };
};

const split = (words = ""): string[] => words.split(" ").filter((word) => word !== "");

/** The position of the first number in which two keys differ; -1 where they fit alike. */
const differs = (one: Placed, other: Placed): number => one.key.findIndex((band, n) => band !== other.key[n]);

const compared = (one: Placed, next: Placed, { shelf }: PackDocument): Ranked["before"] => {
  const first = differs(one, next);
  const criterion = shelf?.criteria[first];
  const [own, other] = [one.measures[first], next.measures[first]];
  if (!criterion || own === undefined || other === undefined) return null;
  return { product: next.product, criterion: criterion.id, by: criterion.by, own, other };
};

/** An error about the session's product, at the product's place in the list. */
const at = <T>(n: number, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    const { code, at: place, message, help } = error as Partial<PrescreenError>;
    if (code === undefined || !(place === "" || place?.startsWith("/product"))) throw error;
    throw wrong(code, `/products/${n}${place.slice("/product".length)}`, message ?? "", help ?? "");
  }
};

/** The texts of what is added to a pack and taken out of it, in each of its languages. */
import type { PackDocument } from "prescreen/lab";

/** Words for what begins, by language; of a language that has none here, the English ones. */
export type Begun = Record<string, string> & { en: string };

/** Says something in every language of the pack. */
export const say = (document: PackDocument, key: string, words: Begun): void => {
  for (const locale of document.locales) {
    document.texts[locale] ??= {};
    document.texts[locale][key] = words[locale] ?? words[locale.split("-")[0] ?? ""] ?? words.en;
  }
};

/** Takes out the texts whose keys are so, in every language. */
export const unsay = (document: PackDocument, isGone: (key: string) => boolean): void => {
  for (const texts of Object.values(document.texts)) for (const key of Object.keys(texts)) if (isGone(key)) delete texts[key];
};

/** Calls texts by other keys, each at its place. */
export const recall = (document: PackDocument, name: (key: string) => string): void => {
  for (const [locale, texts] of Object.entries(document.texts))
    document.texts[locale] = Object.fromEntries(Object.entries(texts).map(([key, text]) => [name(key), text]));
};

/** The texts that reasons for rules stand in: of the firm's own choices, and of places in sources. */
const basesOf = (value: unknown, found = new Set<string>()): Set<string> => {
  if (value === null || typeof value !== "object") return found;
  for (const [key, one] of Object.entries(value)) {
    if (typeof one === "string" && (key === "firm" || key === "at")) found.add(`basis.${one}`);
    else basesOf(one, found);
  }
  return found;
};

/** The texts of reasons, which go with the rules that give them. */
const reasonsOf = ({ classes, contradictions, eligibility, matching, gates, permissions }: PackDocument): Set<string> => {
  const rules = [classes.caps, contradictions, eligibility, matching.rules, gates, permissions].flatMap(
    (list): { id: string }[] => list ?? [],
  );
  return new Set(rules.map(({ id }) => `reason.${id}`));
};

/** Takes out texts that only `before` had a use for: a pack with a text that nothing shows is refused. */
export const tidy = (document: PackDocument, before: PackDocument): void => {
  const { texts: _, ...rest } = document;
  const { texts: __, ...was } = before;
  const [bases, reasons] = [basesOf(rest), reasonsOf(document)];
  const idleBases = [...basesOf(was)].filter((key) => !bases.has(key));
  const idleReasons = [...reasonsOf(before)].filter((key) => !reasons.has(key)).flatMap((key) => [key, `${key}.next`]);
  const gone = new Set([...idleBases, ...idleReasons]);
  unsay(document, (key) => gone.has(key));
  const codes = new Set(idleReasons);
  if (document.disclosure.reasons) document.disclosure.reasons = document.disclosure.reasons.filter((code) => !codes.has(`reason.${code}`));
};

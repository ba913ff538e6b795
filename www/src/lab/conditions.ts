/** What a condition asks, in the pack's own words: the title of a question with its options, the name of a fact with its value. */
import type { Item, PackDocument } from "prescreen/lab";
import type { Names } from "./names";
import { factValue } from "./values";
import { labWords } from "./words";

type Condition = NonNullable<PackDocument["never"]>[number]["when"];

/** None where the condition asks something that has no words here: then its id stands for it. */
export const described = (condition: Condition, names: Names): string | undefined => {
  const { all, any } = labWords().condition;
  const parts = Object.entries(condition).map(([key, asked]): string | undefined => {
    if (key === "$and" || key === "$or") {
      const each = joined(
        (asked as Condition[]).map((one) => described(one, names)),
        key === "$and" ? all : any,
      );
      return each && (asked as Condition[]).length > 1 ? labWords().condition.group(each) : each;
    }
    if (key === "marks") return marked(asked, names);
    const id = key.slice(key.lastIndexOf(".") + 1);
    const item = names.items.find((one) => one.id === id);
    if (item) return field(names.question(id), asked, (value) => names.option(id, String(value)));
    const known = names.document.facts.some((one) => one.id === key);
    return known ? field(names.named("fact", key), asked, (value) => factValue(key, value, names)) : undefined;
  });
  return joined(parts, all);
};

const joined = (parts: (string | undefined)[], between: string): string | undefined =>
  parts.length > 0 && parts.every((part) => part !== undefined) ? parts.join(between) : undefined;

/** The operators of one field, each with words. */
const field = (what: string, asked: unknown, value: (of: unknown) => string): string | undefined => {
  const text = labWords().condition;
  if (asked === null || typeof asked !== "object") return text.is(what, value(asked));
  const list = (of: unknown): string => (of as unknown[]).map((one) => text.quoted(value(one))).join(text.any);
  const parts = Object.entries(asked).map(([operator, of]): string | undefined => {
    switch (operator) {
      case "$eq":
        return text.is(what, value(of));
      case "$ne":
        return text.none(what, text.quoted(value(of)));
      case "$in":
        return text.among(what, list(of));
      case "$nin":
        return text.none(what, list(of));
      case "$gt":
      case "$gte":
      case "$lt":
      case "$lte":
        return text.compared[operator](what, value(of));
      case "$size":
        return typeof of === "number" ? text.chosen(what, of) : undefined;
      default:
        return undefined;
    }
  });
  return joined(parts, text.all);
};

/** Whoever chose an option that carries one of the marks. */
const marked = (asked: unknown, names: Names): string | undefined => {
  const [operator, marks] = Object.entries(asked as object)[0] ?? [];
  if (operator !== "$in" || !Array.isArray(marks)) return undefined;
  const text = labWords().condition;
  const of = ({ id, options }: Item): string[] => {
    const chosen = options.filter((option) => (option.marks ?? []).some((mark) => marks.includes(mark)));
    const list = chosen.map((option) => text.quoted(names.option(id, option.id))).join(text.any);
    return chosen.length > 0 ? [text.among(names.question(id), list)] : [];
  };
  return joined(names.items.flatMap(of), text.any);
};

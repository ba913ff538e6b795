/** What a place in the pack is called, in words. */
import type { Names } from "./names";
import { stepsOf, valueAt } from "./places";
import { labWords } from "./words";

/** The limit of a band: its dimension, its class, and which end. */
const bandName = ([, , dimension, , band, end]: string[], names: Names): string | undefined => {
  const of = names.document.classes.dimensions?.[Number(dimension)];
  const reached = of?.bands?.[Number(band)]?.class;
  if (!of || reached === undefined || (end !== "from" && end !== "to")) return undefined;
  return [names.named("dimension", of.id), names.short(reached), labWords().edit[end]].join(" · ");
};

/** Lists of rules and of what they speak of, and how one member of each is called in its text. */
const LISTS: [list: string, kind: string, said: "reason" | "flow" | "fact"][] = [
  ["/classes/caps/", "cap", "reason"],
  ["/contradictions/", "contradiction", "reason"],
  ["/eligibility/", "eligibility", "reason"],
  ["/matching/rules/", "matching", "reason"],
  ["/risk/lines/", "line", "reason"],
  ["/gates/", "gate", "reason"],
  ["/permissions/", "permission", "reason"],
  ["/flows/", "flow", "flow"],
  ["/facts/", "fact", "fact"],
];

/** A rule, a step, a fact: of which kind it is, and what it says. */
const partName = (at: string, names: Names): string | undefined => {
  const [list, kind, said] = LISTS.find(([prefix]) => at.startsWith(prefix)) ?? [];
  if (!list || !kind || !said) return undefined;
  const id = (valueAt(names.document, list + at.slice(list.length).split("/")[0]) as { id?: string } | undefined)?.id;
  return id === undefined ? undefined : `${labWords().edits.kinds[kind] ?? kind} · ${names.named(said, id)}`;
};

/** A text that is not a question's: what it is of, and its language. */
const textName = (key: string, locale: string): string | undefined => {
  const kind = labWords().edits.kinds[key.split(".")[0] ?? ""];
  return kind && `${kind} · ${labWords().edits.wording(locale)}`;
};

/** What a place in the pack is called: a band's limit, a question with its option, the language of a wording; none where it has no name. */
export const placeName = (at: string, names: Names): string | undefined => {
  const steps = stepsOf(at);
  const text = labWords().edits;
  if (steps[0] === "classes" && steps[1] === "dimensions" && steps[3] === "bands") return bandName(steps, names);
  if (steps[0] === "never") return text.promise(names.document.never?.[Number(steps[1] ?? "")]?.id);
  if (steps[0] === "texts") {
    const [, locale = "", key = ""] = steps;
    const found = /^(item|option)\.([^.]+)\.?(.*)$/.exec(key);
    const [, kind, item = "", rest = ""] = found ?? [];
    if (!kind || names.number(item) === 0) return textName(key, locale);
    const of = kind === "option" ? names.option(item, rest) : "";
    return [text.question(names.number(item)), of, text.wording(locale)].filter((part) => part !== "").join(" · ");
  }
  if (steps[0] !== "questionnaire") return partName(at, names);
  const [, , , , item = "", , option] = steps;
  if (steps[3] !== "items") return undefined;
  const found = names.document.questionnaire.sections[Number(steps[2])]?.items[Number(item)];
  if (!found) return undefined;
  const chosen = option === undefined ? undefined : found.options[Number(option)];
  const of = chosen ? names.option(found.id, chosen.id) : "";
  const dimension = steps[7] === "points" ? names.named("dimension", steps[8] ?? "") : "";
  return [text.question(names.number(found.id)), of, dimension].filter((part) => part !== "").join(" · ");
};

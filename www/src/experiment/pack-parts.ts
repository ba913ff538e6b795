/** What a plan takes from a rule pack: the ids of its questions and of its classes, in their order. */

export interface PackParts {
  questions: string[];
  classes: string[];
}

/** None where the text is no pack. */
export const partsOf = (text: string): PackParts | undefined => {
  try {
    const pack = JSON.parse(text) as {
      questionnaire?: { sections?: { items?: { id?: unknown }[] }[] };
      classes?: { list?: unknown[] };
    } | null;
    const questions = (pack?.questionnaire?.sections ?? []).flatMap(({ items = [] }) =>
      items.flatMap(({ id }) => (typeof id === "string" ? [id] : [])),
    );
    const classes = (pack?.classes?.list ?? []).filter((id) => typeof id === "string");
    return questions.length > 0 && classes.length > 0 ? { questions, classes } : undefined;
  } catch {
    return undefined;
  }
};

/** What is read aloud of a view: what is asked and what can be chosen, never what was chosen. */
import type { View } from "../flow/view.js";
import type { Scene } from "./scene.js";
import { consentNote } from "./views/notices.js";
import { outcomeSaid } from "./views/result.js";
import { reviewTitle } from "./views/review.js";

export const spoken = (scene: Scene, view: View): string[] => {
  const { pack, locale, say, words } = scene;
  const texts = (...keys: string[]): string[] => keys.flatMap((key) => pack.text(locale, key) ?? []);
  switch (view.kind) {
    case "notices":
      return [words.notices.title, ...view.notices.flatMap(({ id }) => texts(`notice.${id}.title`, `notice.${id}.body`))];
    case "consent":
      return [...texts(`notice.${view.notice.id}.title`, `notice.${view.notice.id}.body`), consentNote(words, view.notice)];
    case "facts":
      return [words.facts.title, words.facts.lead, ...view.facts.map(({ id }) => say(`fact.${id}`))];
    case "question": {
      const { id, options } = view.item;
      return [...texts(`item.${id}`, `item.${id}.help`), ...options.map((option) => say(`option.${id}.${option.id}`))];
    }
    case "clarify":
      return [words.clarify.title(view.items.length), say(`reason.${view.contradiction.id}`), words.clarify.note];
    case "review":
      return [reviewTitle(scene, view), ...(view.questions > 0 ? [words.review.answered(view.answered, view.questions)] : [])];
    case "result":
      return [outcomeSaid(scene, view.assessment), words.result.next[view.assessment.outcome] ?? "", words.result.sendTitle];
    case "step": {
      const { flow, step } = view.now;
      return [say(`step.${flow}.${step}`), ...(view.document ? [view.document.title, view.document.body] : [])];
    }
    case "done":
      return [view.complete ? words.done.title : words.done.titleIncomplete, words.done.body];
    case "stopped":
      return Object.values(words.stopped[view.why] ?? {});
    case "working":
      return [];
  }
};

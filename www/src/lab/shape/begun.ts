/** The words that something new begins with, until somebody writes its own. */
import type { Begun } from "./texts";

const both = (en: string, zh: string): Begun => ({ en, zh });

export const begun = {
  question: both("New question", "新的题目"),
  why: both("Why this is asked", "为什么问这一题"),
  help: both("How to answer", "怎样回答"),
  section: both("New section", "新的部分"),
  option: (nth: string): Begun => both(`Answer ${nth}`, `回答 ${nth}`),
  reason: {
    caps: both("Because of an answer, your class is not higher.", "因为您的一项回答，类别不会更高。"),
    contradictions: both("Two of your answers are unusual together.", "您的两项回答放在一起不常见。"),
    eligibility: both("Because of an answer, this cannot be done online yet.", "因为您的一项回答，暂时不能在线办理。"),
  },
  basis: both("The firm’s own choice: write why.", "公司自己的选择：请写明原因。"),
};

/** A pack from nothing: one section with one question, three classes by one sum, and no rule but the one that every pack has. */
import type { PackDocument } from "prescreen/lab";

const own = { firm: "own-choice" };

/** Texts of what the pack begins with, English and Chinese. */
const texts: [key: string, en: string, zh: string][] = [
  ["pack.title", "A new questionnaire", "新的问卷"],
  ["notice.privacy.title", "What happens with your answers", "您的回答怎样使用"],
  [
    "notice.privacy.body",
    "Your answers are used on this device to find your class. They stay on this device.\n\nYour class, the result and the reason that decided are sent to the firm. The page shows every byte before it goes.",
    "您的回答在这台设备上用来得出您的类别，并且留在这台设备上。\n\n会发给公司的是您的类别、结果和起决定作用的理由。发出之前，页面会写明每一个字节。",
  ],
  ["section.section-1", "About you", "关于您"],
  [
    "item.question-1",
    "This money can fall in value. Which fall in one year could you live with?",
    "这笔钱的价值可能下跌。一年内下跌多少，您可以接受？",
  ],
  [
    "item.question-1.why",
    "Money that must not be lost does not belong in products that can lose it.",
    "不能亏损的钱，不应该放进可能亏损的产品。",
  ],
  ["option.question-1.option-1", "No fall at all", "完全不能下跌"],
  ["option.question-1.option-2", "A fall of up to 10%", "下跌不超过 10%"],
  ["option.question-1.option-3", "A fall of more than 10%", "下跌超过 10%"],
  ["class.C1", "Careful", "谨慎型"],
  ["class.C1.short", "C1", "C1"],
  ["class.C1.meaning", "Products of grade R1 match.", "匹配 R1 的产品。"],
  ["class.C2", "Balanced", "平衡型"],
  ["class.C2.short", "C2", "C2"],
  ["class.C2.meaning", "Products of the grades R1 and R2 match.", "匹配 R1 和 R2 的产品。"],
  ["class.C3", "Growth", "成长型"],
  ["class.C3.short", "C3", "C3"],
  ["class.C3.meaning", "Products of every grade match.", "匹配所有等级的产品。"],
  ["dimension.score", "All answers together", "全部回答"],
  ["grade.R1", "Low risk", "低风险"],
  ["grade.R2", "Medium risk", "中风险"],
  ["grade.R3", "High risk", "高风险"],
  ["type.fund", "Fund", "基金"],
  ["term.any", "Any term", "任何期限"],
  ["reason.class.score", "Your answers together lead to this class.", "您的全部回答放在一起，对应这个类别。"],
  ["reason.class.lowest", "You could not live with any fall, so your class is the lowest.", "您不能接受任何下跌，所以是最低类别。"],
  ["reason.match.above", "This product has a higher risk grade than matches your class.", "这个产品的风险等级，高于与您的类别匹配的等级。"],
  ["reason.profile.expired", "Your class on file does not count any more.", "您登记的类别现在不能使用。"],
  ["reason.profile.missing", "There is no class on file yet.", "您还没有登记的类别。"],
  ["reason.answers.missing", "Some questions are not answered yet.", "还有问题没有回答。"],
  ["reason.facts.missing", "We do not have everything that is needed to decide.", "作出判断所需的资料还不齐全。"],
  ["basis.own-choice", "The firm’s own choice.", "公司自己的选择。"],
];

/** `id`: what the pack is called; `year`: the one that it is in force from. */
export const freshPack = (id: string, year: number): PackDocument => {
  const [from, basis] = [`${year}-01-01`, own];
  return {
    prescreen: 1,
    id,
    version: "0.1.0",
    jurisdiction: "CN",
    regulator: "CSRC",
    service: "non_advised",
    time_zone: { name: "Asia/Shanghai", offset_minutes: 480 },
    effective: { from },
    origins: [],
    locales: ["zh-CN", "en"],
    sources: {},
    notices: [{ id: "privacy", version: 1, kind: "notice", required: true, basis }],
    facts: [],
    questionnaire: {
      basis,
      sections: [
        {
          id: "section-1",
          items: [
            {
              id: "question-1",
              kind: "single",
              options: [
                { id: "option-1", points: { score: 0 }, marks: ["no_loss"] },
                { id: "option-2", points: { score: 1 } },
                { id: "option-3", points: { score: 2 } },
              ],
            },
          ],
        },
      ],
    },
    classes: {
      list: ["C1", "C2", "C3"],
      lowest: { id: "class.lowest", when: { marks: { $in: ["no_loss"] } }, basis },
      dimensions: [
        {
          id: "score",
          bands: [
            { class: "C1", to: 0 },
            { class: "C2", from: 1, to: 1 },
            { class: "C3", from: 2 },
          ],
          basis,
        },
      ],
      combination: "min",
      caps: [],
    },
    contradictions: [],
    eligibility: [],
    matching: {
      grades: ["R1", "R2", "R3"],
      types: ["fund"],
      terms: ["any"],
      tags: [],
      reach: { grades: { C1: "R1", C2: "R2", C3: "R3" }, basis },
      rules: [{ id: "match.above", when: { grade_fits: false }, outcome: "refuse", basis }],
    },
    gates: [],
    documents: [],
    flows: [],
    attempts: [{ from, basis }],
    validity: [{ from, months: 12, basis }],
    never: [],
    record: "investor",
    disclosure: { deciding_reason: true },
    texts: {
      "zh-CN": Object.fromEntries(texts.map(([key, , zh]) => [key, zh])),
      en: Object.fromEntries(texts.map(([key, en]) => [key, en])),
    },
  };
};

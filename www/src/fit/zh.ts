/** 「哪些适合我」的中文。 */
import type { Fit } from "prescreen";

export type Why = Fit["left_out"][number]["why"];
export type By = NonNullable<Fit["ranked"][number]["before"]>["by"];

export interface FitWords {
  lead: string;
  /** Units in fields. */
  unit: { months: string; days: string };
  required: string;
  whole: (least: string, most: string) => string;
  amount: string;
  included: (held: string | undefined) => string;
  withUs: (held: string) => string;
  go: string;
  stays: string;
  missing: { title: string; body: string };
  none: { title: string; body: string };
  title: (count: number) => string;
  rule: string;
  scenario: (said: string) => string;
  never: string;
  invented: string;
  first: string;
  /** Why a product stands before the next one. */
  before: (next: string, criterion: string, own: string, other: string) => string;
  /** Why a product stands after the one before. */
  after: (better: string, criterion: string, own: string, other: string) => string;
  /** Beside the place of products that fit alike. */
  tied: string;
  /** It fits as well as the one before. */
  same: (other: string) => string;
  why: { for: string; against: string };
  numbers: string;
  measure: Record<By, (figure: string) => string>;
  /** Of a measure that is nothing. */
  nothing: Record<By, string>;
  /** The arithmetic of each measure: the product's figure, the person's, and what comes of them. */
  sum: {
    horizon: (product: string, own: string, said: string) => string;
    liquidity: (product: string, own: string, said: string) => string;
    concentration: (held: string, amount: string, means: string, share: string) => string;
    loss: (amount: string, share: string, lost: string) => string;
    complexity: string;
    cost: (amount: string, share: string, paid: string) => string;
  };
  /** What to do where a figure looks wrong, by where it comes from. */
  wrong: { yours: string; sheet: string; rule: string };
  months: (count: number) => string;
  days: (count: number) => string;
  bands: (ends: readonly string[], band: number) => string;
  out: { title: (count: number) => string; why: Record<Why, string> };
  look: string;
  /** Between the measures of a product. */
  separator: string;
}

export const zh: FitWords = {
  lead: "先说说这笔钱的打算。只有先选的类型和期限都合得上的产品，才会排出次序。",
  unit: { months: "个月", days: "天" },
  required: "请先回答这一项，否则无法排出次序。",
  whole: (least, most) => `请填 ${least} 到 ${most} 之间的整数。`,
  amount: "请填大于零的金额，最多两位小数，例如 50000。",
  withUs: (held) => `也含在我们这里已有的 ${held}`,
  included: (held) => `全部资金包含这次的金额${held ? `，也包含在我们这里已有的 ${held}` : ""}，不能比${held ? "两者之和" : "它"}少。`,
  go: "排出次序",
  stays: "这里填的内容只留在这个标签页，不发送，离开本页就没有了。下单时另填金额，以下单的为准。",
  missing: {
    title: "还不能排出次序",
    body: "公司档案里缺以下各项。缺的不用猜测代替，所以一个产品也不排。可以请工作人员补上。",
  },
  none: {
    title: "没有产品符合您所说的打算",
    body: "不买也是一个答案。每个产品为什么没有排进来，见下。改动上面的打算可以重新排。",
  },
  title: (count) => `${count} 个产品，按适合程度排列`,
  rule: "先比第一项的档次；同一档，才比下一项：",
  scenario: (said) => `所述情形：${said}。`,
  never:
    "超出您的类别、不合您所选的期限或类型（比所选更稳的类型也算合）、不在目标客户之内的产品不参加排序。在您所选的期限之内，要求比您说的月数更长的排在后面，并写明长几个月。公司赚多少不是这条规则的字段，改变不了次序。",
  invented: "产品和各项数字都是虚构的示例。这是次序，不是建议。",
  first: "为什么是它",
  before: (next, criterion, own, other) => `排在「${next}」之前，因为：${criterion}（${own}，对方 ${other}）。`,
  after: (better, criterion, own, other) => `排在「${better}」之后，因为对方更符合：${criterion}（对方 ${other}，它 ${own}）。`,
  tied: "并列",
  same: (other) => `与「${other}」并列：每一项都在同一档。并列的按产品代码排列。`,
  why: { for: "符合：", against: "不够符合：" },
  numbers: "数字和算法",
  measure: {
    horizon: (figure) => `超出期限 ${figure}`,
    liquidity: (figure) => `晚到 ${figure}`,
    concentration: (figure) => `同类占 ${figure}`,
    loss: (figure) => `损失 ${figure}`,
    complexity: (figure) => figure,
    cost: (figure) => `费用每年 ${figure}`,
  },
  nothing: {
    horizon: "没有超出期限",
    liquidity: "按时到账",
    concentration: "同类没有持有",
    loss: "没有损失",
    complexity: "不是复杂产品",
    cost: "没有费用",
  },
  sum: {
    horizon: (product, own, said) => `产品要求 ${product}，您的钱可以放 ${own}：${said}。`,
    liquidity: (product, own, said) => `${product}内到账，您要在 ${own}内取回：${said}。`,
    concentration: (held, amount, means, share) => `（已持有同类 ${held} + 这次 ${amount}）÷ 全部 ${means} = ${share}，向上取整到 0.01%。`,
    loss: (amount, share, lost) => `${amount} × ${share} = ${lost}，所述情形下的损失。`,
    complexity: "复杂产品",
    cost: (amount, share, paid) => `${amount} × ${share} = ${paid}，每年的各项费用。`,
  },
  wrong: {
    yours: "您说的数在上面的格子里，改了再排一次：",
    sheet: "产品的数字写在产品资料上，由发行人和公司负责。",
    rule: "分档是公司自定的规则。",
  },
  months: (count) => `${count} 个月`,
  days: (count) => `${count} 天`,
  bands: (ends, band) =>
    `按上面这个数分档：${ends.map((end, n) => (n === 0 ? `${end} 以下` : `从 ${ends[n - 1]} 到 ${end} 以下`)).join("，")}，${ends[ends.length - 1]} 起；它在第 ${band} 档。`,
  out: {
    title: (count) => `没有排进来的产品（${count}），以及原因`,
    why: {
      refuse: "有规则不允许您购买",
      refer: "须先由公司人员决定",
      pause: "购买须先等待",
      insufficient_evidence: "对您的情况了解不足",
      above_class: "风险等级高于与您的类别匹配的范围",
      other_term: "期限与您最早可能用钱的时间不合",
      other_type: "类型与您的意向不符",
      outside_target: "目标客户不包括您的类别",
      unknown_figures: "对该产品了解不足",
    },
  },
  look: "查看产品",
  separator: "；",
};

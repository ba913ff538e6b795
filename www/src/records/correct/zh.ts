/** 分类、改正、待答的问题：中文。 */
import type { Category, QuestionKind } from "prescreen/statements";

/** What a row may be corrected to: a category, a move between own accounts, or nothing that counts. */
export type Purpose = Category | "own_move" | "left_out";

/** Words for what rows are for, how they are corrected, and what only the person can tell. */
export interface CorrectWords {
  purpose: Record<Purpose, string>;
  groups: { none: string; income: string; living: string; debt: string; moves: string };
  categories: {
    title: string;
    says: string;
    untold: (share: string) => string;
    what: string;
    rows: string;
    amount: string;
    share: string;
  };
  income: { title: string; says: (payments: number) => string; none: string; day: string; kind: string; amount: string };
  row: {
    correct: string;
    done: string;
    what: string;
    found: (purpose: string) => string;
    notCounted: string;
    yours: string;
    more: string;
  };
  effect: {
    title: string;
    what: string;
    before: string;
    after: string;
    same: string;
    declared: string;
    apply: string;
    drop: string;
    figures: { income: string; withTransfers: string; spending: string; repayments: string; monthly: string; open: string };
  };
  made: { title: (corrections: number) => string; says: string; takeBack: string; applied: string };
  questions: {
    title: (count: number) => string;
    lead: string;
    each: Record<QuestionKind, { title: string; says: string }>;
    pair: (from: string, to: string) => string;
    none: string;
    one: string;
    two: string;
    answered: Record<QuestionKind, string>;
    crowd: (shown: number, all: number) => string;
    first: (shown: number, all: number) => string;
    next: string;
  };
}

export const zh: CorrectWords = {
  purpose: {
    unknown: "看不出用途",
    salary: "工资",
    pension: "养老金",
    benefits: "补贴、救济",
    interest: "利息",
    dividends: "分红",
    rent_received: "收到的房租",
    other_income: "其他收入",
    housing: "房租、住房",
    mortgage: "房贷",
    utilities: "水电燃气",
    groceries: "食品和日用",
    transport: "交通",
    health: "医疗",
    insurance: "保险",
    education: "教育",
    communication: "通讯",
    discretionary: "其他消费",
    loan_repayment: "还贷款",
    card_repayment: "还信用卡",
    bnpl: "还先用后付、分期",
    payday: "还短期高息借款",
    repayment: "还款，看不出是哪一种",
    borrowed: "借入的钱",
    gambling: "博彩",
    cash: "现金",
    transfer: "和别人之间的转账",
    own_transfer: "自己账户之间的搬动",
    refund: "退款",
    investment: "投资买卖",
    tax: "税和社保",
    fees: "手续费、利息支出",
    own_move: "自己账户之间的搬动",
    left_out: "不计入",
  },
  groups: { none: "不算收支", income: "收入", living: "生活支出", debt: "借和还", moves: "搬动和投资" },
  categories: {
    title: "花在哪里",
    says: "按文件自己的词和已知的商户名归类；认不出就留着，不猜。",
    untold: (share) => `${share} 看不出用途。可以在上面各份文件的行里改正。`,
    what: "用途",
    rows: "笔数",
    amount: "金额",
    share: "占比",
  },
  income: {
    title: "收入，逐笔",
    says: (payments) => `${payments} 笔。实心是收入，空心是他人转入；越高金额越大。`,
    none: "文件里没有收入。",
    day: "日期",
    kind: "种类",
    amount: "金额",
  },
  row: {
    correct: "改正",
    done: "收起",
    what: "这笔是什么？",
    found: (purpose) => `照文件：${purpose}`,
    notCounted: "已在别处计入，或没有动钱",
    yours: "您的说明",
    more: "再看 50 行",
  },
  effect: {
    title: "如果这样改",
    what: "数字",
    before: "现在",
    after: "改后",
    same: "没有一个数字会变。",
    declared: "改过的只算您的说明，不再算「前后一致」，所以不能让任何额度变高。",
    apply: "就这样改",
    drop: "不改",
    figures: {
      income: "收入合计",
      withTransfers: "收入合计，含他人转账",
      spending: "支出合计，减去退回来的",
      repayments: "还款合计",
      monthly: "每月收入，不含转账",
      open: "待答的问题",
    },
  },
  made: {
    title: (corrections) => `您的改正：${corrections} 处`,
    says: "只留在这个标签页里。",
    takeBack: "撤销",
    applied: "已改正",
  },
  questions: {
    title: (count) => `有 ${count} 处只有您知道`,
    lead: "文件本身分不清，没有替您猜，也没有预选。不回答也可以：那就各算各的。",
    each: {
      same_purchase: { title: "这些里面，有没有一对是同一笔消费？", says: "钱包和银行可能各记了一次。" },
      own_transfer: { title: "这些里面，有没有一对是自己账户之间的搬动？", says: "一边转出，另一边转入。" },
      refund: { title: "这笔钱退的是哪一笔消费？", says: "金额和对方都对得上几笔。" },
      same_account: { title: "这两个账户其实是同一个吗？", says: "它们的行几乎一样；或者文件没有写明账户，数目又不像同一个账户。" },
      unclear: { title: "这笔是什么？", says: "文件说它不算收也不算支。" },
    },
    pair: (from, to) => `${from} ↔ ${to}`,
    none: "都不是一对",
    one: "同一个账户：相同的行只算一次",
    two: "两个账户：都算，两者之间的搬动不算收入",
    answered: {
      same_purchase: "同一笔消费",
      own_transfer: "自己账户之间的搬动",
      refund: "退款",
      same_account: "是不是同一个账户",
      unclear: "这笔是什么",
    },
    crowd: (shown, all) => `列出最近的 ${shown} 对，共 ${all} 对。`,
    first: (shown, all) => `先列 ${shown} 处，共 ${all} 处；答完再列后面的。`,
    next: "看看会变什么",
  },
};

/** 各份文件之间、读取程序和离开页面：中文。 */
import type { QuestionKind } from "prescreen/statements";

/** Words for what files are to each other and to the page: one picture for each currency, what contradicts, what is open, what is lost. */
export interface WholeWords {
  /** A question by what it holds back while nobody answers it. */
  open: {
    title: (questions: number) => string;
    holds: Record<QuestionKind, string>;
    answer: string;
  };
  currency: {
    title: (currency: string) => string;
    says: (currency: string) => string;
    from: (names: string) => string;
    /** Files of which nothing is in any picture. */
    none: (names: string) => string;
    first: (currency: string, others: string) => string;
  };
  /** Where no account is a bank's: what came in is not to be seen. */
  noBank: { income: string; note: string; cell: string };
  contradicts: {
    title: string;
    says: (one: string, other: string, from: string, to: string) => string;
    only: (name: string, rows: number) => string;
    begins: (name: string, before: string, day: string) => string;
    counted: string;
    remove: (name: string) => string;
    confidence: string;
  };
  counts: {
    rows: (rows: number) => string;
    notMoved: (rows: number) => string;
    repeated: (rows: number) => string;
    period: (from: string, to: string) => string;
    days: (from: string, to: string) => string;
  };
  twice: (name: string) => string;
  /** What a figure that does not hold is, and what it is held against. */
  figure: Record<"balance" | "closing" | "sum" | "entry" | "opening", { title: string; expected: string; found: string }>;
  check: { holds: string; fails: string; open: string };
  /** Where a check that is of no amount keeps a file from being consistent. */
  unverifiable: string;
  row: string;
  below: { title: string; days: (days: number) => string; lowest: string; more: (periods: number) => string };
  spending: { all: string; repayments: string; refunds: string; left: string };
  told: string;
  unfetched: { title: string; says: string; again: string };
  stopped: { title: string; says: string; again: string; names: string; by: string; byHelp: string; told: string };
  leave: { title: string; says: (files: number) => string; stay: string; go: string };
  confidence: string;
  median: string;
  without: (of: string) => string;
  hold: (needs: number, has: number) => string;
  share: (of: string, needs: string, has: string) => string;
}

export const zh: WholeWords = {
  open: {
    title: (questions) => `有 ${questions} 个问题还没有答案`,
    holds: {
      same_purchase: "可能是同一笔的，现在各算一次：支出可能偏高。",
      own_transfer: "可能是自己账户之间的搬动，现在按与他人之间的转账算：收支都可能偏高。",
      refund: "可能的退款还没有从支出里扣掉：支出可能偏高。",
      same_account: "可能是同一个账户的，现在按两个账户都算，两者之间的搬动也没有配上：收支可能偏高。",
      unclear: "看不出收支的行，现在哪边都没有算。",
    },
    answer: "去回答",
  },
  currency: {
    title: (currency) => `${currency} 的部分`,
    says: (currency) => `金额是 ${currency}。没有换算，也没有和别的币种相加；「其他数字」只用行数最多的币种来算。`,
    from: (names) => `来自：${names}`,
    none: (names) => `没有进入任何一幅图，因为没有动过的钱：${names}`,
    first: (currency, others) => `这幅图只有 ${currency}；${others} 的部分在下面，单独列出。`,
  },
  noBank: {
    income: "还不知道：钱包和信用卡的账单不显示工资这样的收入。请再放一份银行流水。",
    note: "只有钱包或信用卡的账单，看不到工资这样的收入，所以收入一栏空着，不是零。",
    cell: "不知道",
  },
  contradicts: {
    title: "两份文件互相矛盾",
    says: (one, other, from, to) => `「${one}」和「${other}」是同一个账户，但对 ${from} 至 ${to} 说法不同。`,
    only: (name, rows) => `只在「${name}」里的：${rows} 行`,
    begins: (name, before, day) => `「${name}」从 ${day} 开始，期初余额和「${before}」里的不一样。其中一份可能少了几行，或改过。`,
    counted: "现在两份里的行都算进去了，所以数字可能不对。请移除其中一份，或请人来看。",
    remove: (name) => `移除「${name}」`,
    confidence: "说不出：有两份文件互相矛盾",
  },
  counts: {
    rows: (rows) => `文件里共 ${rows} 行`,
    notMoved: (rows) => `其中 ${rows} 行没有动钱（已取消、未完成或只是通知），不计入`,
    repeated: (rows) => `其中 ${rows} 行在别的文件里也有，只算一次`,
    period: (from, to) => `文件写明的期间：${from} 至 ${to}`,
    days: (from, to) => `第一行到最后一行：${from} 至 ${to}`,
  },
  twice: (name) => `已经在这里了：「${name}」，内容相同，只算一次。`,
  figure: {
    balance: { title: "这一行之后的余额", expected: "按前一个余额算应为", found: "文件写的是" },
    closing: { title: "期末余额", expected: "按各行算应为", found: "文件写的是" },
    sum: { title: "合计", expected: "文件写的是", found: "各行加起来是" },
    entry: { title: "一笔和它的各部分", expected: "总额是", found: "各部分加起来是" },
    opening: { title: "期初余额", expected: "上一份的期末是", found: "文件写的是" },
  },
  check: { holds: "对得上", fails: "对不上", open: "没有核对" },
  unverifiable: "下面有一处对不上，它不是金额，所以不能算「前后一致」。",
  row: "文件里的这一行",
  below: {
    title: "余额低于零的日子",
    days: (days) => `${days} 天`,
    lowest: "最低",
    more: (periods) => `再看 ${periods} 段`,
  },
  spending: {
    all: "以上合计，流出的钱",
    repayments: "减：还款（不是消费）",
    refunds: "减：退回来的钱",
    left: "等于：支出，和「每月收和支」各月相加相同",
  },
  told: "已读完",
  unfetched: {
    title: "没有取到读取程序",
    says: "读文件的程序要先取来一次，这次没有取到。请看看这台设备是否联网。文件还在你的设备上，没有发出去。",
    again: "再试一次",
  },
  stopped: {
    title: "读取程序停了",
    says: "已经读出来的内容没有了。文件还在您的设备上，没有丢，内容也没有发送。",
    again: "重新开始，再读这些文件",
    names: "要再读的文件",
    by: "读到这份文件时，读取程序停了",
    byHelp: "可以再读一次；还是不行，就不放这份文件，没有它也能继续。",
    told: "读取程序停了，需要重新开始。",
  },
  leave: {
    title: "要离开这一页吗？",
    says: (files) => `这里有 ${files} 份文件，只存在这个标签页里。离开后就没有了，需要再放一次。`,
    stay: "留在这一页",
    go: "离开，不保留文件",
  },
  confidence:
    "取三个比例里最低的：有记录的天数、所在文件自己的数字对得上的行、看得出用途的金额。您改正或回答过的行算您的说明，不算核对过，所以回答以后这个数字可能变低；这不是错。",
  median: "每月的数字是中位数：把完整的月从少到多排，正中间的那个月；一半的月更多，一半更少。",
  without: (of) => `还不够：文件里没有${of}`,
  hold: (needs, has) =>
    needs === 1 ? "说不出：这个账户自己的数字对不上" : `说不出：${needs} 个账户自己的数字都要对得上，现在只有 ${has} 个`,
  share: (of, needs, has) => `还不够：需要 ${needs} ${of}，现有 ${has}`,
};

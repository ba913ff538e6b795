/** 说明表格各列时用的中文。 */
import type { AccountKind, Lack, ToldColumn } from "prescreen/statements";

export type FieldName = ToldColumn["field"];

/** Words for saying what the columns of a table are. */
export interface MappingWords {
  offer: { say: string; help: string; given: string; looking: string };
  title: string;
  lead: string;
  none: string;
  sheet: string;
  column: (number: number, name: string) => string;
  columns: string;
  more: (columns: number) => string;
  unused: string;
  empty: string;
  by: Record<"name" | "balances", string>;
  twice: (columns: string) => string;
  cells: string;
  groups: Record<"when" | "money" | "who" | "numbers" | "securities", string>;
  fields: Record<FieldName, string>;
  questions: string;
  ask: {
    kind: string;
    sign: { title: string; signed: string; out_positive: string };
    direction: { title: string; in: string; out: string; neutral: string };
    status: { title: string; booked: string; pending: string; cancelled: string };
    unsaid: string;
    dayOrder: { title: string; ymd: string; dmy: string; mdy: string };
    numbers: { title: string; point: string; comma: string };
    fee: { title: string; beside: string; inside: string };
    currency: string;
  };
  kinds: Record<AccountKind, string>;
  lacks: Record<Lack, string>;
  still: string;
  preview: {
    title: string;
    waits: string;
    days: (from: string, to: string) => string;
    in: (rows: number) => string;
    out: (rows: number) => string;
    neutral: (rows: number) => string;
    balance: { links: (links: number) => string; breaks: (line: number) => string; none: string };
    fails: string;
    failsHelp: string;
  };
  read: string;
  cancel: string;
  own: { says: string; change: string; save: string; file: string; institution: string };
  layout: { title: string; says: string; wrong: string };
  told: { cancelled: string };
}

export const zh: MappingWords = {
  offer: {
    say: "说明各列是什么",
    help: "表格里有日期和金额就行：您说明每一列是什么，我们按您说的读。",
    given: "以前保存过这种表格的版式文件？像别的文件一样放进来就行。",
    looking: "正在看各列",
  },
  title: "各列是什么",
  lead: "下面是文件里最先有日期和金额的几行。请选出每一列是什么；用不到的列不用选。",
  none: "没有哪一行同时有日期和金额，所以这里没有可以说明的列。",
  sheet: "哪一张工作表？",
  column: (number, name) => (name === "" ? `第 ${number} 列，没有名称` : `第 ${number} 列：${name}`),
  columns: "各列和开头几行",
  more: (columns) => `只看前 64 列，后面还有 ${columns} 列没有看。`,
  unused: "用不到",
  empty: "（空）",
  by: { name: "列名在已知版式里都是这个意思", balances: "余额逐行算下来，只能是这样" },
  twice: (columns) => `一种内容只能是一列。${columns} 选了同一种。`,
  cells: "这一列里有别的内容，不能是这个。",
  groups: { when: "日期和时间", money: "金额", who: "对方和用途", numbers: "编号和账号", securities: "证券" },
  fields: {
    date: "日期",
    time: "时间",
    value_date: "起息日",
    amount: "金额",
    in: "收入金额",
    out: "支出金额",
    direction: "收还是支",
    currency: "币种",
    balance: "余额",
    fee: "手续费",
    refunded: "已退金额",
    status: "交易状态",
    counterparty: "对方",
    payer: "付款人",
    counterparty_account: "对方账号",
    description: "用途或说明",
    note: "备注",
    category: "文件里的分类",
    method: "付款方式",
    merchant_code: "商户类别码",
    id: "这一行的编号",
    reference: "所属单号",
    account: "本人账号",
    market: "交易所",
    code: "证券代码",
    name: "证券名称",
    quantity: "数量",
    held: "成交后持有",
    price: "单价",
  },
  questions: "文件没有说的",
  ask: {
    kind: "这是什么账户？",
    sign: { title: "金额前的正负号是什么意思？", signed: "负的是支出", out_positive: "正的是支出，负的是收入或退款" },
    direction: { title: "这些词是收还是支？", in: "收入", out: "支出", neutral: "都不算" },
    status: { title: "这些状态下，钱动了没有？", booked: "已经动了", pending: "还没有", cancelled: "不会动了" },
    unsaid: "请选择",
    dayOrder: { title: "日期哪个在前？", ymd: "年在前", dmy: "日在前，如 31/01/2026", mdy: "月在前，如 01/31/2026" },
    numbers: { title: "小数用什么隔开？", point: "点，如 1,234.56", comma: "逗号，如 1.234,56" },
    fee: { title: "手续费在金额里面吗？", beside: "不在，另外扣", inside: "已经在金额里面" },
    currency: "金额是什么币种？",
  },
  kinds: { bank: "银行账户", wallet: "钱包", card: "信用卡", broker: "券商账户" },
  lacks: {
    day: "哪一列是日期",
    amount: "哪一列是金额，或哪两列是收入金额和支出金额",
    amount_twice: "要么一列「金额」，要么「收入金额」和「支出金额」两列，不能都选",
    other_side: "收入金额和支出金额各是哪一列；收支在同一列时请选「金额」",
    cells: "有一列的内容和所选的不符",
    sign: "金额前的正负号是什么意思",
    direction: "哪些词是收，哪些是支",
    status: "各个状态下钱动了没有",
    day_order: "日期哪个在前",
    numbers: "小数用什么隔开",
    fee: "手续费在不在金额里面",
    currency: "金额是什么币种",
    kind: "这是什么账户",
  },
  still: "还要说明",
  preview: {
    title: "这样读出来是",
    waits: "正在试读",
    days: (from, to) => `${from} 至 ${to}`,
    in: (rows) => `收入，${rows} 行`,
    out: (rows) => `支出，${rows} 行`,
    neutral: (rows) => `不计收支，${rows} 行`,
    balance: {
      links: (links) => `余额对得上：有 ${links} 处等于前一行的余额加减金额`,
      breaks: (line) => `余额对不上，从第 ${line} 行起。可能哪一列选错了，也可能文件就是这样。`,
      none: "没有余额可以核对。请自己看一眼总数对不对。",
    },
    fails: "这样读不出来",
    failsHelp: "请看看上面有没有哪一列选错了。",
  },
  read: "按这个读",
  cancel: "不说明了",
  own: {
    says: "这份文件是按您说明的列读的。",
    change: "改一下各列",
    save: "保存这个版式",
    file: "版式",
    institution: "其他",
  },
  layout: {
    title: "您的版式",
    says: "已经收下。这一次里，列名相同的文件都按它读。",
    wrong: "这个版式用不了",
  },
  told: { cancelled: "没有改动" },
};

/** 「我的记录」页的中文。 */
import type { FileProblem } from "prescreen/statements";
import type { DropWords } from "../drop";

/** Words of the page of records. */
export interface Words {
  title: string;
  eyebrow: string;
  lead: string;
  drop: DropWords;
  guides: { title: string; each: { name: string; takes: string; steps: string[]; note: string }[]; change: string };
  files: {
    title: (files: number) => string;
    reading: (left: number, read: number, look: number) => string;
    kind: (kind: string, size: string) => string;
    queued: string;
    working: string;
    progress: (rows: string, of: string) => string;
    cancel: string;
    remove: string;
    removed: (name: string) => string;
    totals: { in: string; out: string; neutral: string };
    nothing: string;
    again: string;
    show: string;
  };
  broken: { line: (line: number) => string; difference: string };
  never: string;
  colon: string;
  /** Between the parts of a list. */
  comma: string;
  at: (problem: FileProblem) => string;
  shown: (found: string) => string;
  column: (name: string) => string;
  ask: {
    dayOrder: string;
    orders: { dmy: string; mdy: string };
    numbers: string;
    styles: { point: string; comma: string };
    go: string;
    password: string;
    open: string;
  };
  institution: Record<string, string>;
  account: Record<"wallet" | "bank" | "card" | "broker", string>;
  rows: {
    title: string;
    line: string;
    date: string;
    what: string;
    amount: string;
    balance: string;
    correct: string;
    purpose: string;
    asFile: string;
    more: (shown: number, all: number) => string;
  };
  joined: {
    title: string;
    lead: (from: string, to: string, currency: string) => string;
    income: string;
    incomeSays: string;
    withTransfers: string;
    withTransfersSays: string;
    notEnough: (of: string, needs: number, has: number) => string;
    needs: Record<string, string>;
    balance: string;
    balanceSays: (days: number) => string;
    months: string;
    monthsSays: string;
    month: string;
    in: string;
    transfersIn: string;
    out: string;
    net: string;
    monthEnd: string;
    below: string;
    coverage: string;
    missing: (days: number, missing: number) => string;
    covered: (days: number) => string;
    asTable: string;
    more: string;
    figures: Record<string, string>;
    tier: Record<string, string>;
  };
  leaves: string;
}

export const zh: Words = {
  title: "我的记录",
  eyebrow: "可选 · 不做也能继续",
  lead: "放进账单和流水，在这个标签页里读取、核对。离开的只有结论。",
  drop: {
    title: "放进您的文件",
    here: "把文件拖到这里",
    touch: "从这台设备里选",
    body: "CSV、XLSX、OFX、XML、加密 ZIP 都可以，一次放几份也行。不用改文件名，我们看内容。",
    choose: "选择文件",
    stays: "文件只在这个标签页里读取，关掉页面就没有了。",
    under: "截图和拍照不行：图片里的数字无法前后核对。没有文件也可以继续。",
    noDialog: "没有弹出选择窗口？有些应用里的浏览器不支持选文件，请用系统浏览器打开本页。",
  },
  guides: {
    title: "怎么拿到文件",
    change: "各家的菜单会变。找不到时，在应用里搜索引号里的词。",
    each: [
      {
        name: "支付宝",
        takes: "约 2 分钟，密码发到手机",
        steps: ["「我的」→「账单」→ 右上角「···」", "「开具交易流水证明」→「用于个人对账」", "选最近 6 个月，填邮箱"],
        note: "「记账本」里的导出不是账单，用不了。",
      },
      {
        name: "微信支付",
        takes: "约 3 分钟，密码发到微信",
        steps: ["「我」→「服务」→「钱包」→「账单」", "「常见问题」→「下载账单」→「用于个人对账」"],
        note: "请放原来的文件。用表格软件另存一次，总数就没有了。",
      },
      {
        name: "银行卡",
        takes: "约 5 分钟，手机银行或网银",
        steps: ["「账户」→「交易明细」→「导出」", "选带「余额」一列的格式"],
        note: "有余额，才能逐行核对。",
      },
      {
        name: "券商",
        takes: "约 5 分钟，交易软件",
        steps: ["「交易」→「查询」→「交割单」→「导出」"],
        note: "本公司的账户不用导出，公司本来就有。",
      },
    ],
  },
  files: {
    title: (files) => `${files} 份文件`,
    reading: (left, read, look) => (left > 0 ? `还在读 ${left} 份` : look === 0 ? "都读完了" : `读完 ${read} 份，有 ${look} 份要您看一下`),
    kind: (kind, size) => `${kind} · ${size}`,
    queued: "排队中",
    working: "正在读",
    progress: (rows, of) => `已读 ${rows} 行，共 ${of} 行`,
    cancel: "取消",
    remove: "移除",
    removed: (name) => `已移除 ${name}`,
    totals: { in: "收入", out: "支出", neutral: "不计收支" },
    nothing: "文件里一行交易也没有。",
    again: "再读一次",
    show: "看看读到的行",
  },
  broken: { line: (line) => `第 ${line} 行`, difference: "相差" },
  colon: "：",
  comma: "、",
  never: "这份文件不能让任何额度变高，也不说明您做错了什么。可以重新导出一次，或请人来看。",
  at: ({ member, line }) =>
    [member === undefined ? "" : `压缩包里第 ${member} 个文件`, line === undefined ? "" : `第 ${line} 行`].filter(Boolean).join("，"),
  column: (name) => `缺的是：${name}`,
  shown: (found) => `这里写的是：${found}`,
  ask: {
    dayOrder: "这份文件里，日期哪个在前？",
    orders: { dmy: "日在前，如 31/01/2026", mdy: "月在前，如 01/31/2026" },
    numbers: "这份文件里，小数用什么隔开？",
    styles: { point: "点，如 1,234.56", comma: "逗号，如 1.234,56" },
    go: "按这个再读",
    password: "文件密码",
    open: "打开",
  },
  institution: {
    alipay: "支付宝",
    wechat: "微信支付",
    jd: "京东",
    meituan: "美团",
    boc: "中国银行",
    cmb: "招商银行",
    icbc: "工商银行",
    abc: "农业银行",
    ccb: "建设银行",
    bocom: "交通银行",
    citic: "中信银行",
    spdb: "浦发银行",
    cgb: "广发银行",
  },
  account: { wallet: "钱包", bank: "银行账户", card: "信用卡", broker: "券商账户" },
  rows: {
    title: "读到的行",
    line: "行",
    date: "日期",
    what: "对方和用途",
    amount: "金额",
    balance: "余额",
    correct: "改正",
    purpose: "算作",
    asFile: "照文件",
    more: (shown, all) => `显示 ${shown} 行，共 ${all} 行`,
  },
  joined: {
    title: "合在一起，是这样",
    lead: (from, to, currency) => `${from} 至 ${to}，金额是 ${currency}。同一笔钱只算一次；自己账户之间的搬动不算。`,
    income: "每月收入，不含转账",
    incomeSays: "正中间的那个月：一半的月更多，一半更少",
    withTransfers: "每月收入，含他人转账",
    withTransfersSays: "如果其中有不该算的，请在行里改正",
    notEnough: (of, needs, has) => `还不够：需要 ${needs} ${of}，现在有 ${has}`,
    needs: {
      days: "天",
      months: "个完整的月",
      payments: "次付款",
      accounts: "个账户",
      balances: "个有余额的账户",
      prices: "只有价格的持仓",
      told_spending: "的支出看得出用途",
      told_income: "的进账看得出用途",
      income: "收入",
      spending: "支出",
      purchases: "买入",
      holdings: "持仓",
      figures_that_hold: "自身数字对得上的账户",
      statement: "您的说明",
    },
    balance: "手里的钱，逐日",
    balanceSays: (days) => (days > 0 ? `有余额的账户合计；有 ${days} 天低于零。` : "有余额的账户合计；没有低于零的日子。"),
    months: "每月收和支",
    monthsSays: "支出是消费和转给他人的钱，减去退回来的。自己账户之间的搬动和还款不算。",
    month: "月份",
    in: "收入",
    transfersIn: "他人转入",
    out: "支出",
    net: "收入 − 支出",
    monthEnd: "月末余额",
    below: "低于零的天数",
    coverage: "哪些日子有记录",
    missing: (days, missing) => `${days} 天，缺 ${missing} 天`,
    covered: (days) => `${days} 天`,
    asTable: "用表格看",
    more: "其他数字",
    figures: {
      "outflow-monthly": "每月流出，含还款",
      "essential-share": "必要支出占比",
      "obligations-monthly": "每月还款",
      "obligations-to-income": "还款占收入",
      "negative-months": "支出大于收入的月数",
      "liquid-balance": "现有余额",
      "buffer-days": "余额够用的天数",
      "days-below-zero": "低于零的天数",
      "income-sources": "收入来源",
      "salary-months": "有工资的月数",
      "days-missing": "缺记录的天数",
      confidence: "这幅图有多完整",
    },
    tier: { declared: "您的说明", parsed: "读自文件", consistent: "前后一致", attested: "公司已有记录" },
  },
  leaves: "读取、核对都在这个标签页里，文件不会离开。已经离开的，都列在「离开这台设备的内容」里。",
};

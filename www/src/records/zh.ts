/** 「我的记录」页的中文。 */
import type { Cause, Check, FileProblem, Integrity } from "prescreen/statements";

type Verdict = Integrity["verdict"];

/** Words of the page of records. */
export interface Words {
  title: string;
  eyebrow: string;
  lead: string;
  drop: { title: string; here: string; body: string; choose: string; stays: string; photos: string; noDialog: string };
  guides: { title: string; each: { name: string; takes: string; steps: string[]; note: string }[]; change: string };
  files: {
    title: (files: number) => string;
    reading: (left: number) => string;
    kind: (kind: string, size: string) => string;
    queued: string;
    working: string;
    cancel: string;
    remove: string;
    removed: (name: string) => string;
    rows: (rows: number, days: number) => string;
    totals: { in: string; out: string; neutral: string };
    nothing: string;
    again: string;
    show: string;
  };
  integrity: Record<Verdict, { word: string; says: string }>;
  /** Each check by how it ended: it holds, or it does not. */
  check: Record<Check, { holds: string; fails: string }>;
  cause: Record<Cause, string>;
  checked: {
    title: string;
    fits: string;
    balances: (links: number) => string;
    rows: (expected: number, found: number) => string;
    oldest: (line: number) => string;
    last: (line: number) => string;
    neutral: (rows: number) => string;
  };
  broken: { line: (line: number) => string; expected: string; found: string; difference: string };
  never: string;
  problem: Record<string, { title: string; help: string }>;
  at: (problem: FileProblem) => string;
  shown: (found: string) => string;
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
    leaveOut: string;
    takeBack: string;
    more: (shown: number, all: number) => string;
  };
  note: Record<string, string>;
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
    missing: (days: number) => string;
    covered: (days: number) => string;
    asTable: string;
    more: string;
    figures: Record<string, string>;
    questions: (count: number) => string;
    tier: Record<string, string>;
    effect: (before: string, after: string) => string;
    next: string;
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
    body: "CSV、XLSX、OFX、XML、加密 ZIP 都可以，一次放几份也行。不用改文件名，我们看内容。",
    choose: "选择文件",
    stays: "文件只在这个标签页里读取，关掉页面就没有了。",
    photos: "截图和拍照不行：图片里的数字无法前后核对。没有文件也可以继续。",
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
    reading: (left) => (left > 0 ? `还在读 ${left} 份` : "都读完了"),
    kind: (kind, size) => `${kind} · ${size}`,
    queued: "排队中",
    working: "正在读",
    cancel: "取消",
    remove: "移除",
    removed: (name) => `已移除 ${name}`,
    rows: (rows, days) => `${rows} 行 · 跨 ${days} 天`,
    totals: { in: "收入", out: "支出", neutral: "不计收支" },
    nothing: "文件里一行交易也没有。",
    again: "再读一次",
    show: "看看读到的行",
  },
  integrity: {
    consistent: { word: "前后一致", says: "下面核对过的数字合得上。这不说明文件是谁做的。" },
    inconsistent: { word: "前后不一致", says: "文件里有一个数字合不上。" },
    gap: { word: "有缺口", says: "有些变动这份文件没有列出来。" },
    unverifiable: { word: "无法核对", says: "文件写的余额或合计不够核对每一行，或有别的地方对不上。" },
  },
  check: {
    balances: { holds: "余额等于上一个余额加上其间的变动", fails: "有余额不等于上一个余额加上其间的变动" },
    opening_closing: { holds: "期初加上全部变动等于期末", fails: "期初加上全部变动不等于期末" },
    closing: { holds: "期末等于最后的余额加上其后的变动", fails: "期末不等于最后的余额加上其后的变动" },
    stated_rows: { holds: "行数与文件写的相同", fails: "行数与文件写的不同" },
    stated_sums: { holds: "收入和支出合计与文件写的相同", fails: "合计与文件写的不同" },
    stated_neutral: { holds: "不计收支的合计与文件写的相同", fails: "不计收支的合计与文件写的不同" },
    numbers: { holds: "行的序号连续", fails: "行的序号不连续" },
    days: { holds: "日期按一个顺序排列", fails: "有日期与其他行的顺序相反" },
    period: { holds: "日期都在文件写的期间内", fails: "有日期不在文件写的期间内" },
    ids: { holds: "没有不该重复的编号", fails: "有编号重复" },
    writing: { holds: "各行写法相同", fails: "有行的写法与其他行不同" },
    details: { holds: "明细各部分等于总额", fails: "明细各部分不等于总额" },
    continues: { holds: "期初等于上一份的期末", fails: "期初不等于上一份的期末" },
    end: { holds: "最后一行是完整的", fails: "最后一行被截断" },
  },
  cause: {
    amount_changed: "有金额或收支方向与原来不同",
    balance_changed: "有余额与原来不同",
    row_missing: "少了行",
    row_added: "多了行",
    cut: "开头或结尾少了行",
    stated_changed: "文件写的数字与原来不同",
    movements_not_listed: "机构不把全部变动列在这种文件里",
    several_places: "有几处数字合不上",
    counted_otherwise: "文件自己说明，它的统计口径可能与明细不同",
  },
  checked: {
    title: "核对了什么",
    fits: "可能的原因",
    balances: (links) => `${links} 个余额等于上一个余额加上其间的变动`,
    rows: (expected, found) => `文件写 ${expected} 行，实有 ${found} 行`,
    oldest: (line) => `没有核对：最早一行（第 ${line} 行）的金额`,
    last: (line) => `没有核对：最后一行（第 ${line} 行）是否完整`,
    neutral: (rows) => `没有核对：${rows} 行不计收支`,
  },
  broken: { line: (line) => `第 ${line} 行`, expected: "应为", found: "实为", difference: "相差" },
  never: "这份文件不能让任何额度变高，也不说明您做错了什么。可以重新导出一次，或请人来看。",
  problem: {
    empty: { title: "文件是空的", help: "可能没有下载完，请重新导出。" },
    "too-large": { title: "文件太大", help: "请缩短时间范围，或一次只导出一个账户。" },
    encoding: { title: "文件里的文字读不出来", help: "请重新导出，先不要用别的程序打开。" },
    "unknown-format": { title: "还不认识这种格式", help: "请换一种导出格式，或换一个账户。" },
    "wrong-export": { title: "这是另一种导出，不是账单", help: "请按下面的步骤导出账单。" },
    "wrong-kind": { title: "这种文件读不了", help: "请放 CSV、XLSX、OFX、XML 或 ZIP。图片里的数字无法核对。" },
    "password-needed": { title: "文件有密码", help: "请输入随文件发来的密码，它只留在这台设备上。" },
    "password-wrong": { title: "密码不对", help: "请照短信或应用里的再输一次，注意大小写。" },
    cut: { title: "文件后半截不见了", help: "请重新下载。" },
    syntax: { title: "文件在这里损坏了", help: "请重新导出，不要用别的程序改动。" },
    cells: { title: "这一行的列数和表头不一样", help: "请重新导出；用表格软件另存会让列错位。" },
    "missing-column": { title: "缺少需要的列", help: "请导出全部列。" },
    "missing-value": { title: "缺少每行都要有的内容", help: "请重新导出。" },
    amount: { title: "这里不是金额", help: "请重新导出，或不放这份文件。" },
    precision: { title: "金额的小数位比币种多", help: "请重新导出；换算可能改动过金额。" },
    "ambiguous-amount": { title: "分不清是千分位还是小数点", help: "请告诉我们，文件本身看不出来。" },
    day: { title: "这里不是日期", help: "请重新导出。" },
    "ambiguous-day": { title: "分不清日和月", help: "请告诉我们，文件本身看不出来。" },
    direction: { title: "看不出这笔钱是收还是支", help: "请不要放这份文件，或请人来看。" },
    status: { title: "看不懂这笔交易的状态", help: "请不要放这份文件，或请人来看。" },
    currency: { title: "看不出币种", help: "请导出带币种的文件。" },
    conflict: { title: "文件里两处互相矛盾", help: "请重新导出。" },
    "encrypted-workbook": { title: "这份表格自带密码", help: "请用表格软件输入密码打开，去掉密码，另存为 XLSX。" },
    damaged: { title: "文件损坏了", help: "请重新下载，不要用别的程序改动。" },
    "unsupported-method": { title: "这种压缩或加密方式这里打不开", help: "请用原来的程序解开，再放里面的文件。" },
    "unsupported-version": { title: "这种表格格式这里读不了", help: "请用表格软件打开，另存为 XLSX。" },
    nested: { title: "压缩包里的压缩包里还有压缩包", help: "请先解开，再放最里面的文件。" },
    overflow: { title: "金额加起来太大，无法计算", help: "请看看这一行的金额，再重新导出文件。" },
  },
  at: ({ member, line }) =>
    [member === undefined ? "" : `压缩包里第 ${member} 个文件`, line === undefined ? "" : `第 ${line} 行`].filter(Boolean).join("，"),
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
    leaveOut: "不计入",
    takeBack: "重新计入",
    more: (shown, all) => `显示 ${shown} 行，共 ${all} 行`,
  },
  note: {
    saved_again: "这份文件被别的程序另存过，改动了什么看不出来，所以证据低一级。",
    unknown_column: "有一列不认识，没有用它。",
    several_currencies: "文件里有几种货币，分开列出，不会相加。",
    several_sources: "有的交易由几种方式一起付款，文件没有写各付多少。",
    other_encoding: "文件写明的编码和实际不同，已按实际的读。",
    row_left_out: "有的行不是交易，没有计入。",
    stated_otherwise: "文件自己说明：明细直接相加和它写的合计可能不同。",
    direction_unclear: "有的行只能看出一部分收支方向。",
    answered: "这份文件按您的回答来读。文件自己的数字核对不了您的回答，所以证据低一级。",
    own_layout: "这份文件的格式不是我们提供的，没有人核对过，所以证据低一级。",
    no_currency: "文件没有写币种。在您说明之前，它的金额不会与别的相加。",
    masked: "有一列被遮盖或留空，没有使用。",
    code_unclear: "有证券代码少了位数，也没有别处说明它属于哪个交易所。",
    pasted_twice: "同样的行在文件里出现了两遍，像是粘贴了两次，只读了一遍。",
    part: "这份文件只是几页中的一页，请把其余几页也放进来。",
  },
  joined: {
    title: "合在一起，是这样",
    lead: (from, to, currency) => `${from} 至 ${to}，金额是 ${currency}。同一笔钱只算一次；自己账户之间的搬动不算。`,
    income: "每月收入，不含转账",
    incomeSays: "各月的中位数",
    withTransfers: "每月收入，含他人转账",
    withTransfersSays: "如果其中有不该算的，请在行里改正",
    notEnough: (of, needs, has) => `还不够：需要${of} ${needs}，现有 ${has}`,
    needs: {
      days: "天数",
      months: "完整的月",
      payments: "付款次数",
      accounts: "账户",
      balances: "有余额的账户",
      prices: "有价格的持仓",
      told_spending: "看得出用途的支出（万分之）",
      told_income: "看得出用途的收入（万分之）",
      income: "收入",
      spending: "支出",
      purchases: "买入",
      holdings: "持仓",
      statement: "您的说明",
    },
    balance: "手里的钱，逐日",
    balanceSays: (days) => (days > 0 ? `有余额的账户合计；有 ${days} 天低于零。` : "有余额的账户合计；没有低于零的日子。"),
    months: "每月收和支",
    monthsSays: "自己账户之间的搬动不算，信用卡还款也不算。",
    month: "月份",
    in: "收入",
    transfersIn: "他人转入",
    out: "支出",
    net: "收入 − 支出",
    monthEnd: "月末余额",
    below: "低于零的天数",
    coverage: "哪些日子有记录",
    missing: (days) => `缺 ${days} 天`,
    covered: (days) => `${days} 天`,
    asTable: "用表格看",
    more: "其他数字",
    figures: {
      "outflow-monthly": "每月支出",
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
    questions: (count) => `有 ${count} 处分不清，没有替您猜：现在各算各的。`,
    tier: { declared: "您的说明", parsed: "读自文件", consistent: "前后一致", attested: "机构证明" },
    effect: (before, after) => `改正之前 ${before}，之后 ${after}。改正过的按您的说明算，不再算「前后一致」。`,
    next: "这一页到此为止：这些数字没有发给任何人，也没有进入您的评估。",
  },
  leaves: "读取、核对都在这个标签页里。到现在为止，什么也没有离开。",
};

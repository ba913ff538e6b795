/** 「我能负担多少」页的中文。 */
import type { IndicativePrice } from "prescreen";
import type { Stop } from "./stopped";

type NoPrice = NonNullable<NonNullable<IndicativePrice>["none"]>;
type Part = NonNullable<NonNullable<IndicativePrice>["band"]>["parts"][number]["part"];

export interface AffordWords {
  title: string;
  eyebrow: string;
  lead: string;
  failed: string;
  again: string;
  working: string;
  /** Between parts of a note. */
  comma: string;
  colon: string;
  /** Between the parts of a list. */
  and: string;
  persons: {
    title: string;
    says: string;
    each: Record<"none" | "thin" | "year", { name: string; says: string }>;
    own: string;
    toRecords: string;
  };
  from: { records: string; go: string; goSays: string; back: string };
  otherCurrency: (theirs: string, ours: string) => string;
  books: { title: string; says: string; purchase: (amount: string, financed: string, currency: string) => string };
  limit: {
    section: string;
    proceeds: (amount: string, currency: string) => string;
    insufficient: { title: string; says: string };
    /** What stops the purchase itself, or leaves no limit. */
    stopped: Record<Stop, { title: string; says: string }>;
    above: (financed: string, currency: string) => string;
    says: string;
    income: string;
    outflow: string;
    obligations: string;
    buffer: string;
    days: (days: number) => string;
    left: (stress: string) => string;
    ceiling: { left_months: (months: number) => string; share: (what: string, share: string) => string; amount: string };
    limit: string;
    leastOf: string;
    rounded: (step: string) => string;
  };
  calc: {
    median: (months: number) => string;
    medianOnly: string;
    repaid: string;
    incomeOf: string;
    share: string;
    within: string;
    liquid: string;
    perDay: string;
    lasts: string;
    kept: (share: string) => string;
    dearer: (share: string) => string;
    interest: (share: string) => string;
    paid: string;
    left: string;
    worst: string;
    times: (months: number) => string;
    part: (share: string) => string;
    own: string;
    least: string;
    down: (step: string) => string;
    up: string;
    cash: string;
    together: string;
    lost: (share: string) => string;
    minus: string;
    divided: string;
    months: (months: number) => string;
  };
  wrong: {
    invented: string;
    files: string;
    rule: string;
    source: (what: string) => string;
    yours: string;
    correct: string;
    toRecords: string;
  };
  thin: {
    helps: string;
    noFiles: string;
    broker: string;
    weak: string;
    coverage: (needs: number, has: number) => string;
    said: string;
    firm: string;
    lacks: string;
    never: string;
  };
  fall: {
    section: string;
    call: (share: string) => string;
    calm: string;
    insufficient: string;
    insufficientSays: string;
    says: string;
    field: string;
    drag: string;
    /** Of a figure that lies outside of the picture. */
    most: (share: string) => string;
    percent: string;
    lose: string;
    worth: string;
    ratio: string;
    ratioSays: string;
    state: { above: string; call: string; close: string; owing: string };
    after: (board: string, days: number | null) => string;
    callLine: (ratio: string) => string;
    closeLine: (ratio: string) => string;
    yours: string;
    table: string;
    daily: string;
    day: (day: number) => string;
    called: string;
    closed: string;
    board: (board: string, call: number | null, close: number | null, loss: number | null) => string;
    warn: (lost: string, currency: string) => string;
    warnSays: string;
    means: string;
    meansOf: string;
    loss: string;
    monthsLeft: string;
    held: (what: string) => string;
    elsewhere: string;
    elsewhereSays: string;
    notNumber: string;
  };
  price: {
    section: string;
    band: (low: string, high: string) => string;
    none: Record<NoPrice, { title: string; says: string }>;
    stopped: { title: string; says: string };
    would: string;
    parts: Record<Part, string>;
    part: string;
    rate: string;
    change: string;
    yes: string;
    no: string;
    switchOn: string;
    switchOff: string;
    practice: string;
    from: (day: string) => string;
    indicative: string;
    cost: string;
    formula: string;
    capped: (rate: string) => string;
    low: string;
    high: string;
    points: string;
  };
  leaves: {
    section: string;
    says: string;
    outcome: string;
    outcomes: Record<"proceed" | "proceed_with_limit" | "refer" | "insufficient_evidence", string>;
    /** Of a purchase that is stopped, whatever could be afforded. */
    purchase: string;
    purchases: Record<Stop, string>;
    band: string;
    noBand: string;
    reason: string;
    oneCode: string;
    bits: (bits: string) => string;
    stays: string;
    kept: readonly string[];
    now: string;
  };
}

export const zh: AffordWords = {
  title: "我能负担多少",
  eyebrow: "融资买入之前",
  lead: "每个数字都能点开，看它是怎么算的。全部在这台设备上算。",
  failed: "这台设备没能读取规则包，所以现在什么都算不了。请再试一次，或者找人工。",
  again: "再试一次",
  working: "正在计算……",
  comma: "，",
  colon: "：",
  and: "、",
  persons: {
    title: "看谁的情况",
    says: "三位都是虚构的人，文件也是。算法和规则与您自己的文件一样。",
    each: {
      none: { name: "没有文件", says: "还没有带来任何记录" },
      thin: { name: "一份薄文件", says: "一个月的银行流水" },
      year: { name: "十二个月", says: "一年的银行流水和一份券商交割单" },
    },
    own: "要看您自己的，请到「我的记录」放入文件，在那里接着看。文件不离开这台设备。",
    toRecords: "到「我的记录」",
  },
  from: {
    records: "依据：您放入的文件",
    go: "看看我能负担多少",
    goSays: "用这些文件，在这台设备上算：能借多少，跌了会怎样。什么都不发送。",
    back: "回到我的记录",
  },
  otherCurrency: (theirs, ours) => `您的记录是 ${theirs}，这家公司的规则只算 ${ours}。我们不换算，所以没有使用您的记录。`,
  books: {
    title: "这家虚构公司账上的数字",
    says: "真实的公司会给出它自己账上的数。这里的是虚构的一笔买入。",
    purchase: (amount, financed, currency) =>
      `按一笔虚构的融资买入计算：买入 ${amount} ${currency}，其中借 ${financed}。公司账上的其他数字见页末。`,
  },
  limit: {
    section: "借款上限",
    proceeds: (amount, currency) => `最多可以借 ${amount} ${currency}`,
    insufficient: { title: "证据还不够，先不给借款上限", says: "薄，不是差。证据不够时，我们不猜数字，也不给一个偏低的。" },
    stopped: {
      pause: { title: "这笔买入要等一等", says: "原因写在下面，也可以找人谈。" },
      insufficient_evidence: { title: "这笔买入还没有结论", says: "这不说明您负担不起。下面写的要先核对，之后才有结论。" },
      refer: { title: "先由一个人来看", says: "这不是拒绝。规则在这里停下，由人来决定。" },
      refuse: { title: "按规则，这笔买入不能进行", says: "依据的规则写在下面，可以请人核对。" },
    },
    above: (financed, currency) => `这次买入要借 ${financed} ${currency}，超过了上限。这不是拒绝：先由一个人来决定。`,
    says: "先看平常的一个月，再按压力算，最后取几个上限中最低的一个。要借的这笔钱自己的利息还不在里面。这是您负担得起的数，不是许可：融资融券另有条件，例如平均资产和交易时间，由公司核对。",
    income: "每月收入，不含转账",
    outflow: "每月支出，含还款",
    obligations: "其中还款占收入",
    buffer: "余额能撑",
    days: (days) => `${days} 天`,
    left: (stress) => `每月余下：${stress}`,
    ceiling: {
      left_months: (months) => `压力之下 ${months} 个月余下的钱`,
      share: (what, share) => `${what}的 ${share}`,
      amount: "本公司自己的上限",
    },
    limit: "上限",
    leastOf: "以上最低的一个",
    rounded: (step) => `向下取整到 ${step}`,
  },
  calc: {
    median: (months) => `文件完整覆盖的 ${months} 个月里，居中的那个月；两个居中时，取它们的中间。`,
    medianOnly: "整月金额居中的那个月。各月的数在「我的记录」的按月图表里。",
    repaid: "每月还款",
    incomeOf: "÷ 每月收入",
    share: "= 占收入",
    within: "还款已经包含在每月支出里，这里不再扣一次。",
    liquid: "银行和钱包的余额",
    perDay: "÷ 每月支出，一个月按 30 天",
    lasts: "= 能撑",
    kept: (share) => `收入的 ${share}`,
    dearer: (share) => `支出的 ${share}`,
    interest: (share) => `已欠本公司的，利率加 ${share}，一个月`,
    paid: "每月另付",
    left: "每月余下",
    worst: "压力之下每月余下的钱，最少的一种",
    times: (months) => `× ${months} 个月`,
    part: (share) => `× ${share}`,
    own: "本公司定的金额",
    least: "最低的一个",
    down: (step) => `不足 ${step} 的部分去掉`,
    up: "（百分数在第二位小数往上取整）",
    cash: "信用账户里的现金",
    together: "合计",
    lost: (share) => `× ${share}`,
    minus: "− 会亏掉的",
    divided: "÷ 每月支出",
    months: (months) => `${months} 个月`,
  },
  wrong: {
    invented: "这里的文件是虚构的人的。把您自己的文件放进「我的记录」，就可以改一行的用途、去掉一行，或者换一份文件。",
    files: "这个数来自您的文件。在那里可以改一行的用途、去掉一行，或者换一份文件；改过的算您自己说的，不算证据。",
    rule: "这是公司自定的规则。",
    source: (what) => `这里依据的规则不是公司自定的：${what}。`,
    yours: "其中您在别处所欠的钱是您自己填的。在上面的格子里改。",
    correct: "去改文件里的行",
    toRecords: "到「我的记录」",
  },
  thin: {
    helps: "什么会有帮助",
    noFiles: "带来银行和钱包至少六个月的流水，自带余额或合计的最好",
    broker: "带来其他券商的交割单",
    weak: "读到了，但文件自己的余额没有核对到每一行。请带来原样导出、带余额、早一天开始的文件",
    coverage: (needs, has) => `至少覆盖 ${needs} 天；现在是 ${has} 天`,
    said: "由您自己填，在上面的格子里",
    firm: "由公司给出",
    lacks: "还缺",
    never: "不带记录也可以：自有资金的投资不受影响，或者直接找人谈：",
  },
  fall: {
    section: "跌了会怎样",
    call: (share) => `账户跌幅超过 ${share}，就要您追加担保物`,
    calm: "这个账户没有欠款，跌了也没有人会要您追加",
    insufficient: "证据还不够，先不算下跌",
    insufficientSays: "少了下面的数，亏掉的占多少就是猜的。",
    says: "整个信用账户一起跌，里面的现金也算在内，所以这是往坏处算。拖动图上的点，或者用滑块、填数字。",
    field: "跌多少，%",
    drag: "拖动：账户跌多少",
    most: (share) => `这里只画到 ${share}：填的数不在 0 到 ${share} 之间，所以换成了最近的一个。`,
    percent: "账户跌",
    lose: "您在这个账户里亏",
    worth: "账户还值",
    ratio: "维持担保比例",
    ratioSays: "账户 ÷ 所欠",
    state: {
      above: "还没有到追保线。",
      call: "到了追保线以下：您会被要求追加担保物。",
      close: "到了平仓线以下：公司可以强制卖出。",
      owing: "账户已经不够还：您的钱没有了，还欠着。",
    },
    after: (board, days) => (days === null ? `${board}：一年的交易日里跌不到` : `${board}：最快第 ${days} 个跌停`),
    callLine: (ratio) => `追保线 ${ratio}`,
    closeLine: (ratio) => `平仓线 ${ratio}`,
    yours: "您看的位置",
    table: "每天都跌停，收盘后的比例",
    daily: "板块",
    day: (day) => `第 ${day} 天`,
    called: "追加",
    closed: "平仓",
    board: (board, call, close, loss) =>
      `${board}：天天跌停，${call === null ? "一年里到不了追保线" : call === 0 ? "现在就在追保线以下" : `第 ${call} 天要您追加`}，${close === null ? "到不了平仓线" : close === 0 ? "现在就在平仓线以下" : `第 ${close} 天平仓`}${loss === null ? "" : `；卖不出去的话，第 ${loss} 天账户就不够还了`}。`,
    warn: (lost, currency) => `最坏的情况：这个账户里属于您的 ${lost} ${currency} 全部亏掉，还欠着钱和利息：亏的可以比放进来的多。`,
    warnSays: "跌停时可能没有人买，线到了也不一定卖得掉。利息没有算在上面。少借、少买或者不买，都是答案。",
    means: "您自有的全部",
    meansOf: "占自有的",
    loss: "规则假设的下跌里，自有资产中会亏掉的",
    monthsLeft: "亏了以后，全部自有资产还能撑",
    held: (what) => `${what}占自有的`,
    elsewhere: "您在别处所欠的钱",
    elsewhereSays: "贷款、信用卡、向人借的，合在一起。没有就填 0。留在这个页面里。",
    notNumber: "请填数字，最多两位小数",
  },
  price: {
    section: "利率",
    band: (low, high) => `利率大约一年 ${low}–${high}`,
    none: {
      off: { title: "这家公司没有开放利率", says: "在公司法务同意之前，不向任何人展示。没有开放，不说明您有任何问题。" },
      insufficient_evidence: { title: "证据还不够，不给利率", says: "我们不猜利率，也不给一个偏高的。" },
      refer: { title: "先由一个人来看，再谈利率", says: "规则在这里停下。" },
      weak_evidence: { title: "证据够给上限，还不够给利率", says: "利率要求记录覆盖更久，并且自身核对得上。" },
      above_cap: { title: "会高于公司自定的最高价，所以不给", says: "请找人谈。" },
    },
    stopped: { title: "这笔买入有一件事要先解决，所以不给利率", says: "是什么，写在上面的上限里。" },
    would: "开放以后会看到：一个区间，和它的每一部分；哪些您能改变，哪些不能。年龄、性别、籍贯、地区都不是其中的一部分。",
    parts: {
      funding: "公司的资金成本",
      operating: "办理的成本",
      margin: "公司加的",
      probability: "出现损失的可能",
      loss: "出现后损失多少",
    },
    part: "组成",
    rate: "百分比",
    change: "您能改变吗",
    yes: "能：更长的记录、另一种产品或担保物",
    no: "不能",
    switchOn: "用虚构的参数看一看",
    switchOff: "恢复为不开放",
    practice: "练习：同一份规则，只是打开了利率，参数是虚构的，与产品资料上写的费用无关。这家公司实际没有开放。",
    from: (day) => `成本自 ${day} 起`,
    indicative: "仅供参考，不是要约",
    cost: "前三项之和",
    formula: "（成本 + 可能 × 损失）÷（1 − 可能 × 损失），每一端都向上取整到 0.01%",
    capped: (rate) => `高端被公司自定的最高价 ${rate} 截住`,
    low: "低端",
    high: "高端",
    points: "区间",
  },
  leaves: {
    section: "会离开这台设备的",
    says: "只看这一页，什么都不发送。以后您真的申请并按「发送」时，关于负担能力，判定书里只有：",
    outcome: "负担能力",
    outcomes: {
      proceed: "以公司自己的上限为限",
      proceed_with_limit: "以较低的上限为限",
      refer: "由人来看",
      insufficient_evidence: "证据不足",
    },
    purchase: "这笔买入",
    purchases: { pause: "先等一等", insufficient_evidence: "没有结论", refer: "由人来看", refuse: "不能进行" },
    band: "上限所在的区间",
    noBand: "不发送区间",
    reason: "理由",
    oneCode: "最多一个代码",
    bits: (bits) => `这三项合起来，最多说出 ${bits} 比特，是对所有可能的人算出来的。`,
    stays: "留在这里",
    kept: ["收入、支出、余额和每一行", "上限的金额", "您试过的跌幅", "利率区间"],
    now: "到现在离开的：0 B",
  },
};

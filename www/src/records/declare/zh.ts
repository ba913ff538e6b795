/** 自己填写的情况、和记录并排、下一步：中文。 */

/** What a person may type in, by its name. */
export type DeclaredName =
  | "income-monthly"
  | "outflow-monthly"
  | "obligations-monthly"
  | "taxed-income-yearly"
  | "social-security-months"
  | "housing-fund-monthly"
  | "utilities-arrears"
  | "judgment-debtor";

/** Words for what is typed in, for it beside what was found, and for the next step. */
export interface DeclareWords {
  form: {
    title: string;
    lead: string;
    open: string;
    yes: string;
    no: string;
    unsaid: string;
    notNumber: string;
    each: Record<DeclaredName, { label: string; unit: "money" | "months" | "yes-no"; goodFor: string }>;
    out: { title: string; says: string };
  };
  beside: {
    title: string;
    lead: string;
    what: string;
    said: string;
    found: string;
    same: string;
    differs: (by: string) => string;
    /** Records that reach back less far than what is said. */
    shorter: string;
    silent: string;
    months: (months: number) => string;
    yearly: (amount: string) => string;
    none: string;
  };
  next: {
    title: string;
    lead: string;
    firm: {
      title: string;
      /** By whether an assessment was begun on this page. */
      says: Record<"none" | "underway" | "over", string>;
      go: Record<"none" | "underway" | "over", string>;
      signIn: string;
      choose: string;
      back: string;
      begun: string;
      earlier: string;
    };
    demo: {
      title: string;
      says: string;
      begin: string;
      see: string;
      missing: (count: number) => string;
      asks: string;
      keep: string;
      change: string;
      result: string;
      reasons: string;
      leaves: string;
      nothing: string;
      stays: string;
      class: string;
      outcome: string;
      codes: string;
      pack: string;
      tier: string;
      none: string;
      outcomes: Record<"proceed" | "proceed_after" | "pause" | "insufficient_evidence" | "refer" | "refuse", string>;
      failed: string;
      otherCurrency: string;
      used: (facts: number) => string;
      lacks: string;
    };
  };
}

export const zh: DeclareWords = {
  form: {
    title: "您自己说的",
    lead: "个税、社保、公积金、水电、法院记录没有能核对的导出。想填就填，每一项都可以空着。填的只算您的说明：能引出一个问题，不能让任何额度变高。",
    open: "自己填几项",
    yes: "是",
    no: "否",
    unsaid: "不填",
    notNumber: "请填数字，例如 8000 或 8000.50",
    each: {
      "income-monthly": { label: "每月收入", unit: "money", goodFor: "和记录并排看，差得多就问一句" },
      "outflow-monthly": { label: "每月支出", unit: "money", goodFor: "和记录并排看" },
      "obligations-monthly": { label: "每月还款", unit: "money", goodFor: "含从别的账户还的；和记录里的还款并排看，不让任何数字变化" },
      "taxed-income-yearly": {
        label: "个税记录里的年收入",
        unit: "money",
        goodFor: "与找到的收入不同时问一句；截图几十秒就能做出来，所以不能让任何额度变高",
      },
      "social-security-months": { label: "社保连续缴纳的月数", unit: "months", goodFor: "了解工作是否稳定" },
      "housing-fund-monthly": { label: "公积金每月缴存，单位和个人合计", unit: "money", goodFor: "了解工作是否稳定" },
      "utilities-arrears": { label: "水、电、燃气有欠费吗？", unit: "yes-no", goodFor: "了解是否还有承受亏损的余地；不进任何评分" },
      "judgment-debtor": { label: "在法院公布的被执行人名单上吗？", unit: "yes-no", goodFor: "只在当地规则要求时转给人来看；不进任何评分" },
    },
    out: {
      title: "哪些不进任何评分",
      says: "交通违法、诉讼、性别和住在哪个区，不进这里的任何评分。它们说的是一群人或一个地方，不是您能承受多少亏损；而且没有一种能在这里核对的文件。只有法院名单可以填：有的市场规则要求问，问了也只是转给人来看。",
    },
  },
  beside: {
    title: "您说的，和记录里的",
    lead: "放在一起看，不判断谁对。不一样很常见：另一个账户、现金、刚换的工作，文件里都看不到。",
    what: "内容",
    said: "您说",
    found: "记录里",
    same: "差不多",
    differs: (by) => `相差 ${by}`,
    shorter: "记录只有这些个月",
    silent: "记录里没有",
    months: (months) => `${months} 个月`,
    yearly: (amount) => `一年 ${amount}，合每月`,
    none: "还没有填",
  },
  next: {
    title: "对下一步意味着什么",
    lead: "规则包如果读取记录，记录可以引出一个问题，可以让结果更谨慎，或请人来看；从不让类别变高。没有记录，也照样能继续。",
    firm: {
      title: "带着这些去做评估",
      says: {
        none: "在这个标签页里继续，文件不用再放一次。这家公司的规则包没有一条读取记录：带不带，结果一样。离开的只有判定书。",
        underway: "评估已经开始，还没有结束。它读到的是开始时的记录；这里后来的改动不会进去。",
        over: "在这一页做的评估已经结束。",
      },
      go: { none: "继续做评估", underway: "回到评估", over: "看评估的结果" },
      signIn: "先在首页选一位客户，才能做评估。换页之后，这里的文件就没有了，需要再放一次。",
      choose: "去首页选客户",
      back: "回到我的记录",
      begun: "记录还在这个标签页里。",
      earlier: "这一页上更早的一次评估，已经离开的",
    },
    demo: {
      title: "练习：五个问题，加上您的记录",
      says: "用一份练习规则包，看规则怎样读记录。这份规则需要记录里的数字：没有放文件，不论怎样回答，结果都是「资料不足」。结果只显示给您，什么也不发送。",
      begin: "开始练习",
      see: "看结果",
      missing: (count) => `还有 ${count} 题没有回答。`,
      asks: "有一处想请您确认",
      keep: "没有填错",
      change: "修改回答",
      result: "结果",
      reasons: "理由",
      leaves: "如果发送，离开的只有这些",
      nothing: "这是演示，没有发送。",
      stays: "留下的：文件、金额、日期、对方、您的回答和改正。",
      class: "类别",
      outcome: "结论",
      codes: "理由代码",
      pack: "规则包",
      tier: "证据等级",
      none: "没有",
      outcomes: {
        proceed: "可以继续",
        proceed_after: "完成步骤后可以继续",
        pause: "先等一等",
        insufficient_evidence: "资料不足",
        refer: "请人来看",
        refuse: "不能继续",
      },
      failed: "这台设备算不出结果，请人来看。",
      otherCurrency: "您的账单是另一种币种，这里不能使用；没有换算，也没有猜测任何数字，以您自己的回答为准。",
      lacks: "还缺",
      used: (facts) => (facts === 0 ? "规则需要的数字，记录里还不够算出一个。" : `规则从记录里读到 ${facts} 个数字。`),
    },
  },
};

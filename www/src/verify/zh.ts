/** 「自行核验」页的中文。 */
import type { DocumentKind, ExportCounts, Limit, Need, OpenQuestion, PackStatement, Proved } from "prescreen/verify";
import type { DropWords } from "../drop";

/** Words of the page that verifies. */
export interface VerifyWords {
  title: string;
  eyebrow: string;
  /** Between a thing and what is said of it. */
  colon: string;
  /** Between the parts of a line. */
  comma: string;
  lead: string;
  drop: DropWords;
  paste: { label: string; hint: string; check: string; name: (n: number) => string };
  starting: string;
  ready: string;
  documents: { title: string; remove: (name: string) => string; beside: string; removed: (name: string) => string };
  kind: Record<DocumentKind, string>;
  reading: (part: string) => string;
  state: { holds: string; partly: string; breaks: string; unread: string };
  lists: { proved: string; open: string; limits: string; says: string };
  proved: Record<Proved, string>;
  open: Record<OpenQuestion, string>;
  add: Record<Need, string>;
  limits: Record<Limit, string>;
  breaks: { title: string; place: string; line: (line: number) => string; detail: string; after: string };
  code: Record<string, string>;
  otherCode: string;
  said: {
    outcome: string;
    complete: string;
    class: string;
    product: string;
    pack: string;
    subject: string;
    session: string;
    accepted: string;
    steps: string;
    opened: string;
    key: string;
    yes: string;
    no: string;
    none: string;
    noAnswer: string;
  };
  outcome: Record<string, string>;
  counts: Record<keyof ExportCounts, string>;
  acts: Record<PackStatement["act"], string>;
  until: Record<PackStatement["act"], (day: string) => string>;
}

export const zh: VerifyWords = {
  title: "自行核验",
  eyebrow: "给投资者、监管机构和法院",
  colon: "：",
  comma: "，",
  lead: "放进一份回执、记录、开示、导出文件或规则包的批准书，就能看到它证明什么、不证明什么、在哪里断开。全部在这台设备上核对：什么都不上传，页面打开后断网也能用。",
  drop: {
    title: "放进文件",
    here: "把文件拖到这里",
    touch: "从这台设备里选",
    body: "回执、记录（数据或可打印的页面）、开示、导出文件、规则包的批准书；机构的公钥、规则包、结论、会话、批准人名单可以一起放进来。",
    choose: "选择文件",
    stays: "文件只在这个标签页里读取，不发送，也不保存。",
    under: "公钥请向机构索取，或在其网站的 /.well-known/prescreen-keys.json 下载；不要只用随文件一起来的那一份。",
    noDialog: "没有弹出选择窗口？有些应用里的浏览器不支持选文件，请用系统浏览器打开本页，或把文字粘贴在下面。",
  },
  paste: { label: "或者粘贴文字", hint: "整份粘贴，不要删改。", check: "核验这段文字", name: (n) => `粘贴的文字 ${n}` },
  starting: "正在准备核验程序…",
  ready: "已就绪：现在断网也可以核验。",
  documents: {
    title: "放进来的文件",
    remove: (name) => `移除 ${name}`,
    beside: "用来对照其他文件",
    removed: (name) => `已移除 ${name}。`,
  },
  kind: {
    receipt: "回执",
    record: "记录",
    answer: "机构保存的记录",
    opening: "开示",
    "sealed-record": "密封记录",
    export: "导出文件",
    statements: "规则包的批准书和撤回书",
    verdict: "结论",
    session: "会话",
    pack: "规则包",
    keys: "机构公钥",
    approvers: "可以批准规则包的人",
  },
  reading: (part) => `正在核对… ${part}`,
  state: {
    holds: "成立",
    partly: "核对过的部分成立",
    breaks: "不成立",
    unread: "无法读取",
  },
  lists: { proved: "它证明", open: "再加一份文件还能证明", limits: "它不证明", says: "它写着" },
  proved: {
    "values-lead": "其中的回答就是当时承诺的回答，之后没有改动。",
    "session-signed": "承诺值和结论由同一个会话的密钥签名。",
    "server-signed": "机构的服务器签发了凭单和回执。",
    "server-signed-ticket": "机构的服务器签发了凭单；其中没有回执。",
    "firms-verdict": "结论与机构保存的一致。",
    "session-issued": "会话与服务器发出的完全一致。",
    "rules-again": "按同样的规则再算一次，得到同样的结论。",
    "verdict-rests": "结论正是基于这些回答。",
    "receipt-signed": "机构的服务器签发了这份回执。",
    "receipt-of-verdict": "它对应旁边的那份结论，结论由会话的密钥签名。",
    "export-lines": "每一行都在，与结尾所记一致。",
    "export-objects": "其中每张凭单、每份结论、每个步骤和每份回执都有签名，相互对应，并且符合其中的规则包。",
    "export-signed": "机构的服务器对整份文件签了名：导出之后没有任何改动。",
    "export-empty": "其中没有会话，因此没有签过名的内容。",
    "export-keys": "签名用的是机构的公钥。",
    "statements-signed": "每一份批准和撤回都由批准人名单上的那个人签名。",
    "statements-of-pack": "说的就是旁边的这个规则包，一字不差。",
  },
  open: {
    "server-signed": "机构的服务器签发了凭单和回执",
    "firms-verdict": "结论与机构保存的一致",
    "session-issued": "会话和机构提供的事实与发出时一致",
    "rules-again": "按规则确实得到这个结论",
    "values-lead": "这些回答属于那个承诺值",
    "verdict-rests": "有结论基于这些回答",
    "receipt-signed": "机构的服务器签发了这份回执",
    "receipt-of-verdict": "它对应哪一份结论",
    "export-keys": "其中的公钥确实是机构的",
    "statements-signed": "批准和撤回出自有权的人",
    "statements-of-pack": "说的是规则包的哪一份内容",
  },
  add: { keys: "加上机构公钥", verdict: "加上结论", session: "加上会话", pack: "加上规则包", approvers: "加上批准人名单" },
  limits: {
    "answers-true": "回答是否属实。",
    "honest-tab": "结论是否由浏览器如实算出。",
    "no-leave": "可以买任何产品：要看它是否“已完成”，以及它所指的结论。",
    "who-it-is": "这个人是谁：其中只有机构自己的编号。",
    unsigned: "服务器自己的说法没有被改过：整份文件没有签名。",
    "nothing-left-out": "没有遗漏：导出文件看不出少了什么。",
    "read-before-signed": "签名的人读过规则包。",
    "sealed-inside": "密封记录里的内容：只有机构的存档密钥能打开。",
    "servers-word": "会话里的事实、接受结论的时间、免计一次的理由：这些是服务器自己的说法。",
  },
  breaks: {
    title: "在这里断开",
    place: "位置",
    line: (line) => `第 ${line} 行`,
    detail: "核验程序的原话",
    after: "断开之后的内容没有核对。可能是文件在传送中损坏，也可能是被改过：请向给您文件的人再要一份。",
  },
  code: {
    syntax: "这不是一份完整的文件：文字被截断、多了内容，或者不是这类文件。",
    "repeated-key": "同一个名称出现了两次。",
    number: "有一个数字不是规定的整数。",
    limit: "文件超过了这类文件的最大长度。",
    "missing-field": "缺少必须有的内容。",
    "unknown-field": "多出了不该有的内容。",
    type: "这是别的文件，或者有一处的类型不对。",
    range: "有一个值不在规定的范围内。",
    encoding: "它不是唯一规定的写法：可能被截断或改动过。",
    signature: "签名对不上：签名之后内容被改过，或者签名的是别人。",
    algorithm: "它用了不接受的算法。",
    key: "签名的密钥不是应有的那一把。",
    claim: "其中一处与它应当对应的另一份文件不一致。",
    commitment: "这些回答与当时的承诺值不符：有回答被改过、换过，或位置不对。",
    "pack-mismatch": "它属于另一个规则包，或规则包的另一个版本。",
    "not-in-force": "当天规则包没有生效。",
    expired: "当时会话或凭单已经过期。",
    step: "有一个步骤缺失、顺序不对，或内容不同。",
    "too-early": "有一个步骤早于规定的等待时间。",
    unsupported: "这个浏览器无法在这里核对签名：请用 https 地址打开本页。",
  },
  otherCode: "它没有通过核验。",
  said: {
    outcome: "结果",
    complete: "已完成（可以继续且没有未做的步骤）",
    class: "投资者类别",
    product: "产品",
    pack: "规则包",
    subject: "机构给此人的编号",
    session: "会话",
    accepted: "签发时间",
    steps: "已完成的步骤",
    opened: "开示的回答",
    key: "存档密钥",
    yes: "是",
    no: "否",
    none: "没有",
    noAnswer: "未回答",
  },
  outcome: {
    proceed: "可以继续",
    proceed_after: "完成步骤后可以继续",
    pause: "稍后再试",
    insufficient_evidence: "依据不足",
    refer: "由人工决定",
    refuse: "不可以",
  },
  counts: {
    packs: "规则包",
    sessions: "会话",
    verdicts: "结论",
    steps: "步骤",
    sealed_records: "密封记录",
    disclosed_records: "明文记录",
    accesses: "对密封记录的调阅",
    statements: "规则包的批准和撤回",
  },
  acts: { approve: "批准", withdraw: "撤回" },
  until: { approve: (day) => `有效至 ${day}`, withdraw: (day) => `已开始的接受至 ${day}` },
};

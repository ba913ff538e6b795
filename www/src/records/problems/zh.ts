/** 文件出了什么问题、核对得怎样：中文。 */
import type { Cause, Check, FileProblem, IntegrityVerdict, NoteKind } from "prescreen/statements";

/** Words for what is wrong with a file, what was noticed in it, and how its check ended: each code of the modules has some. */
export interface ProblemWords {
  problem: Record<FileProblem["code"], { title: string; help: string }>;
  note: Record<NoteKind, string>;
  integrity: Record<IntegrityVerdict, { word: string; says: string }>;
  cause: { title: string; several: string; word: Record<Cause, string> };
  checks: {
    title: string;
    /** Each check by how it ended: it holds, or it does not. */
    each: Record<Check, { holds: string; fails: string }>;
    /** One that holds, and does not cover every row. */
    partly: (holds: string) => string;
    balances: (links: number) => string;
    rows: (expected: number, found: number) => string;
    oldest: (line: number) => string;
    last: (line: number) => string;
    neutral: (rows: number) => string;
  };
}

export const zh: ProblemWords = {
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
    "encrypted-workbook": {
      title: "这份表格自己带密码",
      help: "请用表格软件打开，去掉密码，另存为 XLSX。",
    },
    damaged: { title: "文件损坏了", help: "请重新下载，不要用别的程序改动。" },
    "unsupported-method": { title: "这种压缩方式打不开", help: "请用当初的程序解压，再放里面的文件。" },
    "unsupported-version": { title: "这种版本的表格读不了", help: "请用表格软件打开，另存为 XLSX。" },
    nested: { title: "压缩包里还套着压缩包", help: "请先解压，再放最里面的文件。" },
    overflow: { title: "金额加起来太大，无法计算", help: "请看看这一行的金额，再重新导出文件。" },
  },
  note: {
    saved_again: "这份文件被别的程序另存过，改动了什么看不出来，所以证据低一级。",
    unknown_column: "有一列不认识，没有用它。",
    several_currencies: "文件里有几种货币，分开列出，不会相加。",
    several_sources: "有的交易由几种方式一起付款，文件没有写各付多少。",
    other_encoding: "文件写明的编码和实际不同，已按实际的读。",
    row_without_day: "有的行没有日期，没有读，也没有计入",
    row_left_out: "有的行不是交易，没有计入。",
    stated_otherwise: "文件自己说明：明细直接相加和它写的合计可能不同。",
    direction_unclear: "有的行只能看出一部分收支方向。",
    answered: "这份文件按您的回答来读。文件自己的数字核对不了您的回答，所以证据低一级。",
    own_layout: "这份文件的格式不是我们提供的，没有人核对过，所以证据低一级。",
    no_currency: "文件没有写币种，金额单独列出，不和别的相加。",
    masked: "有一列被遮盖或留空，没有使用。",
    code_unclear: "有证券代码少了位数，也没有别处说明它属于哪个交易所。",
    pasted_twice: "同样的行在文件里出现了两遍，像是粘贴了两次或在两张工作表里，只读了一遍。",
    part: "这份文件只是几页中的一页，请把其余几页也放进来。",
  },
  integrity: {
    consistent: { word: "前后一致", says: "下面核对过的数字合得上。这不说明文件是谁做的。" },
    inconsistent: { word: "前后不一致", says: "文件里有一个数字合不上。" },
    gap: { word: "有缺口", says: "有些变动这份文件没有列出来。" },
    unverifiable: { word: "无法核对", says: "文件写的余额或合计，不够核对每一行。" },
  },
  cause: {
    title: "可能的原因",
    several: "下面任何一种都说得通，数字本身分不出是哪一种",
    word: {
      amount_changed: "有金额或收支方向与原来不同",
      balance_changed: "有余额与原来不同",
      row_missing: "少了行",
      row_added: "多了行",
      cut: "开头或结尾少了行",
      stated_changed: "文件写的数字与原来不同",
      movements_not_listed: "机构不把全部变动列在这种文件里",
      several_places: "有几处数字合不上",
      counted_otherwise: "文件自己说明，它的统计口径可能与明细不同",
      days_reversed: "日期的先后顺序与余额相反",
    },
  },
  checks: {
    title: "核对了什么",
    each: {
      balances: { holds: "余额等于上一个余额加上其间的变动", fails: "有余额不等于上一个余额加上其间的变动" },
      opening_closing: { holds: "期初加上全部变动等于期末", fails: "期初加上全部变动不等于期末" },
      closing: { holds: "期末等于最后的余额加上其后的变动", fails: "期末不等于最后的余额加上其后的变动" },
      stated_rows: { holds: "行数与文件写的相同", fails: "行数与文件写的不同" },
      stated_sums: { holds: "收入和支出合计与文件写的相同", fails: "合计与文件写的不同" },
      stated_neutral: { holds: "不计收支的合计与文件写的相同", fails: "不计收支的合计与文件写的不同" },
      numbers: { holds: "行的序号连续", fails: "行的序号不连续" },
      days: { holds: "日期按一个顺序排列", fails: "有日期与其他行的顺序相反，或早于交易单号里的日期" },
      period: { holds: "日期都在文件写的起止日期内", fails: "有日期不在文件写的起止日期内" },
      ids: { holds: "没有不该重复的编号", fails: "有编号重复" },
      writing: { holds: "各行写法相同", fails: "有行的写法与其他行不同，所以证据低一级；是谁写的，看不出来" },
      details: { holds: "明细各部分等于总额", fails: "明细各部分不等于总额" },
      continues: { holds: "期初等于上一份的期末", fails: "期初不等于上一份的期末" },
      end: { holds: "最后一行是完整的", fails: "最后一行被截断，或者缺页" },
      stated: { holds: "文件写的数字都只写了一次", fails: "文件写的数字读不出来、前后写得不一样，或与所统计的内容不符" },
      status: {
        holds: "标为已退、关闭或未完成的，合计或退款行能印证",
        fails: "标为已退、关闭或未完成的，没有别的数字能印证",
      },
    },
    partly: (holds) => `能核对的地方：${holds}`,
    balances: (links) => `${links} 个余额等于上一个余额加上其间的变动`,
    rows: (expected, found) => `文件写 ${expected} 行，实有 ${found} 行`,
    oldest: (line) => `最早一行（第 ${line} 行）的金额`,
    last: (line) => `最后一行（第 ${line} 行）是否完整`,
    neutral: (rows) => `${rows} 行不计收支，或不在文件写的合计里`,
  },
};

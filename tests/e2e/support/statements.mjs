// Half a year of an invented person's records in three files, as their institutions write them: a bank, two wallets.

const pad = (number) => String(number).padStart(2, "0");
const money = (cents) => (cents / 100).toFixed(2);
const grouped = (cents) => money(cents).replace(/\B(?=(\d{3})+\.)/g, ",");

/** Rows of the bank by month: day, cents, name, other side, its account. */
const month = (n) => [
  [3, -268_000, "转账", "房东周明远", "6217**4410"],
  [5, -431_15, "网上快捷支付", "苏城供电公司", "Z2**88"],
  [9, -350_000, "贷款还款", "青岚消费金融", "Z2**77"],
  [10, 962_300 + n * 100, "工资", "蓝鲸造船有限公司", "4520**1924"],
  [16, -20_000, "网上快捷支付", "财付通", "Z2**66"],
  [21, -88_80 - n, "网上快捷支付", "云杉书店", "Z2**88"],
  [26, -61_240, "网上快捷支付", "拾光面馆", "Z2**88"],
];

const MONTHS = [1, 2, 3, 4, 5, 6];

/** A debit account whose balances link. */
export const bank = () => {
  let balance = 1_203_355;
  const rows = MONTHS.flatMap((n) =>
    month(n).map(([day, cents, name, side, account]) => {
      balance += Math.round(cents);
      return `2026-${pad(n)}-${pad(day)},10:${pad(n)}:00,人民币,"${grouped(Math.round(cents))}","${grouped(balance)}",${name},银企对接,-,-,${side},${account},-,7391`;
    }),
  );
  const header = "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号";
  return `${header}\n${rows.reverse().join("\n")}\n`;
};

/** A wallet with its totals stated: purchases, a transfer in, and what it counts as neither. */
export const wechat = () => {
  const rows = MONTHS.flatMap((n) => [
    [`2026-${pad(n)}-04 12:30:${pad(n)}`, "商户消费", "榕树下茶馆", "龙井半斤", "支出", 80_05 + n],
    [`2026-${pad(n)}-12 19:02:11`, "转账", "林晓帆", "转账备注:饭钱", "收入", 150_00],
    [`2026-${pad(n)}-20 08:15:40`, "扫二维码付款", "老周修车铺", "补胎", "支出", 35_10],
  ]);
  const sum = (way) => rows.filter((row) => row[4] === way);
  const total = (way) => `${sum(way).length}笔 ${money(sum(way).reduce((all, row) => all + row[5], 0))}元`;
  const lines = rows.map(([time, kind, side, goods, way, cents], n) => {
    const status = way === "收入" ? "已存入零钱" : kind === "商户消费" ? "支付成功" : "已转账";
    return `${time},${kind},${side},${goods},${way},¥${money(cents)},零钱,${status},1000731${9500 + n},2000${1000 + n},/`;
  });
  return `微信支付账单明细
起始时间：[2026-01-01 00:00:00] 终止时间：[2026-06-30 23:59:59]
共${rows.length}笔记录
收入：${total("收入")}
支出：${total("支出")}
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
${lines.reverse().join("\n")}
`;
};

/** The second wallet's top-ups: each month two that fit the bank's one payment of 200.00. */
export const unclear = () => {
  const rows = MONTHS.flatMap((n) => [
    [`2026-${pad(n)}-16 10:01:00`, "零钱提现", "苏城银行(7391)", "提现", "/", 12_345],
    [`2026-${pad(n)}-17 11:01:00`, "商户消费", "小满花店", "绣球", "支出", 20_000],
    [`2026-${pad(n)}-17 15:01:00`, "商户消费", "木禾文具", "钢笔", "支出", 20_000],
  ]);
  const lines = rows.map(([time, kind, side, goods, way, cents], n) => {
    const status = kind === "零钱提现" ? "提现已到账" : "支付成功";
    return `${time},${kind},${side},${goods},${way},¥${money(cents)},中国银行储蓄卡(7391),${status},1000831${9500 + n},3000${1000 + n},/`;
  });
  return `微信支付账单明细
微信昵称：[晓帆的猫]
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
${lines.reverse().join("\n")}
`;
};

export const file = (name, content) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });

/** Waits until every file of the page of records was read, or told what keeps it from being read. */
export const allRead = (page) => page.locator("#files-state[data-left='0']").waitFor();

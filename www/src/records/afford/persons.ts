/** Invented people of the page, and their files as their institutions write them. */

export type Person = "none" | "thin" | "year";

export const PERSONS: readonly Person[] = ["none", "thin", "year"];

/** A row of the bank: day, cents, name, other side, its account. */
type Row = readonly [day: number, cents: number, name: string, side: string, account: string];

const pad = (number: number): string => String(number).padStart(2, "0");
const money = (cents: number): string => (cents / 100).toFixed(2);

/** The months of the year that the records of the third person cover. */
const MONTHS = Array.from({ length: 12 }, (_, n) => `${n < 2 ? 2025 : 2026}-${pad(((n + 10) % 12) + 1)}`);

const BANK = "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号";
const BROKER = "成交日期,业务名称,证券代码,证券名称,成交价格,成交数量,剩余数量,成交金额,清算金额,剩余金额,股东代码";

/** What comes before any usual month: no balance stands before the first row, so that nothing confirms it. */
const FIRST: Row = [1, 60_000, "理财赎回", "苏城理财", "4520**7711"];

const month = (n: number): Row[] => [
  [3, -260_000, "房租", "青禾公寓", "6217**4410"],
  [6, -43_100 - n * 10, "网上快捷支付", "苏城供电公司", "Z2**88"],
  [9, -150_000, "贷款还款", "青岚消费金融", "Z2**77"],
  [10, 1_285_000, "工资", "蓝鲸造船有限公司", "4520**1924"],
  [17, -118_860 - n * 20, "网上快捷支付", "云杉超市", "Z2**88"],
  [28, -121_240, "网上快捷支付", "拾光面馆", "Z2**88"],
];

/** A debit account whose balances link, the latest row first. */
const bank = (months: readonly string[]): string => {
  let balance = 1_600_000;
  const rows = months.flatMap((of, n) =>
    [...(n === 0 ? [FIRST] : []), ...month(n)].map(([day, cents, name, side, account]) => {
      balance += cents;
      return `${of}-${pad(day)},10:0${n % 10}:00,人民币,${money(cents)},${money(balance)},${name},银企对接,-,-,${side},${account},-,7391`;
    }),
  );
  return `${[BANK, ...rows.reverse()].join("\n")}\n`;
};

/** An account at another broker: money put in, and two purchases. */
const broker = (): string =>
  [
    BROKER,
    "20260105,银行转存,,,0,0,0,0,20000.00,20000.00,",
    "20260112,证券买入,510990,青岚债券ETF,100.00,150,150,15000.00,-15000.00,5000.00,A1",
    "20260910,证券买入,510990,青岚债券ETF,101.00,20,170,2020.00,-2020.00,2980.00,A1",
    "",
  ].join("\n");

/** A person's files. */
export const filesOf = (person: Person): File[] => {
  if (person === "none") return [];
  if (person === "thin") return [new File([bank(MONTHS.slice(-1))], "bank-2026-10.csv")];
  return [new File([bank(MONTHS)], "bank.csv"), new File([broker()], "broker.csv")];
};

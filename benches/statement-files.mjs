// The files that readers of statements are measured with: the same on every machine, each with its totals in cents.

const HEADER = [
  "记账日期",
  "记账时间",
  "币别",
  "金额",
  "余额",
  "交易名称",
  "渠道",
  "网点名称",
  "附言",
  "对方账户名",
  "对方卡号/账号",
  "对方开户行",
  "借记卡号",
];

/** Rows of a bank whose balances link, as cells, and their totals. */
function bankRows(count) {
  const rows = [];
  const totals = { in: 0, out: 0 };
  let balance = 10_000_000;
  const grouped = (cents) => (cents / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
  for (let n = 0; n < count; n += 1) {
    // Steps of primes: every file is the same, and no row is the one before.
    const cents = ((n * 7_919) % 20_011) - 9_001 || 1;
    balance += cents;
    totals[cents > 0 ? "in" : "out"] += Math.abs(cents);
    const [day, time] = new Date(Date.UTC(2020, 0, 1) + n * 1_200_000).toISOString().split(/[T.]/);
    const shop = `支付宝-商户${n % 977}`;
    const none = "-------------------";
    rows.push([
      day,
      time,
      "人民币",
      grouped(cents),
      grouped(balance),
      "网上快捷支付",
      "银企对接",
      none,
      shop,
      shop,
      `Z2******${n % 89}`,
      none,
      "3167",
    ]);
  }
  return { rows, totals };
}

/** The rows as a bank's CSV. */
export function csvFile(count) {
  const { rows, totals } = bankRows(count);
  const cell = (text) => (text.includes(",") ? `"${text}"` : text);
  const text = [HEADER, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
  return { bytes: new TextEncoder().encode(text), totals };
}

/** The same as a workbook, which SheetJS writes. */
export function workbookFile(sheetJs, count) {
  const { rows, totals } = bankRows(count);
  const book = sheetJs.utils.book_new();
  sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet([HEADER, ...rows]), "明细");
  return { bytes: new Uint8Array(sheetJs.write(book, { type: "array", compression: true })), totals };
}

/** As many movements as a bank's OFX 1.0.2, whose tags do not close. */
export function ofxFile(count) {
  const { rows, totals } = bankRows(count);
  const plain = (text) => text.replaceAll(",", "");
  const day = (text) => text.replaceAll("-", "");
  const movement = ([date, , , amount], n) =>
    `<STMTTRN>\n<TRNTYPE>${amount.startsWith("-") ? "DEBIT" : "CREDIT"}\n<DTPOSTED>${day(date)}120000\n<TRNAMT>${plain(amount)}\n<FITID>${n}\n<NAME>Shop ${n % 977}\n</STMTTRN>\n`;
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const text = [
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n",
    "<OFX>\n<SIGNONMSGSRSV1>\n<SONRS>\n<STATUS>\n<CODE>0\n<SEVERITY>INFO\n</STATUS>\n<DTSERVER>20240101\n<LANGUAGE>ENG\n</SONRS>\n</SIGNONMSGSRSV1>\n",
    "<BANKMSGSRSV1>\n<STMTTRNRS>\n<TRNUID>1\n<STATUS>\n<CODE>0\n<SEVERITY>INFO\n</STATUS>\n<STMTRS>\n<CURDEF>USD\n",
    "<BANKACCTFROM>\n<BANKID>1\n<ACCTID>123456789\n<ACCTTYPE>CHECKING\n</BANKACCTFROM>\n",
    `<BANKTRANLIST>\n<DTSTART>${day(first[0])}\n<DTEND>${day(last[0])}\n`,
    ...rows.map(movement),
    `</BANKTRANLIST>\n<LEDGERBAL>\n<BALAMT>${plain(last[4])}\n<DTASOF>${day(last[0])}\n</LEDGERBAL>\n`,
    "</STMTRS>\n</STMTTRNRS>\n</BANKMSGSRSV1>\n</OFX>\n",
  ].join("");
  return { bytes: new TextEncoder().encode(text), totals };
}

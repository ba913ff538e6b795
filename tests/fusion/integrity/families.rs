//! One book of an account, written as each family of files writes it.
//!
//! Figures that a file states are those of the whole book; rows may be others, so that a test says what was changed.

use prescreen::date::Date;
use prescreen_fusion::format::{Answers, Format};
use prescreen_fusion::{Problem, Statement, read_file};

use crate::made::nth_day;
use crate::support::{Browser, formats};

/// A movement: its day from 2026-01-01, minor units, the balance behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    pub day: i32,
    pub signed: i64,
    pub balance: i64,
}

/// A book: rows oldest first, and what it states.
#[derive(Debug, Clone)]
pub struct Book {
    pub rows: Vec<Movement>,
    opening: i64,
    closing: i64,
    /// Rows and minor units, in and out.
    sums: [(usize, i64); 2],
}

/// How a family writes.
#[derive(Clone, Copy)]
pub struct Family {
    pub name: &'static str,
    pub newest_first: bool,
    /// Whether what is missing at the oldest end, and at the newest, changes a figure that is stated.
    pub oldest_stated: bool,
    pub newest_stated: bool,
    write: fn(&Book, &[Movement]) -> String,
}

impl Book {
    /// Of days and amounts.
    pub fn of(opening: i64, moved: &[(i32, i64)]) -> Self {
        let (mut day, mut balance) = (0, opening);
        let rows: Vec<Movement> = moved
            .iter()
            .map(|(pause, signed)| {
                day += pause;
                balance += signed;
                Movement { day, signed: *signed, balance }
            })
            .collect();
        let sum = |positive: bool| {
            let of = rows.iter().map(|row| row.signed).filter(|signed| (*signed > 0) == positive);
            (of.clone().count(), of.map(i64::abs).sum())
        };
        Self { sums: [sum(true), sum(false)], opening, closing: balance, rows }
    }
}

impl Family {
    pub fn text(&self, book: &Book) -> String {
        let mut listed = book.rows.clone();
        if self.newest_first {
            listed.reverse();
        }
        (self.write)(book, &listed)
    }

    pub fn read(text: &str) -> Result<Vec<Statement>, Problem> {
        let mut all = vec![Format::load(AMOUNT_LAST).expect("a layout")];
        all.extend(formats());
        read_file(text.as_bytes(), &all, Answers::default(), &Browser)
    }
}

/// A layout whose last column is the amount.
const AMOUNT_LAST: &str = r#"{
    "id": "amount-last", "version": 1, "institution": "a-bank", "kind": "bank", "names": { "en": "A bank" },
    "columns": { "date": ["Booked at last"], "balance": ["Then there"], "amount": ["Came or went"] },
    "required": ["date", "balance", "amount"], "currency": "EUR", "numbers": "point", "day_order": "ymd"
}"#;

fn units(minor: i64) -> String {
    format!("{}{}.{:02}", if minor < 0 { "-" } else { "" }, minor.abs() / 100, minor.abs() % 100)
}

fn comma(minor: i64) -> String {
    units(minor.abs()).replace('.', ",")
}

fn date(day: i32) -> Date {
    nth_day(day)
}

fn compact(day: i32) -> String {
    date(day).to_string().replace('-', "")[2..].to_owned()
}

/// Bank of China's, which ends without a line end.
fn boc(_: &Book, rows: &[Movement]) -> String {
    let mut text =
        "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号"
            .to_owned();
    for row in rows {
        let (amount, balance) = (units(row.signed), units(row.balance));
        text.push_str(&format!("\n{},10:00:00,人民币,{amount},{balance},转账,a,b,c,某人,d,e,3167", date(row.day)));
    }
    text
}

/// A column each for money out and in, the balance last.
fn lloyds(_: &Book, rows: &[Movement]) -> String {
    let mut text = "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance,\n".to_owned();
    for row in rows {
        let iso = date(row.day).to_string();
        let (out, into) =
            if row.signed < 0 { (units(-row.signed), String::new()) } else { (String::new(), units(row.signed)) };
        text.push_str(&format!(
            "{}/{}/{},DEB,'01-02-03,12345678,SOMETHING,{out},{into},{}\n",
            &iso[8..],
            &iso[5..7],
            &iso[..4],
            units(row.balance)
        ));
    }
    text
}

fn amount_last(_: &Book, rows: &[Movement]) -> String {
    let of = |row: &Movement| format!("{},{},{}\n", date(row.day), units(row.balance), units(row.signed));
    format!("Booked at last,Then there,Came or went\n{}", rows.iter().map(of).collect::<String>())
}

/// Opening, closing and sums above a list with balances.
fn bofa(book: &Book, rows: &[Movement]) -> String {
    let day = |row: &Movement| {
        let iso = date(row.day).to_string();
        format!("{}/{}/{}", &iso[5..7], &iso[8..], &iso[..4])
    };
    let quoted = |minor: i64| format!("\"{}\"", units(minor));
    let [(_, into), (_, out)] = book.sums;
    let mut text = format!(
        "Description,,Summary Amt.\nBeginning balance as of 01/01/2026,,{}\nTotal credits,,{}\nTotal debits,,{}\nEnding balance as of 12/31/2026,,{}\n\nDate,Description,Amount,Running Bal.\n01/01/2026,Beginning balance as of 01/01/2026,,{}\n",
        quoted(book.opening),
        quoted(into),
        quoted(-out),
        quoted(book.closing),
        quoted(book.opening)
    );
    for row in rows {
        text.push_str(&format!("{},\"SOMETHING\",{},{}\n", day(row), quoted(row.signed), quoted(row.balance)));
    }
    text
}

fn mt940(book: &Book, rows: &[Movement]) -> String {
    let balance = |tag: &str, day: i32, minor: i64| {
        format!(":{tag}:{}{}EUR{}\r\n", if minor < 0 { 'D' } else { 'C' }, compact(day), comma(minor))
    };
    let (first, last) = (book.rows[0].day, book.rows[book.rows.len() - 1].day);
    let mut text = ":20:STARTUMS\r\n:25:10020030/1234567\r\n:28C:1/1\r\n".to_owned();
    text.push_str(&balance("60F", first, book.opening));
    for row in rows {
        let mark = if row.signed < 0 { 'D' } else { 'C' };
        let value = compact(row.day);
        text.push_str(&format!(
            ":61:{value}{}{mark}{}NTRFNONREF\r\n:86:166?00TEXT\r\n",
            &value[2..],
            comma(row.signed)
        ));
    }
    text + &balance("62F", last, book.closing) + "-\r\n"
}

fn camt(book: &Book, rows: &[Movement]) -> String {
    let balance = |code: &str, minor: i64| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd></Bal>\n",
            units(minor.abs()),
            if minor < 0 { "DBIT" } else { "CRDT" }
        )
    };
    let entry = |row: &Movement| {
        format!(
            "<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{}</Dt></BookgDt></Ntry>\n",
            units(row.signed.abs()),
            if row.signed < 0 { "DBIT" } else { "CRDT" },
            date(row.day)
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE00</IBAN></Id><Ccy>EUR</Ccy></Acct>\n{}{}{}</Stmt></BkToCstmrStmt></Document>\n",
        balance("OPBD", book.opening),
        balance("CLBD", book.closing),
        rows.iter().map(entry).collect::<String>()
    )
}

/// A wallet's bill: no balance, the number and sums of rows above them.
fn wechat(book: &Book, rows: &[Movement]) -> String {
    let [(incoming, into), (outgoing, out)] = book.sums;
    let mut text = format!(
        "微信支付账单明细\n共{}笔记录\n收入：{incoming}笔 {}元\n支出：{outgoing}笔 {}元\n中性交易：0笔 0.00元\n交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n",
        incoming + outgoing,
        units(into),
        units(out)
    );
    for (number, row) in rows.iter().enumerate() {
        let way = if row.signed < 0 { "支出" } else { "收入" };
        text.push_str(&format!(
            "{} 10:00:{:02},转账,某人,/,{way},¥{},零钱,支付成功,{}\t,/,/\n",
            date(row.day),
            number % 60,
            units(row.signed.abs()),
            1000 + number + row.signed.unsigned_abs() as usize * 100
        ));
    }
    text
}

const fn family(
    name: &'static str,
    newest_first: bool,
    stated: bool,
    write: fn(&Book, &[Movement]) -> String,
) -> Family {
    Family { name, newest_first, oldest_stated: stated, newest_stated: stated, write }
}

/// Each family, and each order that its files are listed in.
pub const FAMILIES: [Family; 11] = [
    family("a list with balances, oldest first", false, false, boc),
    family("a list with balances, newest first", true, false, boc),
    family("columns for out and in, oldest first", false, false, lloyds),
    family("columns for out and in, newest first", true, false, lloyds),
    family("the amount last, oldest first", false, false, amount_last),
    family("the amount last, newest first", true, false, amount_last),
    family("opening, closing and sums, oldest first", false, true, bofa),
    family("opening, closing and sums, newest first", true, true, bofa),
    family("mt940", false, true, mt940),
    family("camt.053", false, true, camt),
    family("a wallet's bill", true, true, wechat),
];

//! Signs and separators.

use prescreen_fusion::format::Answers;
use prescreen_fusion::money::NumberStyle;
use prescreen_fusion::sheet;
use prescreen_fusion::statement::Statement;
use prescreen_fusion::{ProblemKind, read_table};
use prescreen_unpack::packed;
use prescreen_unpack::{Cell, Row, Sheet, Value, Workbook};

use super::{one, read_with, totals, wrong};
use crate::support::formats;

const CHASE: &str = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n";
const ALIPAY: &str =
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\n";
const POINT: &str = r#"{
    "id": "point", "version": 1, "institution": "a-bank", "kind": "bank", "names": { "en": "A bank" },
    "columns": { "date": ["Day"], "amount": ["Amount"], "balance": ["Balance"], "currency": ["Currency"] },
    "required": ["date", "amount"], "numbers": "point", "day_order": "ymd", "currency": "EUR"
}"#;

fn point(rows: &[&str], answers: Answers) -> Result<Statement, prescreen_fusion::Problem> {
    read_with(POINT, &format!("Day;Amount;Currency\n{}\n", rows.join("\n")), answers)
}

#[test]
fn three_decimals_of_a_currency_of_two_are_asked_where_the_file_does_not_tell() {
    for (rows, line) in [
        (&["2026-01-31;-1.250;"][..], 2),
        (&["2026-01-30;12;", "2026-01-31;5.000;"], 3),
        (&["2026-01-30;12;", "2026-01-31;5.000;USD"], 3),
    ] {
        let problem = point(rows, Answers::default()).unwrap_err();
        let told = (problem.kind, problem.line, problem.field.as_deref());
        assert_eq!(told, (ProblemKind::AmbiguousAmount, Some(line), Some("amount")), "{rows:?}");
    }
    // Another cell shows that the point divides decimals; the dinar has three; a thousand is no fraction.
    for (rows, sums) in [
        (&["2026-01-30;-1.250;", "2026-01-31;5.00;"][..], [500, 125, 0]),
        (&["2026-01-31;-1.250;KWD"], [0, 1_250, 0]),
        (&["2026-01-31;1,250;"], [125_000, 0, 0]),
        (&["2026-01-31;1234.500;"], [123_450, 0, 0]),
    ] {
        assert_eq!(totals(&point(rows, Answers::default()).unwrap()), sums, "{rows:?}");
    }
}

#[test]
fn a_person_s_word_on_decimals_goes_before_the_layout_s() {
    let said = |style: NumberStyle| Answers { numbers: Some(style), ..Answers::default() };
    let rows = &["2026-01-31;-1.250;", "2026-01-31;5.000;"];
    assert_eq!(totals(&point(rows, said(NumberStyle::Comma)).unwrap()), [500_000, 125_000, 0]);
    assert_eq!(totals(&point(rows, said(NumberStyle::Point)).unwrap()), [500, 125, 0]);
    // A file that shows the contrary is not read against what it shows.
    let shown = &["2026-01-31;-1,250.75;"];
    assert_eq!(totals(&point(shown, said(NumberStyle::Comma)).unwrap()), [0, 125_075, 0]);
}

#[test]
fn a_file_saved_with_the_other_separator_is_read_as_it_shows() {
    let comma = &["2026-01-30;0,125;KWD", "2026-01-31;-1.250,500;KWD"];
    assert_eq!(totals(&point(comma, Answers::default()).unwrap()), [125, 1_250_500, 0]);
}

#[test]
fn an_amount_has_one_sign() {
    for amount in ["--5.00", "+-5.00", "-+5.00", "(-5.00)", "-5.00-"] {
        let text = format!("{CHASE}DEBIT,07/02/2026,LUNCH,{amount},DEBIT_CARD,90.00,,\n");
        assert_eq!(wrong(&text), (ProblemKind::Amount, Some(2), Some("amount".into())), "{amount}");
    }
}

fn alipay(amounts: &[(&str, &str)]) -> String {
    let rows = amounts.iter().map(|(way, amount)| {
        format!("2023-02-12 21:32:14,餐饮美食,一家店,/,午饭,{way},{amount},余额,交易成功,1,2,,\n")
    });
    ALIPAY.to_owned() + &rows.collect::<String>()
}

#[test]
fn a_minus_under_a_word_is_refused_where_the_layout_writes_none() {
    assert_eq!(totals(&one(&alipay(&[("支出", "100.00"), ("收入", "30.00")]))), [3_000, 10_000, 0]);
    for way in ["支出", "收入", "不计收支"] {
        let text = alipay(&[("支出", "20.00"), (way, "-100.00")]);
        assert_eq!(wrong(&text), (ProblemKind::Conflict, Some(3), Some("amount".into())), "{way}");
    }
}

#[test]
fn a_minus_that_repeats_its_word_is_read_where_all_rows_have_it() {
    let header =
        "Account Number,Transaction Description,Transaction Date,Transaction Type,Transaction Amount,Balance\n";
    let row = |way: &str, amount: &str| format!("1234,Shop,01/31/26,{way},{amount},100.00\n");
    let repeated = [header, &row("Debit", "-20.00"), &row("Credit", "5.00")].concat();
    assert_eq!(totals(&one(&repeated)), [500, 2_000, 0]);
    let mixed = [header, &row("Debit", "20.00"), &row("Debit", "-3.00")].concat();
    assert_eq!(wrong(&mixed), (ProblemKind::Conflict, Some(3), Some("amount".into())));
    let against = [header, &row("Debit", "20.00"), &row("Credit", "-3.00")].concat();
    assert_eq!(wrong(&against), (ProblemKind::Conflict, Some(3), Some("amount".into())));
}

/// A sheet of the layout with a number for an amount, as a program wrote it.
fn sheet_of(amount: &str) -> Vec<u8> {
    let text = |text: &str| Cell { value: Value::Text(text.into()), formula: false };
    let number = |text: &str| Cell { value: Value::Number { text: text.into(), format: 0 }, formula: false };
    let rows = [["Day", "Amount", "Currency"].map(text), [text("2026-01-31"), number(amount), text("EUR")]];
    let rows = rows.into_iter().zip(1..).map(|(cells, number)| Row { number, cells: cells.into(), ..Row::default() });
    packed::write(&Workbook::default(), &Sheet { rows: rows.collect(), ..Sheet::default() })
}

#[test]
fn what_a_formula_left_behind_fifteen_digits_is_no_part_of_an_amount() {
    let read = |amount: &str| {
        let table = sheet::table(&sheet_of(amount)).unwrap();
        let format = prescreen_fusion::format::Format::load(POINT).unwrap();
        let file = prescreen::terms::Digest::of(b"a workbook");
        read_table(&table, &[format], Answers::default(), file).map(|read| totals(&read[0]))
    };
    // 0.1 + 0.2, 100 - 1e-14, 1.1 * 3: what 64 binary digits make of them (IEEE 754).
    for (amount, cents) in [
        ("99.99999999999999", 10_000),
        ("0.30000000000000004", 30),
        ("3.3000000000000003", 330),
        ("1234567890123.4501", 123_456_789_012_345),
        ("1.250", 125),
    ] {
        assert_eq!(read(amount).unwrap(), [cents, 0, 0], "{amount}");
    }
    for amount in ["99.999", "99.9999999999", "0.005"] {
        assert_eq!(read(amount).unwrap_err().kind, ProblemKind::Precision, "{amount}");
    }
    assert!(formats().iter().any(|format| format.id.as_str() == "chase"));
}

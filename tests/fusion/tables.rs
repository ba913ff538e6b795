//! Tables in the shipped layouts.

use prescreen::terms::Digest;
use prescreen_fusion::format::Answers;
use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::statement::NoteKind;
use prescreen_fusion::table::Table;
use prescreen_fusion::{MAX_FILE_BYTES, Problem, ProblemKind, Statement, open_table, read_sheets};

use crate::support::{Browser, data, formats, read};

#[test]
fn every_balance_of_a_bank_of_china_export_links_to_the_one_before() {
    let Some(bytes) = data("boc-debit.csv") else { return };
    let statements = read(&bytes).expect("it reads");
    let [statement] = statements.as_slice() else { panic!("one account") };
    assert_eq!((statement.rows.len(), statement.integrity.links), (17, 16));
    assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
}

#[test]
fn a_wechat_bill_is_read_by_its_columns() {
    let Some(bytes) = data("wechat.csv") else { return };
    let statements = read(&bytes).expect("it reads");
    assert_eq!(statements[0].format, "wechat");
    assert_eq!(statements[0].stated.rows, Some(43));
}

#[test]
fn an_alipay_bill_is_read_by_its_columns() {
    let Some(bytes) = data("alipay.csv") else { return };
    let statements = read(&bytes).expect("it reads");
    assert_eq!(statements[0].format, "alipay");
    assert_eq!(statements[0].stated.rows, Some(66));
}

#[test]
fn a_text_that_a_layout_is_made_of_is_refused_as_a_file_is() {
    let large = vec![b'1'; MAX_FILE_BYTES + 1];
    for (bytes, kind) in [
        (&b""[..], ProblemKind::Empty),
        (b" \r\n\t", ProblemKind::Empty),
        (&large, ProblemKind::TooLarge),
        (b"%PDF-1.7\n", ProblemKind::WrongKind),
        (b"Geb\xc3\xbchr;\xe2\x82", ProblemKind::Cut),
    ] {
        let refused = |problem: Option<Problem>| assert_eq!(problem.map(|problem| problem.kind), Some(kind));
        refused(open_table(bytes, &formats(), &Browser).err());
        refused(read(bytes).err());
    }
}

/// A sheet of Bank of China's layout with one movement.
fn sheet(currency: &str, amount: &str, balance: &str, account: &str) -> Table {
    let names =
        "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号";
    let row = format!("2026-03-01,08:00:00,{currency},{amount},{balance},网上快捷支付,-,-,-,某店,-,-,{account}");
    let mut table = Table::default();
    for (line, cells) in (1..).zip([names, &row]) {
        cells.split(',').for_each(|cell| table.push_cell(cell));
        table.end_row(line);
    }
    table
}

#[test]
fn a_sheet_is_anothers_repetition_only_where_account_currency_direction_and_balance_are_the_same() {
    let book = |other: [&str; 4]| {
        let [currency, amount, balance, account] = other;
        let sheets = [sheet("人民币", "-100.00", "900.00", "2222"), sheet(currency, amount, balance, account)];
        read_sheets(&sheets, &formats(), Answers::default(), Digest::of(b"book")).expect("it reads")
    };
    let noted = |statements: &[Statement]| {
        statements.iter().flat_map(|statement| &statement.notes).any(|note| note.kind == NoteKind::PastedTwice)
    };
    for other in [
        ["人民币", "100.00", "900.00", "8888"],
        ["人民币", "-100.00", "900.00", "8888"],
        ["人民币", "100.00", "900.00", "2222"],
        ["美元", "-100.00", "900.00", "2222"],
        ["人民币", "-100.00", "300.00", "2222"],
    ] {
        let statements = book(other);
        assert_eq!((statements.len(), noted(&statements)), (2, false), "{other:?}");
    }
    let once = book(["人民币", "-100.00", "900.00", "2222"]);
    assert_eq!((once.len(), noted(&once)), (1, true));
}

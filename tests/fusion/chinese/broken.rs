//! Broken files, each with the problem that it must give: its kind, its line and its field.

use prescreen_fusion::ProblemKind::{self, *};

use super::{alipay, problem, wechat};
use crate::support::read;

/// A row of Alipay that is in order, with cells changed.
fn row(changes: &[(usize, &str)]) -> String {
    let mut cells =
        ["2023-02-12 21:32:14", "餐饮美食", "一家店", "/", "午饭", "支出", "20.00", "余额", "交易成功", "1", "2", ""];
    for (place, cell) in changes {
        cells[*place] = cell;
    }
    cells.join(",") + ",\n"
}

/// An Alipay bill whose second row, in line 4, has a cell changed.
fn second(place: usize, cell: &str) -> String {
    alipay(&(row(&[]) + &row(&[(place, cell)])))
}

fn with_header(header: &str, rows: &[&str]) -> String {
    core::iter::once(&header).chain(rows).map(|line| format!("{line}\n")).collect()
}

const BOCOM_CARD: &str = "交易日期,记账日期,交易说明,交易币种/金额,入账币种/金额";
const BOC_CARD: &str = "交易日,银行记账日,卡号后四位,交易描述,存入,支出,币种";
const ABC: &str = "交易日期,交易时间,交易摘要,交易金额,本次余额,对手信息,日志号,交易渠道,交易附言";
const CMB_CARD: &str =
    "招商银行信用卡对账单（个人消费卡账户 2024年01月）\n交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额";
const BROKER: &str = "成交日期,业务名称,证券代码,证券名称,成交价格,成交数量,清算金额,股东代码";

/// What is broken, the file, the problem's kind, its line and its field.
type Case = (&'static str, String, ProblemKind, Option<u32>, Option<&'static str>);

#[test]
fn every_broken_file_has_its_own_problem() {
    let wechat_row =
        |status: &str| wechat(&format!("2025-05-27 21:49:25,商户消费,店,物,支出,¥2.00,零钱,{status},1\t,2\t,/\n"));
    let cases: Vec<Case> = vec![
        ("nothing", String::new(), Empty, None, None),
        ("blanks", " \n\t\r\n ".into(), Empty, None, None),
        ("no table that is known", "a,b,c\n1,2,3\n".into(), UnknownFormat, None, None),
        ("a word for an amount", second(6, "二十"), Amount, Some(4), Some("amount")),
        ("two points in an amount", second(6, "1.2.3"), Amount, Some(4), Some("amount")),
        ("thousands in no groups", second(6, "\"12,34.00\""), Amount, Some(4), Some("amount")),
        ("more digits than there is money", second(6, "99999999999999999999"), Amount, Some(4), Some("amount")),
        ("more decimals than a fen", second(6, "20.005"), Precision, Some(4), Some("amount")),
        ("dollars in a bill of yuan", second(6, "USD 20.00"), Currency, Some(4), Some("amount")),
        ("a month that is none", second(0, "2023-13-12 21:32:14"), Day, Some(4), Some("date")),
        ("a day that is none", second(0, "2023-02-30 21:32:14"), Day, Some(4), Some("date")),
        ("an hour that is none", second(0, "2023-02-12 25:32:14"), Day, Some(4), Some("date")),
        ("no day", second(0, ""), Day, Some(4), Some("date")),
        ("a direction that is none", second(5, "进出"), Direction, Some(4), Some("direction")),
        ("a state that is none", second(8, "？？"), Status, Some(4), Some("status")),
        ("a cell more", alipay(&(row(&[]) + &row(&[(4, "午饭,晚饭")]).replace(",\n", ",,x\n"))), Cells, Some(4), None),
        ("a quote that never closes", alipay(&(row(&[]) + &row(&[(1, "\"餐饮")]))), Cut, None, None),
        ("a column that is needed", alipay(&row(&[])).replace("交易状态", "状"), MissingColumn, None, Some("交易状态")),
        ("a noted refund that is no amount", wechat_row("已退款(¥x)"), Amount, Some(4), Some("status")),
        (
            "money in and out in one row",
            with_header(BOC_CARD, &["2024-12-13,2024-12-14,4260,店,1.00,50.00,CNY"]),
            Conflict,
            Some(2),
            Some("in"),
        ),
        (
            "a currency that is none",
            with_header(BOC_CARD, &["2024-12-13,2024-12-14,4260,店,,50.00,火星币"]),
            Currency,
            Some(2),
            Some("currency"),
        ),
        (
            "a card's word that is not known",
            with_header(BOCOM_CARD, &["2025-01-10,2025-01-10,某事 某店,CNY 1.00,CNY 1.00"]),
            Direction,
            Some(2),
            Some("direction"),
        ),
        (
            "a card's amount of no currency",
            with_header(BOCOM_CARD, &["2025-01-10,2025-01-10,消费 某店,1.00,1.00"]),
            Currency,
            Some(2),
            Some("currency"),
        ),
        (
            "a time that is none",
            with_header(ABC, &["20240101,129999,转存,+1.00,1.00,某人,1,网,"]),
            Day,
            Some(2),
            Some("time"),
        ),
        (
            "one balance that is none",
            with_header(ABC, &["20240101,,转存,+1.00,1.00,某人,1,网,", "20240102,,转存,+1.00,二元,某人,1,网,"]),
            Amount,
            Some(3),
            Some("balance"),
        ),
        (
            "a day without year that is none",
            with_header(CMB_CARD, &["01/02,13/45,某店,1.00,1234,1.00"]),
            Day,
            Some(3),
            Some("date"),
        ),
        (
            "a day without year on a bill of no month",
            with_header(CMB_CARD.split_once('\n').unwrap().1, &["01/02,01/03,某店,1.00,1234,1.00"]),
            Day,
            Some(2),
            Some("date"),
        ),
        (
            "a broker's word that is not known, without signs",
            with_header(BROKER, &["20190710,某业务,600036,招商银行,30,100,3000.00,A1"]),
            Direction,
            Some(2),
            Some("direction"),
        ),
    ];
    assert!(cases.len() >= 20);
    for (name, text, kind, line, field) in cases {
        let problem = problem(&text);
        assert_eq!(problem.kind, kind, "{name}: {problem}");
        assert_eq!(problem.field.as_deref(), field, "{name}");
        if kind != Cut {
            assert_eq!(problem.line, line, "{name}");
        }
    }
}

#[test]
fn bytes_of_no_encoding_and_a_file_cut_within_a_character_are_told_apart() {
    let text = alipay(&row(&[]));
    let cut = &text.as_bytes()[..text.len() - row(&[]).len() + 30];
    assert_eq!(read(cut).expect_err("cut").kind, Cut);
    assert_eq!(read(b"\x81\xff\xff\x81\xff").expect_err("no text").kind, Encoding);
}

#[test]
fn no_problem_prints_what_stands_in_the_file() {
    let problem = problem(&second(6, "13900000000元给张三"));
    assert!(!format!("{problem} {problem:?}").contains("13900000000"));
    assert!(problem.shown().is_some_and(|found| found.contains("13900000000")));
}

#[test]
fn of_a_long_text_that_is_wrong_its_beginning_is_shown() {
    for (length, shown) in [(80, 80), (81, 81), (5_000, 81)] {
        let state = "错".repeat(length);
        let row = format!("2026-03-01 12:00:00,商户消费,一家店,午饭,支出,¥5.00,零钱,{state},1,2,/\n");
        let problem = problem(&wechat(&row));
        let found = problem.shown().unwrap();
        assert_eq!((problem.kind, found.chars().count()), (ProblemKind::Status, shown));
        assert_eq!(found.ends_with('…'), length > 80);
    }
}

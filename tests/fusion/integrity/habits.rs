//! An exporter's habits that a hand breaks: decimals and thousands of a column, days in payments' numbers. A habit that is
//! broken lowers what the file evidences; it is no verdict of its own and names no cause.

use std::path::Path;

use prescreen::terms::{Digest, Tier};
use prescreen_fusion::format::Answers;
use prescreen_fusion::integrity::{Check, Held, IntegrityVerdict};
use prescreen_fusion::table::{CellKind, Table};
use prescreen_fusion::{Statement, read_sheets};

use crate::chinese::alipay;
use crate::support::{formats, read};

const HEADER: &str =
    "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号\n";

/// A Bank of China export of some amounts in fen, from a hundred thousand yuan, written by a hand.
fn bank(amounts: &[i64], write: &dyn Fn(usize, i64) -> String) -> Statement {
    let mut balance = 100_000_00;
    let rows = (1..).zip(amounts).map(|(date, amount)| {
        balance += amount;
        let cells = [write(date, *amount), write(0, balance)];
        format!("2026-01-{date:02},10:00:00,人民币,{},{},消费,a,b,c,d,e,f,3167\n", cells[0], cells[1])
    });
    let text = HEADER.to_owned() + &rows.collect::<String>();
    read(text.as_bytes()).unwrap_or_else(|problem| panic!("{problem}")).remove(0)
}

/// Two decimals and thousands, in quotes where there is a comma.
fn usual(fen: i64) -> String {
    let (sign, yuan) = (if fen < 0 { "-" } else { "" }, fen.abs() / 100);
    let yuan = if yuan > 999 { format!("{},{:03}", yuan / 1000, yuan % 1000) } else { yuan.to_string() };
    let text = format!("{sign}{yuan}.{:02}", fen.abs() % 100);
    if text.contains(',') { format!("\"{text}\"") } else { text }
}

fn told(statement: &Statement) -> (IntegrityVerdict, Option<u32>, Tier) {
    let writing = statement.integrity.checks.iter().find(|checked| checked.check == Check::Writing);
    let line = writing.filter(|checked| checked.held == Held::Fails).and_then(|checked| checked.line);
    (statement.integrity.verdict, line, statement.tier())
}

/// Outgoing amounts below and above a thousand yuan, some of whole yuan.
const AMOUNTS: [i64; 12] =
    [-12_50, -1_020_00, -30_00, -2_500_10, -7_77, -1_999_99, -45_00, -3_000_00, -1_250_00, -8_10, -1_100_00, -2_000_50];

#[test]
fn amounts_that_are_all_written_alike_are_the_exporter_s() {
    let statement = bank(&AMOUNTS, &|_, fen| usual(fen));
    assert_eq!(told(&statement), (IntegrityVerdict::Consistent, None, Tier::Consistent));
}

#[test]
fn an_amount_without_the_decimals_of_all_others_is_told_and_lowers_the_tier() {
    let statement = bank(&AMOUNTS, &|date, fen| usual(fen).replace(".00", if date == 3 { "" } else { ".00" }));
    assert_eq!(statement.rows[2].amount, 30_00);
    assert_eq!(told(&statement), (IntegrityVerdict::Consistent, Some(4), Tier::Parsed));
    assert!(statement.integrity.cause.is_empty());
}

#[test]
fn an_amount_without_the_thousands_of_all_others_is_told_and_lowers_the_tier() {
    let statement = bank(&AMOUNTS, &|date, fen| {
        let text = usual(fen);
        if date == 4 { text.replace([',', '"'], "") } else { text }
    });
    assert_eq!(statement.rows[3].amount, 2_500_10);
    // The quotes that it needs no more are not there either: a row is told by one of both.
    assert_eq!(told(&statement), (IntegrityVerdict::Consistent, Some(5), Tier::Parsed));
}

/// Who leaves out what is zero writes `12.5`, or at least never a last zero.
#[test]
fn an_exporter_that_leaves_zeros_out_has_no_habit_to_break() {
    let short = |fen: i64| usual(fen).replace(".00", "").replace(".10", ".1").replace(".50", ".5");
    let statement = bank(&AMOUNTS, &|_, fen| short(fen));
    assert_eq!(told(&statement), (IntegrityVerdict::Consistent, None, Tier::Consistent));
    let cents = [-1_11, -2_22, -3_33, -4_44, -5_55, -6_66, -7_00, -8_88, -9_99, -1_23];
    let statement = bank(&cents, &|date, fen| if date == 0 { usual(fen) } else { short(fen) });
    assert_eq!(told(&statement).1, None);
}

/// HSBC of Hong Kong writes `-1000.00` beside `12,500.00`: money out without a mark, money in with one.
#[test]
fn amounts_of_either_sign_have_habits_of_their_own() {
    let amounts: Vec<i64> = (1..=7).flat_map(|n| [-1_000_00 - n, 12_500_00 + n]).collect();
    let statement = bank(&amounts, &|date, fen| {
        let text = usual(fen);
        if date > 0 && fen < 0 { text.replace([',', '"'], "") } else { text }
    });
    let writing = statement.integrity.checks.iter().find(|checked| checked.check == Check::Writing).unwrap();
    assert_eq!(writing.held, Held::Holds);
}

#[test]
fn a_cell_that_a_hand_made_a_number_among_texts_is_told() {
    let sheet = |edited: bool| {
        let mut table = Table::default();
        let header = [
            "交易时间",
            "交易类型",
            "交易对方",
            "商品",
            "收/支",
            "金额(元)",
            "支付方式",
            "当前状态",
            "交易单号",
            "商户单号",
            "备注",
        ];
        header.iter().for_each(|name| table.push_cell(name));
        table.end_row(1);
        for line in 2..14_u32 {
            let (day, id) = (format!("2026-03-{line:02} 12:00:00"), format!("42000{line:023}"));
            for (place, cell) in
                [&day, "商户消费", "一家店", "午饭", "支出", "¥5.00", "零钱", "支付成功", &id, "1", "/"]
                    .into_iter()
                    .enumerate()
            {
                match place == 5 && edited && line == 7 {
                    true => table.push_typed("5", CellKind::Number),
                    false => table.push_typed(cell, CellKind::Text),
                }
            }
            table.end_row(line);
        }
        let mut read = read_sheets(&[table], &formats(), Answers::default(), Digest::of(b"a sheet")).unwrap();
        told(&read.remove(0)).1
    };
    assert_eq!((sheet(false), sheet(true)), (None, Some(7)));
}

/// Numbers of Alipay begin with their day; one that was given after the payment was never of that payment.
#[test]
fn a_payment_dated_before_its_own_number_is_told() {
    let bill = |moved: Option<u8>, number_day: u8| {
        let rows = (10..20_u8).rev().map(|date| {
            let id = if moved == Some(date) { number_day } else { date };
            format!("2023-02-{date} 10:00:00,餐饮美食,一家店,/,午饭,支出,20.00,余额,交易成功,202302{id:02}22001400001000000{date}\t,2001\t,,\n")
        });
        let sums = "共10笔记录\n收入：0笔 0.00元\n支出：10笔 200.00元\n不计收支：0笔 0.00元\n";
        read((sums.to_owned() + &alipay(&rows.collect::<String>())).as_bytes()).unwrap().remove(0)
    };
    let days = |statement: &Statement| {
        let days = statement.integrity.checks.iter().find(|checked| checked.check == Check::Days).unwrap();
        (days.held, days.line, statement.tier())
    };
    let day_of = |year, day| prescreen::date::Date::new(year, 2, day).unwrap();
    let line = |statement: &Statement, day: u8| {
        statement.rows.iter().find(|row| row.date == day_of(2023, day)).map(|row| row.line)
    };
    let whole = bill(None, 0);
    assert_eq!(days(&whole), (Held::Holds, None, Tier::Consistent));
    let edited = bill(Some(14), 25);
    assert_eq!(days(&edited), (Held::Fails, line(&edited, 14), Tier::Parsed));
    assert!(edited.integrity.cause.is_empty());
    // What was ordered earlier and paid later, or about midnight, is as common as a payment.
    for earlier in [1, 13, 15] {
        assert_eq!(days(&bill(Some(14), earlier)).0, Held::Holds, "{earlier}");
    }
}

/// Of all files that others made, none but those made by hand may be told to be written by a hand.
#[test]
fn no_file_of_others_breaks_a_habit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("PRESCREEN_DATA").map_or_else(|| root.join("../shared/data"), Into::into);
    let mut folders = vec![root.join("tests/vectors/statements"), data.join("statements")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        let Ok(inside) = std::fs::read_dir(&folder) else {
            println!("skipped, data not found: {}", folder.display());
            continue;
        };
        for path in inside.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            for statement in read(&std::fs::read(&path).unwrap()).unwrap_or_default() {
                files += 1;
                assert_eq!(told(&statement).1, None, "{}", path.display());
            }
        }
    }
    assert!(files > 60, "{files}");
}

#[test]
fn a_cell_of_another_script_or_currency_than_its_column_is_told_and_lowers_the_tier() {
    let plain = |fen: i64| format!("{}.{:02}", fen / 100, (fen % 100).abs());
    let amounts: Vec<i64> = (1..13).map(|n| -1_00 * n - 11).collect();
    let of = |write: &dyn Fn(usize, String) -> String| told(&bank(&amounts, &|date, fen| write(date, plain(fen))));
    assert_eq!(of(&|_, text| text), (IntegrityVerdict::Consistent, None, Tier::Consistent));
    let wide = |text: String| {
        let digit = |sign: char| char::from_u32(u32::from(sign) + 0xfee0).unwrap();
        text.chars().map(|sign| if sign.is_ascii_digit() { digit(sign) } else { sign }).collect::<String>()
    };
    let cases: [(&str, &dyn Fn(String) -> String); 4] = [
        ("minus", &|text| text.replace('-', "\u{2212}")),
        ("digits", &wide),
        ("currency", &|text| text.replace('-', "-¥")),
        ("unit", &|text| text + "元"),
    ];
    for (name, case) in cases {
        for odd in [1, 5, 12] {
            let edited = of(&|date, text| if date == odd { case(text) } else { text });
            let line = u32::try_from(odd).unwrap() + 1;
            assert_eq!(edited, (IntegrityVerdict::Consistent, Some(line), Tier::Parsed), "{name}, {odd}");
            // A column that is written so throughout has its own habit.
            let all = of(&|date, text| if date > 0 { case(text) } else { text });
            assert_eq!(all.1, None, "{name}");
        }
    }
    // Two kinds of minus are told where few amounts have any.
    let few: Vec<i64> = (1..13).map(|n| if n % 4 == 0 { -n * 100 - 1 } else { n * 100 + 1 }).collect();
    let edited = bank(&few, &|date, fen| if date == 4 { plain(fen).replace('-', "\u{2212}") } else { plain(fen) });
    assert_eq!(told(&edited).1, Some(5));
}

//! Files of others: one whose figures hold, and ones that were anonymised.

use prescreen::terms::Tier;
use prescreen_fusion::integrity::{Cause, Check, Held, IntegrityVerdict};

use crate::support::{data, read};

#[test]
fn a_bank_of_china_export_holds_in_all_sixteen_links() {
    let Some(bytes) = data("boc-debit.csv") else { return };
    let statements = read(&bytes).expect("it reads");
    let integrity = &statements[0].integrity;
    assert_eq!((integrity.links, integrity.broken_links), (16, 0));
    assert_eq!(integrity.verdict, IntegrityVerdict::Consistent);
    assert_eq!(integrity.held(Check::Balances), Some(Held::Holds));
    // No opening is stated: what the oldest row moved, nothing checks.
    assert_eq!(integrity.unchecked_line, statements[0].rows.last().map(|row| row.line));
}

#[test]
fn an_amount_of_a_bank_of_china_export_that_is_changed_breaks_its_own_line() {
    let Some(bytes) = data("boc-debit.csv") else { return };
    let text = String::from_utf8(bytes).expect("UTF-8");
    for (line, from, to, expected) in [(4, "-326.00", "-226.00", 3_412_17), (6, "-50.00", "-5.00", 3_633_17)] {
        let changed: Vec<String> = text
            .lines()
            .zip(1..)
            .map(|(text, number)| if number == line { text.replacen(from, to, 1) } else { text.to_owned() })
            .collect();
        let statements = read(changed.join("\n").as_bytes()).expect("it reads");
        let integrity = &statements[0].integrity;
        assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent);
        assert_eq!((integrity.first_broken_line, integrity.expected), (Some(line), Some(expected)));
        assert_eq!(integrity.cause.first(), Some(&Cause::AmountChanged));
        assert_eq!(integrity.broken_links, 1);
    }
}

#[test]
fn a_preamble_that_states_more_rows_than_follow_is_never_consistent() {
    for name in ["alipay.csv", "wechat.csv"] {
        let Some(bytes) = data(name) else { return };
        let statements = read(&bytes).expect("it reads");
        let integrity = &statements[0].integrity;
        assert!(!matches!(integrity.verdict, IntegrityVerdict::Consistent | IntegrityVerdict::Unverifiable), "{name}");
        assert_eq!(integrity.held(Check::StatedRows), Some(Held::Fails), "{name}");
    }
}

#[test]
fn a_row_that_is_written_otherwise_than_the_others_is_a_sign_and_no_verdict() {
    let row = |date: u32| format!("2026-01-{date:02},10:00:00,人民币,-1.00,{}.00,消费,a,b,c,d,e,f,3167", 100 - date);
    let header =
        "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号";
    let text = |odd: &dyn Fn(String) -> String| {
        let rows = (1..=12).map(|date| if date == 5 { odd(row(date)) } else { row(date) } + "\n");
        format!("{header}\n{}", rows.collect::<String>())
    };
    let writing = |text: String| {
        let statement = read(text.as_bytes()).expect("it reads").remove(0);
        let as_written = statement.integrity.held(Check::Writing) == Some(Held::Holds);
        assert_eq!(statement.tier(), if as_written { Tier::Consistent } else { Tier::Parsed });
        let integrity = statement.integrity;
        assert_eq!(integrity.verdict, IntegrityVerdict::Consistent);
        integrity
            .checks
            .into_iter()
            .find(|checked| checked.check == Check::Writing)
            .map(|checked| (checked.held, checked.line))
    };
    assert_eq!(writing(text(&|row| row)), Some((Held::Holds, None)));
    assert_eq!(writing(text(&|row| row + "\r")), Some((Held::Fails, Some(6))));
    assert_eq!(writing(text(&|row| row.replace("-1.00", "\"-1.00\""))), Some((Held::Fails, Some(6))));
    // A cell that needs its quotes is written as any exporter writes it.
    assert_eq!(writing(text(&|row| row.replace(",a,", ",\"a,a\","))), Some((Held::Holds, None)));
}

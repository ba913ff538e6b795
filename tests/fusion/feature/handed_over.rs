//! From statements to what a pack is handed: figures summed by hand, and no better evidence than what they rest on.

use prescreen_fusion::Statement;
use prescreen_fusion::feature::{Activity, FeatureId, Features, Finding};
use prescreen_fusion::ledger::{Corrections, Ledger};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{AccountKind, RowKind};

use crate::category::categories;
use crate::made::{With, day, judged, row, statement};

/// What is found in statements of the first months of 2026.
fn found(statements: &[Statement], months: u8, id: FeatureId) -> Finding {
    let last = day(months + 1, 1).days() - 1;
    let asked = Some((day(1, 1), prescreen::date::Date::from_days(last).expect("a day")));
    let ledger = Ledger::of(statements, asked, &Corrections::default()).expect("nothing is corrected");
    let activity = Activity::of(&ledger, statements, &categories(), Currency::CNY).expect("a period");
    Features::of(&activity).get(id).expect("it is computed")
}

fn wallet(institution: &str, months: u8, rows: Vec<prescreen_fusion::Row>) -> Statement {
    let mut wallet = statement(AccountKind::Wallet, institution, "", institution, rows);
    wallet.period = Some((day(1, 1), day(months + 1, 1)));
    judged(wallet)
}

/// Each month 100.00 of which the row itself notes 30.00 as given back, and a row for these 30.00.
#[test]
fn a_part_that_is_noted_and_listed_is_taken_off_once() {
    let months = (1..=3).flat_map(|month| {
        let number = format!("o{month}");
        let bought = row(day(month, 1), -100_00).refunded(30_00).id(&format!("b{month}")).reference(&number);
        let back = row(day(month, 3), 30_00).kind(RowKind::Refund).id(&format!("r{month}")).reference(&number);
        [bought.from("店"), back.from("店")]
    });
    let wallet = wallet("wechat", 3, months.collect());
    assert_eq!(found(&[wallet], 3, FeatureId::OutflowMonthly).value(), Some(70_00));
}

/// Each month 60.00 in, 100.01 out and 30.00 of it back: 70.01 went out, more than came in.
#[test]
fn a_part_that_is_given_back_is_taken_off_its_purchase_and_is_not_money_in_as_well() {
    let months = (1..=7).flat_map(|month| {
        let number = format!("2026010112345{month}");
        [
            row(day(month, 1), 60_00).id(&format!("in{month}")).kind(RowKind::Transfer).from("张三"),
            row(day(month, 2), -100_01).id(&number).from("店"),
            row(day(month, 3), 30_00).kind(RowKind::Refund).id(&format!("{number}_1")).from("店"),
        ]
    });
    let wallet = wallet("alipay", 7, months.collect());
    assert_eq!(found(std::slice::from_ref(&wallet), 7, FeatureId::NegativeMonths).value(), Some(7));
    assert_eq!(found(&[wallet], 7, FeatureId::OutflowMonthly).value(), Some(70_01));
}

//! What was asked for, what was received and what is missing; sums by currency; balances by day.

use prescreen::terms::Tier;
use prescreen_fusion::ledger::{Corrections, Coverage, Ledger};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::NoteKind;

use super::{bank, join};
use crate::made::{With, day, judged, row, running, stated_balance};

#[test]
fn days_that_no_file_covers_are_missing_with_their_dates() {
    let covered = vec![(day(3, 1), day(3, 31)), (day(1, 1), day(1, 31)), (day(3, 20), day(4, 10))];
    let coverage = Coverage::of(covered.clone(), Some((day(1, 1), day(4, 30))));
    assert_eq!(coverage.covered, [(day(1, 1), day(1, 31)), (day(3, 1), day(4, 10))]);
    assert_eq!(coverage.missing, [(day(2, 1), day(2, 28)), (day(4, 11), day(4, 30))]);
    assert_eq!((coverage.days, coverage.missing_days), (31 + 31 + 10, 28 + 20));
    // Where nothing was asked, only what lies between is missing.
    assert_eq!(Coverage::of(covered, None).missing, [(day(2, 1), day(2, 28))]);
    let nothing = Coverage::of(Vec::new(), Some((day(1, 1), day(1, 31))));
    assert_eq!((nothing.days, nothing.missing_days), (0, 31));
}

#[test]
fn an_account_covers_the_period_that_its_file_states_or_its_rows() {
    let mut stated = bank("1111", vec![row(day(2, 3), -1_00)]);
    stated.period = Some((day(2, 1), day(2, 28)));
    let asked = Some((day(2, 1), day(3, 31)));
    let ledger = Ledger::of(&[stated, bank("2222", vec![row(day(2, 3), -1_00)])], asked, &Corrections::default())
        .expect("nothing is corrected");
    let days: Vec<u32> = ledger.accounts.iter().map(|account| account.coverage.days).collect();
    assert!(days.contains(&28) && days.contains(&1));
}

#[test]
fn balances_are_those_of_the_ends_of_days() {
    let rows = vec![row(day(3, 1), -1_00), row(day(3, 1), -2_00), row(day(3, 4), 9_00)];
    let mut rows = running(10_00, rows);
    rows.reverse();
    let mut statement = bank("1111", rows);
    statement.opening = stated_balance(10_00);
    let ledger = join(&[statement]);
    assert_eq!(ledger.accounts[0].balances, [(day(2, 28), 10_00), (day(3, 1), 7_00), (day(3, 4), 16_00)]);
}

#[test]
fn two_currencies_are_never_added() {
    let currency = |code: &str| Currency::parse(code).unwrap();
    let of = |code: &str, signed| {
        let mut row = row(day(3, 1), signed);
        row.currency = currency(code);
        row
    };
    let flows = join(&[bank("1111", vec![of("CNY", 100_00)]), bank("2222", vec![of("USD", 10_00)])]).flows;
    let income = flows.iter().map(|flow| (flow.currency, flow.income.amount)).collect::<Vec<_>>();
    assert_eq!(income, [(currency("CNY"), 100_00), (currency("USD"), 10_00)]);
}

#[test]
fn a_ledger_is_written_with_its_entries_and_links() {
    let ledger = join(&[bank("1111", vec![row(day(3, 1), -5_00).told("shop")])]);
    let json = serde_json::to_value(&ledger).unwrap();
    assert_eq!(json["entries"][0]["role"], "spending");
    assert_eq!(json["entries"][0]["amount"], 5_00);
    assert_eq!(json["flows"][0]["spending"]["amount"], 5_00);
    assert_eq!(json["accounts"][0]["coverage"]["days"], 1);
    assert_eq!(format!("{ledger:?}"), "Ledger(1 accounts, 1 entries)");
}

#[test]
fn a_file_that_another_program_saved_again_is_no_better_than_read() {
    let rows = running(1_000_00, vec![row(day(1, 5), 100_00), row(day(1, 6), -20_00)]);
    let mut statement = judged(bank("4417", rows));
    assert_eq!(join(std::slice::from_ref(&statement)).accounts[0].tier, Tier::Consistent);
    statement.note(NoteKind::SavedAgain, None);
    let ledger = join(&[statement]);
    assert_eq!(ledger.accounts[0].tier, Tier::Parsed);
    assert!(ledger.entries.iter().all(|entry| entry.tier == Tier::Parsed));
}

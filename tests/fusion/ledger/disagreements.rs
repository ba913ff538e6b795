//! Two files of one account that say different things of the same days: which, of what, and when they do not.

use prescreen::terms::Tier;
use prescreen_fusion::ledger::DisagreementKind;
use prescreen_fusion::statement::{AccountKind, Row, Statement, Status};

use super::join;
use crate::made::{With, day, judged, row, running, stated_balance, statement};

/// A file of one bank account with the balance behind each row.
fn bank(name: &str, opening: i64, rows: Vec<Row>) -> Statement {
    let mut bank = statement(AccountKind::Bank, "boc", "6217********1234", name, running(opening, rows));
    bank.opening = stated_balance(opening);
    judged(bank)
}

/// 10.00 out on each day.
fn daily(month: u8, days: core::ops::RangeInclusive<u8>) -> Vec<Row> {
    days.map(|date| row(day(month, date), -10_00)).collect()
}

/// What is found of two files, which are consistent each, in both orders: the days, and how many rows each has alone.
fn rows_differ(one: &Statement, other: &Statement) -> Option<(prescreen::date::Date, prescreen::date::Date, u32, u32)> {
    let found = [[one.clone(), other.clone()], [other.clone(), one.clone()]].map(|statements| {
        let ledger = join(&statements);
        assert_eq!(ledger.accounts.len(), 1);
        let first = ledger.disagreements.first().copied();
        let tier = if first.is_some() { Tier::Parsed } else { Tier::Consistent };
        assert_eq!(ledger.accounts[0].tier, tier);
        first.map(|found| {
            assert_eq!((found.kind, found.account), (DisagreementKind::Rows, 0));
            let ours = ledger.sources[found.one as usize].file == one.file;
            let only = (found.only_one, found.only_other);
            let (mine, theirs) = if ours { only } else { (only.1, only.0) };
            (found.from, found.to, mine, theirs)
        })
    });
    assert_eq!(found[0], found[1]);
    found[0]
}

#[test]
fn files_that_list_the_same_rows_disagree_in_nothing() {
    let whole = bank("whole", 1_000_00, daily(1, 1..=31));
    assert_eq!(rows_differ(&whole, &bank("again", 1_000_00, daily(1, 1..=31))), None);
    // From the eleventh on 900.00 were left.
    assert_eq!(rows_differ(&whole, &bank("later", 900_00, daily(1, 11..=31))), None);
}

#[test]
fn a_changed_amount_is_a_row_that_each_has_alone() {
    let mut changed = daily(1, 1..=31);
    changed[30] = row(day(1, 31), -9_00);
    let found = rows_differ(&bank("one", 1_000_00, daily(1, 1..=31)), &bank("other", 1_000_00, changed));
    assert_eq!(found, Some((day(1, 1), day(1, 31), 1, 1)));
}

#[test]
fn a_row_that_only_one_has_is_a_disagreement_within_days_that_are_settled() {
    let with = |date| {
        let mut rows = daily(1, 1..=31);
        rows.insert(date, row(day(1, date as u8), 500_00));
        bank("with", 1_000_00, rows)
    };
    let without = bank("without", 1_000_00, daily(1, 1..=31));
    assert_eq!(rows_differ(&with(12), &without), Some((day(1, 1), day(1, 31), 1, 0)));
    assert_eq!(rows_differ(&without, &with(28)), Some((day(1, 1), day(1, 31), 0, 1)));
    // A bank books within three days: what was not booked when one was saved is no disagreement.
    assert_eq!(rows_differ(&with(29), &without), None);
}

/// A file that rows alone date may begin or end within a day, one that states its period does not.
#[test]
fn days_that_a_file_covers_in_part_are_not_compared() {
    let month = bank("month", 1_000_00, [daily(1, 1..=10), daily(1, 10..=31)].concat());
    let rows = || [daily(1, 10..=20), vec![row(day(1, 22), -1_00)]].concat();
    let within = |period: bool| {
        let mut within = bank("within", 900_00, rows()[..11].to_vec());
        within.period = period.then(|| (day(1, 10), day(1, 20)));
        judged(within)
    };
    assert_eq!(rows_differ(&month, &within(false)), None);
    assert_eq!(rows_differ(&month, &within(true)), Some((day(1, 10), day(1, 20), 1, 0)));
}

#[test]
fn what_was_closed_since_and_what_waited_are_no_disagreement() {
    let wallet = |name: &str, status: Status| {
        let rows = (1..=20).map(|date| row(day(1, date), -5_00).id(&format!("n{date}")).from("shop"));
        let rows = rows.map(|row| if row.date == day(1, 6) { row.status(status) } else { row });
        statement(AccountKind::Wallet, "alipay", "a@b.c", name, rows.collect())
    };
    let booked = wallet("booked", Status::Booked);
    for status in [Status::Booked, Status::Cancelled, Status::Pending, Status::PartlyRefunded] {
        let both = [booked.clone(), wallet("other", status)];
        assert!(join(&both).disagreements.is_empty(), "{status:?}");
    }
    // The same number with another amount is another row.
    let mut other = wallet("other", Status::Booked);
    other.rows[5].amount = 6_00;
    assert_eq!(join(&[booked, other]).disagreements.len(), 1);
}

/// Reports of one file are of its maker's own, and of two accounts nothing is compared.
#[test]
fn statements_of_one_file_and_of_two_accounts_are_not_compared() {
    let (one, other) = (bank("one", 1_000_00, daily(1, 1..=20)), bank("one", 1_000_00, daily(1, 1..=19)));
    assert!(join(&[one.clone(), other]).disagreements.is_empty());
    let mut other = bank("other", 1_000_00, daily(1, 1..=15));
    other.account = "6217********9999".into();
    let ledger = join(&[one, other]);
    assert_eq!((ledger.accounts.len(), ledger.disagreements.len()), (2, 0));
}

#[test]
fn a_file_that_begins_with_another_balance_is_named_with_the_one_before() {
    let (january, february) = (bank("1", 1_000_00, daily(1, 1..=31)), bank("2", 700_00, daily(2, 1..=28)));
    for statements in [[january.clone(), february.clone()], [february.clone(), january.clone()]] {
        let ledger = join(&statements);
        let [found] = ledger.disagreements[..] else { panic!("one of balances") };
        assert_eq!((found.kind, found.from, found.to), (DisagreementKind::Balances, day(2, 1), day(2, 1)));
        assert_eq!(ledger.sources[found.one as usize].file, january.file);
        assert_eq!(ledger.sources[found.other as usize].file, february.file);
        assert_eq!(ledger.accounts[0].tier, Tier::Parsed);
    }
    assert_eq!(join(std::slice::from_ref(&february)).accounts[0].tier, Tier::Consistent);
    // Days lie between that no file covers: what happened on them is missing, and no two disagree.
    let ledger = join(&[january, bank("3", 500_00, daily(3, 1..=31))]);
    assert_eq!((ledger.disagreements.len(), ledger.accounts[0].tier), (0, Tier::Parsed));
    assert_eq!(ledger.accounts[0].coverage.missing, [(day(2, 1), day(2, 28))]);
}

//! Files of one keeper that name no account: one account's where they fit, and asked about where they do not.

use prescreen::terms::Tier;
use prescreen_fusion::Statement;
use prescreen_fusion::ledger::{Apart, Corrections, Ledger, LinkKind, QuestionKind, RowKey};
use prescreen_fusion::statement::{AccountKind, Row};

use super::{join, links, questions};
use crate::made::{With, day, judged, row, running, statement};

fn of(name: &str, rows: Vec<Row>) -> Statement {
    judged(statement(AccountKind::Bank, "chase", "", name, rows))
}

/// A current account whose balances run from 100.00 on, of which 500.00 go to savings each month.
fn checking(name: &str, months: &[u8]) -> Statement {
    let rows = |month: &u8| {
        let saved = row(day(*month, 28), -500_00).told("Online Transfer to SAV");
        [row(day(*month, 5), 2_000_00 + i64::from(*month)).told("PAYROLL"), saved]
    };
    let before = |month: u8| 100_00 + (1..month).map(|month| 1_500_00 + i64::from(month)).sum::<i64>();
    of(name, running(before(months[0]), months.iter().flat_map(rows).collect()))
}

/// The savings account that they go to.
fn savings(name: &str, months: &[u8]) -> Statement {
    let rows = |month: &u8| {
        let saved = row(day(*month, 28), 500_00).told("Online Transfer from CHK");
        [row(day(*month, 3), -20_00).told("ATM"), saved]
    };
    let before = |month: u8| 7_000_00 + (i64::from(month) - 1) * 480_00;
    of(name, running(before(months[0]), months.iter().flat_map(rows).collect()))
}

/// The first row of a statement.
fn first(statement: &Statement) -> RowKey {
    RowKey { file: statement.file, place: 0, row: 0 }
}

fn both(one: &Statement, other: &Statement) -> Vec<Apart> {
    vec![Apart { one: first(one), other: first(other) }]
}

fn two(statements: &[Statement], two_accounts: Vec<Apart>) -> Ledger {
    Ledger::of(statements, None, &Corrections { two_accounts, ..Corrections::default() }).expect("it can be said")
}

fn one(statements: &[Statement], one_account: Vec<Apart>) -> Ledger {
    Ledger::of(statements, None, &Corrections { one_account, ..Corrections::default() }).expect("it can be said")
}

#[test]
fn two_files_whose_balances_are_not_one_accounts_are_asked_about_and_accused_of_nothing() {
    let statements = [checking("a", &[1, 2]), savings("b", &[1, 2])];
    let ledger = join(&statements);
    assert_eq!((ledger.accounts.len(), questions(&ledger)), (2, vec![QuestionKind::SameAccount]));
    assert!(ledger.disagreements.is_empty());
    assert!(ledger.accounts.iter().all(|account| account.tier <= Tier::Parsed));
    // Until then every row counts by itself.
    assert_eq!(links(&ledger, LinkKind::OwnTransfer), 0);
    assert_eq!(ledger.flows[0].own_transfers.amount, 0);
}

#[test]
fn that_they_are_two_matches_what_moves_between_them() {
    let statements = [checking("a", &[1, 2]), savings("b", &[1, 2])];
    let ledger = two(&statements, both(&statements[0], &statements[1]));
    assert_eq!((ledger.accounts.len(), questions(&ledger)), (2, vec![]));
    assert_eq!((links(&ledger, LinkKind::OwnTransfer), ledger.flows[0].own_transfers.amount), (2, 1_000_00));
    assert!(ledger.accounts.iter().all(|account| account.tier <= Tier::Parsed));
}

#[test]
fn that_they_are_one_joins_them_and_says_what_speaks_against_it() {
    let statements = [checking("a", &[1, 2]), savings("b", &[1, 2])];
    let ledger = one(&statements, both(&statements[1], &statements[0]));
    assert_eq!((ledger.accounts.len(), questions(&ledger)), (1, vec![]));
    assert!(!ledger.disagreements.is_empty());
    assert_eq!(ledger.accounts[0].tier, Tier::Declared);
}

#[test]
fn files_of_two_accounts_month_by_month_come_to_two() {
    let named = |names: [&str; 4]| {
        let [one, other, third, fourth] = names;
        [checking(one, &[1]), savings(other, &[1]), checking(third, &[2]), savings(fourth, &[2])]
    };
    // Whatever order the digests of the files are in.
    for names in [["a", "b", "c", "d"], ["d", "c", "b", "a"], ["b", "d", "a", "c"], ["c", "a", "d", "b"]] {
        let statements = named(names);
        let ledger = join(&statements);
        assert_eq!((ledger.accounts.len(), questions(&ledger)), (2, vec![QuestionKind::SameAccount]), "{names:?}");
        assert!(ledger.disagreements.is_empty());
        let account =
            |place: usize| ledger.sources.iter().find(|source| source.statement == place).map(|source| source.account);
        assert_eq!((account(0), account(1)), (account(2), account(3)));
        let ledger = two(&statements, both(&statements[0], &statements[3]));
        assert_eq!((links(&ledger, LinkKind::OwnTransfer), questions(&ledger)), (2, vec![]));
    }
}

#[test]
fn files_that_follow_one_another_or_list_the_same_are_one_account_and_not_asked_about() {
    for statements in [
        vec![checking("a", &[1]), checking("b", &[2]), checking("c", &[3])],
        vec![checking("a", &[1, 2, 3]), checking("b", &[2])],
        vec![checking("a", &[1, 2]), checking("b", &[2, 3])],
    ] {
        let ledger = join(&statements);
        assert_eq!((ledger.accounts.len(), questions(&ledger)), (1, vec![]));
        assert!(ledger.disagreements.is_empty());
    }
}

/// Which of them was changed, nobody knows; that they are one account's, most of their rows tell.
#[test]
fn files_that_mostly_list_the_same_rows_are_one_account_that_contradicts_itself() {
    let of = |name: &str, changed: i64| {
        let rows = (1..=20).map(|date| row(day(1, date), if date == 7 { changed } else { -10_00 }));
        of(name, running(1_000_00, rows.collect()))
    };
    let ledger = join(&[of("a", -10_00), of("b", -9_00)]);
    assert_eq!((ledger.accounts.len(), questions(&ledger), ledger.disagreements.len()), (1, vec![], 1));
}

#[test]
fn files_without_balances_are_asked_about_where_they_list_different_rows_of_the_same_days() {
    let of = |name: &str, amount: i64| of(name, (1..=20).map(|date| row(day(1, date), amount)).collect());
    let ledger = join(&[of("a", -3_00), of("b", -4_00)]);
    assert_eq!((ledger.accounts.len(), questions(&ledger)), (2, vec![QuestionKind::SameAccount]));
    assert!(ledger.disagreements.is_empty());
}

/// Of files that nothing tells apart, the person may.
#[test]
fn that_files_are_of_two_accounts_holds_where_nothing_asked_it() {
    let statements = [checking("a", &[1]), checking("b", &[5])];
    assert_eq!((join(&statements).accounts.len(), questions(&join(&statements))), (1, vec![]));
    let ledger = two(&statements, both(&statements[0], &statements[1]));
    assert_eq!((ledger.accounts.len(), questions(&ledger)), (2, vec![]));
    assert!(ledger.accounts.iter().all(|account| account.tier <= Tier::Parsed));
}

/// Once there are two accounts, a file that touches neither is of one of its own.
#[test]
fn a_file_that_tells_not_of_which_of_two_accounts_it_is_is_asked_about() {
    let statements = [checking("a", &[1]), savings("b", &[1]), checking("c", &[7])];
    let ledger = join(&statements);
    assert_eq!((ledger.accounts.len(), questions(&ledger)), (3, vec![QuestionKind::SameAccount; 2]));
}

//! Balances link in the order in which the account booked, however a file lists its rows.

use prescreen_fusion::integrity::{Cause, IntegrityVerdict};
use prescreen_fusion::statement::AccountKind;
use prescreen_fusion::{Row, Statement};

use crate::made::{With, day, judged, number_lines, row, running, statement};
use crate::support::{data, read};

const SIGNED: [(u8, i64); 9] = [
    (1, 500_00),
    (2, -20_00),
    (2, -31_50),
    (2, 1_200_00),
    (3, -75_25),
    (5, -8_99),
    (5, 40_00),
    (5, -300_00),
    (6, -1_00),
];

fn rows() -> Vec<Row> {
    running(1_000_00, SIGNED.iter().map(|(date, signed)| row(day(3, *date), *signed)).collect())
}

fn listed(rows: Vec<Row>) -> Statement {
    let statement = statement(AccountKind::Bank, "bank", "", "a", rows);
    judged(statement)
}

fn holds(statement: &Statement) {
    let integrity = &statement.integrity;
    assert_eq!((integrity.verdict, integrity.links), (IntegrityVerdict::Consistent, 8));
}

#[test]
fn oldest_first_and_newest_first_link_alike() {
    holds(&listed(rows()));
    holds(&listed(rows().into_iter().rev().collect()));
}

#[test]
fn days_newest_first_with_rows_oldest_first_link() {
    let mut rows = rows();
    rows.sort_by_key(|row| std::cmp::Reverse(row.date));
    holds(&listed(rows));
}

/// Balances that link from the last row up, while days rise from the first row down: one of the two is not the account's.
#[test]
fn days_that_run_against_the_balances_are_named() {
    let mut oldest_last: Vec<Row> = rows().into_iter().rev().collect();
    let days: Vec<_> = rows().iter().map(|row| row.date).collect();
    oldest_last.iter_mut().zip(&days).for_each(|(row, date)| row.date = *date);
    for rows in [oldest_last.clone(), oldest_last.iter().rev().cloned().collect()] {
        let integrity = listed(rows).integrity;
        assert_eq!(
            (integrity.verdict, &*integrity.cause),
            (IntegrityVerdict::Inconsistent, &[Cause::DaysReversed][..])
        );
        assert!(integrity.first_broken_line.is_some());
        assert_eq!((integrity.expected, integrity.found), (None, None), "no figure is off by itself");
    }
    // One figure more does not hold.
    oldest_last[4].amount += 1;
    oldest_last[4].effect = oldest_last[4].effect.map(|effect| effect.signum() * oldest_last[4].amount);
    assert_eq!(listed(oldest_last).integrity.cause, [Cause::DaysReversed, Cause::SeveralPlaces]);
    // A file whose days and balances go one way has no such cause, however many of them are changed.
    let mut changed = rows();
    (changed[2].balance, changed[6].balance) = (Some(1), Some(2));
    assert!(!listed(changed).integrity.cause.contains(&Cause::DaysReversed));
}

/// Eight links from the last row up, of which seven hold: 37.11 and 0.01 in are not 37.10.
#[test]
fn an_export_of_another_s_whose_days_run_against_its_balances_says_so() {
    let Some(bytes) = data("td-records.csv") else { return };
    let integrity = &read(&bytes).expect("it reads")[0].integrity;
    assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent);
    assert_eq!(integrity.cause, [Cause::DaysReversed, Cause::SeveralPlaces]);
}

#[test]
fn rows_of_one_day_link_in_whatever_order_they_stand() {
    let mut rows = rows();
    rows.swap(1, 3);
    rows.swap(5, 6);
    holds(&listed(rows));
}

#[test]
fn rows_of_one_day_are_never_put_into_an_order_that_hides_a_change() {
    // In another order of the second day, the changed row would link: 70.00 to 100.00 to 70.00 to 50.00 to 100.00.
    let rows = running(100_00, vec![row(day(3, 1), -50_00), row(day(3, 1), 50_00), row(day(3, 1), -20_00)]);
    let mut statement = listed(rows);
    statement.rows[0].effect = Some(-30_00);
    statement.rows[0].amount = 30_00;
    statement.opening = crate::made::stated_balance(100_00);
    number_lines(&mut statement);
    assert_eq!(judged(statement).integrity.verdict, IntegrityVerdict::Inconsistent);
}

#[test]
fn a_card_whose_balances_are_what_is_owed_links_too() {
    let spent = [10_00, 5_00, 2_50, 7_25].map(|amount| row(day(4, 1), -amount));
    let mut owed = 0;
    let rows: Vec<Row> = spent
        .into_iter()
        .zip(1..)
        .map(|(row, date)| {
            owed += row.amount;
            Row { date: day(4, date), ..row }.balance(owed)
        })
        .collect();
    let statement = statement(AccountKind::Card, "bank", "", "a", rows);
    assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
}

#[test]
fn a_row_whose_direction_the_file_does_not_tell_vouches_for_no_balance() {
    let mut statement = listed(rows());
    statement.rows[4].effect = None;
    let mut changed = judged(statement);
    // The balance fell by it, as it might have risen or stayed: any of three fits, so that none is checked.
    assert_eq!(changed.integrity.verdict, IntegrityVerdict::Unverifiable);
    assert_eq!(changed.integrity.links, 7);
    changed.rows[4].amount += 1;
    assert_eq!(judged(changed).integrity.verdict, IntegrityVerdict::Inconsistent);
}

#[test]
fn rows_of_the_first_or_the_last_day_link_in_whatever_order_they_stand() {
    let days = [(1, 500_00), (1, -20_00), (2, -31_50), (3, 1_200_00), (3, -75_25), (3, -8_99)];
    let rows = || running(1_000_00, days.iter().map(|(date, signed)| row(day(3, *date), *signed)).collect());
    for (one, other) in [(0, 1), (3, 4), (4, 5), (3, 5)] {
        for newest_first in [false, true] {
            let mut rows = rows();
            rows.swap(one, other);
            if newest_first {
                rows.reverse();
            }
            let swapped = listed(rows.clone());
            let told = (swapped.integrity.verdict, swapped.integrity.links);
            assert_eq!(told, (IntegrityVerdict::Consistent, 5), "{one} and {other}, {newest_first}");
            // What is changed in one of them is noticed, but for the oldest of all, which is named.
            for changed in 0..rows.len() {
                for more in [1, -1, 20_00, 500_00, 1_124_75] {
                    let mut statement = swapped.clone();
                    let signed = statement.rows[changed].effect.unwrap() + more;
                    (statement.rows[changed].amount, statement.rows[changed].effect) = (signed.abs(), Some(signed));
                    let integrity = judged(statement.clone()).integrity;
                    let noticed = integrity.verdict != IntegrityVerdict::Consistent
                        || integrity.unchecked_line == Some(statement.rows[changed].line);
                    assert!(noticed, "{one} and {other}, row {changed} by {more}: {integrity:?}");
                }
            }
        }
    }
}

#[test]
fn the_first_or_the_last_day_is_never_put_into_an_order_that_hides_a_change() {
    // 100.00 to 50.00 to 100.00 to 80.00: with the first row's amount changed to lead from 80.00, another order links.
    let before = row(day(2, 27), 30_00).balance(100_00);
    let day_of = |date| [row(day(3, date), -50_00), row(day(3, date), 50_00), row(day(3, date), -20_00)].to_vec();
    let mut rows = [vec![before], running(100_00, day_of(1))].concat();
    (rows[1].amount, rows[1].effect) = (30_00, Some(-30_00));
    assert_eq!(listed(rows).integrity.verdict, IntegrityVerdict::Inconsistent);
}

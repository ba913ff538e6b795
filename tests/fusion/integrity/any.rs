//! Any consistent statement: whatever is changed in one place is noticed.

use prescreen::terms::Tier;
use prescreen_fusion::integrity::{Cause, IntegrityVerdict};
use prescreen_fusion::statement::{AccountKind, Stated, StatedSum};
use prescreen_fusion::{Row, Statement};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::made::{With, judged, nth_day, number_lines, row, running, stated_balance, statement};

/// Which figures a statement states.
#[derive(Debug, Clone, Copy)]
struct States {
    opening: bool,
    closing: bool,
    sums: bool,
    newest_first: bool,
    every: usize,
}

fn any_statement() -> impl Strategy<Value = (Statement, States)> {
    let amount = prop_oneof![-5_000_00..-1_i64, 1..5_000_00_i64];
    let rows = prop::collection::vec((0..4, amount), 4..24);
    let states = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), 1..4_usize);
    (rows, 0..10_000_00_i64, states).prop_map(|(rows, opening, (open, close, sums, newest_first, every))| {
        // Sparse balances without both ends leave rows that nothing checks.
        let every = if open && close { every } else { 1 };
        let states = States { opening: open, closing: close, sums, newest_first, every };
        (made(&rows, opening, states), states)
    })
}

fn made(rows: &[(i32, i64)], opening: i64, states: States) -> Statement {
    let mut date = 0;
    let rows: Vec<Row> = rows
        .iter()
        .map(|(pause, signed)| {
            date += pause;
            row(nth_day(date), *signed)
        })
        .collect();
    let mut rows = running(opening, rows);
    let closing = rows.last().and_then(|row| row.balance);
    let sum = |positive: bool| {
        let of = rows.iter().filter_map(|row| row.effect).filter(|effect| (*effect > 0) == positive);
        Some(StatedSum { rows: Some(of.clone().count() as u32), amount: Some(of.map(i64::abs).sum()) })
    };
    let stated = Stated { incoming: sum(true), outgoing: sum(false), ..Stated::default() };
    for (position, row) in rows.iter_mut().enumerate() {
        row.balance = row.balance.filter(|_| position % states.every == 0);
    }
    if states.newest_first {
        rows.reverse();
    }
    let mut statement = statement(AccountKind::Bank, "bank", "", "a", rows);
    statement.opening = if states.opening { stated_balance(opening) } else { None };
    statement.closing = closing.filter(|_| states.closing).and_then(stated_balance);
    statement.stated = if states.sums { stated } else { Stated::default() };
    judged(statement)
}

fn changed(statement: &Statement, change: impl FnOnce(&mut Statement)) -> Statement {
    let mut statement = statement.clone();
    change(&mut statement);
    number_lines(&mut statement);
    judged(statement)
}

/// Whether no figure of it may lift a limit by the row at a position.
fn noticed(statement: &Statement, position: usize) -> bool {
    statement.integrity.verdict != IntegrityVerdict::Consistent
        || statement.rows.get(position).is_some_and(|row| statement.tier_of(row) == Tier::Parsed)
}

fn config() -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(20_261_127);
    ProptestConfig { cases: 192, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_was_not_changed_is_consistent((statement, _) in any_statement()) {
        prop_assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
    }

    #[test]
    fn every_changed_amount_is_noticed((whole, _) in any_statement(), more in prop_oneof![-99_99..-1_i64, 1..99_99_i64]) {
        for position in 0..whole.rows.len() {
            let statement = changed(&whole, |statement| {
                let row = &mut statement.rows[position];
                let signed = row.effect.unwrap() + more;
                (row.amount, row.effect) = (signed.abs(), Some(signed));
                row.direction = crate::made::row(row.date, signed).direction;
            });
            prop_assert!(noticed(&statement, position), "row {position}: {:?}", statement.integrity);
        }
    }

    #[test]
    fn every_changed_balance_is_noticed((whole, _) in any_statement(), more in prop_oneof![-99_99..-1_i64, 1..99_99_i64]) {
        for position in (0..whole.rows.len()).filter(|position| whole.rows[*position].balance.is_some()) {
            let statement = changed(&whole, |statement| {
                statement.rows[position].balance = whole.rows[position].balance.map(|balance| balance + more);
            });
            prop_assert_ne!(statement.integrity.verdict, IntegrityVerdict::Consistent, "row {}", position);
        }
    }

    #[test]
    fn every_removed_row_is_noticed_but_at_an_end_that_nothing_states((whole, states) in any_statement()) {
        for position in 0..whole.rows.len() {
            let oldest = if states.newest_first { whole.rows.len() - 1 } else { 0 };
            let newest = whole.rows.len() - 1 - oldest;
            let statement = changed(&whole, |statement| drop(statement.rows.remove(position)));
            let stated = states.sums
                || (position != oldest || states.opening) && (position != newest || states.closing);
            prop_assert!(!stated || statement.integrity.verdict != IntegrityVerdict::Consistent, "row {position}");
        }
    }

    #[test]
    fn every_added_row_is_noticed_but_at_an_end_that_nothing_states(
        (whole, states) in any_statement(),
        signed in prop_oneof![-5_000_00..-1_i64, 1..5_000_00_i64],
        balance in prop_oneof![Just(None), (0..9_000_00_i64).prop_map(Some)],
    ) {
        let last = whole.rows.len();
        for position in 0..=last {
            let oldest = if states.newest_first { position == last } else { position == 0 };
            let newest = if states.newest_first { position == 0 } else { position == last };
            let date = whole.rows[position.min(last - 1)].date;
            let statement = changed(&whole, |statement| {
                let mut added = row(date, signed);
                // A balance that continues from the row before, or any.
                let before = if states.newest_first { position } else { position.wrapping_sub(1) };
                let follows = whole.rows.get(before).and_then(|row| row.balance).map(|before| before + signed);
                added = match balance.or(follows) {
                    Some(balance) => added.balance(balance),
                    None => added,
                };
                statement.rows.insert(position, added);
            });
            let stated = states.sums || (!oldest || states.opening) && (!newest || states.closing);
            prop_assert!(!stated || noticed(&statement, position), "row {position}: {:?}", statement.integrity);
        }
    }

    #[test]
    fn a_file_that_is_cut_is_noticed_where_its_end_is_stated((whole, states) in any_statement()) {
        for length in 1..whole.rows.len() {
            let statement = changed(&whole, |statement| statement.rows.truncate(length));
            let end = if states.newest_first { states.opening } else { states.closing };
            if end || states.sums {
                prop_assert_ne!(statement.integrity.verdict, IntegrityVerdict::Consistent, "{} rows", length);
            }
            if states.sums {
                prop_assert_eq!(statement.integrity.verdict, IntegrityVerdict::Gap);
                prop_assert!(statement.integrity.cause.contains(&Cause::Cut), "{:?}", statement.integrity);
            }
        }
    }
}

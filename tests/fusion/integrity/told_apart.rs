//! One amount changed, a row removed, a row added and a file cut are told apart as far as the figures can tell.

use prescreen::terms::Tier;
use prescreen_fusion::Statement;
use prescreen_fusion::integrity::{Cause, Check, Held, Integrity, IntegrityVerdict};
use prescreen_fusion::statement::{AccountKind, RowKind, Stated, StatedSum, Status};

use crate::made::{With, day, judged, number_lines, row, running, stated_balance, statement};

const SIGNED: [i64; 8] = [500_00, -20_00, -31_50, 1_200_00, -75_25, -8_99, 40_00, -300_00];

/// A month whose balances run from 1,000.00.
fn month() -> Statement {
    let rows = SIGNED.iter().zip(1..).map(|(signed, date)| row(day(3, date), *signed)).collect();
    let mut statement = statement(AccountKind::Bank, "bank", "", "a", running(1_000_00, rows));
    statement.opening = stated_balance(1_000_00);
    statement.closing = stated_balance(1_000_00 + SIGNED.iter().sum::<i64>());
    judged(statement)
}

/// The same with the sums that its rows make.
fn month_with_sums(rows: bool) -> Statement {
    let mut statement = month();
    let sum = |positive: bool| {
        let of = SIGNED.iter().filter(|signed| (**signed > 0) == positive);
        let amount = Some(of.clone().map(|signed| signed.abs()).sum());
        Some(StatedSum { rows: rows.then_some(of.count() as u32), amount })
    };
    statement.stated = Stated { incoming: sum(true), outgoing: sum(false), ..Stated::default() };
    judged(statement)
}

fn changed(mut statement: Statement, change: impl FnOnce(&mut Statement)) -> Integrity {
    assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
    change(&mut statement);
    number_lines(&mut statement);
    judged(statement).integrity
}

fn no_balances(mut statement: Statement) -> Statement {
    statement.rows.iter_mut().for_each(|row| row.balance = None);
    judged(statement)
}

fn add_to(row: &mut prescreen_fusion::Row, more: i64) {
    let signed = row.effect.unwrap() + more;
    (row.amount, row.effect) = (signed.abs(), Some(signed));
}

#[test]
fn a_changed_balance_breaks_two_links_by_opposite_differences() {
    let integrity = changed(month(), |statement| statement.rows[3].balance = Some(9_999_99));
    assert_eq!((integrity.broken_links, &*integrity.cause), (2, &[Cause::BalanceChanged][..]));
    assert_eq!((integrity.first_broken_line, integrity.found), (Some(5), Some(9_999_99)));
    assert_eq!(integrity.expected, Some(2_648_50));
}

#[test]
fn a_changed_amount_breaks_one_link_and_may_be_a_missing_row() {
    let integrity = changed(month(), |statement| add_to(&mut statement.rows[3], 10_000_00));
    assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent);
    assert_eq!((integrity.first_broken_line, integrity.broken_links), (Some(5), 1));
    assert_eq!((integrity.expected, integrity.found), (Some(12_648_50), Some(2_648_50)));
    assert_eq!(integrity.cause, [Cause::AmountChanged, Cause::RowMissing]);
}

#[test]
fn a_missing_row_breaks_one_link_and_may_be_a_changed_amount() {
    let integrity = changed(month(), |statement| drop(statement.rows.remove(3)));
    assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent);
    assert_eq!((integrity.first_broken_line, integrity.broken_links), (Some(5), 1));
    assert_eq!(integrity.cause, [Cause::AmountChanged, Cause::RowMissing]);
}

#[test]
fn the_stated_number_of_rows_decides_between_them() {
    let integrity = changed(month_with_sums(true), |statement| add_to(&mut statement.rows[3], 10_000_00));
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Inconsistent, &[Cause::AmountChanged][..]));
    let integrity = changed(month_with_sums(true), |statement| drop(statement.rows.remove(3)));
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Gap, &[Cause::RowMissing][..]));
    let integrity = changed(month_with_sums(true), |statement| {
        statement.rows.insert(4, row(day(3, 4), 700_00).balance(3_348_50));
    });
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Inconsistent, &[Cause::RowAdded][..]));
}

#[test]
fn the_numbers_that_rows_carry_decide_between_them() {
    let numbered = || {
        let mut statement = month();
        for (row, number) in statement.rows.iter_mut().zip(1..) {
            row.id = number.to_string();
        }
        judged(statement)
    };
    let integrity = changed(numbered(), |statement| drop(statement.rows.remove(3)));
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Gap, &[Cause::RowMissing][..]));
    let integrity = changed(numbered(), |statement| add_to(&mut statement.rows[3], 10_000_00));
    assert_eq!(integrity.cause, [Cause::AmountChanged]);
}

#[test]
fn a_jump_of_days_at_the_broken_link_says_that_rows_are_missing() {
    let rows = (0..60).map(|number| row(crate::made::nth_day(number), -1_00 - i64::from(number))).collect();
    let whole = statement(AccountKind::Bank, "bank", "", "a", running(500_000, rows));
    let integrity = changed(whole, |statement| drop(statement.rows.drain(20..45)));
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Gap, &[Cause::RowMissing][..]));
    assert_eq!(integrity.first_broken_line, Some(22));
}

#[test]
fn an_added_row_with_a_balance_of_its_own_is_told_by_both_of_its_links() {
    // Its balance continues from the row before: the row behind it no longer follows, by just what it added.
    let follows = changed(month(), |statement| statement.rows.insert(4, row(day(3, 4), 700_00).balance(3_348_50)));
    assert_eq!(follows.verdict, IntegrityVerdict::Inconsistent);
    assert!(follows.cause.contains(&Cause::RowAdded));
    // Its balance is that of the row before: nothing but its own amount is off.
    let stays = changed(month(), |statement| statement.rows.insert(4, row(day(3, 4), 700_00).balance(2_648_50)));
    assert_eq!(stays.cause, [Cause::RowAdded, Cause::RowMissing]);
    // Its balance is anything: both links break, and without the row neither would.
    let any = changed(month(), |statement| statement.rows.insert(4, row(day(3, 4), 700_00).balance(77_77)));
    assert_eq!((any.broken_links, &*any.cause), (2, &[Cause::RowAdded][..]));
}

#[test]
fn a_file_that_was_cut_does_not_reach_its_closing() {
    let integrity = changed(month(), |statement| statement.rows.truncate(5));
    assert_eq!((integrity.verdict, integrity.cause.first()), (IntegrityVerdict::Gap, Some(&Cause::Cut)));
    assert_eq!((integrity.expected, integrity.found), (Some(2_573_25), Some(2_304_26)));
    let integrity = changed(month_with_sums(true), |statement| statement.rows.truncate(5));
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Gap, &[Cause::Cut][..]));
    let integrity = changed(month(), |statement| drop(statement.rows.drain(..2)));
    assert!(integrity.cause.contains(&Cause::Cut));
}

#[test]
fn opening_and_movements_make_the_closing_without_a_balance_in_any_row() {
    let whole = no_balances(month());
    assert_eq!(whole.integrity.verdict, IntegrityVerdict::Consistent);
    let integrity = changed(whole, |statement| drop(statement.rows.remove(2)));
    assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent);
    assert_eq!((integrity.expected, integrity.found), (Some(2_335_76), Some(2_304_26)));
    assert!(integrity.cause.contains(&Cause::AmountChanged) && integrity.cause.contains(&Cause::RowMissing));
}

#[test]
fn one_balance_a_day_checks_every_row_since_the_one_before() {
    let sparse = |statement: Statement| {
        let mut statement = statement;
        for (position, row) in statement.rows.iter_mut().enumerate() {
            row.balance = row.balance.filter(|_| position % 3 == 2);
        }
        judged(statement)
    };
    let integrity = changed(sparse(month()), |statement| add_to(&mut statement.rows[4], 1));
    assert_eq!((integrity.verdict, integrity.first_broken_line), (IntegrityVerdict::Inconsistent, Some(7)));
    // Without opening and closing, the first day and the last are checked by nothing: that is no lift.
    let mut open = sparse(month());
    (open.opening, open.closing) = (None, None);
    let open = judged(open);
    assert_eq!((open.integrity.verdict, open.tier()), (IntegrityVerdict::Unverifiable, Tier::Parsed));
    assert!(open.integrity.links > 0);
}

#[test]
fn sums_that_hold_show_that_balances_were_changed() {
    let integrity = changed(month_with_sums(true), |statement| {
        statement.rows.iter_mut().skip(3).for_each(|row| row.balance = row.balance.map(|balance| balance + 1_00));
        statement.closing.as_mut().unwrap().amount += 1_00;
    });
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Inconsistent, &[Cause::BalanceChanged][..]));
}

#[test]
fn a_stated_sum_that_does_not_hold_while_every_balance_links_was_changed_itself() {
    let integrity = changed(month_with_sums(true), |statement| {
        statement.stated.incoming.as_mut().unwrap().amount = Some(99_999_00);
    });
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Inconsistent, &[Cause::StatedChanged][..]));
    assert_eq!((integrity.expected, integrity.found), (Some(99_999_00), Some(1_740_00)));
}

#[test]
fn a_wallet_without_balances_is_checked_by_its_sums() {
    let wallet = |rows: bool| {
        let mut statement = no_balances(month_with_sums(rows));
        (statement.opening, statement.closing) = (None, None);
        judged(statement)
    };
    let edited = changed(wallet(true), |statement| add_to(&mut statement.rows[0], 5_000_00));
    assert_eq!(edited.verdict, IntegrityVerdict::Inconsistent);
    assert_eq!(edited.cause, [Cause::AmountChanged, Cause::StatedChanged]);
    let cut = changed(wallet(true), |statement| statement.rows.truncate(4));
    assert_eq!((cut.verdict, &*cut.cause), (IntegrityVerdict::Gap, &[Cause::RowMissing, Cause::Cut][..]));
    let unknown = changed(wallet(false), |statement| statement.rows.truncate(4));
    assert!(unknown.cause.contains(&Cause::Cut) && unknown.cause.contains(&Cause::AmountChanged));
}

#[test]
fn rows_that_did_not_move_count_as_the_exporter_counts_them() {
    let mut statement = no_balances(month_with_sums(true));
    (statement.opening, statement.closing) = (None, None);
    // The exporter's sums count what was cancelled too.
    statement.rows.push(row(day(3, 9), -60_00).status(Status::Cancelled));
    let outgoing = statement.stated.outgoing.as_mut().unwrap();
    (outgoing.rows, outgoing.amount) = (outgoing.rows.map(|rows| rows + 1), outgoing.amount.map(|sum| sum + 60_00));
    number_lines(&mut statement);
    // Nothing but its own word tells that it was cancelled, and a hand may have written that.
    let alone = judged(statement.clone()).integrity;
    assert_eq!((alone.verdict, alone.held(Check::Status)), (IntegrityVerdict::Unverifiable, Some(Held::Fails)));
    // A row that gives it back does.
    statement.rows.push(row(day(3, 9), 60_00).kind(RowKind::Refund).neutral());
    number_lines(&mut statement);
    let given_back = judged(statement).integrity;
    assert_eq!((given_back.verdict, given_back.held(Check::Status)), (IntegrityVerdict::Consistent, Some(Held::Holds)));
}

#[test]
fn one_stated_sum_of_two_is_too_little_to_lift() {
    let mut statement = no_balances(month_with_sums(true));
    (statement.opening, statement.closing, statement.stated.outgoing) = (None, None, None);
    assert_eq!(judged(statement).tier(), Tier::Parsed);
}

#[test]
fn what_a_broker_does_not_list_is_a_gap_and_no_forgery() {
    let mut statement = month();
    statement.unlisted_movements = true;
    let integrity = changed(judged(statement), |statement| {
        statement.rows.remove(5);
        statement.rows.remove(2);
    });
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Gap, &[Cause::MovementsNotListed][..]));
}

#[test]
fn figures_that_hold_nowhere_are_said_to_be_several() {
    let integrity = changed(month(), |statement| {
        statement.rows[1].balance = Some(3);
        statement.rows[4].balance = Some(8);
        statement.rows[6].balance = Some(15);
    });
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Inconsistent, &[Cause::SeveralPlaces][..]));
}

#[test]
fn only_figures_that_hold_may_lift_and_a_row_that_none_checks_may_not() {
    let mut statement = month();
    assert!(statement.rows.iter().all(|row| statement.tier_of(row) == Tier::Consistent));
    statement.opening = None;
    let statement = judged(statement);
    assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
    let tiers: Vec<Tier> = statement.rows.iter().map(|row| statement.tier_of(row)).collect();
    assert_eq!(tiers[0], Tier::Parsed);
    assert!(tiers[1..].iter().all(|tier| *tier == Tier::Consistent));
}

#[test]
fn a_balance_at_an_end_that_no_other_tells_may_be_what_was_changed_however_long_nothing_happened() {
    let rows = || (0..20).map(|number| row(crate::made::nth_day(number), -1_00 - i64::from(number)));
    for (position, quiet) in [(20, 40), (0, -40)] {
        let mut dated: Vec<_> = rows().collect();
        dated.insert(position, row(crate::made::nth_day(10 + quiet), -5_00));
        let whole = statement(AccountKind::Bank, "bank", "", "a", running(500_000, dated));
        let integrity = changed(whole, |statement| {
            statement.rows[position].balance = statement.rows[position].balance.map(|was| was + 9_000_00)
        });
        assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent, "{position}");
        assert!(integrity.cause.contains(&Cause::BalanceChanged) && integrity.cause.contains(&Cause::RowMissing));
    }
}

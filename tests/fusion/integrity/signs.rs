//! What a file tells beside its figures: where it does not hold, figures that do are not enough.

use prescreen_fusion::Statement;
use prescreen_fusion::integrity::IntegrityVerdict::{Consistent, Unverifiable};
use prescreen_fusion::integrity::{Check, Checked, Held, IntegrityVerdict};
use prescreen_fusion::statement::AccountKind;

use crate::made::{With, day, judged, row, running, statement};

fn week() -> Statement {
    let signed = [500_00, -20_00, -31_50, 1_200_00, -75_25];
    let rows = signed.iter().zip(1..).map(|(signed, date)| row(day(3, date), *signed).id(&format!("A{date}07")));
    let rows = rows.collect();
    statement(AccountKind::Bank, "bank", "", "a", running(1_000_00, rows))
}

fn of(statement: Statement, verdict: IntegrityVerdict, check: Check) -> Option<Checked> {
    let integrity = judged(statement).integrity;
    assert_eq!(integrity.verdict, verdict);
    integrity.checks.into_iter().find(|checked| checked.check == check)
}

fn fails(check: Check, line: u32) -> Option<Checked> {
    Some(Checked { check, held: Held::Fails, line: Some(line) })
}

fn holds(check: Check) -> Option<Checked> {
    Some(Checked { check, held: Held::Holds, line: None })
}

#[test]
fn a_day_against_the_order_of_the_others_is_told_with_its_line() {
    assert_eq!(of(week(), Consistent, Check::Days), holds(Check::Days));
    let mut statement = week();
    statement.rows[3].date = day(2, 1);
    assert_eq!(of(statement, Unverifiable, Check::Days), fails(Check::Days, 5));
}

#[test]
fn a_day_outside_the_stated_period_is_told_with_its_line() {
    let mut statement = week();
    assert_eq!(of(statement.clone(), Consistent, Check::Period), None);
    statement.period = Some((day(3, 1), day(3, 5)));
    assert_eq!(of(statement.clone(), Consistent, Check::Period), holds(Check::Period));
    statement.period = Some((day(3, 1), day(3, 3)));
    assert_eq!(of(statement, Unverifiable, Check::Period), fails(Check::Period, 5));
}

#[test]
fn a_number_that_two_equal_rows_carry_is_told_and_no_fault_as_banks_use_numbers_again() {
    assert_eq!(of(week(), Consistent, Check::Ids), holds(Check::Ids));
    let mut rows = week().rows;
    let mut again = rows[1].clone().balance(0);
    again.balance = None;
    rows.insert(2, again);
    let statement = statement(AccountKind::Bank, "bank", "", "a", running(1_000_00, rows));
    assert_eq!(of(statement, Consistent, Check::Ids), fails(Check::Ids, 4));
}

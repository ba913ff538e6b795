//! Whether a statement begins with what the one before it closed with.
//!
//! Takes the statements of one file whose standard gives each an opening and a closing balance. Those of one account are
//! compared in the order of their days; a statement that stands in the file twice is compared once. A page is whole with
//! the pages that it says to be between.

use prescreen::date::Date;

use super::signs::checked;
use super::{Cause, Check, IntegrityVerdict};
use crate::sorted::{Grouped, sort_by_key};
use crate::statement::{Balance, Statement};

/// The standards whose statements follow one another; reports within a day overlap.
const FOLLOWING: [&str; 2] = ["mt940", "camt.053"];

/// Compares each statement's opening with the closing before it, and looks for the pages before and behind those that say
/// that they are not whole.
pub(crate) fn continued(statements: &mut [Statement]) {
    let accounts = statements.iter().map(|statement| (statement.account.clone(), statement.currency));
    let accounts = Grouped::new(accounts.zip(0_usize..).collect());
    let mut repeated: Vec<(usize, usize)> = Vec::new();
    for of_account in accounts.groups() {
        let order = in_order(statements, of_account.iter().map(|(_, position)| *position).collect(), &mut repeated);
        for (before, position) in order.iter().zip(order.iter().skip(1)) {
            let (Some(one), Some(next)) = (statements.get(*before), statements.get(*position)) else { continue };
            let between = one.closing.zip(next.opening);
            let page = one.stated.within[1].and(next.stated.within[0]).is_some()
                && between.is_none_or(|(closing, opening)| closing.amount == opening.amount);
            if page {
                clear(statements.get_mut(*before), 1);
                clear(statements.get_mut(*position), 0);
            }
            if let (Some((closing, opening)), Some(statement)) = (between, statements.get_mut(*position))
                && FOLLOWING.contains(&&*statement.format)
                && !statement.account.is_empty()
            {
                follow(statement, closing, opening);
            }
        }
    }
    for (position, first) in repeated {
        let within = statements.get(first).map(|first| first.stated.within).unwrap_or_default();
        if let Some(statement) = statements.get_mut(position) {
            statement.stated.within = within;
        }
    }
    statements.iter_mut().for_each(whole);
}

fn clear(statement: Option<&mut Statement>, end: usize) {
    if let Some(within) = statement.and_then(|statement| statement.stated.within.get_mut(end)) {
        *within = None;
    }
}

/// The statements of an account in the order of their days, those of the same days so that each opens with what the one
/// before closed with. One that stands there again is left out, and kept with the one that it is.
fn in_order(statements: &[Statement], mut positions: Vec<usize>, repeated: &mut Vec<(usize, usize)>) -> Vec<usize> {
    let of = |position: usize| statements.get(position);
    sort_by_key(&mut positions, |position| of(*position).map(days));
    let opening = |position: &usize| Some(of(*position)?.opening?.amount);
    let closing = |position: &usize| Some(of(*position)?.closing?.amount);
    let mut order: Vec<usize> = Vec::with_capacity(positions.len());
    for same in positions.chunk_by_mut(|one, next| of(*one).map(days) == of(*next).map(days)) {
        let from = order.len();
        let first = |one: &usize| !same.iter().any(|other| other != one && closing(other) == opening(one));
        let mut next = if from == 0 { same.iter().position(first) } else { None };
        for at in 0..same.len() {
            let left = same.get_mut(at..).unwrap_or_default();
            let before = order.last().and_then(closing);
            let follows = |position: &usize| before.is_some() && opening(position) == before;
            left.swap(0, next.take().or_else(|| left.iter().position(follows)).unwrap_or(0));
            let Some(position) = left.first().copied() else { continue };
            let is_again = |other: &&usize| of(**other).zip(of(position)).is_some_and(|(one, next)| again(one, next));
            match order.get(from..).and_then(|seen| seen.iter().find(is_again)) {
                Some(other) => repeated.push((position, *other)),
                None => order.push(position),
            }
        }
    }
    order
}

/// A statement before which or behind which a page is missing lists not all of its movements.
fn whole(statement: &mut Statement) {
    let [before, behind] = statement.stated.within;
    let Some(line) = before.or(behind) else { return };
    let integrity = &mut statement.integrity;
    integrity.checks.push(checked(Check::End, Some(line)));
    if matches!(integrity.verdict, IntegrityVerdict::Consistent | IntegrityVerdict::Unverifiable) {
        integrity.verdict = IntegrityVerdict::Gap;
        integrity.cause = vec![Cause::Cut];
        integrity.first_broken_line = Some(line);
    }
}

/// When a statement begins and ends.
fn days(statement: &Statement) -> (Option<Date>, Option<Date>) {
    let day = |balance: Option<Balance>| balance.and_then(|balance| balance.date);
    (day(statement.opening), day(statement.closing))
}

/// What a statement opens and closes with.
pub(crate) fn amounts(statement: &Statement) -> [Option<(Option<Date>, i64)>; 2] {
    [statement.opening, statement.closing].map(|balance| balance.map(|balance| (balance.date, balance.amount)))
}

/// Whether one is the other once more.
pub(crate) fn again(one: &Statement, next: &Statement) -> bool {
    let mut both = one.rows.iter().zip(&next.rows);
    amounts(one) == amounts(next)
        && one.rows.len() == next.rows.len()
        && both.all(|(one, next)| (one.date, one.effect) == (next.date, next.effect))
}

fn follow(statement: &mut Statement, closing: Balance, opening: Balance) {
    let integrity = &mut statement.integrity;
    let holds = closing.amount == opening.amount;
    integrity.checks.push(checked(Check::Continues, (!holds).then_some(opening.line)));
    if !holds && matches!(integrity.verdict, IntegrityVerdict::Consistent | IntegrityVerdict::Unverifiable) {
        integrity.verdict = IntegrityVerdict::Gap;
        integrity.cause = vec![Cause::RowMissing, Cause::StatedChanged];
        integrity.first_broken_line = Some(opening.line);
        (integrity.expected, integrity.found) = (Some(closing.amount), Some(opening.amount));
    }
}

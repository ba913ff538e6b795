//! Whether a statement begins with what the one before it closed with.
//!
//! Takes the statements of one file whose standard gives each an opening and a closing balance. Those of one account are
//! compared in the order of their days; a statement that stands in the file twice is compared once.

use prescreen::date::Date;

use super::{Cause, Check, Checked, Held, IntegrityVerdict};
use crate::money::Currency;
use crate::sorted::{Grouped, sort_by_key};
use crate::statement::{Balance, Statement};

/// The standards whose statements follow one another; reports within a day overlap.
const FOLLOWING: [&str; 2] = ["mt940", "camt.053"];

/// Compares each statement's opening with the closing before it.
pub(crate) fn continued(statements: &mut [Statement]) {
    let mut accounts: Vec<((String, Currency), usize)> = Vec::new();
    for (position, statement) in statements.iter().enumerate() {
        if FOLLOWING.contains(&&*statement.format) && !statement.account.is_empty() {
            accounts.push(((statement.account.clone(), statement.currency), position));
        }
    }
    for of_account in Grouped::new(accounts).groups() {
        let mut positions: Vec<usize> = of_account.iter().map(|(_, position)| *position).collect();
        sort_by_key(&mut positions, |position| statements.get(*position).map(days));
        let mut before: Option<usize> = None;
        for position in positions {
            let pair = before.and_then(|before| statements.get(before)).zip(statements.get(position));
            let between = match pair {
                Some((one, next)) if again(one, next) => continue,
                Some((one, next)) => one.closing.zip(next.opening),
                None => None,
            };
            before = Some(position);
            if let (Some((closing, opening)), Some(statement)) = (between, statements.get_mut(position)) {
                follow(statement, closing, opening);
            }
        }
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
    let moved = |statement: &Statement| statement.rows.iter().map(|row| (row.date, row.effect)).collect::<Vec<_>>();
    amounts(one) == amounts(next) && moved(one) == moved(next)
}

fn follow(statement: &mut Statement, closing: Balance, opening: Balance) {
    let integrity = &mut statement.integrity;
    let holds = closing.amount == opening.amount;
    let (held, line) = if holds { (Held::Holds, None) } else { (Held::Fails, Some(opening.line)) };
    integrity.checks.push(Checked { check: Check::Continues, held, line });
    if !holds && matches!(integrity.verdict, IntegrityVerdict::Consistent | IntegrityVerdict::Unverifiable) {
        integrity.verdict = IntegrityVerdict::Gap;
        integrity.cause = vec![Cause::RowMissing, Cause::StatedChanged];
        integrity.first_broken_line = Some(opening.line);
        (integrity.expected, integrity.found) = (Some(closing.amount), Some(opening.amount));
    }
}

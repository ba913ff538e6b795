//! Statements of one keeper that name no account: of one, unless their balances or rows cannot be one's.
//!
//! Takes the statements that would be one account, gives them in accounts of their own where any two of them do not fit.
//! Of two that share days or follow one another, balances and rows tell; of others, a balance that goes on. Once there are two
//! accounts, a statement is of the only one that it fits, or of one of its own. That it is so is asked.

use prescreen::date::Date;

use super::account::follows;
use super::disagreement::{Compared, Covered};
use crate::integrity::{Daily, daily_balances};
use crate::sorted::{sort, sort_by_key};
use crate::statement::{Row, Statement};

/// A statement by its position among all, with the days that it covers and its balances.
type Told<'a> = (usize, Covered<'a>, Daily);

/// Of which account each statement is, from 0 by the first of its statements; none where all fit one. `two`: those that the
/// person says are of two accounts.
pub(super) fn parted(statements: &[(usize, &Statement)], two: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let told = statements
        .iter()
        .filter_map(|(position, statement)| Some((*position, Covered::of(statement)?, daily_balances(statement))));
    let mut told: Vec<Told<'_>> = told.collect();
    sort_by_key(&mut told, |(position, covered, _)| (covered.days, *position));
    let (mut of, mut accounts, mut all_fit) = (Vec::with_capacity(told.len()), 0_usize, true);
    for (next, other) in told.iter().enumerate() {
        let mut fits = vec![OPEN; accounts];
        for (one, (_, account)) in told.iter().take(next).zip(&of) {
            let said = two.contains(&(one.0.min(other.0), one.0.max(other.0)));
            let fit = if said { AGAINST } else { fit(one, other) };
            all_fit &= fit != AGAINST;
            if let Some(fits) = fits.get_mut(*account) {
                *fits = fit.max(*fits);
            }
        }
        let only = fits.iter().position(|fits| *fits == FITS);
        let only = only.filter(|first| fits.iter().skip(first.saturating_add(1)).all(|fits| *fits != FITS));
        let account = only.unwrap_or(accounts);
        accounts = accounts.max(account.saturating_add(1));
        of.push((other.0, account));
    }
    if all_fit { Vec::new() } else { of }
}

/// Nothing tells whether two are of one account.
const OPEN: usize = 0;
/// They fit one.
const FITS: usize = 1;
/// They do not.
const AGAINST: usize = 2;

/// Whether two statements that share days or follow one another are of one account; open of two of one file. Where most
/// rows are in both, or one has the same number in both, they are one account's, whatever else they say.
fn fit((_, one, balances): &Told<'_>, (_, other, others): &Told<'_>) -> usize {
    if one.statement.file == other.statement.file {
        return OPEN;
    }
    let apart = other.days.0.days().saturating_sub(one.days.1.days());
    let balanced = !balances.ends.is_empty() && !others.ends.is_empty();
    let linked = balanced && follows(balances, others, apart);
    if linked && apart > 0 {
        return FITS;
    }
    if apart > 1 {
        return OPEN;
    }
    let fits = match one.compare(other) {
        Some(Compared { alike, only: [one, other], differ: true, .. }) => alike > one.saturating_add(other),
        Some(Compared { alike: 1.., .. }) => true,
        _ => linked || !balanced,
    };
    if fits || share_a_number(one.statement, other.statement) { FITS } else { AGAINST }
}

/// Whether two statements have a row of the same number, day and amount.
fn share_a_number(one: &Statement, other: &Statement) -> bool {
    fn key(row: &Row) -> (&str, Date, i64) {
        (&row.id, row.date, row.amount)
    }
    let mut numbers: Vec<_> = one.rows.iter().map(key).collect();
    sort(&mut numbers);
    other.rows.iter().any(|row| !row.id.is_empty() && numbers.binary_search(&key(row)).is_ok())
}

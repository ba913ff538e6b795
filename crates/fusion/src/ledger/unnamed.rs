//! Statements of one keeper that name no account: of one, unless their balances or rows cannot be one's.
//!
//! Takes the statements that would be one account, gives them in accounts of their own where any two of them do not fit.
//! Of two that share days or follow one another, balances and rows tell; of others, a balance that goes on. Once there are two
//! accounts, a statement is of the only one that it fits, or of one of its own. That it is so is asked.

use super::account::follows;
use super::disagreement::Covered;
use crate::integrity::{Daily, daily_balances};
use crate::sorted::{Grouped, sort_by_key};
use crate::statement::{Row, Statement};

/// A statement by its position among all, with the days that it covers and its balances.
type Told<'a> = (usize, Covered<'a>, Daily);

/// The statements of each account that they are parted into; none where all fit one. `two`: those that the person says are
/// of two accounts.
pub(super) fn parted(statements: &[(usize, &Statement)], two: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let told = statements
        .iter()
        .filter_map(|(position, statement)| Some((*position, Covered::of(statement)?, daily_balances(statement))));
    let mut told: Vec<Told<'_>> = told.collect();
    sort_by_key(&mut told, |(position, covered, _)| (covered.days, *position));
    // Of each, which of those before it fit it and which do not.
    let mut met: Vec<Vec<(usize, bool)>> = vec![Vec::new(); told.len()];
    for (place, one) in told.iter().enumerate() {
        let behind = told.iter().zip(&mut met).skip(place.saturating_add(1));
        for (other, met) in behind {
            let said = two.contains(&(one.0.min(other.0), one.0.max(other.0)));
            let fits = if said { Some(false) } else { fit(one, other) };
            met.extend(fits.map(|fits| (place, fits)));
        }
    }
    let mut accounts: Vec<Vec<usize>> = Vec::new();
    if met.iter().flatten().all(|(_, fits)| *fits) {
        return accounts;
    }
    let mut of: Vec<usize> = Vec::with_capacity(told.len());
    for ((position, ..), met) in told.iter().zip(&met) {
        let mut fits: Vec<Option<bool>> = vec![None; accounts.len()];
        for (one, fit) in met {
            if let Some(fits) = of.get(*one).and_then(|account| fits.get_mut(*account)) {
                *fits = Some(*fit && *fits != Some(false));
            }
        }
        let mut fitting = fits.iter().enumerate().filter(|(_, fits)| **fits == Some(true));
        let only = fitting.next().filter(|_| fitting.next().is_none()).map(|(account, _)| account);
        let account = only.unwrap_or(accounts.len());
        of.push(account);
        match accounts.get_mut(account) {
            Some(account) => account.push(*position),
            None => accounts.push(vec![*position]),
        }
    }
    accounts
}

/// Whether two statements that share days or follow one another are of one account; none of two of one file. Where most
/// rows are in both, or one has the same number in both, they are one account's, whatever else they say.
fn fit((_, one, balances): &Told<'_>, (_, other, others): &Told<'_>) -> Option<bool> {
    let apart = other.days.0.days().saturating_sub(one.days.1.days());
    if one.statement.file == other.statement.file {
        return None;
    }
    let balanced = !balances.ends.is_empty() && !others.ends.is_empty();
    let linked = balanced && follows(balances, others, apart);
    if apart > 1 {
        return linked.then_some(true);
    }
    let compared = one.compare(other);
    let only = compared.as_ref().filter(|compared| compared.differ).map_or(0, |compared| {
        let [one, other] = compared.only;
        one.saturating_add(other)
    });
    let alike = compared.map_or(0, |compared| compared.alike);
    Some(alike > only || (only == 0 && (linked || !balanced)) || share_a_number(one.statement, other.statement))
}

/// Whether two statements have a row of the same number, day and amount.
fn share_a_number(one: &Statement, other: &Statement) -> bool {
    let key = |row: &'_ Row| (row.date, row.amount, row.id.clone());
    let rows = Grouped::new(one.rows.iter().map(|row| (key(row), ())).collect());
    other.rows.iter().any(|row| !row.id.is_empty() && !rows.of(&key(row)).is_empty())
}

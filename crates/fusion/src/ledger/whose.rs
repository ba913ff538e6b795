//! Whose statement is whose: which of them are of one account.
//!
//! Two statements are of one account where kind, currency and keeper are the same and their names do not contradict each
//! other, or where their rows carry the same balances. Rows that are alike without a balance are a question.

use std::collections::BTreeMap;

use prescreen::date::Date;

use super::account::tail_of;
use crate::money::Currency;
use crate::statement::Statement;

/// How many rows of two files must carry the same day, movement and balance for them to be of one account.
const SAME_BALANCES: u32 = 3;
/// How many rows must be alike by day and movement for the person to be asked.
const ALIKE: u32 = 5;

/// The statements by account.
pub(super) struct Whose {
    /// Position of the account of each statement.
    pub account: Vec<usize>,
    /// How many accounts there are.
    pub accounts: usize,
    /// Pairs of accounts whose rows are alike.
    pub alike: Vec<(usize, usize)>,
}

/// Groups statements, which stand in an order of their content.
pub(super) fn whose(statements: &[&Statement]) -> Whose {
    let mut firsts: Vec<&Statement> = Vec::new();
    let mut account: Vec<usize> = Vec::with_capacity(statements.len());
    for statement in statements {
        let known = firsts.iter().position(|first| same(first, statement));
        account.push(known.unwrap_or(firsts.len()));
        match known.and_then(|known| firsts.get_mut(known)) {
            None => firsts.push(statement),
            // The name that tells more is compared with what follows.
            Some(first) if digits(&statement.account) > digits(&first.account) => *first = statement,
            Some(_) => {}
        }
    }
    let shared = shared(statements, &account, |row| row.balance);
    let mut into: Vec<usize> = (0..firsts.len()).collect();
    for (pair, count) in shared {
        if count >= SAME_BALANCES && may_be_one(&firsts, pair) {
            let (one, other) = (root(&into, pair.0), root(&into, pair.1));
            if let Some(place) = into.get_mut(one.max(other)) {
                *place = one.min(other);
            }
        }
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for place in &mut account {
        let (found, next) = (root(&into, *place), numbers.len());
        *place = *numbers.entry(found).or_insert(next);
    }
    let alike = shared_rows(statements, &account);
    Whose { account, accounts: numbers.len(), alike }
}

fn root(into: &[usize], mut place: usize) -> usize {
    while let Some(next) = into.get(place).filter(|next| **next != place) {
        place = *next;
    }
    place
}

fn may_be_one(firsts: &[&Statement], (one, other): (usize, usize)) -> bool {
    match (firsts.get(one), firsts.get(other)) {
        (Some(one), Some(other)) => !contradict(&one.account, &other.account),
        _ => false,
    }
}

/// Whether two statements are of one account by what they say of it.
fn same(one: &Statement, other: &Statement) -> bool {
    let place = one.account_kind == other.account_kind && one.currency == other.currency;
    let (name, other_name) = (plain(&one.account), plain(&other.account));
    if !place || name.is_empty() != other_name.is_empty() {
        return false;
    }
    if name == other_name && (digits(&name) >= 8 || name.contains('@')) {
        return true;
    }
    one.institution == other.institution && (name == other_name || names_one(&one.account, &other.account))
}

/// Whether two names are of one account, one of them masked or cut to its last digits.
fn names_one(one: &str, other: &str) -> bool {
    match (tail_of(one), tail_of(other)) {
        (Some(tail), Some(other_tail)) => tail == other_tail && !contradict(one, other),
        _ => false,
    }
}

/// Whether two names cannot be of one account: both whole and different, or different in their last digits.
fn contradict(one: &str, other: &str) -> bool {
    let whole = |name: &str| digits(name) >= 8 && !name.contains(['*', 'x', 'X', '•', '＊']);
    let tails = tail_of(one).zip(tail_of(other)).is_some_and(|(tail, other)| tail != other);
    tails || (whole(one) && whole(other) && plain(one) != plain(other))
}

fn plain(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric() || "*@.".contains(*character)).collect()
}

fn digits(name: &str) -> usize {
    name.bytes().filter(u8::is_ascii_digit).count()
}

type RowFigures = (Currency, Date, i64, Option<i64>);

/// How many rows two accounts share by day, movement and a figure; rows without the figure do not count.
fn shared(
    statements: &[&Statement],
    account: &[usize],
    figure: impl Fn(&crate::statement::Row) -> Option<i64>,
) -> BTreeMap<(usize, usize), u32> {
    let mut first: BTreeMap<RowFigures, usize> = BTreeMap::new();
    let mut shared = BTreeMap::new();
    for (statement, account) in statements.iter().zip(account) {
        for row in statement.rows.iter().filter(|row| row.moved()) {
            let (Some(effect), Some(figure)) = (row.effect, figure(row)) else { continue };
            let known = *first.entry((row.currency, row.date, effect, Some(figure))).or_insert(*account);
            if known != *account {
                let count: &mut u32 = shared.entry((known.min(*account), known.max(*account))).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
    shared
}

/// Accounts of one kind and currency whose rows are mostly alike in the days that both cover.
fn shared_rows(statements: &[&Statement], account: &[usize]) -> Vec<(usize, usize)> {
    let shared = shared(statements, account, |_| Some(0));
    let rows_of = |which: usize| {
        let of = statements.iter().zip(account).filter(move |(_, account)| **account == which);
        of.flat_map(|(statement, _)| statement.rows.iter()).filter(|row| row.moved())
    };
    let kind_of = |which: usize| {
        statements
            .iter()
            .zip(account)
            .find(|(_, account)| **account == which)
            .map(|(statement, _)| statement.account_kind)
    };
    let mostly = |(one, other): (usize, usize), count: u32| {
        let days = |which: usize| {
            let days = || rows_of(which).map(|row| row.date);
            days().min().zip(days().max())
        };
        let (Some(one_days), Some(other_days)) = (days(one), days(other)) else { return false };
        let (from, to) = (one_days.0.max(other_days.0), one_days.1.min(other_days.1));
        [one, other].iter().all(|which| {
            let within = rows_of(*which).filter(|row| row.date >= from && row.date <= to).count();
            within.saturating_mul(9) <= usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(10)
        })
    };
    let pairs = shared
        .into_iter()
        .filter(|(pair, count)| *count >= ALIKE && kind_of(pair.0) == kind_of(pair.1) && mostly(*pair, *count));
    pairs.map(|(pair, _)| pair).collect()
}

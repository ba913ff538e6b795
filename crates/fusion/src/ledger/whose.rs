//! Whose statement is whose: which of them are of one account.
//!
//! Two statements are of one account where kind, currency and keeper are the same and their names do not contradict each
//! other, or where their rows carry the same balances. Rows that are alike without a balance are a question.

use prescreen::date::Date;

use super::account::tail_of;
use crate::letter::is_alphanumeric;
use crate::money::Currency;
use crate::seek::has;
use crate::sorted::Grouped;
use crate::statement::Statement;

/// How many rows of two files must carry the same day, movement and balance for them to be of one account.
const SAME_BALANCES: usize = 3;
/// How many rows must be alike by day and movement for the person to be asked.
const ALIKE: usize = 5;

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
    let mut roots: Vec<usize> = Vec::new();
    for place in &mut account {
        let found = root(&into, *place);
        *place = roots.iter().position(|other| *other == found).unwrap_or(roots.len());
        if *place == roots.len() {
            roots.push(found);
        }
    }
    let alike = shared_rows(statements, &account);
    Whose { account, accounts: roots.len(), alike }
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
    if name == other_name && (digits(&name) >= 8 || has(&name, '@')) {
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
    name.chars().filter(|character| is_alphanumeric(*character) || matches!(character, '*' | '@' | '.')).collect()
}

fn digits(name: &str) -> usize {
    name.bytes().filter(u8::is_ascii_digit).count()
}

type RowFigures = (Currency, Date, i64, i64);

/// How many rows two accounts share by day, movement and a figure, in the order of the accounts; rows without the figure do
/// not count.
fn shared(
    statements: &[&Statement],
    account: &[usize],
    figure: impl Fn(&crate::statement::Row) -> Option<i64>,
) -> Vec<((usize, usize), usize)> {
    if account.iter().all(|which| Some(which) == account.first()) {
        return Vec::new();
    }
    let mut rows: Vec<(RowFigures, usize)> = Vec::new();
    for (statement, account) in statements.iter().zip(account) {
        for row in statement.rows.iter().filter(|row| row.moved()) {
            if let (Some(effect), Some(figure)) = (row.effect, figure(row)) {
                rows.push(((row.currency, row.date, effect, figure), *account));
            }
        }
    }
    let mut shared: Vec<((usize, usize), ())> = Vec::new();
    for alike in Grouped::new(rows).groups() {
        let Some((_, first)) = alike.first() else { continue };
        let others = alike.iter().filter(|(_, account)| account != first);
        shared.extend(others.map(|(_, account)| ((*first.min(account), *first.max(account)), ())));
    }
    let shared = Grouped::new(shared);
    shared.groups().filter_map(|pair| pair.first().map(|(key, ())| (*key, pair.len()))).collect()
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
    let mostly = |(one, other): (usize, usize), count: usize| {
        let days = |which: usize| {
            let days = || rows_of(which).map(|row| row.date);
            days().min().zip(days().max())
        };
        let (Some(one_days), Some(other_days)) = (days(one), days(other)) else { return false };
        let (from, to) = (one_days.0.max(other_days.0), one_days.1.min(other_days.1));
        [one, other].iter().all(|which| {
            let within = rows_of(*which).filter(|row| row.date >= from && row.date <= to).count();
            within.saturating_mul(9) <= count.saturating_mul(10)
        })
    };
    let pairs = shared
        .into_iter()
        .filter(|(pair, count)| *count >= ALIKE && kind_of(pair.0) == kind_of(pair.1) && mostly(*pair, *count));
    pairs.map(|(pair, _)| pair).collect()
}

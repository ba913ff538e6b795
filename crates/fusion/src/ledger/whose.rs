//! Whose statement is whose: which of them are of one account.
//!
//! Two statements are of one account where kind, currency and keeper are the same and their names do not contradict each
//! other, or where their rows carry the same balances. Rows that are alike without a balance are a question, and so are
//! statements that name neither account nor keeper, or no account where they do not fit one.

use prescreen::date::Date;

use super::account::tail_of;
use super::name::{contradict, digits, nearly, plain, whole};
use super::unnamed::parted;
use crate::money::Currency;
use crate::seek::has;
use crate::sorted::{Grouped, numbered, sort};
use crate::statement::Statement;

/// How many rows of two files must carry the same day, movement and balance for them to be of one account.
const SAME_BALANCES: usize = 3;
/// How many rows must be alike by day and movement for the person to be asked, where nine of ten are.
const ALIKE: usize = 5;
/// How many, where all are in the days that both cover and the names may be one account's; one, where the accounts' numbers
/// are the same but for a digit.
const FEW: usize = 2;

/// The statements by account.
pub(super) struct Whose {
    /// Position of the account of each statement.
    pub account: Vec<usize>,
    /// Pairs of accounts of which nothing but the person's word tells that they are two.
    pub alike: Vec<(usize, usize)>,
}

impl Whose {
    /// The accounts of two statements, where they are two, the first one first.
    pub fn pair(&self, (one, other): &(usize, usize)) -> Option<(usize, usize)> {
        let (one, other) = (*self.account.get(*one)?, *self.account.get(*other)?);
        (one != other).then_some((one.min(other), one.max(other)))
    }
}

/// What the person says of two statements each, by their positions, the first one first.
#[derive(Default)]
pub(super) struct Accounts {
    /// They are of one account.
    pub one: Vec<(usize, usize)>,
    /// They are of two.
    pub two: Vec<(usize, usize)>,
}

/// Groups statements, which stand in an order of their content.
pub(super) fn whose(statements: &[&Statement], said: &Accounts) -> Whose {
    let mut firsts: Vec<&Statement> = Vec::new();
    let mut account: Vec<usize> = Vec::with_capacity(statements.len());
    let mut known = Known::of(statements);
    for (position, statement) in statements.iter().enumerate() {
        let of = known.account(position);
        let place = of.unwrap_or(firsts.len());
        account.push(place);
        match of.and_then(|of| firsts.get_mut(of)) {
            None => firsts.push(statement),
            // The name that tells more is compared with what follows.
            Some(first) if digits(&statement.account) > digits(&first.account) => *first = statement,
            Some(_) => continue,
        }
        known.name(place, position);
    }
    let parted = part(statements, &mut account, &mut firsts, &said.two);
    let shared = shared(statements, &account, &|row| row.balance);
    let mut into: Vec<usize> = (0..firsts.len()).collect();
    for (pair, count) in shared {
        if count >= SAME_BALANCES && may_be_one(&firsts, pair) {
            unite(&mut into, pair);
        }
    }
    for (one, other) in &said.one {
        if let (Some(one), Some(other)) = (account.get(*one), account.get(*other)) {
            unite(&mut into, (*one, *other));
        }
    }
    let mut numbers: Vec<Option<usize>> = vec![None; into.len()];
    let mut accounts = 0_usize;
    for place in &mut account {
        let Some(number) = numbers.get_mut(root(&into, *place)) else { continue };
        *place = *number.get_or_insert(accounts);
        accounts = accounts.max(place.saturating_add(1));
    }
    let mut alike = shared_rows(statements, &account);
    alike.extend(without_names(statements, &account));
    let mut whose = Whose { account, alike };
    let of_parted: Vec<_> = parted.iter().filter_map(|pair| whose.pair(pair)).collect();
    whose.alike.extend(of_parted);
    whose
}

/// Parts accounts of which no statement has the name and not all fit one another, and gives statements of each two that
/// come of it: of each with the next.
fn part<'a>(
    statements: &[&'a Statement],
    account: &mut [usize],
    firsts: &mut Vec<&'a Statement>,
    two: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for which in 0..firsts.len() {
        let numbered = account.iter().zip(statements.iter().copied().enumerate());
        let of_it = numbered.filter(|(account, (_, statement))| **account == which && statement.account.is_empty());
        let of_it: Vec<_> = of_it.map(|(_, numbered)| numbered).collect();
        let (mut before, mut seen, behind) = (None, 0_usize, firsts.len());
        for (position, number) in parted(&of_it, two) {
            if number == seen {
                seen = seen.saturating_add(1);
                pairs.extend(before.replace(position).map(|before| (before, position)));
                firsts.extend(statements.get(position).filter(|_| number > 0));
            }
            if let (Some(number), Some(account)) = (number.checked_sub(1), account.get_mut(position)) {
                *account = behind.saturating_add(number);
            }
        }
    }
    pairs
}

/// Makes two accounts one.
fn unite(into: &mut [usize], (one, other): (usize, usize)) {
    let (one, other) = (root(into, one), root(into, other));
    if let Some(place) = into.get_mut(one.max(other)) {
        *place = one.min(other);
    }
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

/// The accounts that are known, found by what statements say of them: their names, or the last digits of these where one of
/// them is masked or cut. Kind and currency are always the same; who keeps the account is, unless the name is long enough.
struct Known {
    /// Of each statement: its name, its last digits, and whether its name is whole. Equal numbers are equal texts.
    said: Vec<(usize, Option<usize>, bool)>,
    /// Accounts in order: under each name, then under each last digits those with a masked name and those with a whole one.
    under: Vec<Vec<usize>>,
    /// The statement that names each account.
    named_by: Vec<usize>,
}

impl Known {
    fn of(statements: &[&Statement]) -> Self {
        let place = |statement: &Statement| (statement.account_kind.word(), statement.currency);
        let names = statements.iter().enumerate().map(|(position, statement)| {
            let name = plain(&statement.account);
            let long = digits(&name) >= 8 || has(&name, '@');
            // By no word of anybody, every statement is of an account of its own.
            let only = nameless(statement).then_some(position);
            (place(statement), if long { "" } else { statement.institution.as_str() }, name, only)
        });
        let names = numbered(names.collect());
        let tails = statements
            .iter()
            .map(|statement| tail_of(&statement.account).map(|tail| (place(statement), &statement.institution, tail)));
        let tails: Vec<_> = tails.collect();
        let has_tail: Vec<bool> = tails.iter().map(Option::is_some).collect();
        let first = names.iter().max().map_or(0, |last| last.saturating_add(1));
        let tails = numbered(tails).into_iter().map(|tail| tail.saturating_mul(2).saturating_add(first));
        let said = names.into_iter().zip(tails).zip(has_tail).zip(statements);
        let said: Vec<_> = said
            .map(|(((name, tail), has_tail), statement)| (name, has_tail.then_some(tail), whole(&statement.account)))
            .collect();
        let lists = statements.len().saturating_mul(2).saturating_add(first);
        Self { said, under: vec![Vec::new(); lists], named_by: Vec::new() }
    }

    /// The first account that a statement is of.
    fn account(&self, statement: usize) -> Option<usize> {
        let (name, tail, whole) = *self.said.get(statement)?;
        let masked = tail.into_iter();
        // Two whole names with the same last digits are two accounts, unless they are equal.
        let other = tail.filter(|_| !whole).map(|tail| tail.saturating_add(1));
        let lists = core::iter::once(name).chain(masked).chain(other);
        lists.filter_map(|list| self.under.get(list)?.first().copied()).min()
    }

    /// Says which statement names an account.
    fn name(&mut self, account: usize, statement: usize) {
        match self.named_by.get_mut(account) {
            None => self.named_by.push(statement),
            Some(named_by) => {
                let before = core::mem::replace(named_by, statement);
                self.put(before, &|list| {
                    if let Ok(place) = list.binary_search(&account) {
                        list.remove(place);
                    }
                });
            }
        }
        self.put(statement, &|list| {
            if let Err(place) = list.binary_search(&account) {
                list.insert(place, account);
            }
        });
    }

    /// Changes the lists in which an account stands that a statement names.
    fn put(&mut self, statement: usize, change: &dyn Fn(&mut Vec<usize>)) {
        let Some((name, tail, whole)) = self.said.get(statement).copied() else { return };
        let lists = [Some(name), tail.map(|tail| tail.saturating_add(usize::from(whole)))];
        for list in lists.into_iter().flatten() {
            if let Some(list) = self.under.get_mut(list) {
                change(list);
            }
        }
    }
}

/// Whether nothing tells whose a statement is.
fn nameless(statement: &Statement) -> bool {
    statement.account.is_empty() && statement.institution.is_empty()
}

/// Accounts of one kind and currency of which nothing tells whose they are, each with the next.
fn without_names(statements: &[&Statement], account: &[usize]) -> Vec<(usize, usize)> {
    let (mut last, mut pairs): (Vec<(&Statement, usize)>, Vec<_>) = (Vec::new(), Vec::new());
    for (statement, account) in statements.iter().zip(account).filter(|(statement, _)| nameless(statement)) {
        let of_kind =
            |other: &Statement| (other.account_kind, other.currency) == (statement.account_kind, statement.currency);
        match last.iter_mut().find(|(other, _)| of_kind(other)) {
            Some((_, before)) => {
                let before = core::mem::replace(before, *account);
                if before != *account {
                    pairs.push((before.min(*account), before.max(*account)));
                }
            }
            None => last.push((statement, *account)),
        }
    }
    pairs
}

type RowFigures = (Currency, Date, i64, i64);

/// How many rows two accounts share by day, movement and a figure, in the order of the accounts; rows without the figure do
/// not count.
fn shared(
    statements: &[&Statement],
    account: &[usize],
    figure: &dyn Fn(&crate::statement::Row) -> Option<i64>,
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
    let mut shared: Vec<(usize, usize)> = Vec::new();
    for alike in Grouped::new(rows).groups() {
        let Some((_, first)) = alike.first() else { continue };
        let others = alike.iter().filter(|(_, account)| account != first);
        shared.extend(others.map(|(_, account)| (*first.min(account), *first.max(account))));
    }
    sort(&mut shared);
    let pairs = shared.chunk_by(|one, other| one == other);
    pairs.filter_map(|pair| Some((*pair.first()?, pair.len()))).collect()
}

/// Accounts of one kind and currency whose rows are mostly alike in the days that both cover.
fn shared_rows(statements: &[&Statement], account: &[usize]) -> Vec<(usize, usize)> {
    let shared = shared(statements, account, &|_| Some(0));
    if shared.is_empty() {
        return Vec::new();
    }
    let by_account = || statements.iter().zip(account.iter().copied());
    let firsts = Grouped::new(by_account().map(|(statement, account)| (account, *statement)).collect());
    let first_of = |which: usize| firsts.of(&which).first().map(|(_, statement)| *statement);
    let moved = by_account().flat_map(|(statement, account)| {
        statement.rows.iter().filter(|row| row.moved()).map(move |row| (account, row.date))
    });
    let mut days: Vec<(usize, Date)> = moved.collect();
    sort(&mut days);
    let days_of = |which: usize| {
        let place = |upto: usize| days.partition_point(|(account, _)| *account < upto);
        days.get(place(which)..place(which.saturating_add(1))).unwrap_or_default()
    };
    let mostly = |(one, other): (usize, usize), count: usize| {
        let both = [days_of(one), days_of(other)];
        let from = both.iter().filter_map(|days| days.first()).map(|(_, day)| *day).max();
        let to = both.iter().filter_map(|days| days.last()).map(|(_, day)| *day).min();
        let (Some(from), Some(to)) = (from, to) else { return false };
        both.iter().all(|days| {
            let before = days.partition_point(|(_, day)| *day < from);
            let within = days.partition_point(|(_, day)| *day <= to).saturating_sub(before);
            if count >= ALIKE { within.saturating_mul(9) <= count.saturating_mul(10) } else { within <= count }
        })
    };
    let alike = |pair: (usize, usize), count: usize| {
        let Some((one, other)) = first_of(pair.0).zip(first_of(pair.1)) else { return false };
        let (name, next) = (one.account.as_str(), other.account.as_str());
        let enough = count >= ALIKE || nearly(name, next) || (count >= FEW && !contradict(name, next));
        one.account_kind == other.account_kind && enough && mostly(pair, count)
    };
    let pairs = shared.into_iter().filter(|(pair, count)| alike(*pair, *count));
    pairs.map(|(pair, _)| pair).collect()
}

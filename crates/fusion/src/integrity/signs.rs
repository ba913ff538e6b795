//! What a file tells beside its figures: the order of its days, its period, the numbers that its rows carry.
//!
//! None of it is an amount, so that it breaks no figure; where it does not hold, figures that do are not enough.

use prescreen::date::Date;

use super::{Check, Checked, Held};
use crate::sorted::{Grouped, sort};
use crate::statement::{AccountKind, Balance, Direction, FileOrder, Row, RowKind, Statement};
use crate::when::DateOrder;

/// Numbers of rows that count from 1, as some files carry them: where one is missing, and where one stands twice.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Lines of rows whose number does not follow the one before, in order.
    pub jumps: Vec<u32>,
    /// Lines of rows whose number stood before.
    pub repeats: Vec<u32>,
}

/// The numbers of rows, where they count from 1 in the file's order or against it; none where they do not.
pub(super) fn numbers(rows: &[Row]) -> Option<Numbers> {
    const LEAST: usize = 3;
    let mut numbered: Vec<(u32, u32)> = Vec::with_capacity(rows.len());
    for row in rows {
        numbered.push((row.id.parse().ok()?, row.line));
    }
    if numbered.len() < LEAST {
        return None;
    }
    if numbered.first().map(|(number, _)| number) > numbered.last().map(|(number, _)| number) {
        numbered.reverse();
    }
    let mut found = Numbers::default();
    let mut following = 0_usize;
    let mut before = 0_u32;
    for (number, line) in &numbered {
        match number.checked_sub(before) {
            Some(1) => following = following.saturating_add(1),
            Some(0) => found.repeats.push(*line),
            _ => found.jumps.push(*line),
        }
        before = *number;
    }
    sort(&mut found.jumps);
    // A list whose numbers mostly follow one another counts its rows; other numbers are the institution's own.
    let most = following.saturating_mul(4) >= numbered.len().saturating_mul(3);
    most.then_some(found)
}

/// The checks that are signs.
pub(super) fn signs(
    statement: &Statement,
    numbers: Option<&Numbers>,
    repeated: Option<Repeated>,
    checks: &mut Vec<Checked>,
) {
    let moved = || statement.rows.iter().filter(|row| row.moved());
    if let Some(numbers) = numbers {
        let line = numbers.jumps.iter().chain(&numbers.repeats).min().copied();
        checks.push(checked(Check::Numbers, line));
    }
    if !statement.stated.unordered && moved().nth(1).is_some() {
        let ordered = out_of_order(&moved().collect::<Vec<_>>());
        checks.push(checked(Check::Days, ordered.into_iter().chain(numbered_later(statement)).min()));
    }
    let dated = |balance: Option<Balance>| balance.and_then(|balance| balance.date);
    let (from, to) = statement.period.unzip();
    let from = from.max(dated(statement.opening)).map(Date::days);
    let to = [to, dated(statement.closing)].into_iter().flatten().min().map(Date::days);
    if from.or(to).is_some() {
        let beyond = |one: i32, other: i32| one.saturating_sub(other) > statement.stated.loose_days;
        let outside = moved().find(|row| {
            let day = row.date.days();
            from.is_some_and(|from| beyond(from, day)) || to.is_some_and(|to| beyond(day, to))
        });
        checks.push(checked(Check::Period, outside.map(|row| row.line)));
    }
    if statement.rows.iter().any(|row| !row.id.is_empty()) {
        checks.push(checked(Check::Ids, repeated.map(|repeated| repeated.line)));
    }
}

pub(super) fn checked(check: Check, line: Option<u32>) -> Checked {
    Checked { check, held: if line.is_some() { Held::Fails } else { Held::Holds }, line }
}

/// The first line whose day is against the order of the others.
fn out_of_order(rows: &[&Row]) -> Option<u32> {
    let falls = |order: FileOrder| {
        let against = |(one, next): &(&&Row, &&Row)| match order {
            FileOrder::NewestFirst => one.date < next.date,
            FileOrder::OldestFirst | FileOrder::Unknown => one.date > next.date,
        };
        let mut against = rows.iter().zip(rows.iter().skip(1)).filter(against);
        let first = against.next().map(|(_, row)| row.line);
        (first, against.count())
    };
    let (rising, falling) = (falls(FileOrder::OldestFirst), falls(FileOrder::NewestFirst));
    match (rising.0, falling.0) {
        (None, _) | (_, None) => None,
        (line, _) if rising.1 <= falling.1 => line,
        (_, line) => line,
    }
}

/// Where an eight-digit day stands in a wallet's numbers of payments: at their beginning, as in Alipay's, or behind ten
/// digits, as in those of WeChat Pay.
const DAYS_AT: [usize; 2] = [0, 10];
/// How many numbers must hold their row's own day for the numbers to be made of days.
const HOLDING: usize = 6;

/// The first row of a wallet whose number was given on a later day than the row has, where numbers hold days. One day is no
/// difference, and an earlier day is none either: what is ordered may be paid or given back later.
fn numbered_later(statement: &Statement) -> Option<u32> {
    let day_of = |row: &Row| {
        let digits = |at: usize| row.id.get(at..at.saturating_add(8)).filter(|digits| digits.starts_with("20"));
        let day = |at: usize| DateOrder::YearMonthDay.parse(digits(at)?);
        DAYS_AT.into_iter().find_map(day).map(|(day, _)| day.days().saturating_sub(row.date.days()))
    };
    let wallet = statement.account_kind == AccountKind::Wallet;
    let numbered =
        || statement.rows.iter().filter(|row| wallet && row.moved()).filter_map(|row| Some((row.line, day_of(row)?)));
    let holding = numbered().filter(|(_, later)| *later == 0).count();
    numbered().find(|(_, later)| *later > 1).map(|(line, _)| line).filter(|_| holding >= HOLDING)
}

/// A row whose number another row has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repeated {
    /// The line of the second.
    pub line: u32,
    /// Whether a wallet's: it numbers each payment once, where banks use numbers again.
    pub once: bool,
    /// Whether the two are equal in day, time and amount.
    pub equal: bool,
}

/// The first row whose number another row has too: at a bank with the same day and amount, in a wallet with any, of the
/// same direction. What is given back may carry its purchase's number. Equal rows go before others.
pub(super) fn repeated(statement: &Statement) -> Option<Repeated> {
    let once = statement.account_kind == AccountKind::Wallet;
    let apart = |row: &&Row| once && (row.direction == Direction::Neutral || row.kind == RowKind::Refund);
    let rows = || statement.rows.iter().filter(|row| !row.id.is_empty() && row.moved()).filter(|row| !apart(row));
    let whole = |row: &Row| (row.date, row.time.filter(|_| once), row.amount);
    let equal = first_again(rows().map(|row| (row.id.as_str(), row.direction.word(), whole(row))), rows());
    let differs = || first_again(rows().map(|row| (row.id.as_str(), row.direction.word())), rows());
    match equal {
        Some(row) => Some(Repeated { line: row.line, once, equal: true }),
        None if once => differs().map(|row| Repeated { line: row.line, once, equal: false }),
        None => None,
    }
}

/// The first of rows whose key another before it has.
fn first_again<'a, K: Ord>(keys: impl Iterator<Item = K>, mut rows: impl Iterator<Item = &'a Row>) -> Option<&'a Row> {
    let alike = Grouped::new(keys.zip(0_usize..).collect());
    let first = alike.groups().filter_map(|alike| alike.get(1)).map(|(_, place)| *place).min();
    first.and_then(|place| rows.nth(place))
}

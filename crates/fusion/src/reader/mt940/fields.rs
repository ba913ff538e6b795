//! The fields of a SWIFT message that hold days and amounts.

use prescreen::date::Date;

use super::super::draft;
use crate::money::{Currency, Decimal};
use crate::problem::{Problem, ProblemKind};
use crate::seek::split_once;
use crate::statement::{Row, RowKind, Status};

/// What the mark of a movement says of it.
pub(super) struct Mark {
    pub incoming: bool,
    /// It undoes another movement.
    pub reversal: bool,
    /// Its day of booking is told, by which movements are listed.
    pub booked: bool,
}

/// A balance: mark, day, currency and amount, as `C240131EUR1234,56`.
pub(super) fn balance<'a>(value: &'a str, line: u32, tag: &str) -> Result<(Date, &'a str, Decimal), Problem> {
    let wrong = |kind: ProblemKind| problem(kind, line, tag, value);
    let value = value.trim();
    let (mark, rest) = value.split_at_checked(1).ok_or_else(|| wrong(ProblemKind::MissingValue))?;
    let negative = match mark {
        "C" => false,
        "D" => true,
        _ => return Err(wrong(ProblemKind::Direction)),
    };
    let (day, rest) = rest.split_at_checked(6).ok_or_else(|| wrong(ProblemKind::Day))?;
    let date = date(day).ok_or_else(|| wrong(ProblemKind::Day))?;
    let (code, amount) = rest.split_at_checked(3).ok_or_else(|| wrong(ProblemKind::Currency))?;
    let number = number(amount.lines().next().unwrap_or_default()).map_err(wrong)?;
    Ok((date, code, Decimal { negative, ..number }))
}

/// A number of movements and their sum, as `3EUR12,30`.
pub(super) fn sum(value: &str) -> Option<(u32, &str, Decimal)> {
    let value = value.lines().next()?.trim();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (count, rest) = value.split_at_checked(digits)?;
    let (code, amount) = rest.split_at_checked(3)?;
    Some((count.parse().ok()?, code, number(amount).ok()?))
}

/// A movement: days, mark, amount, type, references, and what the bank adds below.
pub(super) fn movement(value: &str, line: u32) -> Result<(Row, Mark, Decimal), Problem> {
    let wrong = |kind: ProblemKind| problem(kind, line, "61", value);
    let (day, rest) = value.trim_start().split_at_checked(6).ok_or_else(|| wrong(ProblemKind::Day))?;
    let value_date = date(day).ok_or_else(|| wrong(ProblemKind::Day))?;
    let (entry, rest) =
        match rest.split_at_checked(4).filter(|(entry, _)| entry.bytes().all(|byte| byte.is_ascii_digit())) {
            Some((entry, rest)) => (Some(entry_date(entry, value_date).ok_or_else(|| wrong(ProblemKind::Day))?), rest),
            None => (None, rest),
        };
    let (before, rest) = match rest.strip_prefix(['R', 'E']) {
        Some(behind) => (rest.chars().next(), behind),
        None => (None, rest),
    };
    let (credit, rest) = match (rest.strip_prefix('C'), rest.strip_prefix('D')) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err(wrong(ProblemKind::Direction)),
    };
    // The third letter of the currency may stand here, and some banks break the line.
    let rest = rest.strip_prefix(|letter: char| letter.is_ascii_uppercase()).unwrap_or(rest).trim_start();
    let end = rest
        .find(|character: char| !(character.is_ascii_digit() || matches!(character, ',' | '.')))
        .unwrap_or(rest.len());
    let (amount, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if amount.is_empty() {
        return Err(wrong(ProblemKind::MissingValue));
    }
    let number = number(amount).map_err(wrong)?;
    let reversal = before == Some('R');
    let mut row = draft::row(line, entry.unwrap_or(value_date), Currency::NONE, 0);
    row.value_date = Some(value_date);
    if before == Some('E') {
        draft::mark(&mut row, Status::Pending);
    }
    let (first, below) = rest.split_once('\n').unwrap_or((rest, ""));
    let (kind, references) = first.split_at_checked(4).unwrap_or((first, ""));
    let (own, bank) = split_once(references, "//").unwrap_or((references, ""));
    kind.clone_into(&mut row.category);
    row.kind = row_kind(kind);
    bank.trim().clone_into(&mut row.id);
    // The others say that the reference stands in field 86.
    if !matches!(own.trim(), "NONREF" | "KREF+" | "EREF" | "PREF" | "MARF") {
        own.trim().clone_into(&mut row.reference);
    }
    draft::append(&mut row.description, &below.replace('\n', " "));
    Ok((row, Mark { incoming: credit != reversal, reversal, booked: entry.is_some() }, number))
}

/// A problem of a field, whose value is the person's own.
pub(super) fn problem(kind: ProblemKind, line: u32, tag: &str, value: &str) -> Problem {
    Problem::new(kind).at(line).field([":", tag, ":"].concat()).found(value.lines().next().unwrap_or_default())
}

/// An amount, whose comma is its point and may be its last character.
fn number(text: &str) -> Result<Decimal, ProblemKind> {
    let text = text.trim();
    if text.starts_with(['-', '+']) { Err(ProblemKind::Amount) } else { draft::decimal(text) }
}

/// A day as `YYMMDD`. Banks that count a month as thirty days write 29 and 30 February: its last day is meant.
fn date(text: &str) -> Option<Date> {
    let number = |from: usize| {
        text.get(from..)?.get(..2).filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()))?.parse::<u8>().ok()
    };
    let (year, month, day) = (number(0)?, number(2)?, number(4)?);
    // Two digits of a year: SWIFT's window ends with 79.
    let year = i32::from(year).saturating_add(if year < 80 { 2000 } else { 1900 });
    of_calendar(year, month, day)
}

fn of_calendar(year: i32, month: u8, day: u8) -> Option<Date> {
    let last_of_february =
        || (month == 2 && (29..=30).contains(&day)).then(|| Date::new(year, 2, 29).or(Date::new(year, 2, 28)))?;
    Date::new(year, month, day).or_else(last_of_february)
}

/// The day of booking, `MMDD`, in the year that brings it nearest to the value date.
fn entry_date(text: &str, near: Date) -> Option<Date> {
    let (month, day) = text.split_at_checked(2)?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let year = near.year();
    let years = [year, year.saturating_sub(1), year.saturating_add(1)];
    let days = years.into_iter().filter_map(|year| of_calendar(year, month, day));
    days.min_by_key(|date| date.days().abs_diff(near.days()))
}

/// What a type says for itself (SWIFT, field 61, transaction type identification codes).
fn row_kind(code: &str) -> RowKind {
    match code.get(1..) {
        Some("INT") => RowKind::Interest,
        Some("CHG" | "COM") => RowKind::Fee,
        Some("DIV") => RowKind::Dividend,
        _ => RowKind::Unknown,
    }
}

//! What a file states of its rows above and below them: counts, sums, balances, the period, the account.
//!
//! Takes the text around a table and the layout's phrases, gives figures as they are stated. Whether they hold is not said
//! here.

use core::ops::Range;

use super::plain::plain_line;
use super::{Match, Phrase};
use crate::money::{Currency, NumberStyle, Written};
use crate::seek::contains;
use crate::statement::{Balance, StatedSum};
use crate::table::Table;
use crate::when::DateOrder;

/// The text above a table's header and behind its end, a line for each row.
pub(super) fn around(table: &Table, above: Range<usize>, behind: Range<usize>) -> String {
    let mut text = String::new();
    for position in above.chain(behind) {
        let cells = table.row(position).into_iter().flat_map(|row| row.cells());
        text.push_str(&plain_line(&cells.collect::<Vec<_>>().join(" ")));
        text.push('\n');
    }
    text
}

/// The year and month of a bill.
pub(super) fn month(around: &str, phrases: &[Phrase]) -> Option<(i32, u8)> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let place = |name: &str| found.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
    Some((place("year")?.parse().ok()?, place("month")?.parse().ok()?))
}

pub(super) fn currency_of(found: &Match<'_>, text: &str) -> Option<Currency> {
    found.format.currencies.get(text).copied().or_else(|| Currency::parse(text))
}

pub(super) fn stated_text<'a>(around: &'a str, phrases: &[Phrase]) -> Option<&'a str> {
    phrases.iter().find_map(|phrase| phrase.find(around)?.first().map(|(_, text)| *text))
}

pub(super) fn stated_rows(around: &str, phrases: &[Phrase]) -> Option<u32> {
    stated_text(around, phrases)?.parse().ok()
}

/// A stated amount, in the style that it shows itself: a preamble is often in another one than its rows.
pub(super) fn minor(text: &str, currency: Currency) -> Option<i64> {
    let style = NumberStyle::of_column(core::iter::once(text)).ok()?.unwrap_or(NumberStyle::Point);
    Written::parse(text, style).ok()?.number.minor(currency).ok()
}

pub(super) fn stated_sum(around: &str, phrases: &[Phrase], currency: Currency) -> Option<StatedSum> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let place = |name: &str| found.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
    let sum = StatedSum {
        rows: place("rows").and_then(|text| text.parse().ok()),
        amount: place("amount").and_then(|text| minor(text, currency)).map(i64::saturating_abs),
    };
    (sum != StatedSum::default()).then_some(sum)
}

pub(super) fn stated_amount(around: &str, phrases: &[Phrase], currency: Currency) -> Option<Balance> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let (_, text) = found.iter().find(|(name, _)| *name == "amount").or(found.first())?;
    let line = around.lines().position(|line| contains(line, text)).unwrap_or(0);
    let line = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1);
    Some(Balance { date: None, amount: minor(text, currency)?, line })
}

pub(super) fn period(
    around: &str,
    phrases: &[Phrase],
    order: DateOrder,
) -> Option<(prescreen::date::Date, prescreen::date::Date)> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let day = |name: &str| {
        let (_, text) = found.iter().find(|(other, _)| *other == name)?;
        order.parse(text).or_else(|| DateOrder::YearMonthDay.parse(text)).map(|(day, _)| day)
    };
    Some((day("from")?, day("to")?))
}

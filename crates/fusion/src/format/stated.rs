//! What a file states of its rows above and below them: counts, sums, balances, the period, the account.
//!
//! Takes the text around a table and the layout's phrases, gives figures as they are stated. Whether they hold is not said
//! here.

use core::ops::Range;

use prescreen::date::Date;

use super::plain::plain_line;
use super::schema::StatedPhrases;
use super::{Match, Phrase};
use crate::money::{Currency, NumberStyle, Written};
use crate::seek::{contains, split_once};
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

/// The first line that states a figure which cannot be read, or one that stands in another line with other figures.
/// `compared`: whether rows are compared with what is stated of all of them.
pub(super) fn doubt(
    around: &str,
    stated: &StatedPhrases,
    currency: Currency,
    order: DateOrder,
    compared: bool,
) -> Option<u32> {
    let of_rows = [&stated.rows, &stated.incoming, &stated.outgoing, &stated.neutral];
    let of_all = [&stated.opening, &stated.closing, &stated.period];
    let lists = of_rows.iter().map(|list| (*list, compared)).chain(of_all.iter().map(|list| (*list, true)));
    let is_read = |(place, text): &(&str, &str)| match *place {
        "rows" => text.parse::<u32>().is_ok(),
        "amount" => minor(text, currency).is_some(),
        "from" | "to" | "day" => day(text, order).is_some(),
        _ => true,
    };
    let mut doubts = lists.filter_map(|(phrases, compared)| {
        let phrase = phrases.iter().find(|phrase| phrase.find(around).is_some())?;
        let mut first: Option<Vec<(&str, &str)>> = None;
        for (line, mut rest) in (1_u32..).zip(around.lines()) {
            while let Some(found) = phrase.find(rest) {
                rest = found.last().and_then(|(_, last)| split_once(rest, last)).map_or("", |(_, behind)| behind);
                if !compared || !found.iter().all(is_read) || first.as_ref().is_some_and(|first| *first != found) {
                    return Some(line);
                }
                first = Some(found);
            }
        }
        None
    });
    doubts.next()
}

fn day(text: &str, order: DateOrder) -> Option<Date> {
    order.parse(text).or_else(|| DateOrder::YearMonthDay.parse(text)).map(|(day, _)| day)
}

pub(super) fn stated_amount(around: &str, phrases: &[Phrase], currency: Currency, order: DateOrder) -> Option<Balance> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let date = found.iter().find(|(name, _)| *name == "day").and_then(|(_, text)| day(text, order));
    let (_, text) = found.iter().find(|(name, _)| *name == "amount").or(found.first())?;
    let line = around.lines().position(|line| contains(line, text)).unwrap_or(0);
    let line = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1);
    Some(Balance { date, amount: minor(text, currency)?, line })
}

pub(super) fn period(around: &str, phrases: &[Phrase], order: DateOrder) -> Option<(Date, Date)> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let place = |name: &str| found.iter().find(|(other, _)| *other == name).and_then(|(_, text)| day(text, order));
    Some((place("from")?, place("to")?))
}

//! Days as QIF writes them: `6/ 4'18`, `28.02'2009`, `12/31/98`, `2020-02-14`.

use prescreen::date::Date;

use super::record::Record;
use crate::problem::{Problem, ProblemKind};
use crate::seek::has;
use crate::when::DateOrder;

const ORDERS: [DateOrder; 3] = [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear];

/// The order of all days: the person's answer, else the only one in which all are days. Where several are and every day
/// is the same in them, any will do.
pub(super) fn order(records: &[Record<'_>], answer: Option<DateOrder>) -> Result<DateOrder, Problem> {
    let days =
        || records.iter().filter(|record| record.section.is_transactions()).filter_map(|record| record.field('D'));
    let (mut fits, mut differs) = ([true; 3], None);
    for day in days() {
        let mut seen: Option<Date> = None;
        for (order, fits) in ORDERS.iter().zip(&mut fits) {
            let date = read(day.value, *order);
            *fits = *fits && date.is_some();
            if date.is_some() && seen.is_some() && date != seen {
                differs = differs.or(Some(day));
            }
            seen = seen.or(date);
        }
    }
    let mut left = ORDERS.iter().zip(fits).filter(|(_, fits)| *fits).map(|(order, _)| *order);
    match (left.next(), left.next(), differs) {
        (Some(order), None, _) | (Some(order), Some(_), None) => Ok(order),
        (Some(_), Some(_), Some(day)) => {
            answer.ok_or_else(|| Problem::new(ProblemKind::AmbiguousDay).at(day.line).field("D").found(day.value))
        }
        // The day that is none is named by whoever reads it, in the order that most are in.
        (None, ..) => Ok(answer.unwrap_or_else(|| most(days().map(|day| day.value)))),
    }
}

fn most<'a>(days: impl Iterator<Item = &'a str> + Clone) -> DateOrder {
    let count = |order: DateOrder| days.clone().filter(|day| read(day, order).is_some()).count();
    ORDERS.into_iter().rev().max_by_key(|order| count(*order)).unwrap_or(DateOrder::YearMonthDay)
}

/// A day in an order; none for what is no day.
pub(super) fn read(text: &str, order: DateOrder) -> Option<Date> {
    let numbers = numbers(text);
    let Some((first, second, third)) = numbers else {
        return order.parse(text).map(|(date, _)| date);
    };
    let (year, month, day) = match order {
        DateOrder::YearMonthDay => (first, second, third),
        DateOrder::DayMonthYear => (third, second, first),
        DateOrder::MonthDayYear => (third, first, second),
    };
    let year = match (year.digits, order) {
        (4, _) => year.value,
        // An apostrophe says that the century is this one; without it the nineties are meant by what only they can be.
        (1 | 2, DateOrder::DayMonthYear | DateOrder::MonthDayYear) if has(text, '\'') || year.value < 70 => {
            year.value.checked_add(2000)?
        }
        (2, DateOrder::DayMonthYear | DateOrder::MonthDayYear) => year.value.checked_add(1900)?,
        _ => return None,
    };
    Date::new(year, u8::try_from(month.value).ok()?, u8::try_from(day.value).ok()?)
}

#[derive(Clone, Copy)]
struct Number {
    value: i32,
    digits: usize,
}

/// The three numbers of a day whose parts have separators; none for any other form.
fn numbers(text: &str) -> Option<(Number, Number, Number)> {
    let mut parts = text.split(['/', '-', '.', '\'']).map(str::trim).filter(|part| !part.is_empty());
    let mut number = || {
        let part = parts.next().filter(|part| part.len() <= 4)?;
        Some(Number { value: part.parse().ok()?, digits: part.len() })
    };
    let found = (number()?, number()?, number()?);
    parts.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_every_form_that_programs_write() {
        use DateOrder::{DayMonthYear as Dmy, MonthDayYear as Mdy, YearMonthDay as Ymd};
        for (text, order, day) in [
            ("28.02'2009", Dmy, Some("2009-02-28")),
            ("6/ 4'18", Mdy, Some("2018-06-04")),
            ("2/ 4'19", Mdy, Some("2019-02-04")),
            ("9/4/23", Mdy, Some("2023-09-04")),
            ("9/4/23", Dmy, Some("2023-04-09")),
            ("1/ 1'00", Mdy, Some("2000-01-01")),
            ("1/ 1' 5", Mdy, Some("2005-01-01")),
            ("12/31/98", Mdy, Some("1998-12-31")),
            ("2020-02-14", Ymd, Some("2020-02-14")),
            ("20200214", Ymd, Some("2020-02-14")),
            ("14-Feb-2020", Dmy, Some("2020-02-14")),
            ("2/30/2020", Mdy, None),
            ("13/13/2020", Dmy, None),
        ] {
            assert_eq!(read(text, order).map(|date| date.to_string()).as_deref(), day, "{text}");
        }
    }
}

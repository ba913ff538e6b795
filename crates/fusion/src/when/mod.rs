//! Days and times as files write them.
//!
//! Takes a cell's text and the form that its column has, gives a day and, where one is written, a time of the day as it
//! stands there. No zone of a reader ever moves a day: an offset that a file names is left where it is.

mod clock;
pub mod serial;

use prescreen::date::Date;
use prescreen::words;

pub use clock::TimeOfDay;
use clock::time;

use crate::letter::{is_alphanumeric, lowered};
use crate::seek::{self, split_once};
use crate::text::is_bare;

/// Which part of a date comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DateOrder {
    /// 2026-01-31, 20260131, 2026/1/31, 2026年1月31日
    #[cfg_attr(feature = "schema", schemars(rename = "ymd"))]
    YearMonthDay,
    /// 31.01.2026, 31/1/26, 31 Jan 2026
    #[cfg_attr(feature = "schema", schemars(rename = "dmy"))]
    DayMonthYear,
    /// 01/31/2026, Jan 31, 2026
    #[cfg_attr(feature = "schema", schemars(rename = "mdy"))]
    MonthDayYear,
}

words! {
    DateOrder { YearMonthDay = "ymd", DayMonthYear = "dmy", MonthDayYear = "mdy" }
}

/// A day, and the time of it where one is written.
pub type When = (Date, Option<TimeOfDay>);

/// Names of months in the languages of Europe by their first letters, that no two months share.
const MONTHS: &[(&str, u8)] = &[
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrt", 3),
    ("maa", 3),
    ("apr", 4),
    ("abr", 4),
    ("avr", 4),
    ("may", 5),
    ("mai", 5),
    ("mei", 5),
    ("maj", 5),
    ("mag", 5),
    ("jun", 6),
    ("giu", 6),
    ("juin", 6),
    ("jul", 7),
    ("lug", 7),
    ("juil", 7),
    ("aug", 8),
    ("ago", 8),
    ("aoû", 8),
    ("aou", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("dic", 12),
    ("déc", 12),
];

/// One piece of a written date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Number { value: u32, digits: usize },
    Month(u8),
}

impl DateOrder {
    /// The order of a column, from all of its cells that are days in some order; none where every one fits more than one.
    #[must_use]
    pub fn of_column<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Self> {
        const ORDERS: [DateOrder; 3] = [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear];
        let mut fits = [true; 3];
        let mut any = false;
        for cell in cells.filter(|cell| !cell.trim().is_empty()) {
            let here = ORDERS.map(|order| order.parse(cell).is_some());
            if here != [false; 3] {
                any = true;
                for (fits, here) in fits.iter_mut().zip(here) {
                    *fits = *fits && here;
                }
            }
        }
        let mut left = ORDERS.iter().zip(fits).filter(|(_, fits)| *fits && any).map(|(order, _)| *order);
        match (left.next(), left.next()) {
            (Some(order), None) => Some(order),
            _ => None,
        }
    }

    /// Reads a day and a time; none for what is no day in this order.
    #[must_use]
    pub fn parse(self, text: &str) -> Option<When> {
        let text = without_marks(text);
        let (date, rest) = match plain_day(text).filter(|_| self == Self::YearMonthDay) {
            Some(found) => found,
            None => {
                let (pieces, rest) = pieces(text)?;
                (self.day(pieces)?, rest)
            }
        };
        if rest.is_empty() { Some((date, None)) } else { Some((date, behind_day(rest)?)) }
    }

    fn day(self, pieces: [Piece; 3]) -> Option<Date> {
        let (year, month, day) = match (self, pieces) {
            (Self::YearMonthDay, [year, month, day]) => (year, month, day),
            (Self::DayMonthYear, [day, month, year]) => (year, month, day),
            (Self::MonthDayYear, [month, day, year]) => (year, month, day),
        };
        let year = match year {
            Piece::Number { value, digits: 4 } => value,
            // Two digits are of this century: no export is older.
            Piece::Number { value, digits: 2 } if self != Self::YearMonthDay => value.checked_add(2000)?,
            _ => return None,
        };
        let month = match month {
            Piece::Number { value, digits: 1 | 2 } => u8::try_from(value).ok()?,
            Piece::Month(month) => month,
            Piece::Number { .. } => return None,
        };
        let Piece::Number { value: day, digits: 1 | 2 } = day else { return None };
        Date::new(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?)
    }
}

/// The time of the day in a cell of its own, where one is written; none at all for what is no time.
#[must_use]
pub fn time_alone(text: &str) -> Option<Option<TimeOfDay>> {
    behind_day(without_marks(text))
}

/// A text without blanks and marks around it.
fn without_marks(text: &str) -> &str {
    let around = |character: char| character.is_whitespace() || matches!(character, '"' | '=' | '\'');
    let text = if is_bare(text) { text } else { text.trim_matches(around) };
    // A broker's day of booking before the day for which it counts.
    let both = text.bytes().any(|byte| byte == b'f').then(|| split_once(text, " as of ")).flatten();
    both.map_or(text, |(booked, _)| booked)
}

/// The time that stands behind a day, where one does; none for what is no time.
fn behind_day(text: &str) -> Option<Option<TimeOfDay>> {
    let is_bare = text.starts_with(|first: char| first.is_ascii_digit());
    let text = if is_bare { text } else { seek::behind(text, " /\tT,.日-\u{a0}") };
    if text.is_empty() { Some(None) } else { time(text).map(Some) }
}

/// A day as most programs write it, `2026-01-31`, and what stands behind it: nothing, or a blank before a time.
fn plain_day(text: &str) -> Option<(Date, &str)> {
    let (day, rest) = text.split_at_checked(10)?;
    Date::parse(day).filter(|_| rest.is_empty() || rest.starts_with(' ')).map(|day| (day, rest))
}

/// The three pieces of a date, and what stands behind them.
fn pieces(text: &str) -> Option<([Piece; 3], &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    if first == 8 || first == 14 || first == 12 {
        let number = |from: usize, to: usize| {
            let part = text.get(from..to)?;
            Some(Piece::Number { value: part.parse().ok()?, digits: part.len() })
        };
        // Without separators: the year is where it makes a day.
        let year_first = text.get(..2).is_some_and(|century| century == "19" || century == "20");
        let pieces = if year_first {
            [number(0, 4)?, number(4, 6)?, number(6, 8)?]
        } else {
            [number(0, 2)?, number(2, 4)?, number(4, 8)?]
        };
        return Some((pieces, text.get(8..)?));
    }
    let (first, rest) = piece(text)?;
    let (second, rest) = piece(separated(rest)?)?;
    let (third, rest) = piece(separated(rest)?)?;
    Some(([first, second, third], rest))
}

fn separated(text: &str) -> Option<&str> {
    if let [b'-' | b'/' | b'.', b'0'..=b'9', ..] = text.as_bytes() {
        return text.get(1..);
    }
    let rest = seek::behind(text, " -/.,'年月\u{a0}");
    (rest.len() < text.len()).then_some(rest)
}

fn piece(text: &str) -> Option<(Piece, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if count > 0 {
        let (number, rest) = text.split_at_checked(count)?;
        // "1st", "2nd"
        let rest = match rest.as_bytes() {
            [b's', b't', b' ', ..] | [b'n', b'd', b' ', ..] | [b'r', b'd', b' ', ..] | [b't', b'h', b' ', ..] => {
                rest.get(2..)?
            }
            _ => rest,
        };
        return Some((Piece::Number { value: number.parse().ok()?, digits: count }, rest));
    }
    let is_letter = |character: char| is_alphanumeric(character) && !character.is_ascii_digit() && character != '年';
    let end = text.find(|character| !is_letter(character)).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let word = lowered(word);
    let (_, month) = MONTHS.iter().rev().find(|(name, _)| word.starts_with(name))?;
    Some((Piece::Month(*month), rest.strip_prefix('.').unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(order: DateOrder, text: &str) -> Option<(String, Option<u32>)> {
        order.parse(text).map(|(date, time)| (date.text(), time.map(TimeOfDay::seconds)))
    }

    #[test]
    fn a_day_and_a_time_are_read_as_they_are_written() {
        use DateOrder::{DayMonthYear as Dmy, MonthDayYear as Mdy, YearMonthDay as Ymd};
        for (order, text, day, seconds) in [
            (Ymd, "2023-02-12 21:32:14 ", "2023-02-12", Some(77_534)),
            (Ymd, "2021/1/7 9:05", "2021-01-07", Some(32_700)),
            (Ymd, "20230501", "2023-05-01", None),
            (Ymd, "20230521000000[-5:EST]", "2023-05-21", Some(0)),
            (Ymd, "2024-01-16T10:01:02.811Z", "2024-01-16", Some(36_062)),
            (Ymd, "2018-02-25 12:34:56 +0000", "2018-02-25", Some(45_296)),
            (Ymd, "2026年3月1日 08:00:00", "2026-03-01", Some(28_800)),
            (Dmy, "18.09.2017", "2017-09-18", None),
            (Dmy, "18-09-2017 / 12:30", "2017-09-18", Some(45_000)),
            (Dmy, "12-Dec-2019", "2019-12-12", None),
            (Dmy, "3 Mar 21", "2021-03-03", None),
            (Dmy, "28.02'2009", "2009-02-28", None),
            (Mdy, "02/06/2024", "2024-02-06", None),
            (Mdy, "02/26/2026 as of 02/25/2026", "2026-02-26", None),
            (Mdy, "Jan 5, 2024 1:02 PM", "2024-01-05", Some(46_920)),
        ] {
            assert_eq!(reads(order, text), Some((day.to_owned(), seconds)), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_never_taken_for_one() {
        for text in ["", "2023-02-30", "31/12", "Pending", "2023-13-01", "45678", "2023-02-12 25:00:00", "2023-02-12 x"]
        {
            assert_eq!(reads(DateOrder::YearMonthDay, text), None, "{text}");
        }
    }

    #[test]
    fn a_column_tells_its_order_or_is_asked_about() {
        let order = |cells: &[&str]| DateOrder::of_column(cells.iter().copied());
        assert_eq!(order(&["01/02/2024", "13/02/2024"]), Some(DateOrder::DayMonthYear));
        assert_eq!(order(&["01/02/2024", "02/13/2024"]), Some(DateOrder::MonthDayYear));
        assert_eq!(order(&["01/02/2024", "03/04/2024"]), None);
        assert_eq!(order(&["2024-02-13", "2024-03-01"]), Some(DateOrder::YearMonthDay));
        assert_eq!(order(&["Pending", "13/02/2024"]), Some(DateOrder::DayMonthYear));
        assert_eq!(order(&[]), None);
    }
}

//! Calendar days and server time, in integers.

use core::fmt;

use serde::{Serialize, Serializer};

/// First and last year of a [`Date`].
pub const YEARS: core::ops::RangeInclusive<i32> = 1900..=2200;

/// What is said of a text that is no [`Date`].
pub(crate) const DAY: &str = "expected a day of the calendar, YYYY-MM-DD, from 1900 to 2200";

const DAYS_PER_ERA: i32 = 146_097;
const SECONDS_PER_DAY: i64 = 86_400;

/// A day of the Gregorian calendar, written `YYYY-MM-DD`, years 1900 to 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// 1970-01-01.
    pub const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// A day; none when the calendar does not have it.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        valid.then_some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`; none for another form or a day that the calendar does not have.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let dashes = bytes.len() == 10 && bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
        let digits = |from: usize, to: usize| {
            bytes.get(from..to)?.iter().try_fold(0_i32, |number, byte| {
                let digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
                number.checked_mul(10)?.checked_add(i32::from(digit))
            })
        };
        if !dashes {
            return None;
        }
        Self::new(digits(0, 4)?, u8::try_from(digits(5, 7)?).ok()?, u8::try_from(digits(8, 10)?).ok()?)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i32 {
        // Years are counted from March, so that a leap day is a year's last.
        let (month, year) = (i32::from(self.month), self.year);
        let year = if month <= 2 { year.saturating_sub(1) } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let from_march = month.saturating_add(9).rem_euclid(12);
        let of_year = from_march
            .saturating_mul(153)
            .saturating_add(2)
            .div_euclid(5)
            .saturating_add(i32::from(self.day))
            .saturating_sub(1);
        let leaps = of_era.div_euclid(4).saturating_sub(of_era.div_euclid(100));
        let day_of_era = of_era.saturating_mul(365).saturating_add(leaps).saturating_add(of_year);
        era.saturating_mul(DAYS_PER_ERA).saturating_add(day_of_era).saturating_sub(719_468)
    }

    /// The day that many days after 1970-01-01; none outside the calendar.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(DAYS_PER_ERA);
        let of_era = days.rem_euclid(DAYS_PER_ERA);
        let leaps =
            of_era.div_euclid(1_460).checked_sub(of_era.div_euclid(36_524))?.checked_add(of_era.div_euclid(146_096))?;
        let year_of_era = of_era.checked_sub(leaps)?.div_euclid(365);
        let before = year_of_era
            .checked_mul(365)?
            .checked_add(year_of_era.div_euclid(4))?
            .checked_sub(year_of_era.div_euclid(100))?;
        let of_year = of_era.checked_sub(before)?;
        let from_march = of_year.checked_mul(5)?.checked_add(2)?.div_euclid(153);
        let day = of_year.checked_sub(from_march.checked_mul(153)?.checked_add(2)?.div_euclid(5))?.checked_add(1)?;
        let month = from_march.checked_add(2)?.rem_euclid(12).checked_add(1)?;
        let year = era.checked_mul(400)?.checked_add(year_of_era)?.checked_add(i32::from(month <= 2))?;
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Completed years until another day. Who is born on 29 February completes a common year on
    /// 1 March. None when the other day is earlier.
    #[must_use]
    pub fn years_until(self, other: Self) -> Option<i64> {
        if other < self {
            return None;
        }
        let before = (other.month, other.day) < (self.month, self.day);
        i64::from(other.year).checked_sub(i64::from(self.year))?.checked_sub(i64::from(before))
    }

    /// Completed months until another day. None when the other day is earlier.
    #[must_use]
    pub fn months_until(self, other: Self) -> Option<i64> {
        if other < self {
            return None;
        }
        let last = other.day == days_in(other.year, other.month);
        let before = other.day < self.day && !last;
        let years = i64::from(other.year).checked_sub(i64::from(self.year))?;
        let months = i64::from(other.month).checked_sub(i64::from(self.month))?;
        years.checked_mul(12)?.checked_add(months)?.checked_sub(i64::from(before))
    }

    /// The same day that many months on, or that month's last day. None outside the calendar.
    #[must_use]
    pub fn add_months(self, months: i32) -> Option<Self> {
        let months = i32::from(self.month).checked_sub(1)?.checked_add(months)?;
        let year = self.year.checked_add(months.div_euclid(12))?;
        let month = u8::try_from(months.rem_euclid(12).checked_add(1)?).ok()?;
        Self::new(year, month, self.day.min(days_in(year, month)))
    }

    /// Its first second where clocks are `offset_minutes` ahead of UTC.
    #[must_use]
    pub fn midnight(self, offset_minutes: i32) -> Instant {
        let local = i64::from(self.days()).saturating_mul(SECONDS_PER_DAY);
        Instant(local.saturating_sub(i64::from(offset_minutes).saturating_mul(60)))
    }

    /// The year of the calendar.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// As `YYYY-MM-DD`.
    #[must_use]
    pub fn text(self) -> String {
        filled(&mut { FORM }, self.number()).to_owned()
    }

    /// The next day. None outside the calendar.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::from_days(self.days().checked_add(1)?)
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

// Without formatting: a ledger writes a day for each of a hundred thousand rows.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(filled(&mut { FORM }, self.number()))
    }
}

const FORM: [u8; 10] = *b"0000-00-00";

impl Date {
    /// Its digits as one number.
    fn number(self) -> u32 {
        let month = self.year.saturating_mul(100).saturating_add(self.month.into());
        u32::try_from(month.saturating_mul(100).saturating_add(self.day.into())).unwrap_or(0)
    }
}

/// A form with the digits of a number in place of its zeros, the last at its end.
#[must_use]
pub fn filled(form: &mut [u8], mut number: u32) -> &str {
    for place in form.iter_mut().rev().filter(|byte| **byte == b'0') {
        *place = u8::try_from(number.rem_euclid(10)).unwrap_or(0).saturating_add(b'0');
        number = number.div_euclid(10);
    }
    core::str::from_utf8(form).unwrap_or_default()
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        filled(&mut { FORM }, date.number()).to_owned()
    }
}

impl TryFrom<String> for Date {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or(DAY)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "description": "A day, YYYY-MM-DD." })
    }
}

/// Server time in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The day in a time zone that is so many minutes east of UTC. None outside the calendar.
    #[must_use]
    pub fn day(self, offset_minutes: i32) -> Option<Date> {
        let local = self.0.checked_add(i64::from(offset_minutes).checked_mul(60)?)?;
        Date::from_days(i32::try_from(local.div_euclid(SECONDS_PER_DAY)).ok()?)
    }

    /// So many seconds later; none beyond the range of 64 bits.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Option<Self> {
        self.0.checked_add(seconds).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn every_day_of_the_calendar_has_its_number() {
        let mut day = date("1900-01-01");
        let mut number = -25_567;
        loop {
            assert_eq!(day.days(), number);
            assert_eq!(Date::from_days(number), Some(day));
            number += 1;
            match day.next() {
                Some(next) => day = next,
                None => break,
            }
        }
        assert_eq!(day, date("2200-12-31"));
        assert_eq!(date("1970-01-01").days(), 0);
        assert_eq!(date("2000-03-01").days(), 11_017);
    }

    #[test]
    fn days_that_the_calendar_does_not_have_are_refused() {
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-04-31",
            "2024-1-01",
            "1899-12-31",
            "x",
            "2024-01-01 ",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_is_completed_on_the_birthday() {
        assert_eq!(date("2008-11-24").years_until(date("2026-11-23")), Some(17));
        assert_eq!(date("2008-11-23").years_until(date("2026-11-23")), Some(18));
        assert_eq!(date("2004-02-29").years_until(date("2026-02-28")), Some(21));
        assert_eq!(date("2004-02-29").years_until(date("2026-03-01")), Some(22));
        assert_eq!(date("2026-11-24").years_until(date("2026-11-23")), None);
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        assert_eq!(date("2026-01-31").months_until(date("2026-02-28")), Some(1));
        assert_eq!(date("2026-01-31").months_until(date("2026-02-27")), Some(0));
        assert_eq!(date("2024-11-24").months_until(date("2026-11-23")), Some(23));
        assert_eq!(date("2025-01-31").add_months(1), Some(date("2025-02-28")));
        assert_eq!(date("2024-08-31").add_months(18), Some(date("2026-02-28")));
    }

    #[test]
    fn a_day_starts_at_midnight_of_the_packs_time_zone() {
        let instant = Instant(1_795_449_600); // 2026-11-23T16:00:00Z
        assert_eq!(instant.day(0), Some(date("2026-11-23")));
        assert_eq!(instant.day(480), Some(date("2026-11-24")));
    }
}

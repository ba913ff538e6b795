//! Days as documents write them: with a century from 1800 on, or without one.
//!
//! Takes numbers, gives a day or none. It must never be shown.

use prescreen::date::Date;

/// A day of birth.
#[derive(Clone, Copy)]
pub(super) enum Day {
    /// With its year; none for a day before 1900, which no form can say.
    Full(Option<Date>),
    /// Year of the century, month and day.
    Short { year: i32, month: u8, day: u8 },
}

impl Day {
    /// A day of the years 1800 to 2200.
    pub(super) fn full(year: u32, month: u32, day: u32) -> Option<Self> {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let year = i32::try_from(year).ok()?;
        if (1800..1900).contains(&year) {
            // The same leap years: neither 1800 nor 1900 is one.
            return Date::new(year.checked_add(100)?, month, day).map(|_| Self::Full(None));
        }
        Date::new(year, month, day).map(|date| Self::Full(Some(date)))
    }

    /// A day without its century, which some century has.
    pub(super) fn short(year: u32, month: u32, day: u32) -> Option<Self> {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let year = i32::try_from(year).ok()?;
        // 2000 was a leap year, as 1900 was not.
        Date::new(year.checked_add(2000)?, month, day).map(|_| Self::Short { year, month, day })
    }

    /// Whether it lies after today in every century it can be of.
    pub(super) fn is_after(self, today: Date) -> bool {
        matches!(self, Self::Full(Some(date)) if date > today)
    }

    /// Whether it can be that day.
    pub(super) fn may_be(self, said: Date) -> bool {
        match self {
            Self::Full(date) => date == Some(said),
            Self::Short { year, month, day } => [1900, 2000, 2100]
                .iter()
                .any(|century| year.checked_add(*century).and_then(|year| Date::new(year, month, day)) == Some(said)),
        }
    }
}

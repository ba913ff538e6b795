//! Days as a spreadsheet counts them, where a cell lost the form that showed it as a day.
//!
//! ISO/IEC 29500-1 §18.17.4: in the 1900 calendar serial 25569 is 1970-01-01, with a 29 February 1900 that never was; the
//! 1904 calendar starts 1462 days later. What stands behind the point is the part of the day.

use prescreen::date::Date;

use super::{TimeOfDay, When};

/// The counts of days of 2000 to 2099, in the 1900 calendar: no statement is of other days.
const DAYS: core::ops::RangeInclusive<i32> = 36_526..=73_050;
/// The count of 1 January 1970.
const EPOCH: i32 = 25_569;
/// By how much the 1904 calendar starts later.
const LATER: i32 = 1_462;
const SECONDS_A_DAY: u64 = 86_400;
/// The digits behind the point that are read: 64 binary digits hold no more of a day of this century.
const DIGITS: usize = 12;

/// The day, and the time where the count has one to the nearest second; none of what is no such count.
#[must_use]
pub fn when(text: &str, from_1904: bool) -> Option<When> {
    let (days, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if days.len() != 5 || !is_digits(days) || !is_digits(part) || part.len() > 18 {
        return None;
    }
    let days = days.parse::<i32>().ok()?.checked_add(if from_1904 { LATER } else { 0 })?;
    let part = part.get(..DIGITS).unwrap_or(part);
    let scale = 10_u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let part = if part.is_empty() { 0 } else { part.parse::<u64>().ok()? };
    let seconds = part.checked_mul(SECONDS_A_DAY)?.checked_add(scale.div_euclid(2))?.div_euclid(scale);
    let (later, seconds) = (seconds.div_euclid(SECONDS_A_DAY), u32::try_from(seconds.rem_euclid(SECONDS_A_DAY)).ok()?);
    let days = days.checked_add(i32::try_from(later).ok()?).filter(|days| DAYS.contains(days))?;
    let date = Date::from_days(days.checked_sub(EPOCH)?)?;
    let (minutes, second) = (seconds.div_euclid(60), seconds.rem_euclid(60));
    let time = TimeOfDay::new(minutes.div_euclid(60), minutes.rem_euclid(60), second)?;
    Some((date, (part != 0).then_some(time)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_the_day_that_a_spreadsheet_shows() {
        let shown = |text: &str, from_1904: bool| {
            when(text, from_1904).map(|(date, time)| (date.text(), time.map(TimeOfDay::seconds)))
        };
        let day = |day: &str, seconds: Option<u32>| Some((day.to_owned(), seconds));
        assert_eq!(shown("45677", false), day("2025-01-20", None));
        assert_eq!(shown("45677.5", false), day("2025-01-20", Some(43_200)));
        assert_eq!(shown("44215.5", true), day("2025-01-20", Some(43_200)));
        // 13:02:11 as 64 binary digits hold it.
        assert_eq!(shown("45296.543182870373", false), day("2024-01-05", Some(46_931)));
        assert_eq!(shown("45677.9999999", false), day("2025-01-21", Some(0)));
        for text in ["", "4567", "456770", "20250120", "45677.", "4567.5", "45677,5", "-45677", "99999", "45677.5.1"] {
            let expected = if text == "45677." { day("2025-01-20", None) } else { None };
            assert_eq!(shown(text, false), expected, "{text}");
        }
    }
}

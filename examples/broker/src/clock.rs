//! Time and days, as the broker's own books keep them.

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp};

/// Where the broker is: eight hours ahead of UTC.
const HOURS_AHEAD: i8 = 8;

/// Seconds since 1970.
pub fn now() -> i64 {
    Timestamp::now().as_second()
}

/// The day at the broker's.
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::fixed(Offset::constant(HOURS_AHEAD))).date()
}

/// So many months before or after a day; the last day of a shorter month.
pub fn months_from(day: Date, months: i32) -> Date {
    Span::new().try_months(months).and_then(|span| day.checked_add(span)).unwrap_or(day)
}

/// The first day after today that is no Saturday and no Sunday, as `YYYY-MM-DD`: when this invented broker carries an
/// order out. It knows no holidays.
pub fn next_working_day() -> String {
    let mut day = today();
    loop {
        let Ok(next) = day.tomorrow() else { return day.to_string() };
        day = next;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            return day.to_string();
        }
    }
}

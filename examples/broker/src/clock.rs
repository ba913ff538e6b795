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

/// The day so many working days after today, as `YYYY-MM-DD`. This invented broker works from Monday to Friday and knows no
/// holidays.
pub fn working_day(after: u32) -> String {
    let mut day = today();
    let mut left = after;
    while left > 0 {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left = left.saturating_sub(1);
        }
    }
    day.to_string()
}

/// The day on which this invented broker carries an order out.
pub fn next_working_day() -> String {
    working_day(1)
}

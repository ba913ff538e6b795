//! Days of workbooks: serial numbers, in two calendars.
//!
//! Takes a serial and what its format shows, gives a day, a time or both. ISO/IEC 29500-1 §18.17.4: in the 1900 calendar
//! serial 1 is 1900-01-01 and 60 is 1900-02-29, a day that never was, kept from an older program; so from 61 on a serial
//! is one day ahead. In the 1904 calendar serial 0 is 1904-01-01.

use prescreen::date::Date;

use crate::number_format::NumberFormat;
use crate::workbook::Value;

const SECONDS_A_DAY: f64 = 86_400.0;
/// The day before serial 1, in days since 1970-01-01, for serials before the day that never was.
const BEFORE_1900: i32 = -25_568;
/// The same for serials after it.
const BEFORE_1900_WITH_FAULT: i32 = -25_569;
/// Serial 0 of the 1904 calendar: 1904-01-01.
const START_1904: i32 = -24_107;
/// The serial of 1900-02-29.
const NEVER_WAS: i32 = 60;
/// Beyond every day that is read here.
const LAST: f64 = 1_000_000.0;

/// The day or time that a number with a format of days or times shows. None of a number that is no day: negative, the
/// 29 February 1900, or beyond 2200.
pub(crate) fn moment(number: f64, format: &NumberFormat, date1904: bool) -> Option<Value> {
    if !(0.0..LAST).contains(&number) {
        return None;
    }
    // Half a second is no reason to show the second before.
    let seconds = (number * SECONDS_A_DAY).round() as i64;
    let serial = i32::try_from(seconds.checked_div_euclid(86_400)?).ok()?;
    let of_day = seconds.checked_rem_euclid(86_400)?;
    let time = clock(of_day)?;
    if serial == 0 && format.shows_time() && !format.shows_day() {
        return Some(Value::Time(time));
    }
    let day = day(serial, date1904)?;
    let with_time = of_day != 0 || format.shows_time();
    Some(Value::Date(if with_time { format!("{day} {time}") } else { day.to_string() }))
}

fn day(serial: i32, date1904: bool) -> Option<Date> {
    let start = match (date1904, serial) {
        (true, _) => START_1904,
        (false, 0 | NEVER_WAS) => return None,
        (false, ..NEVER_WAS) => BEFORE_1900,
        (false, _) => BEFORE_1900_WITH_FAULT,
    };
    Date::from_days(start.checked_add(serial)?)
}

fn clock(seconds: i64) -> Option<String> {
    let (hours, rest) = (seconds.checked_div(3_600)?, seconds.checked_rem(3_600)?);
    Some(format!("{hours:02}:{:02}:{:02}", rest.checked_div(60)?, rest.checked_rem(60)?))
}

/// A day in ISO 8601, as strict XLSX may have it, with a time where it has one: blanks for `T`, no zone.
pub(crate) fn of_iso(text: &str) -> Option<Value> {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let day = Date::parse(day)?;
    let Some(time) = time else { return Some(Value::Date(day.to_string())) };
    let time = time.trim_end_matches('Z').split('.').next().unwrap_or_default();
    let is_clock = time.len() == 8
        && time
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 2 || at == 5 { byte == b':' } else { byte.is_ascii_digit() });
    is_clock.then(|| Value::Date(format!("{day} {time}")))
}

//! Times of the day as files write them: what names a zone is passed over, and none moves a time.

use prescreen::date::filled;
use serde::{Serialize, Serializer};

use crate::seek;

/// A time of the day as written, in seconds since midnight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// A time of the day; none beyond 23:59:60.
    #[must_use]
    pub fn new(hour: u32, minute: u32, second: u32) -> Option<Self> {
        let valid = hour < 24 && minute < 60 && second <= 60;
        let seconds = hour.checked_mul(3600)?.checked_add(minute.checked_mul(60)?)?.checked_add(second)?;
        valid.then_some(Self(seconds))
    }

    /// Seconds since midnight.
    #[must_use]
    pub fn seconds(self) -> u32 {
        self.0
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (minutes, second) = (self.0.div_euclid(60), self.0.rem_euclid(60));
        let (hour, minute) = (minutes.div_euclid(60), minutes.rem_euclid(60));
        let digits = hour.saturating_mul(100).saturating_add(minute).saturating_mul(100).saturating_add(second);
        serializer.serialize_str(filled(&mut { *b"00:00:00" }, digits))
    }
}

/// A time of the day at the start of a text; what names its zone is passed over.
pub(super) fn time(text: &str) -> Option<TimeOfDay> {
    let mut numbers = [0_u32; 3];
    let mut rest = text;
    let compact = rest.bytes().take_while(u8::is_ascii_digit).count();
    if compact == 6 || compact == 4 {
        for (number, start) in numbers.iter_mut().zip([0, 2, 4]).take(compact.div_euclid(2)) {
            *number = text.get(start..)?.get(..2)?.parse().ok()?;
        }
        rest = text.get(compact..)?;
    } else {
        for (position, number) in numbers.iter_mut().enumerate() {
            let count = rest.bytes().take_while(u8::is_ascii_digit).count();
            if count == 0 || count > 2 {
                return None;
            }
            let (digits, behind) = rest.split_at_checked(count)?;
            *number = digits.parse().ok()?;
            rest = behind;
            match behind.strip_prefix([':', '.', '时', '分', 'h']) {
                Some(behind) if behind.starts_with(|first: char| first.is_ascii_digit()) => rest = behind,
                _ if position == 0 => return None,
                _ => break,
            }
        }
    }
    let [mut hour, minute, second] = numbers;
    if rest.is_empty() {
        return TimeOfDay::new(hour, minute, second);
    }
    let rest = seek::behind(rest, "0123456789.秒");
    let mark = rest.trim().to_ascii_lowercase();
    if mark.starts_with("pm") || mark.starts_with("p.m") {
        hour = if hour == 12 { 12 } else { hour.checked_add(12)? };
    } else if (mark.starts_with("am") || mark.starts_with("a.m")) && hour == 12 {
        hour = 0;
    } else if !(mark.is_empty() || names_zone(&mark)) {
        return None;
    }
    TimeOfDay::new(hour, minute, second)
}

/// Whether a text is a zone: an offset, `z`, or letters.
fn names_zone(mark: &str) -> bool {
    mark.starts_with(['+', '-', '[', '('])
        || mark.chars().all(|character| character.is_ascii_alphabetic() || matches!(character, '/' | '_' | ' '))
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for TimeOfDay {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TimeOfDay".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "A time of the day, HH:MM:SS." })
    }
}

//! What a pack says of days: which one it is, whether the pack is in force, which limits hold, how long a class does.

use crate::date::{Date, Instant};
use crate::id::Id;
use crate::session::ProfileOnFile;
use crate::terms::Tier;

use super::Pack;
use super::attempts::Attempt;
use super::schema::{Attempts, Validity};

/// In seconds.
const HALF_A_DAY: i64 = 43_200;
/// In seconds; a time zone of a pack has no other days.
const SECONDS_OF_A_DAY: i64 = 86_400;

impl Pack {
    /// The day in the pack's time zone; none outside the calendar.
    #[must_use]
    pub fn day(&self, at: Instant) -> Option<Date> {
        at.day(self.document.time_zone.offset_minutes)
    }

    /// Noon of a day in the pack's time zone.
    #[must_use]
    pub fn noon(&self, day: Date) -> Instant {
        Instant(day.midnight(self.document.time_zone.offset_minutes).0.saturating_add(HALF_A_DAY))
    }

    /// The last second of a day in the pack's time zone.
    #[must_use]
    pub fn last_second(&self, day: Date) -> Instant {
        Instant(
            day.midnight(self.document.time_zone.offset_minutes).0.saturating_add(SECONDS_OF_A_DAY).saturating_sub(1),
        )
    }

    /// Whether the pack is in force on a day.
    #[must_use]
    pub fn in_force_on(&self, day: Date) -> bool {
        let effective = &self.document.effective;
        effective.from <= day && effective.to.is_none_or(|to| day <= to)
    }

    /// The attempt limits in force on a day; none before the first.
    #[must_use]
    pub fn attempts_on(&self, day: Date) -> Option<&Attempts> {
        self.document.attempts.iter().rev().find(|entry| entry.from <= day)
    }

    /// The validity in force on a day; none before the first.
    #[must_use]
    pub fn validity_on(&self, day: Date) -> Option<&Validity> {
        self.document.validity.iter().rev().find(|entry| entry.from <= day)
    }

    /// Whether one more attempt may be made now, by the limits in force today. `past` holds the attempts of the last 12
    /// months in rising order. None on a day before the pack's first.
    #[must_use]
    pub fn next_attempt(&self, now: Instant, past: &[Instant]) -> Option<Attempt> {
        let rule = self.attempts_on(self.day(now)?)?;
        Some(rule.next(self.document.time_zone.offset_minutes, now, past))
    }

    /// The last day of a class that was assessed on a day, by the validity in force on another; none outside the calendar.
    #[must_use]
    pub fn last_day_of_a_class(&self, assessed_on: Date, by: Date) -> Option<Date> {
        assessed_on.add_months(i32::try_from(self.validity_on(by)?.months).ok()?)
    }

    /// Whether a class counts that was assessed with a version of this pack.
    #[must_use]
    pub fn accepts_profiles_of(&self, pack: &Id) -> bool {
        *pack == self.reference.id || self.document.profiles_of.contains(pack)
    }

    /// What the firm keeps on file of a class that was assessed at a time, evidenced as the verdict's `tier` says: it
    /// holds for the months of the validity in force that day. None outside the calendar.
    #[must_use]
    pub fn profile_on_file(&self, class: Id, tier: Tier, at: Instant) -> Option<ProfileOnFile> {
        let assessed_on = self.day(at)?;
        let valid_until = self.last_day_of_a_class(assessed_on, assessed_on)?;
        let pack = self.reference.clone();
        Some(ProfileOnFile { class, assessed_on, valid_until, pack, tier, suspended: false, overtaken: false })
    }
}

//! Whether one more attempt is allowed, from the pack's rule and the attempts so far.
//!
//! Takes instants, gives a count or the time to come back. Whoever counts keeps the attempts and the clock.

use serde::Serialize;

use crate::date::{Date, Instant};

use super::schema::Attempts;

const SECONDS_PER_HOUR: i64 = 3_600;

/// What the rule says of one more attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(tag = "attempt", rename_all = "snake_case")]
pub enum Attempt {
    /// It may be made.
    Allowed {
        /// Which one it is, from 1, in the window that `of` counts in.
        number: u32,
        /// How many the window allows: 12 months where the rule has them, else the day; none for no limit.
        of: Option<u32>,
    },
    /// None for now.
    Exhausted {
        /// When one is possible again, in seconds since 1970; none when the rule never allows one.
        retry_at: Option<Instant>,
    },
}

impl Attempts {
    /// Counts attempts by this rule, in the time zone `offset_minutes` ahead of UTC. `past` is in rising order; what
    /// lies more than 12 months back does not count. An attempt counts from its day until the same day 12 months on.
    #[must_use]
    pub fn next(&self, offset_minutes: i32, now: Instant, past: &[Instant]) -> Attempt {
        let Some(today) = now.day(offset_minutes) else { return Attempt::Exhausted { retry_at: None } };
        let counted: Vec<(Instant, Date)> = past
            .iter()
            .filter_map(|at| Some((*at, at.day(offset_minutes)?)))
            .filter(|(_, day)| day.add_months(12).is_some_and(|end| today < end))
            .collect();
        let of_today = counted.iter().filter(|(_, day)| *day >= today).count();
        let mut retry: Vec<Option<Instant>> = Vec::new();

        if self.per_day.is_some_and(|limit| of_today >= at_most(limit)) {
            let allowed_at_all = self.per_day != Some(0);
            retry.push(today.next().filter(|_| allowed_at_all).map(|day| day.midnight(offset_minutes)));
        }
        if let Some(limit) = self.per_12_months.map(at_most).filter(|limit| counted.len() >= *limit) {
            let last_to_lapse = counted.len().checked_sub(limit).and_then(|index| counted.get(index));
            let lapses = last_to_lapse.and_then(|(_, day)| day.add_months(12));
            retry.push(lapses.map(|day| day.midnight(offset_minutes)));
        }
        if let (Some(retakes), Some(hours)) = (self.immediate_retakes, self.lockout_hours) {
            let locked = counted.last().filter(|_| counted.len() > at_most(retakes));
            let opens = locked.map(|(at, _)| at.plus(i64::from(hours).saturating_mul(SECONDS_PER_HOUR)));
            retry.extend(opens.filter(|opens| opens.is_none_or(|opens| now < opens)));
        }
        if !retry.is_empty() {
            let latest = retry.into_iter().collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max());
            return Attempt::Exhausted { retry_at: latest };
        }
        let window = if self.per_12_months.is_none() && self.per_day.is_some() { of_today } else { counted.len() };
        let number = u32::try_from(window).unwrap_or(u32::MAX).saturating_add(1);
        Attempt::Allowed { number, of: self.per_12_months.or(self.per_day) }
    }
}

fn at_most(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHANGHAI: i32 = 480;

    fn rule(per_day: Option<u32>, per_12_months: Option<u32>, lockout: Option<(u32, u32)>) -> Attempts {
        let json = serde_json::json!({
            "from": "2020-01-01", "per_day": per_day, "per_12_months": per_12_months,
            "immediate_retakes": lockout.map(|(retakes, _)| retakes), "lockout_hours": lockout.map(|(_, hours)| hours),
            "basis": { "source": null, "at": null, "confidence": null, "firm": "test" },
        });
        crate::json::read_text(&json.to_string(), 1000).unwrap()
    }

    /// Seconds of a day and hour in Shanghai.
    fn at(day: &str, hour: i64) -> Instant {
        Date::parse(day).unwrap().midnight(SHANGHAI).plus(hour.saturating_mul(SECONDS_PER_HOUR)).unwrap()
    }

    #[test]
    fn a_day_ends_at_midnight_of_the_packs_time_zone() {
        let rule = rule(Some(2), Some(8), None);
        let past = [at("2026-11-23", 9), at("2026-11-23", 10)];
        assert_eq!(
            rule.next(SHANGHAI, at("2026-11-23", 23), &past),
            Attempt::Exhausted { retry_at: Some(at("2026-11-24", 0)) }
        );
        assert_eq!(rule.next(SHANGHAI, at("2026-11-24", 0), &past), Attempt::Allowed { number: 3, of: Some(8) });
    }

    #[test]
    fn an_attempt_counts_until_the_same_day_twelve_months_on() {
        let rule = rule(None, Some(2), None);
        let past = [at("2025-11-24", 9), at("2026-03-01", 9)];
        assert_eq!(
            rule.next(SHANGHAI, at("2026-11-23", 12), &past),
            Attempt::Exhausted { retry_at: Some(at("2026-11-24", 0)) }
        );
        assert_eq!(rule.next(SHANGHAI, at("2026-11-24", 0), &past), Attempt::Allowed { number: 2, of: Some(2) });
    }

    #[test]
    fn after_the_immediate_retakes_each_further_one_waits() {
        let rule = rule(None, None, Some((1, 24)));
        let now = at("2026-11-23", 12);
        assert_eq!(rule.next(SHANGHAI, now, &[]), Attempt::Allowed { number: 1, of: None });
        assert_eq!(rule.next(SHANGHAI, now, &[now]), Attempt::Allowed { number: 2, of: None });
        let opens = at("2026-11-24", 12);
        assert_eq!(rule.next(SHANGHAI, now, &[now, now]), Attempt::Exhausted { retry_at: Some(opens) });
        assert_eq!(rule.next(SHANGHAI, opens, &[now, now]), Attempt::Allowed { number: 3, of: None });
        assert!(matches!(rule.next(SHANGHAI, opens, &[now, now, opens]), Attempt::Exhausted { .. }));
    }

    #[test]
    fn the_latest_of_several_limits_says_when_to_come_back() {
        let rule = rule(Some(1), Some(1), Some((0, 24)));
        let past = [at("2026-11-23", 9)];
        assert_eq!(
            rule.next(SHANGHAI, at("2026-11-23", 10), &past),
            Attempt::Exhausted { retry_at: Some(at("2027-11-23", 0)) }
        );
    }

    #[test]
    fn a_limit_of_none_at_all_never_comes_back() {
        let past = [at("2026-11-23", 9)];
        assert_eq!(
            rule(Some(0), None, None).next(SHANGHAI, at("2026-11-23", 10), &[]),
            Attempt::Exhausted { retry_at: None }
        );
        assert_eq!(
            rule(None, Some(0), None).next(SHANGHAI, at("2026-11-23", 10), &past),
            Attempt::Exhausted { retry_at: None }
        );
    }
}

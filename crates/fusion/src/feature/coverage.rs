//! Which days and whole months accounts cover.

use prescreen::date::Date;

use super::activity::{AccountActivity, Activity};

/// Longest period that is looked at, in days: eleven years. Of a longer one it is the last days.
const MOST_DAYS: i32 = 4_018;

/// Days of the asked period, each covered or not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Days {
    /// The first, in days since 1970.
    first: i32,
    covered: Vec<bool>,
}

/// A calendar month, counted from January 1970.
pub type Month = i32;

/// The month of a day; none before 1970.
pub fn month_of(date: Date) -> Option<Month> {
    i32::try_from(Date::EPOCH.months_until(date)?).ok()
}

impl Days {
    /// The days of the asked period that every one of these accounts covers; none where there are no accounts.
    pub fn of(activity: &Activity<'_>, accounts: &[usize]) -> Self {
        let (from, to) = activity.asked;
        let first = from.days().max(to.days().saturating_sub(MOST_DAYS).saturating_add(1));
        let count = to.days().saturating_sub(first).saturating_add(1).max(0);
        let count = usize::try_from(count).unwrap_or(0);
        let mut days = Self { first, covered: vec![!accounts.is_empty(); count] };
        for account in accounts.iter().filter_map(|position| activity.accounts.get(*position)) {
            let of_it = days.covered_by(account);
            for (day, covered) in days.covered.iter_mut().zip(of_it) {
                *day = *day && covered;
            }
        }
        days
    }

    fn covered_by(&self, account: &AccountActivity) -> Vec<bool> {
        let mut covered = vec![false; self.covered.len()];
        for (from, to) in &account.covered {
            let (from, to) = (self.position(*from), self.position(*to).saturating_add(1));
            let length = i64::try_from(covered.len()).unwrap_or(0);
            let bound = |position: i64| usize::try_from(position.clamp(0, length)).unwrap_or(0);
            for day in covered.get_mut(bound(from)..bound(to)).unwrap_or_default() {
                *day = true;
            }
        }
        covered
    }

    fn position(&self, date: Date) -> i64 {
        i64::from(date.days()).saturating_sub(self.first.into())
    }

    /// How many there are.
    pub fn asked(&self) -> i64 {
        i64::try_from(self.covered.len()).unwrap_or(i64::MAX)
    }

    /// How many are covered.
    pub fn count(&self) -> i64 {
        i64::try_from(self.covered.iter().filter(|covered| **covered).count()).unwrap_or(i64::MAX)
    }

    /// Whether a day is covered.
    pub fn contains(&self, date: Date) -> bool {
        usize::try_from(self.position(date))
            .ok()
            .and_then(|position| self.covered.get(position))
            .is_some_and(|day| *day)
    }

    /// Whether every day from one to another is.
    pub fn contains_all(&self, from: Date, to: Date) -> bool {
        let bound = |date| usize::try_from(self.position(date)).ok();
        let (Some(from), Some(to)) = (bound(from), bound(to)) else { return false };
        self.covered.get(from..=to).is_some_and(|days| days.iter().all(|day| *day))
    }

    /// The covered days, in order.
    pub fn iter(&self) -> impl Iterator<Item = Date> {
        (self.first..).zip(&self.covered).filter(|(_, covered)| **covered).filter_map(|(day, _)| Date::from_days(day))
    }

    /// The calendar months of which every day is covered, in order.
    pub fn whole_months(&self) -> Vec<Month> {
        let last =
            i32::try_from(self.covered.len()).ok().and_then(|count| self.first.checked_add(count)?.checked_sub(1));
        let month = |day: i32| Date::from_days(day).and_then(month_of);
        let (Some(first), Some(last)) = (month(self.first), last.and_then(month)) else { return Vec::new() };
        (first..=last).filter(|month| self.covers(*month).unwrap_or(false)).collect()
    }

    fn covers(&self, month: Month) -> Option<bool> {
        let first = Date::EPOCH.add_months(month)?;
        let last = Date::from_days(first.add_months(1)?.days().checked_sub(1)?)?;
        Some(self.contains_all(first, last))
    }

    /// The last day that any of these accounts covers.
    pub fn last_of(account: &AccountActivity) -> Option<Date> {
        account.covered.iter().map(|(_, to)| *to).max()
    }
}

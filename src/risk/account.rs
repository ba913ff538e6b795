//! A credit account: what its margin carries, and what falling prices do to it.

use crate::json::MAX_INTEGER;
use crate::pack::compile::WHOLE;
use crate::pack::limits::MOST_DAYS;
use crate::terms::parts::{half_basis_points, part_above, part_of};

/// Below this worth of what is owed, in basis points, the lender loses.
const ALL_OWED: u32 = WHOLE;

/// What an account is worth and owes after the purchase, in minor units. All of it is taken to fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Money and securities, with what is bought on credit.
    pub worth: i64,
    /// What is owed, with what is borrowed.
    pub owed: i64,
}

impl Account {
    /// What margin carries at a least ratio in basis points, rounded down.
    #[must_use]
    pub fn carries(margin: i64, ratio: u32) -> Option<i64> {
        part_of(margin.max(0), WHOLE.into(), ratio.into())
    }

    /// What it is worth of what is owed, in basis points, rounded down, to the greatest number that JSON has exactly; none
    /// where nothing is owed.
    #[must_use]
    pub fn ratio(self) -> Option<i64> {
        if self.owed <= 0 {
            return None;
        }
        let ratio = half_basis_points(self.worth.max(0), self.owed).and_then(|halves| halves.checked_div_euclid(2));
        Some(ratio.map_or(MAX_INTEGER, |ratio| ratio.min(MAX_INTEGER)))
    }

    /// By how many basis points it falls until its ratio is at a line, rounded down; none where nothing is owed.
    #[must_use]
    pub fn fall_to(self, line: u32) -> Option<i64> {
        let at = self.worth_at(line)?;
        let above = self.worth.saturating_sub(at).max(0);
        if above == 0 { Some(0) } else { half_basis_points(above, self.worth)?.checked_div_euclid(2) }
    }

    /// On which day of falling so many basis points its ratio is below a line, 0 where it is already; none where nothing
    /// is owed, or not within a year of trading.
    #[must_use]
    pub fn days_to(self, line: u32, daily: u32) -> Option<i64> {
        let at = self.worth_at(line)?;
        self.first_day(daily, |worth| worth < at)
    }

    /// The same for the day on which the lender loses, after all that was the person's own.
    #[must_use]
    pub fn days_to_loss(self, daily: u32) -> Option<i64> {
        self.days_to(ALL_OWED, daily)
    }

    /// It after a fall of so many basis points, rounded down.
    #[must_use]
    pub fn fallen(self, fall: u32) -> Option<Self> {
        let worth = part_of(self.worth, WHOLE.saturating_sub(fall).into(), WHOLE.into())?;
        Some(Self { worth, ..self })
    }

    /// On which day of falling so many basis points it has fallen as far as [`Account::fallen`] says, 0 where it already
    /// has; none where that is not within a year of trading.
    #[must_use]
    pub fn days_to_fall(self, fall: u32, daily: u32) -> Option<i64> {
        let Self { worth: at, .. } = self.fallen(fall)?;
        self.first_day(daily, |worth| worth <= at)
    }

    /// It today, and on each day of falling so many basis points, rounded down.
    pub fn falling(self, daily: u32) -> impl Iterator<Item = Self> {
        core::iter::successors(Some(self), move |account| account.fallen(daily))
    }

    /// The first day of falling so many basis points on which it is worth what is asked for; none within a year of trading.
    fn first_day(self, daily: u32, is_there: impl Fn(i64) -> bool) -> Option<i64> {
        let there = |(_, account): &(i64, Self)| is_there(account.worth);
        (0..=MOST_DAYS).zip(self.falling(daily)).find(there).map(|(day, _)| day)
    }

    /// What it is worth at a line, rounded up; none where nothing is owed.
    fn worth_at(self, line: u32) -> Option<i64> {
        if self.owed > 0 { part_above(self.owed, line.into(), WHOLE.into()) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::Account;
    use crate::json::MAX_INTEGER;

    /// In yuan: margin of 1,000,000 in cash, and as much bought on credit as it carries.
    fn full(ratio: u32) -> Account {
        let carries = Account::carries(1_000_000, ratio).unwrap();
        Account { worth: carries.saturating_add(1_000_000), owed: carries }
    }

    /// Basis points as percent with one place, as published.
    fn tenths(basis_points: i64) -> i64 {
        basis_points.saturating_add(5).checked_div_euclid(10).unwrap()
    }

    #[test]
    fn a_million_of_margin_carries_what_the_exchange_says() {
        assert_eq!(Account::carries(1_000_000, 10_000), Some(1_000_000));
        assert_eq!(Account::carries(1_000_000, 8_000), Some(1_250_000));
        assert_eq!(Account::carries(-1, 8_000), Some(0));
        assert_eq!(Account::carries(1, 0), None);
    }

    #[test]
    fn an_account_starts_and_falls_to_the_call_as_worked_out_on_paper() {
        assert_eq!([full(10_000), full(8_000)].map(|account| account.ratio().unwrap()), [20_000, 18_000]);
        let falls = [full(10_000), full(8_000)].map(|account| account.fall_to(13_000).unwrap());
        assert_eq!(falls.map(tenths), [350, 278]);
        assert_eq!(falls, [3_500, 2_777], "rounded down: it is reached no later than that");
    }

    #[test]
    fn days_at_the_price_limit_are_those_worked_out_on_paper() {
        let account = Account { worth: 1_300_000, owed: 1_000_000 };
        let ratios = |daily, days| {
            let each = account.falling(daily).skip(1).take(days);
            each.map(|account| tenths(account.ratio().unwrap())).collect::<Vec<i64>>()
        };
        assert_eq!(ratios(1_000, 3), [1_170, 1_053, 948]);
        assert_eq!(ratios(2_000, 2), [1_040, 832]);
        assert_eq!([1_000, 2_000].map(|daily| account.days_to_loss(daily)), [Some(3), Some(2)]);
        assert_eq!(account.days_to(13_000, 1_000), Some(1), "at the line there is no call yet");
        assert_eq!(account.days_to(13_001, 1_000), Some(0));
        assert_eq!(account.days_to_loss(1), None, "ten years are no answer");
    }

    #[test]
    fn days_to_a_chosen_fall_are_those_of_the_table_of_the_exchange() {
        let account = Account { worth: 1_300_000, owed: 1_000_000 };
        let days = |fall| [1_000, 2_000].map(|daily| account.days_to_fall(fall, daily));
        assert_eq!(account.fallen(2_500).map(|account| (account.worth, account.ratio())), Some((975_000, Some(9_750))));
        // 0.9^3 = 0.729 and 0.8^2 = 0.64 are the first that leave no more than three quarters.
        assert_eq!(days(2_500), [Some(3), Some(2)]);
        assert_eq!(days(1_000), [Some(1), Some(1)], "one limit down is there on the first day");
        assert_eq!(days(0), [Some(0), Some(0)]);
        assert_eq!(days(10_000), [Some(118), Some(59)], "what is left is rounded down to nothing");
        assert_eq!(account.days_to_fall(5_000, 1), None);
    }

    #[test]
    fn a_ratio_beyond_all_numbers_is_the_greatest_of_them() {
        let account = Account { worth: MAX_INTEGER, owed: 1 };
        assert_eq!((account.ratio(), account.fall_to(13_000)), (Some(MAX_INTEGER), Some(9_999)));
        assert_eq!(Account { worth: -1, owed: 1 }.ratio(), Some(0));
    }

    #[test]
    fn who_owes_nothing_is_called_by_nobody() {
        let account = Account { worth: 1_000, owed: 0 };
        assert_eq!((account.ratio(), account.fall_to(13_000), account.days_to(13_000, 1_000)), (None, None, None));
        let broke = Account { worth: 0, owed: 1_000 };
        assert_eq!((broke.fall_to(13_000), broke.days_to_loss(1_000)), (Some(0), Some(0)));
    }
}

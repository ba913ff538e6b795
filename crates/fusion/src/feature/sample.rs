//! What one feature reads: the movements that it selects, in the days that every account with such movements covers.

use prescreen::date::Date;

use super::activity::{Activity, Movement};
use super::catalogue::Need;
use super::coverage::{Days, Month, month_of};
use super::{Evidence, Finding};
use crate::category::Category;
use crate::statement::AccountKind;

/// Whether a feature reads a movement: by its category, and by whether it came in.
pub type Select = fn(Category, bool) -> bool;

/// The movements that a feature reads.
pub struct Sample<'r, 'a> {
    /// The days that are covered.
    pub days: Days,
    /// The months that are covered whole, in order.
    pub months: Vec<Month>,
    /// The weakest evidence of what is read and of every account of these kinds; declared where the person corrected any
    /// of what is read, or took it away; or what is lacking where a figure of such an account is proved wrong.
    pub tier: Evidence,
    /// The movements on covered days.
    pub movements: Vec<&'r Movement<'a>>,
}

/// Kinds of accounts, the ones that tell most first.
pub const CASH: &[AccountKind] = &[AccountKind::Bank, AccountKind::Wallet, AccountKind::Card];
/// The same without cards, to which no income comes.
pub const ACCOUNTS: &[AccountKind] = &[AccountKind::Bank, AccountKind::Wallet];

impl<'r, 'a> Sample<'r, 'a> {
    /// What is selected in accounts of these kinds.
    ///
    /// A day counts where every account that has such movements covers it: what one account does not show is unknown,
    /// not nothing. That there are none is said by accounts of the kind that tells most and no other: no income in a
    /// wallet is no sign of none.
    pub fn of(activity: &'r Activity<'a>, kinds: &[AccountKind], selects: &[Select]) -> Self {
        let of_kind =
            |account: usize| activity.accounts.get(account).is_some_and(|account| kinds.contains(&account.kind));
        let reads = |category, incoming| selects.iter().any(|select| select(category, incoming));
        let in_period = |date: Date| (activity.asked.0..=activity.asked.1).contains(&date);
        let (mut chosen, mut tier) = (Vec::new(), activity.weakest(kinds));
        let mut has_such = vec![false; activity.accounts.len()];
        for movement in
            activity.movements.iter().filter(|movement| of_kind(movement.account) && in_period(movement.date))
        {
            let now = reads(movement.category, movement.incoming);
            if !now && !reads(movement.category_before, movement.incoming_before) {
                continue;
            }
            tier = tier.map(|tier| tier.min(movement.evidence()));
            if let Some(has) = has_such.get_mut(movement.account) {
                *has = true;
            }
            if now && !movement.left_out {
                chosen.push(movement);
            }
        }
        let mut read: Vec<usize> =
            (0..).zip(&has_such).filter(|(_, has)| **has).map(|(position, _)| position).collect();
        if read.is_empty() {
            let accounts =
                activity.accounts.iter().enumerate().filter(|(_, account)| Some(&account.kind) == kinds.first());
            read.extend(accounts.map(|(position, _)| position));
            if read.is_empty() {
                tier = Err(Finding::lacks(Need::Accounts, 1, 0));
            }
        }
        let days = Days::of(activity, &read);
        chosen.retain(|movement| days.contains(movement.date));
        Self { months: days.whole_months(), days, tier, movements: chosen }
    }

    /// What is summed for every whole month, in their order.
    pub fn by_month(&self, select: Select, incoming: bool) -> Vec<i64> {
        let mut sums = vec![0_i64; self.months.len()];
        let selected = |movement: &&&Movement<'_>| movement.incoming == incoming && select(movement.category, incoming);
        for movement in self.movements.iter().filter(selected) {
            let month = month_of(movement.date).and_then(|month| self.months.binary_search(&month).ok());
            if let Some(sum) = month.and_then(|position| sums.get_mut(position)) {
                *sum = sum.saturating_add(movement.amount);
            }
        }
        sums
    }

    /// How many whole months there are.
    pub fn month_count(&self) -> i64 {
        i64::try_from(self.months.len()).unwrap_or(i64::MAX)
    }
}

//! Balances: what is there at the end, how long it lasts, and how often it was below zero.

use prescreen::date::Date;

use super::Finding;
use super::activity::{AccountActivity, Activity};
use super::catalogue::{FeatureId, Need};
use super::coverage::Days;
use super::sample::{ACCOUNTS, CASH, Sample};
use super::spending::is_outflow;
use super::statistics::{median, ratio};
use crate::statement::AccountKind;

/// Days after which a balance is too old to be the last.
const OLD: i32 = 31;
/// Days of a month of the buffer.
const MONTH: i128 = 30;

pub fn find(activity: &Activity<'_>, found: &mut Vec<(FeatureId, Finding)>) {
    let liquid = liquid(activity);
    found.push((FeatureId::LiquidBalance, liquid));
    found.push((FeatureId::BufferDays, buffer(activity, liquid)));
    found.push((FeatureId::DaysBelowZero, days_below_zero(activity)));
}

/// The last balances of bank accounts and wallets.
fn liquid(activity: &Activity<'_>) -> Finding {
    let (mut sum, mut with, mut banks, mut missing) = (0_i64, 0_i64, 0_i64, 0_i64);
    for account in &activity.accounts {
        if !ACCOUNTS.contains(&account.kind) {
            continue;
        }
        let bank = account.kind == AccountKind::Bank;
        banks = banks.saturating_add(i64::from(bank));
        match last_balance(account, activity.asked.1) {
            Some(balance) => {
                sum = sum.saturating_add(balance);
                with = with.saturating_add(1);
            }
            None => missing = missing.saturating_add(i64::from(bank)),
        }
    }
    if missing > 0 {
        return Finding::lacks(Need::Balances, banks, banks.saturating_sub(missing));
    }
    Finding::enough(FeatureId::LiquidBalance, with, activity.weakest(ACCOUNTS), || Ok(sum))
}

/// The balance at the end of the last day that an account covers, where that is not too long before the end.
fn last_balance(account: &AccountActivity, end: Date) -> Option<i64> {
    let last = Days::last_of(account)?.min(end);
    let age = end.days().checked_sub(last.days())?;
    if age > OLD {
        return None;
    }
    account.balances.iter().rev().find(|(date, _)| *date <= last).map(|(_, balance)| *balance)
}

fn buffer(activity: &Activity<'_>, liquid: Finding) -> Finding {
    let Finding::Value { value: liquid, tier } = liquid else { return liquid };
    let outflow = Sample::of(activity, CASH, &[is_outflow]);
    Finding::enough(FeatureId::BufferDays, outflow.month_count(), outflow.tier.map(|outflow| outflow.min(tier)), || {
        let monthly = median(&mut outflow.by_month(is_outflow, false)).unwrap_or(0);
        ratio(liquid.max(0).into(), monthly.into(), MONTH).ok_or(Finding::lacks(Need::Spending, 1, monthly))
    })
}

fn days_below_zero(activity: &Activity<'_>) -> Finding {
    let banks: Vec<usize> = positions(activity, AccountKind::Bank);
    let days = Days::of(activity, &banks);
    let mut accounts: Vec<Daily<'_>> =
        banks.iter().filter_map(|position| activity.accounts.get(*position)).map(Daily::new).collect();
    let (mut known, mut below) = (0_i64, 0_i64);
    for day in days.iter() {
        let balances: Option<Vec<i64>> = accounts.iter_mut().map(|account| account.at(day)).collect();
        if let Some(balances) = balances {
            known = known.saturating_add(1);
            below = below.saturating_add(i64::from(balances.iter().any(|balance| *balance < 0)));
        }
    }
    Finding::enough(FeatureId::DaysBelowZero, known, activity.weakest(&[AccountKind::Bank]), || Ok(below))
}

/// Positions of the accounts of a kind.
pub fn positions(activity: &Activity<'_>, kind: AccountKind) -> Vec<usize> {
    let of_kind = activity.accounts.iter().enumerate().filter(|(_, account)| account.kind == kind);
    of_kind.map(|(position, _)| position).collect()
}

/// An account's balance from day to day; known from a stated balance on, as far as the days behind it are covered.
struct Daily<'r> {
    rest: &'r [(Date, i64)],
    last: Option<(Date, i64)>,
}

impl<'r> Daily<'r> {
    fn new(account: &'r AccountActivity) -> Self {
        Self { rest: &account.balances, last: None }
    }

    /// The balance at the end of a day, asked for in rising order of days that the account covers.
    fn at(&mut self, day: Date) -> Option<i64> {
        while let Some(((date, balance), behind)) = self.rest.split_first().filter(|((date, _), _)| *date <= day) {
            (self.last, self.rest) = (Some((*date, *balance)), behind);
        }
        let (date, balance) = self.last?;
        // A day that was not asked for is not covered: what happened on it is unknown.
        let gap = day.days().checked_sub(date.days())?;
        self.last = (gap <= 1).then_some((day, balance));
        self.last.map(|(_, balance)| balance)
    }
}

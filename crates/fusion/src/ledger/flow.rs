//! Sums of what counts, one for each currency.

use std::collections::BTreeSet;

use serde::Serialize;

use super::entry::{Entry, Role};
use super::link::{Link, LinkKind};
use crate::money::Currency;
use crate::statement::{Direction, Sum};

/// Sums of one currency, each movement once. Minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Flow {
    /// The currency.
    pub currency: Currency,
    /// Income without transfers from other people.
    pub income: Sum,
    /// Income with them.
    pub income_with_transfers: Sum,
    /// Spending without transfers to other people, before refunds.
    pub spending: Sum,
    /// Transfers to other people.
    pub transfers_out: Sum,
    /// What was given back of spending.
    pub refunds: Sum,
    /// Debts paid back.
    pub repayments: Sum,
    /// Money borrowed.
    pub loans: Sum,
    /// Money from one own account to another, as it leaves.
    pub own_transfers: Sum,
}

impl Flow {
    /// The sums of entries, one for each currency, in the order of their codes.
    #[must_use]
    pub fn of(entries: &[Entry], links: &[Link]) -> Vec<Self> {
        let mut flows: Vec<Self> = Vec::new();
        // A transfer with both of its sides is counted where it leaves.
        let arrives = |link: &&Link| matches!(link.kind, LinkKind::OwnTransfer | LinkKind::Repayment);
        let arrived: BTreeSet<u32> = links.iter().filter(arrives).map(|link| link.to).collect();
        for (position, entry) in (0_u32..).zip(entries) {
            let place = flows.binary_search_by_key(&entry.currency, |flow| flow.currency);
            let place = place.unwrap_or_else(|place| {
                flows.insert(place, Self::none(entry.currency));
                place
            });
            if let Some(flow) = flows.get_mut(place).filter(|_| !arrived.contains(&position)) {
                flow.add(entry);
            }
        }
        flows
    }

    /// Sums of several currencies as one, at rates that the host attests; none where a rate is missing or a sum is too
    /// large. Each sum is converted as a whole and cut to the minor unit, towards zero.
    #[must_use]
    pub fn together(flows: &[Self], currency: Currency, rates: &[Rate]) -> Option<Self> {
        flows.iter().try_fold(Self::none(currency), |mut all, flow| {
            let rate = |rate: &&Rate| rate.from == flow.currency && rate.to == currency;
            let millionths = match rates.iter().find(rate) {
                Some(rate) => rate.millionths,
                None if flow.currency == currency => MILLION,
                None => return None,
            };
            for (sum, of) in all.sums_mut().into_iter().zip(flow.sums()) {
                sum.rows = sum.rows.checked_add(of.rows)?;
                sum.amount = sum.amount.checked_add(converted(of.amount, flow.currency, currency, millionths)?)?;
            }
            Some(all)
        })
    }

    fn sums(&self) -> [Sum; 8] {
        let Self { income, income_with_transfers, spending, transfers_out, refunds, .. } = *self;
        let Self { repayments, loans, own_transfers, .. } = *self;
        [income, income_with_transfers, spending, transfers_out, refunds, repayments, loans, own_transfers]
    }

    fn sums_mut(&mut self) -> [&mut Sum; 8] {
        [
            &mut self.income,
            &mut self.income_with_transfers,
            &mut self.spending,
            &mut self.transfers_out,
            &mut self.refunds,
            &mut self.repayments,
            &mut self.loans,
            &mut self.own_transfers,
        ]
    }

    fn none(currency: Currency) -> Self {
        let none = Sum::default();
        Self {
            currency,
            income: none,
            income_with_transfers: none,
            spending: none,
            transfers_out: none,
            refunds: none,
            repayments: none,
            loans: none,
            own_transfers: none,
        }
    }

    fn add(&mut self, entry: &Entry) {
        let sum = match entry.role {
            Role::Income => {
                add(&mut self.income_with_transfers, entry.amount);
                &mut self.income
            }
            Role::TransferIn => &mut self.income_with_transfers,
            Role::Spending => &mut self.spending,
            Role::TransferOut => &mut self.transfers_out,
            Role::Refund => &mut self.refunds,
            Role::Repayment if entry.direction != Direction::In => &mut self.repayments,
            Role::Loan => &mut self.loans,
            Role::OwnTransfer if entry.direction != Direction::In => &mut self.own_transfers,
            _ => return,
        };
        add(sum, entry.amount);
    }
}

/// A rate that the host attests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// One unit of this
    pub from: Currency,
    /// is worth so much of this:
    pub to: Currency,
    /// in millionths of a unit.
    pub millionths: i64,
}

const MILLION: i64 = 1_000_000;

/// Minor units of one currency in minor units of another, towards zero.
fn converted(amount: i64, from: Currency, to: Currency, millionths: i64) -> Option<i64> {
    let scale = |currency: Currency| 10_i128.checked_pow(u32::from(currency.decimals()));
    let up = i128::from(amount).checked_mul(i128::from(millionths))?.checked_mul(scale(to)?)?;
    let down = i128::from(MILLION).checked_mul(scale(from)?)?;
    i64::try_from(up.checked_div(down)?).ok()
}

fn add(sum: &mut Sum, amount: i64) {
    sum.rows = sum.rows.saturating_add(1);
    sum.amount = sum.amount.saturating_add(amount);
}

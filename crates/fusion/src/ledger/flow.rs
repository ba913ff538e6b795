//! Sums of what counts, one for each currency. `Debug` prints none of them.

use serde::Serialize;

use super::entry::{Entry, Role};
use super::link::{Link, LinkKind};
use crate::money::Currency;
use crate::silent::prints_its_name;
use crate::statement::{Direction, Sum};

/// Sums of one currency, each movement once. Minor units.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
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
        let mut arrived = vec![false; entries.len()];
        for link in links.iter().filter(arrives) {
            if let Some(arrived) = usize::try_from(link.to).ok().and_then(|to| arrived.get_mut(to)) {
                *arrived = true;
            }
        }
        for (entry, arrived) in entries.iter().zip(arrived) {
            let place = flows.binary_search_by_key(&entry.currency, |flow| flow.currency);
            let place = place.unwrap_or_else(|place| {
                flows.insert(place, Self::none(entry.currency));
                place
            });
            if let Some(flow) = flows.get_mut(place).filter(|_| !arrived) {
                flow.add(entry);
            }
        }
        flows
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

fn add(sum: &mut Sum, amount: i64) {
    sum.rows = sum.rows.saturating_add(1);
    sum.amount = sum.amount.saturating_add(amount);
}

prints_its_name! { Flow = "Flow" }

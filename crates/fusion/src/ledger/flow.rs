//! Sums of what counts, one for each currency. `Debug` prints none of them.

use serde::Serialize;

use super::entry::{Entry, Role};
use super::link::{Link, LinkKind};
use crate::money::Currency;
use crate::silent::prints_its_name;
use crate::statement::{Direction, Row, Sum};

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
    /// Spending without transfers to other people, before refunds; with the fees of own transfers.
    pub spending: Sum,
    /// Transfers to other people.
    pub transfers_out: Sum,
    /// What was given back of spending, beyond what the purchases' own rows note.
    pub refunds: Sum,
    /// Debts paid back.
    pub repayments: Sum,
    /// Money borrowed.
    pub loans: Sum,
    /// Money from one own account to another, as it leaves, without a fee that stays behind.
    pub own_transfers: Sum,
}

impl Flow {
    /// The sums of entries, each with its row, one for each currency, in the order of their codes.
    pub(super) fn of(entries: &[Entry], rows: &[&Row], links: &[Link]) -> Vec<Self> {
        let mut flows: Vec<Self> = Vec::new();
        // A transfer with both of its sides is counted where it leaves.
        let arrives = |link: &&Link| matches!(link.kind, LinkKind::OwnTransfer | LinkKind::Repayment);
        let mut arrived = vec![false; entries.len()];
        for link in links.iter().filter(arrives) {
            if let Some(arrived) = usize::try_from(link.to).ok().and_then(|to| arrived.get_mut(to)) {
                *arrived = true;
            }
        }
        let counted_there = counted_there(entries, rows, links);
        for (((entry, row), arrived), counted_there) in entries.iter().zip(rows).zip(arrived).zip(counted_there) {
            let place = flows.binary_search_by_key(&entry.currency, |flow| flow.currency);
            let place = place.unwrap_or_else(|place| {
                flows.insert(place, Self::none(entry.currency));
                place
            });
            if let Some(flow) = flows.get_mut(place).filter(|_| !arrived) {
                // The fee of an own transfer is spent.
                let fee = entry.fee_of(row);
                flow.add(entry, entry.amount.saturating_sub(counted_there).saturating_sub(fee));
                if fee > 0 {
                    add(&mut flow.spending, fee);
                }
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

    fn add(&mut self, entry: &Entry, amount: i64) {
        let sum = match entry.role {
            Role::Income => {
                add(&mut self.income_with_transfers, amount);
                &mut self.income
            }
            Role::TransferIn => &mut self.income_with_transfers,
            Role::Spending => &mut self.spending,
            Role::TransferOut => &mut self.transfers_out,
            Role::Refund if amount > 0 => &mut self.refunds,
            Role::Repayment if entry.direction != Direction::In => &mut self.repayments,
            Role::Loan => &mut self.loans,
            Role::OwnTransfer if entry.direction != Direction::In => &mut self.own_transfers,
            _ => return,
        };
        add(sum, amount);
    }
}

/// How much of each entry is counted already by the note of the purchase that it gives back.
fn counted_there(entries: &[Entry], rows: &[&Row], links: &[Link]) -> Vec<i64> {
    let mut noted: Vec<i64> = rows.iter().map(|row| row.refunded.unwrap_or(0)).collect();
    let mut counted = vec![0; entries.len()];
    for link in links.iter().filter(|link| link.kind == LinkKind::Refund) {
        let (Ok(from), Ok(to)) = (usize::try_from(link.from), usize::try_from(link.to)) else { continue };
        if let (Some(noted), Some(counted), Some(refund)) = (noted.get_mut(from), counted.get_mut(to), entries.get(to))
        {
            let part = refund.amount.min(*noted);
            *noted = noted.saturating_sub(part);
            *counted = part;
        }
    }
    counted
}

fn add(sum: &mut Sum, amount: i64) {
    sum.rows = sum.rows.saturating_add(1);
    sum.amount = sum.amount.saturating_add(amount);
}

prints_its_name! { Flow = "Flow" }

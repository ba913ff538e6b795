//! Money in that was taken back: a credit that its bank reversed, a sale that the person gave back.
//!
//! By amount and account, where that is mutually unique; then neither is income nor spending. What is left unpaired counts
//! as spending. It goes before accounts are compared with each other, so that no file beside makes more of an income.

use super::entry::Role;
use super::link::{Link, LinkKind, LinkedBy};
use super::pairing::Pairing;
use super::work::Work;
use super::{Entry, MAX_REFUND_DAYS};
use crate::statement::{Direction, RowKind};

/// Finds the money in that money out took back.
pub(super) fn taken_back(work: &mut Work<'_>) {
    let takes_back = |entry: &Entry| entry.kind == RowKind::Refund && entry.direction == Direction::Out;
    let right = work.open(&|entry, _| takes_back(entry));
    if right.is_empty() {
        return;
    }
    let left = work.open(&|entry, _| matches!(entry.role, Role::Income | Role::TransferIn));
    let (left, right) = (work.amounts(&left), work.amounts(&right));
    let fits = |credit: u32, back: u32| {
        let same = work.entry(credit)?.account == work.entry(back)?.account;
        (same && work.may_pair(credit, back)).then_some(LinkedBy::AmountAndDays)
    };
    let paired = Pairing { left, right, days: (0, MAX_REFUND_DAYS), fits: &fits, alike: true }.pair(work);
    for (credit, back, by) in paired.pairs {
        work.set_role(credit, Role::Undone);
        work.set_role(back, Role::Undone);
        work.link(Link { kind: LinkKind::Refund, from: credit, to: back, by });
        work.settle(credit);
    }
}

//! What was given back, with the purchase that it belongs to.
//!
//! By the numbers that both carry, as Alipay's refund begins with its purchase's number; else by amount and other side,
//! where that is mutually unique. A part that the purchase's own row notes is not counted again.

use super::entry::Role;
use super::link::{Link, LinkKind, LinkedBy, QuestionKind};
use super::pairing::Pairing;
use super::purchase::behind_wallet;
use super::work::Work;
use super::{Entry, MAX_REFUND_DAYS};
use crate::sorted::Grouped;
use crate::statement::{AccountKind, Direction, Row, RowKind, Status};

/// How long a number may be that is the beginning of another: no institution's is longer, and what else stands in the
/// cell costs nothing.
const BEGINNING: core::ops::RangeInclusive<usize> = 8..=64;

/// How many purchases of one other side a part is looked for in.
const NEAREST: usize = 16;

/// An account, and who the other side of its rows is.
type OtherSide<'a> = (u32, &'a str);

/// Whether a row is a purchase that may be given back: money out, or one that was closed since.
fn bought(entry: &Entry, row: &Row) -> bool {
    let out = row.direction == Direction::Out && matches!(entry.role, Role::Spending | Role::TransferOut);
    out || (row.status == Status::Cancelled && row.direction != Direction::In)
}

/// Finds purchases by the numbers that refunds carry.
pub(super) fn by_number(work: &mut Work<'_>) {
    let refunds = work.open(&|entry, _| entry.role == Role::Refund);
    if refunds.is_empty() {
        return;
    }
    let mut purchases: Vec<((u32, &str), u32)> = Vec::new();
    for position in work.open(&bought) {
        let Some((entry, row)) = work.both(position) else { continue };
        let reference = Some(row.reference.as_str()).filter(|reference| *reference != row.id);
        for number in [Some(row.id.as_str()), reference].into_iter().flatten().filter(|number| !number.is_empty()) {
            purchases.push(((entry.account, number), position));
        }
    }
    let purchases = Grouped::new(purchases);
    let mut given_back: Vec<(u32, u32)> = Vec::new();
    for position in refunds {
        let Some((entry, row)) = work.both(position) else { continue };
        let found = [&row.reference, &row.id].into_iter().find_map(|number| {
            let carrying = |number| Some(purchases.of(&(entry.account, number))).filter(|found| !found.is_empty());
            let shorter = BEGINNING.rev().filter(|length| *length < number.len());
            let shorter = shorter.filter_map(|length| number.get(..length));
            carrying(number.as_str()).or_else(|| shorter.into_iter().find_map(carrying))
        });
        let found = found.into_iter().flatten().map(|(_, purchase)| *purchase);
        let fitting = found.filter(|purchase| {
            let before = work.entry(*purchase).is_some_and(|purchase| purchase.date <= entry.date);
            before && work.may_pair(*purchase, position)
        });
        let fitting: Vec<u32> = fitting.collect();
        // A number that several purchases carry tells nothing.
        if let [purchase] = fitting.as_slice() {
            given_back.push((*purchase, position));
        }
    }
    for of_one in Grouped::new(given_back).groups() {
        let refunds: Vec<u32> = of_one.iter().map(|(_, refund)| *refund).collect();
        if let Some((purchase, _)) = of_one.first() {
            settle(work, *purchase, &refunds, LinkedBy::Reference);
        }
    }
}

/// Finds purchases by amount and other side, for refunds that carry no number of theirs.
pub(super) fn by_amount(work: &mut Work<'_>) {
    let right = work.open(&|entry, row| entry.role == Role::Refund && !row.counterparty.is_empty());
    if right.is_empty() {
        return;
    }
    let purchases = work.open(&|entry, row| bought(entry, row) && !row.counterparty.is_empty());
    // A purchase that notes what was given back of it is looked for by that.
    let left = work.keyed(&purchases, &|_, row| Some(row.refunded.unwrap_or(row.amount)));
    let right = work.amounts(&right);
    let fits = |purchase: u32, refund: u32| {
        let ((entry, row), (other, other_row)) = (work.both(purchase)?, work.both(refund)?);
        let fits = entry.account == other.account
            && (row.date, row.time) <= (other_row.date, other_row.time)
            && row.counterparty == other_row.counterparty
            && work.may_pair(purchase, refund);
        fits.then_some(LinkedBy::AmountAndDays)
    };
    let pairing = Pairing { left, right, days: (0, MAX_REFUND_DAYS), fits: &fits, alike: false };
    let paired = pairing.pair(work);
    for (purchase, refund, by) in paired.pairs {
        settle(work, purchase, &[refund], by);
    }
    for open in paired.open {
        work.ask(QuestionKind::Refund, open);
    }
    by_parts(work);
}

/// Refunds that may be parts of what purchases of the same other side note as given back, or were closed for. One that is
/// left open must not lower spending a second time.
fn by_parts(work: &mut Work<'_>) {
    let mut noted: Vec<(OtherSide<'_>, u32)> = Vec::new();
    let mut lefts = vec![0_i64; work.ledger.entries.len()];
    for purchase in work.open(&|entry, row| bought(entry, row) && !row.counterparty.is_empty()) {
        let Some((entry, row)) = work.both(purchase) else { continue };
        let left = usize::try_from(purchase).ok().and_then(|purchase| lefts.get_mut(purchase));
        if let Some((left, noted_back)) = left.zip(back(entry, row)).filter(|_| !work.gives_back(purchase)) {
            *left = noted_back;
            noted.push(((entry.account, row.counterparty.as_str()), purchase));
        }
    }
    let noted = Grouped::new(noted);
    for refund in work.open(&|entry, _| entry.role == Role::Refund) {
        let Some((entry, row)) = work.both(refund) else { continue };
        let (amount, when) = (entry.amount, (row.date, row.time));
        let left_of = |purchase: u32| usize::try_from(purchase).ok().and_then(|purchase| lefts.get(purchase).copied());
        let may = |purchase: &u32| {
            let before = work.row(*purchase).is_some_and(|row| (row.date, row.time) <= when);
            before && left_of(*purchase) >= Some(amount) && work.may_pair(*purchase, refund)
        };
        let near = noted.of(&(entry.account, row.counterparty.as_str())).iter().rev().take(NEAREST);
        let mut fitting: Vec<u32> = near.map(|(_, purchase)| *purchase).filter(may).collect();
        match fitting.as_slice() {
            [] => {}
            [purchase] => {
                if let Some(left) = usize::try_from(*purchase).ok().and_then(|purchase| lefts.get_mut(purchase)) {
                    *left = left.saturating_sub(amount);
                }
                work.set_role(refund, Role::Undone);
                let by = LinkedBy::AmountAndDays;
                work.link(Link { kind: LinkKind::Refund, from: *purchase, to: refund, by });
            }
            _ => {
                fitting.push(refund);
                work.set_role(refund, Role::Unclear);
                work.ask(QuestionKind::Refund, fitting);
            }
        }
    }
}

/// What a purchase's own row says was given back: what it notes, or all of one that was closed.
fn back(entry: &Entry, row: &Row) -> Option<i64> {
    row.refunded.or(if entry.role == Role::NotMoved { Some(row.amount) } else { None })
}

/// Money in of the account behind a wallet that may be what a purchase's own row notes as given back, or was closed for,
/// where the wallet has no row of it. By a word of giving back it is that; without one it is asked about. Either way it
/// counts as nothing more: what the note says is off the purchase.
pub(super) fn noted_elsewhere(work: &mut Work<'_>) {
    let in_wallet = |entry: &Entry| work.is_of(entry, AccountKind::Wallet);
    let noted = work.open(&|entry, row| in_wallet(entry) && bought(entry, row));
    let noted: Vec<u32> = noted.into_iter().filter(|purchase| !work.gives_back(*purchase)).collect();
    let left = work.keyed(&noted, &back);
    if left.is_empty() {
        return;
    }
    let fits = |purchase: u32, back: u32| {
        let closed = work.entry(purchase)?.role == Role::NotMoved;
        let after = work.entry(purchase)?.date <= work.entry(back)?.date;
        // What was closed may never have been paid.
        let told = !closed || work.entry(back)?.kind == RowKind::Refund;
        if after && told && work.may_pair(purchase, back) { behind_wallet(work, purchase, back) } else { None }
    };
    let right = work.amounts(&work.plain_income());
    let paired = Pairing { left, right, days: (0, MAX_REFUND_DAYS), fits: &fits, alike: false }.pair(work);
    for (purchase, back, by) in paired.pairs {
        if work.entry(back).is_some_and(|back| back.kind == RowKind::Refund) {
            work.set_role(back, Role::Undone);
            work.link(Link { kind: LinkKind::Refund, from: purchase, to: back, by });
        } else {
            leave_open(work, vec![purchase, back]);
        }
    }
    for open in paired.open {
        leave_open(work, open);
    }
}

/// Asks which of some entries belong together; until it is answered, money in of them counts as nothing.
fn leave_open(work: &mut Work<'_>, open: Vec<u32>) {
    for entry in &open {
        if work.entry(*entry).is_some_and(|entry| entry.direction == Direction::In) {
            work.set_role(*entry, Role::Unclear);
            work.settle(*entry);
        }
    }
    work.ask(QuestionKind::Refund, open);
}

/// Settles a purchase with all that gave it back.
fn settle(work: &mut Work<'_>, purchase: u32, refunds: &[u32], by: LinkedBy) {
    let Some((entry, row)) = work.both(purchase) else { return };
    let amounts = refunds.iter().filter_map(|refund| work.entry(*refund)).map(|refund| refund.amount);
    let sum = amounts.fold(0_i64, i64::saturating_add);
    let cancelled = entry.role == Role::NotMoved;
    let (bought, noted) = (row.amount, row.refunded.unwrap_or(0));
    if sum > bought {
        let all = refunds.iter().copied().chain([purchase]).collect();
        work.ask(QuestionKind::Refund, all);
        return;
    }
    // What the purchase's own row gives back, or its closing, is counted there.
    let counted_there = cancelled || sum <= noted;
    let whole = !cancelled && noted == 0 && sum == bought;
    for refund in refunds {
        if counted_there || whole {
            work.set_role(*refund, Role::Undone);
        }
        work.link(Link { kind: LinkKind::Refund, from: purchase, to: *refund, by });
    }
    if whole {
        work.set_role(purchase, Role::Undone);
    }
    if whole || cancelled {
        work.settle(purchase);
    }
}

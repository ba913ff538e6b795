//! The order of rows that makes their balances link.
//!
//! A file lists newest or oldest first, and rows of one day in any order. Rows are put in another order only among those
//! that the file itself does not order. Between two balances that are known from elsewhere a changed amount, a missing row
//! and an added one cannot be hidden by it, because what leaves a balance must still arrive at the next. Of the first and
//! the last day one of them may not be known: then no balance may stand there twice, for a changed row could only be put
//! where its way crosses itself.

use super::chain::{Effect, Step, Walk, walk};
use super::trail::{crosses_nowhere, start_of, trail};
use crate::sorted::sort_by_key;

/// Fewest rows whose order, where neither days nor an opening or closing tell it, their balances alone tell.
pub(super) const LEAST: usize = 4;

/// Which way a file lists its rows, by most of its days and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    OldestFirst,
    NewestFirst,
    /// All at one time.
    Unknown,
}

/// Sorts steps into the order that makes most links hold, oldest first, and gives the walk along it.
pub(super) fn settle(steps: &mut Vec<Step>, listed: Listed, opening: Option<i64>, closing: Option<i64>) -> Walk {
    if listed == Listed::NewestFirst {
        steps.reverse();
    }
    let mut best = walk(steps, opening, closing);
    if best.breaks.is_empty() {
        return best;
    }
    let reversed: Vec<Step> = steps.iter().rev().copied().collect();
    let ends_known = opening.is_some() || closing.is_some();
    let mut others = Vec::new();
    if listed != Listed::Unknown {
        let mut days_reversed = reversed;
        sort_by_key(&mut days_reversed, |step| step.day);
        if several_of_a_day(&days_reversed) > 1 {
            others.push(days_reversed);
        }
    } else {
        others.push(reversed);
    }
    others.push(by_day(steps, opening, closing));
    for other in others {
        let mut walked = walk(&other, opening, closing);
        walked.open |= listed == Listed::Unknown && !ends_known && steps.len() < LEAST;
        if walked.breaks.len() < best.breaks.len() {
            (*steps, best) = (other, walked);
        }
    }
    best
}

/// On how many days there is more than one step.
fn several_of_a_day(sorted: &[Step]) -> usize {
    sorted.chunk_by(|one, next| one.day == next.day).filter(|day| day.len() > 1).count()
}

/// Steps by day; within a day in an order in which all balances link, where there is one.
fn by_day(steps: &[Step], opening: Option<i64>, closing: Option<i64>) -> Vec<Step> {
    let mut sorted = steps.to_vec();
    sort_by_key(&mut sorted, |step| step.day);
    let mut settled: Vec<Step> = Vec::with_capacity(sorted.len());
    let mut balance = opening;
    let mut days = sorted.chunk_by(|one, next| one.day == next.day).peekable();
    while let Some(day) = days.next() {
        let ends_known = balance.is_some() && (days.peek().is_some() || closing.is_some());
        let start = if settled.is_empty() { balance.or_else(|| start_of(day)) } else { balance };
        let linked = start.and_then(|start| trail(day, start)).filter(|linked| ends_known || crosses_nowhere(linked));
        let day = linked.as_deref().unwrap_or(day);
        settled.extend(day);
        balance = day.iter().fold(balance, |before, step| {
            let moved = match step.effect {
                Effect::Known(effect) => before.and_then(|before| before.checked_add(effect)),
                Effect::Open(_) => None,
            };
            step.balance.or(moved)
        });
    }
    settled
}

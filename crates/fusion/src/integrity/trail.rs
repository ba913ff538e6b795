//! Rows of one day in an order in which all of their balances link.
//!
//! Takes the steps of a day and the balance that it starts from. One step may be without a balance: it bridges the two
//! places between which the others leave a hole, and where there is no such pair there is no order.

use super::chain::{Effect, Step};
use crate::sorted::{Grouped, sort};

/// The day's steps in such an order; none where there is none.
pub(super) fn trail(day: &[Step], start: i64) -> Option<Vec<Step>> {
    let mut blanks = day.iter().enumerate().filter(|(_, step)| step.balance.is_none());
    let Some((blank, _)) = blanks.next() else { return path(day, start) };
    if blanks.next().is_some() {
        return None;
    }
    let mut filled = day.to_vec();
    let bridge = filled.get_mut(blank)?;
    bridge.balance = Some(bridged(day, start, bridge.effect)?);
    let line = bridge.line;
    let mut order = path(&filled, start)?;
    // Its balance is the others' and no figure of the file.
    order.iter_mut().filter(|step| step.line == line).for_each(|step| step.balance = None);
    Some(order)
}

/// The balance from which a day starts whose beginning is not told: the only one at which no step arrives.
pub(super) fn start_of(day: &[Step]) -> Option<i64> {
    let mut after: Vec<i64> = day.iter().filter_map(|step| step.balance).collect();
    sort(&mut after);
    let mut starts = day.iter().filter_map(Step::before).filter(|before| after.binary_search(before).is_err());
    starts.next().filter(|_| starts.next().is_none())
}

/// Whether steps that link never come to a balance at which they were before, but by one that moves nothing.
pub(super) fn crosses_nowhere(linked: &[Step]) -> bool {
    let moves = |step: &&Step| step.before() != step.balance;
    let start = linked.first().and_then(Step::before);
    let mut at: Vec<i64> = linked.iter().filter(moves).filter_map(|step| step.balance).chain(start).collect();
    sort(&mut at);
    at.iter().zip(at.iter().skip(1)).all(|(one, next)| one != next)
}

/// The balance that the one step without a balance leads to: it starts where a balance arrives and no other step leaves.
fn bridged(day: &[Step], start: i64, effect: Effect) -> Option<i64> {
    let Effect::Known(effect) = effect else { return None };
    // Balances with 1 for each step that arrives there and -1 for each that leaves.
    let mut arriving: Vec<(i64, i64)> = vec![(start, 1)];
    let mut end = start;
    for step in day {
        let Effect::Known(moved) = step.effect else { return None };
        end = end.checked_add(moved)?;
        if let (Some(before), Some(after)) = (step.before(), step.balance) {
            arriving.extend([(after, 1), (before, -1)]);
        }
    }
    let sum =
        |of: &[(i64, i64)]| Some((of.first()?.0, of.iter().fold(0_i64, |sum, (_, count)| sum.saturating_add(*count))));
    let arriving = Grouped::new(arriving);
    let places: Vec<(i64, i64)> = arriving.groups().filter_map(sum).filter(|(_, count)| *count != 0).collect();
    match *places.as_slice() {
        // All steps but it arrive where the day ends: it comes last, or moves nothing.
        [(place, 1)] if place.checked_add(effect) == Some(end) => Some(end),
        _ => {
            let from =
                places.iter().find(|(place, count)| *count > i64::from(*place == end)).map(|(place, _)| *place)?;
            from.checked_add(effect)
        }
    }
}

/// A step by the balance from which it starts.
struct Leaving {
    position: usize,
    /// In the first of a balance: how many of that balance are used.
    used: usize,
}

/// The next step of one balance.
fn next_of(leaving: &mut [(i64, Leaving)]) -> Option<usize> {
    let used = leaving.first()?.1.used;
    let position = leaving.get(used)?.1.position;
    leaving.first_mut()?.1.used = used.saturating_add(1);
    Some(position)
}

/// An order of steps that starts from a balance and in which each starts where another ended: a path that uses
/// every edge of a graph once, whose places are balances (Hierholzer 1873). None where there is none.
fn path(day: &[Step], start: i64) -> Option<Vec<Step>> {
    let mut leaving: Vec<(i64, Leaving)> = Vec::with_capacity(day.len());
    for (position, step) in day.iter().enumerate() {
        step.balance?;
        leaving.push((step.before()?, Leaving { position, used: 0 }));
    }
    let mut leaving = Grouped::new(leaving);
    let mut path: Vec<(i64, Option<usize>)> = vec![(start, None)];
    let mut reversed = Vec::with_capacity(day.len());
    while let Some((place, by)) = path.last().copied() {
        if let Some(position) = next_of(leaving.of_mut(&place)) {
            path.push((day.get(position)?.balance?, Some(position)));
        } else {
            path.pop();
            reversed.extend(by);
        }
    }
    let order: Vec<Step> = reversed.iter().rev().filter_map(|position| day.get(*position).copied()).collect();
    let mut at = start;
    for step in &order {
        if step.before() != Some(at) {
            return None;
        }
        at = step.balance?;
    }
    (order.len() == day.len()).then_some(order)
}

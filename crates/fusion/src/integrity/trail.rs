//! Rows of one day in an order in which all of their balances link.
//!
//! Takes the steps of a day and the balance that it starts from. One step may be without a balance: it bridges the two
//! places between which the others leave a hole, and where there is no such pair there is no order.

use std::collections::BTreeMap;

use super::chain::{Effect, Step};

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

/// The balance that the one step without a balance leads to: it starts where a balance arrives and no other step leaves.
fn bridged(day: &[Step], start: i64, effect: Effect) -> Option<i64> {
    let Effect::Known(effect) = effect else { return None };
    let mut arriving: BTreeMap<i64, i64> = BTreeMap::from([(start, 1)]);
    let mut end = start;
    for step in day {
        let Effect::Known(moved) = step.effect else { return None };
        end = end.checked_add(moved)?;
        if let (Some(before), Some(after)) = (step.before(), step.balance) {
            let mut count = |place: i64, by: i64| {
                let counted = arriving.entry(place).or_default();
                *counted = counted.saturating_add(by);
            };
            count(after, 1);
            count(before, -1);
        }
    }
    let places: Vec<(i64, i64)> = arriving.into_iter().filter(|(_, count)| *count != 0).collect();
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

/// An order of steps that starts from a balance and in which each starts where another ended: a path that uses
/// every edge of a graph once, whose places are balances (Hierholzer 1873). None where there is none.
fn path(day: &[Step], start: i64) -> Option<Vec<Step>> {
    let mut leaving: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (position, step) in day.iter().enumerate().rev() {
        step.balance?;
        leaving.entry(step.before()?).or_default().push(position);
    }
    let mut path: Vec<(i64, Option<usize>)> = vec![(start, None)];
    let mut reversed = Vec::with_capacity(day.len());
    while let Some((place, by)) = path.last().copied() {
        if let Some(position) = leaving.get_mut(&place).and_then(Vec::pop) {
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

//! A statement's rows as steps of its balances, and the balance at the end of each day.

use prescreen::date::Date;

use super::chain::{Effect, Step, Walk};
use super::order::{Listed, settle};
use crate::statement::{AccountKind, FileOrder, Statement};

/// Rows in the order of their balances. A card's balances may be what is owed: then money out makes them grow.
pub(super) fn chained(statement: &Statement) -> (Vec<Step>, Walk) {
    let (opening, closing) =
        (statement.opening.map(|balance| balance.amount), statement.closing.map(|balance| balance.amount));
    let listed = listed(statement);
    let along = |owed: bool| {
        let mut steps: Vec<Step> = statement.rows.iter().filter_map(|row| Step::of(row, owed)).collect();
        let walk = settle(&mut steps, listed, opening, closing);
        (steps, walk)
    };
    let (steps, walk) = along(false);
    if statement.account_kind == AccountKind::Card && !walk.breaks.is_empty() {
        let (owed_steps, owed) = along(true);
        if owed.breaks.len() < walk.breaks.len() {
            return (owed_steps, owed);
        }
    }
    (steps, walk)
}

/// The balance at the end of each day that the figures tell, oldest first; an opening is of the day before the first.
pub(crate) fn daily_balances(statement: &Statement) -> Vec<(Date, i64)> {
    let (steps, _) = chained(statement);
    let mut known = statement.opening.map(|opening| opening.amount);
    let mut days: Vec<(i32, i64)> = Vec::new();
    let first = steps.first().map(|step| step.day);
    let opened = statement.opening.and_then(|opening| opening.date).map(Date::days);
    if let (Some(amount), Some(day)) = (known, first.map(|day| day.saturating_sub(1)).or(opened)) {
        days.push((day, amount));
    }
    for step in &steps {
        let moved = match step.effect {
            Effect::Known(effect) => known.and_then(|known| known.checked_add(effect)),
            Effect::Open(_) => None,
        };
        known = step.balance.or(moved);
        days.extend(known.map(|known| (step.day, known)));
    }
    if let Some((day, closing)) = statement.closing.and_then(|closing| Some((closing.date?.days(), closing.amount))) {
        days.push((day, closing));
    }
    days.into_iter().filter_map(|(day, balance)| Some((Date::from_days(day)?, balance))).collect()
}

fn listed(statement: &Statement) -> Listed {
    let when = || statement.rows.iter().map(|row| (row.date, row.time));
    let (mut rises, mut falls) = (0_usize, 0_usize);
    for (one, next) in when().zip(when().skip(1)) {
        rises = rises.saturating_add(usize::from(one < next));
        falls = falls.saturating_add(usize::from(one > next));
    }
    match rises.cmp(&falls) {
        core::cmp::Ordering::Greater => Listed::OldestFirst,
        core::cmp::Ordering::Less => Listed::NewestFirst,
        core::cmp::Ordering::Equal => match statement.order {
            FileOrder::OldestFirst => Listed::OldestFirst,
            FileOrder::NewestFirst => Listed::NewestFirst,
            FileOrder::Unknown => Listed::Unknown,
        },
    }
}

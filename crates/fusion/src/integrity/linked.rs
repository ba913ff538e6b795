//! A statement's rows as steps of its balances, and the balance at the end of each day.

use prescreen::date::Date;

use super::chain::{Effect, Step, Walk, walk};
use super::order::{LEAST, Listed, settle};
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

/// How many links break where rows stand in the order of the file, whatever their days say, or in the other; none where
/// most do not hold.
pub(super) fn against_days(statement: &Statement) -> Option<usize> {
    let [opening, closing] = [statement.opening, statement.closing].map(|stated| stated.map(|balance| balance.amount));
    let breaks = |steps: &[Step]| {
        let walk = walk(steps, opening, closing);
        let (holding, broken) = (usize::try_from(walk.links).unwrap_or(usize::MAX), walk.breaks.len());
        (steps.len() >= LEAST && walk.covers(steps) && holding > broken).then_some(broken)
    };
    let owed = [false, statement.account_kind == AccountKind::Card].into_iter();
    let found = owed.flat_map(|owed| {
        let mut steps: Vec<Step> = statement.rows.iter().filter_map(|row| Step::of(row, owed)).collect();
        let down = breaks(&steps);
        steps.reverse();
        [down, breaks(&steps)]
    });
    found.flatten().min()
}

/// The balances of a statement, as its figures tell them.
pub(crate) struct Daily {
    /// What it begins with: the opening, or else what was there before its first row.
    pub start: Option<i64>,
    /// The opening, as of the day before the first row.
    pub opening: Option<(Date, i64)>,
    /// The balance behind each row that tells it and at the closing, oldest first.
    pub ends: Vec<(Date, i64)>,
}

impl Daily {
    /// Whether a balance is one of these.
    pub fn tells(&self, balance: Option<i64>) -> bool {
        balance
            .is_some_and(|balance| self.start == Some(balance) || self.ends.iter().any(|(_, other)| *other == balance))
    }
}

/// The balances of a statement; the last of a day is that at its end.
pub(crate) fn daily_balances(statement: &Statement) -> Daily {
    let (steps, _) = chained(statement);
    let mut known = statement.opening.map(|opening| opening.amount);
    let start = known.or_else(|| steps.first().and_then(Step::before));
    let dated = |day: i32, balance: i64| Some((Date::from_days(day)?, balance));
    let first = steps.first().map(|step| step.day);
    let opened = statement.opening.and_then(|opening| opening.date).map(Date::days);
    let opened = first.map(|day| day.saturating_sub(1)).or(opened);
    let opening = opened.zip(known).and_then(|(day, amount)| dated(day, amount));
    let mut ends = Vec::with_capacity(steps.len().saturating_add(1));
    for step in &steps {
        let moved = match step.effect {
            Effect::Known(effect) => known.and_then(|known| known.checked_add(effect)),
            Effect::Open(_) => None,
        };
        known = step.balance.or(moved);
        ends.extend(known.and_then(|known| dated(step.day, known)));
    }
    ends.extend(statement.closing.and_then(|closing| Some((closing.date?, closing.amount))));
    Daily { start, opening, ends }
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

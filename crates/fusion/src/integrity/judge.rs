//! The verdict, and what fits the figures where they do not hold.
//!
//! A changed balance breaks two links that follow each other, by opposite differences. A changed amount, a missing row and
//! an added one break one: the number of rows that is stated, the numbers that rows carry and a jump of days decide
//! between them; where nothing does, all that fit are named.

use prescreen::date::Date;

use super::chain::{Break, Effect, Step, Walk};
use super::order::{Listed, settle};
use super::signs::{Numbers, numbers, signs};
use super::stated::{Compared, Number, compare};
use super::{Cause, Check, Checked, Held, Integrity, IntegrityVerdict};
use crate::statement::{AccountKind, Direction, FileOrder, Statement};

/// Days without a row that make a jump, where they are also thrice the longest other pause.
const JUMP_DAYS: i32 = 7;

/// Everything that was found, before it is judged.
struct Evidence<'a> {
    statement: &'a Statement,
    steps: Vec<Step>,
    walk: Walk,
    compared: Compared,
    numbers: Option<Numbers>,
    /// The file warns that its sums count otherwise.
    otherwise: bool,
}

pub(super) fn judge(statement: &Statement, stated_otherwise: bool) -> Integrity {
    let (steps, walk) = chained(statement);
    let compared = compare(statement);
    let numbers = numbers(&statement.rows);
    let evidence = Evidence { statement, steps, walk, compared, numbers, otherwise: stated_otherwise };
    let mut integrity = Integrity { links: evidence.walk.links, ..Integrity::default() };
    let broken = evidence.walk.breaks.iter().filter(|broken| broken.at < evidence.steps.len()).count();
    integrity.broken_links = u32::try_from(broken).unwrap_or(u32::MAX);
    evidence.checks(&mut integrity);
    evidence.decide(&mut integrity);
    integrity
}

/// Rows in the order of their balances. A card's balances may be what is owed: then money out makes them grow.
fn chained(statement: &Statement) -> (Vec<Step>, Walk) {
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

impl Evidence<'_> {
    fn checks(&self, integrity: &mut Integrity) {
        let mut add = |check: Check, held: Held, line: Option<u32>| {
            integrity.checks.push(Checked { check, held, line });
        };
        let walk = &self.walk;
        let broken = walk.breaks.first().filter(|broken| broken.at < self.steps.len());
        if walk.links > 0 || broken.is_some() {
            let held = match broken {
                Some(_) => Held::Fails,
                None if self.covered() => Held::Holds,
                None => Held::Partly,
            };
            add(Check::Balances, held, broken.and_then(|broken| self.line(broken)));
        }
        if let Some(holds) = walk.closing {
            let line = self.statement.closing.map(|closing| closing.line).filter(|_| !holds);
            add(Check::OpeningClosing, if holds { Held::Holds } else { Held::Fails }, line);
        }
        match self.compared.number {
            Number::Unknown => {}
            Number::Equal => add(Check::StatedRows, Held::Holds, None),
            Number::Fewer | Number::More => add(Check::StatedRows, Held::Fails, None),
        }
        match self.compared.sums {
            Some(true) => add(Check::StatedSums, Held::Holds, None),
            Some(false) => add(Check::StatedSums, Held::Fails, None),
            None if self.compared.partly => add(Check::StatedSums, Held::Partly, None),
            None => {}
        }
        if let Some(holds) = self.compared.neutral {
            add(Check::StatedNeutral, if holds { Held::Holds } else { Held::Fails }, None);
        }
        signs(self.statement, self.numbers.as_ref(), &mut integrity.checks);
    }

    /// Whether links cover every step, but for the first one where no opening is stated.
    fn covered(&self) -> bool {
        !self.walk.open && self.walk.tail == 0 && self.walk.head <= 1 && self.walk.head < self.steps.len()
    }

    fn decide(&self, integrity: &mut Integrity) {
        use IntegrityVerdict::{Consistent, Gap, Inconsistent, Unverifiable};
        let broken = self.walk.breaks.first();
        if let Some(broken) = broken {
            integrity.first_broken_line = self.line(broken);
            (integrity.expected, integrity.found) = (Some(broken.expected), Some(broken.found));
            integrity.cause = self.causes();
        } else if let Some(cause) = self.stated_causes() {
            integrity.cause = cause;
            if self.compared.sums == Some(false) && !self.otherwise {
                let first = self.compared.first;
                (integrity.expected, integrity.found) = (first.map(|(stated, _)| stated), first.map(|(_, sum)| sum));
            }
        } else if let Some(line) = self.numbers.as_ref().and_then(|numbers| numbers.jumps.first()) {
            integrity.first_broken_line = Some(*line);
            integrity.cause = vec![Cause::RowMissing];
        } else {
            let sums = self.compared.sums == Some(true);
            let balances = (self.walk.links > 0 || self.walk.closing == Some(true)) && self.covered();
            let neutral = self.statement.rows.iter().any(|row| row.moved() && row.direction == Direction::Neutral);
            let neutral_sums = sums && self.compared.neutral == Some(true);
            integrity.neutral_checked = balances || !neutral || neutral_sums;
            // A sum that the file states and does not keep is a doubt, unless it says itself that it counts otherwise.
            let kept = self.compared.neutral != Some(false) || self.otherwise || balances;
            integrity.verdict = if (sums || balances) && kept { Consistent } else { Unverifiable };
            if integrity.verdict == Consistent && !sums && self.walk.head == 1 {
                integrity.unchecked_line = self.steps.first().map(|step| step.line);
            }
            return;
        }
        let missing =
            matches!(integrity.cause.first(), Some(Cause::RowMissing | Cause::Cut | Cause::MovementsNotListed));
        integrity.verdict = if missing { Gap } else { Inconsistent };
    }

    /// The line of a balance that does not follow.
    fn line(&self, broken: &Break) -> Option<u32> {
        match self.steps.get(broken.at) {
            Some(step) => Some(step.line),
            None => self.statement.closing.map(|closing| closing.line),
        }
    }

    /// What fits links that do not hold.
    fn causes(&self) -> Vec<Cause> {
        if self.statement.unlisted_movements {
            return vec![Cause::MovementsNotListed];
        }
        let mut rest = self.walk.breaks.as_slice();
        let mut places: Vec<Vec<Cause>> = Vec::new();
        while let Some((first, later)) = rest.split_first() {
            rest = later;
            let next = later.first().filter(|next| next.from == first.at.saturating_add(1));
            let both = next.map(|next| first.difference().saturating_add(next.difference()));
            let inserted = matches!(self.effect(first.at), Some(effect) if both == Some(effect.saturating_neg()));
            if both == Some(0) || inserted {
                rest = later.split_first().map_or(&[], |(_, later)| later);
                places.push(vec![if inserted { Cause::RowAdded } else { Cause::BalanceChanged }]);
            } else {
                places.push(self.one_break(first));
            }
        }
        match places.as_slice() {
            [one] => one.clone(),
            several if several.iter().all(|causes| *causes == [Cause::RowMissing]) => vec![Cause::RowMissing],
            _ => vec![Cause::SeveralPlaces],
        }
    }

    fn effect(&self, position: usize) -> Option<i64> {
        match self.steps.get(position)?.effect {
            Effect::Known(effect) => Some(effect),
            Effect::Open(_) => None,
        }
    }

    /// What fits one link that does not hold while those around it do, the likeliest first.
    fn one_break(&self, broken: &Break) -> Vec<Cause> {
        let closing = broken.at >= self.steps.len();
        let at_end = closing || (broken.from == 0 && self.statement.opening.is_some());
        let whole = closing && broken.from == 0;
        let span = broken.from..=broken.at.min(self.steps.len().saturating_sub(1));
        let within = self.steps.get(span.clone()).unwrap_or_default();
        let numbers = self.numbers.as_ref();
        let jumps = numbers.is_some_and(|numbers| within.iter().any(|step| numbers.jumps.contains(&step.line)));
        if jumps || (!at_end && self.jump_of_days(broken)) {
            return vec![Cause::RowMissing];
        }
        match (self.compared.number, self.compared.sums) {
            (Number::Fewer, _) if whole => return vec![Cause::RowMissing, Cause::Cut],
            (Number::Fewer, _) => return vec![if at_end { Cause::Cut } else { Cause::RowMissing }],
            (Number::More, _) => return vec![Cause::RowAdded],
            (Number::Equal, Some(true)) if closing => return vec![Cause::StatedChanged],
            (Number::Equal, Some(true)) => return vec![Cause::BalanceChanged],
            (Number::Equal | Number::Unknown, _) => {}
        }
        // A row whose movement is all that is off may never have been; so may the row before, whose balance says it was.
        let undone = |position: usize| {
            self.effect(position).is_some_and(|effect| effect != 0 && effect.saturating_add(broken.difference()) == 0)
        };
        let before = broken.from.checked_sub(1).filter(|before| *before > 0 || self.statement.opening.is_some());
        let added = before.into_iter().chain(span.clone()).any(undone);
        let amount = !within.is_empty() && (within.len() > 1 || !undone(broken.at));
        let as_many = self.compared.number == Number::Equal;
        let fits = [
            (Cause::Cut, within.is_empty() && !as_many),
            (Cause::AmountChanged, amount || (as_many && !within.is_empty())),
            (Cause::RowAdded, added && !as_many),
            (Cause::RowMissing, !as_many && numbers.is_none() && (whole || !at_end)),
            (Cause::Cut, at_end && !within.is_empty() && !as_many),
            (Cause::StatedChanged, at_end),
        ];
        fits.into_iter().filter(|(_, fits)| *fits).map(|(cause, _)| cause).collect()
    }

    /// Whether days are missing at a broken link as nowhere else in the file.
    fn jump_of_days(&self, broken: &Break) -> bool {
        let mut here = 0;
        let mut elsewhere = 0;
        for (position, (one, next)) in self.steps.iter().zip(self.steps.iter().skip(1)).enumerate() {
            let pause = next.day.saturating_sub(one.day).saturating_abs();
            let into = position.saturating_add(1);
            let pauses = if into >= broken.from && into <= broken.at { &mut here } else { &mut elsewhere };
            *pauses = pause.max(*pauses);
        }
        here >= JUMP_DAYS && here > elsewhere.saturating_mul(3) && self.steps.len() > 3
    }

    /// What fits numbers and sums that do not hold while every balance links; none where they hold.
    fn stated_causes(&self) -> Option<Vec<Cause>> {
        let whole = self.walk.links > 0 && self.covered();
        let unlisted = self.statement.unlisted_movements;
        match (self.compared.number, self.compared.sums) {
            (Number::Fewer, _) if unlisted => Some(vec![Cause::MovementsNotListed]),
            (Number::Fewer, Some(false)) if !self.compared.within && !self.otherwise => {
                Some(vec![Cause::SeveralPlaces])
            }
            (Number::Fewer, Some(true)) if !whole => None,
            (Number::Fewer, _) if whole => Some(vec![Cause::Cut]),
            (Number::Fewer, _) => Some(vec![Cause::RowMissing, Cause::Cut]),
            (Number::More, Some(true)) => None,
            (Number::More, _) => Some(vec![Cause::RowAdded]),
            (_, Some(false)) if self.otherwise => None,
            (Number::Unknown, Some(false)) if whole && self.compared.within => {
                Some(vec![Cause::Cut, Cause::StatedChanged])
            }
            (_, Some(false)) if whole => Some(vec![Cause::StatedChanged]),
            (Number::Equal, Some(false)) => Some(vec![Cause::AmountChanged, Cause::StatedChanged]),
            (Number::Unknown, Some(false)) => Some(match self.compared.within {
                true => vec![Cause::AmountChanged, Cause::RowMissing, Cause::Cut, Cause::StatedChanged],
                false => vec![Cause::AmountChanged, Cause::RowAdded, Cause::StatedChanged],
            }),
            (_, Some(true) | None) => None,
        }
    }
}

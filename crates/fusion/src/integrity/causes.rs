//! What fits figures that do not hold.
//!
//! A changed balance breaks two links that follow each other, by opposite differences; at an end of the file that no opening
//! or closing tells it breaks one, and days without a row say nothing of it. A changed amount, a missing row and
//! an added one break one: the number of rows that is stated, the numbers that rows carry and a jump of days decide
//! between them; where nothing does, all that fit are named.

use super::Cause;
use super::chain::{Break, Effect, Step};
use super::judge::Evidence;
use super::linked::against_days;
use super::stated::Number;

/// Days without a row that make a jump, where they are also thrice the longest other pause.
const JUMP_DAYS: i32 = 7;

impl Evidence<'_> {
    /// The line of a balance that does not follow.
    pub(super) fn line(&self, broken: &Break) -> Option<u32> {
        match self.steps.get(broken.at) {
            Some(step) => Some(step.line),
            None => self.statement.closing.map(|closing| closing.line),
        }
    }

    /// What fits links that do not hold.
    pub(super) fn causes(&self) -> Vec<Cause> {
        if self.statement.unlisted_movements {
            return vec![Cause::MovementsNotListed];
        }
        if let Some(breaks) = against_days(self.statement).filter(|breaks| *breaks < self.walk.breaks.len()) {
            let others = [Cause::SeveralPlaces].into_iter().filter(|_| breaks > 0);
            return core::iter::once(Cause::DaysReversed).chain(others).collect();
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
        let jumps =
            numbers.is_some_and(|numbers| within.iter().any(|step| numbers.jumps.binary_search(&step.line).is_ok()));
        // A balance of which nothing but this link tells may itself be what is off.
        let told = |steps: Option<&[Step]>| steps.unwrap_or_default().iter().any(|step| step.balance.is_some());
        let before = self.steps.get(..broken.from.saturating_sub(1));
        let behind = self.steps.get(broken.at.saturating_add(1)..);
        let alone = (self.statement.opening.is_none() && !told(before))
            || (!closing && self.statement.closing.is_none() && !told(behind));
        if jumps || (!at_end && !alone && self.jump_of_days(broken)) {
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
            (Cause::BalanceChanged, alone),
            (Cause::RowMissing, !as_many && numbers.is_none() && (whole || !at_end)),
            (Cause::Cut, at_end && !within.is_empty() && !as_many),
            (Cause::StatedChanged, at_end),
        ];
        fits.into_iter().filter(|(_, fits)| *fits).map(|(cause, _)| cause).collect()
    }

    /// Whether days are missing at a broken link as nowhere else in the file.
    fn jump_of_days(&self, broken: &Break) -> bool {
        let (here, elsewhere) = self.pauses.at(broken.from..=broken.at);
        here.is_some_and(|here| here >= JUMP_DAYS && here > elsewhere.unwrap_or(0).saturating_mul(3))
            && self.steps.len() > 3
    }

    /// What fits numbers and sums that do not hold while every balance links; none where they hold.
    pub(super) fn stated_causes(&self) -> Option<Vec<Cause>> {
        let whole = self.walk.links > 0 && self.covered();
        let unlisted = self.statement.unlisted_movements;
        let mut causes = match (self.compared.number, self.compared.sums) {
            (Number::Fewer, _) if unlisted => vec![Cause::MovementsNotListed],
            (Number::Fewer, Some(false)) if !self.compared.within => vec![Cause::SeveralPlaces],
            (Number::Fewer, Some(true)) if !whole => vec![Cause::StatedChanged],
            (Number::Fewer, _) if whole => vec![Cause::Cut],
            (Number::Fewer, _) => vec![Cause::RowMissing, Cause::Cut],
            (Number::More, Some(true)) => vec![Cause::StatedChanged, Cause::RowAdded],
            (Number::More, _) => vec![Cause::RowAdded],
            (Number::Unknown, Some(false)) if whole && self.compared.within => vec![Cause::Cut, Cause::StatedChanged],
            (_, Some(false)) if whole => vec![Cause::StatedChanged],
            (Number::Equal, Some(false)) => vec![Cause::AmountChanged, Cause::StatedChanged],
            (Number::Unknown, Some(false)) => match self.compared.within {
                true => vec![Cause::AmountChanged, Cause::RowMissing, Cause::Cut, Cause::StatedChanged],
                false => vec![Cause::AmountChanged, Cause::RowAdded, Cause::StatedChanged],
            },
            (_, Some(true) | None) if self.compared.neutral == Some(false) => {
                vec![Cause::AmountChanged, Cause::StatedChanged]
            }
            (_, Some(true) | None) => return None,
        };
        let differs = self.compared.sums == Some(false) || self.compared.neutral == Some(false);
        if self.otherwise && differs {
            causes.push(Cause::CountedOtherwise);
        }
        Some(causes)
    }
}

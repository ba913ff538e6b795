//! The verdict on a statement's figures.

use super::chain::{Step, Walk};
use super::linked::chained;
use super::pauses::Pauses;
use super::signs::{Numbers, Repeated, checked, numbers, repeated, signs};
use super::stated::{Compared, Number, compare};
use super::{Cause, Check, Checked, Held, Integrity, IntegrityVerdict};
use crate::statement::{Direction, Row, RowKind, Statement};

/// Everything that was found, before it is judged.
pub(super) struct Evidence<'a> {
    pub statement: &'a Statement,
    pub steps: Vec<Step>,
    pub walk: Walk,
    pub compared: Compared,
    pub numbers: Option<Numbers>,
    pub repeated: Option<Repeated>,
    /// Days between steps.
    pub pauses: Pauses<i32>,
    /// The file warns that its sums count otherwise.
    pub otherwise: bool,
}

pub(super) fn judge(statement: &Statement, stated_otherwise: bool) -> Integrity {
    let (steps, walk) = chained(statement);
    let days = steps.iter().zip(steps.iter().skip(1));
    let pauses = Pauses::of(days.map(|(one, next)| next.day.saturating_sub(one.day).saturating_abs()).collect());
    let evidence = Evidence {
        compared: compare(statement),
        numbers: numbers(&statement.rows),
        repeated: repeated(statement),
        otherwise: stated_otherwise,
        statement,
        steps,
        walk,
        pauses,
    };
    let mut integrity = Integrity { links: evidence.walk.links, ..Integrity::default() };
    let broken = evidence.walk.breaks.iter().filter(|broken| broken.at < evidence.steps.len()).count();
    integrity.broken_links = u32::try_from(broken).unwrap_or(u32::MAX);
    evidence.checks(&mut integrity);
    evidence.decide(&mut integrity);
    integrity
}

impl Evidence<'_> {
    fn checks(&self, integrity: &mut Integrity) {
        let mut add = |check: Check, held: Held, line: Option<u32>| {
            integrity.checks.push(Checked { check, held, line });
        };
        let of = |holds: bool| if holds { Held::Holds } else { Held::Fails };
        let walk = &self.walk;
        let broken = walk.breaks.first().filter(|broken| broken.at < self.steps.len());
        if walk.links > 0 || broken.is_some() || walk.open {
            let held = match broken {
                Some(_) => Held::Fails,
                None if self.covered() => Held::Holds,
                None => Held::Partly,
            };
            add(Check::Balances, held, broken.and_then(|broken| self.line(broken)));
        }
        if let Some(holds) = walk.closing {
            let line = self.statement.closing.map(|closing| closing.line).filter(|_| !holds);
            let along = !walk.open && broken.is_none() && self.statement.opening.is_some();
            add(if along { Check::OpeningClosing } else { Check::Closing }, of(holds), line);
        }
        match self.compared.number {
            Number::Unknown => {}
            Number::Equal => add(Check::StatedRows, Held::Holds, None),
            Number::Fewer | Number::More => add(Check::StatedRows, Held::Fails, None),
        }
        match self.compared.sums {
            Some(holds) => add(Check::StatedSums, of(holds), None),
            None if self.compared.partly => add(Check::StatedSums, Held::Partly, None),
            None => {}
        }
        if let Some(holds) = self.compared.neutral {
            add(Check::StatedNeutral, of(holds), None);
        }
        let details = self.statement.stated.details;
        if details.entries > 0 {
            integrity.checks.push(checked(Check::Details, details.first.map(|unequal| unequal.line)));
        }
        signs(self.statement, self.numbers.as_ref(), self.repeated, &mut integrity.checks);
        let stated = &self.statement.stated;
        if let Some(line) = stated.unequal.map(|unequal| unequal.line).or(stated.doubt) {
            integrity.checks.push(checked(Check::Stated, Some(line)));
        }
    }

    /// Whether links cover every step, but for the first one where no opening is stated.
    pub(super) fn covered(&self) -> bool {
        self.walk.covers(&self.steps)
    }

    fn decide(&self, integrity: &mut Integrity) {
        use IntegrityVerdict::{Consistent, Gap, Inconsistent, Unverifiable};
        if self.broken(integrity) {
            let missing =
                matches!(integrity.cause.first(), Some(Cause::RowMissing | Cause::Cut | Cause::MovementsNotListed));
            integrity.verdict = if missing { Gap } else { Inconsistent };
            return;
        }
        let sums = self.compared.sums == Some(true);
        let linked = self.walk.links > 0 || self.walk.closing == Some(true);
        let balances = linked && self.covered();
        let neutral = self
            .statement
            .rows
            .iter()
            .filter(|row| row.moved() && row.direction == Direction::Neutral && row.effect.is_none());
        if !(balances || sums && self.compared.neutral == Some(true)) {
            integrity.neutral_unchecked = u32::try_from(neutral.count()).unwrap_or(u32::MAX);
        }
        if !balances {
            let repaid = |row: &&Row| row.moved() && row.kind == RowKind::Repayment && row.amount != 0;
            let repaid = self.statement.rows.iter().filter(|row| self.compared.unrepaid && repaid(row)).count();
            integrity.repaid_unchecked = repaid > 0;
            let repaid = u32::try_from(repaid).unwrap_or(u32::MAX);
            integrity.neutral_unchecked = integrity.neutral_unchecked.saturating_add(repaid);
            if sums && let Some(line) = self.compared.undone {
                integrity.checks.push(checked(Check::Status, line));
            }
        }
        // Sums say nothing of balances that are stated and do not link, nor of one that stands alone.
        let of_rows = || self.steps.iter().find_map(|step| step.balance);
        let stated = self.statement.opening.or(self.statement.closing).is_some() || of_rows().is_some();
        let vouched = balances || (sums && !self.walk.open && (linked || !stated));
        integrity.verdict = if vouched && !self.doubted(integrity) { Consistent } else { Unverifiable };
        if integrity.verdict == Consistent && !sums && self.walk.head == 1 {
            integrity.unchecked_line = self.steps.first().map(|step| step.line);
        }
    }

    /// Whether something that is no figure does not hold, so that figures that do are not enough.
    fn doubted(&self, integrity: &Integrity) -> bool {
        let fails = |check| integrity.held(check) == Some(Held::Fails);
        [Check::Numbers, Check::Days, Check::Period, Check::Stated, Check::Status].into_iter().any(fails)
            || self.repeated.is_some_and(|repeated| repeated.once)
    }

    /// Takes the first figure that does not hold, and what fits it; whether there is one.
    fn broken(&self, integrity: &mut Integrity) -> bool {
        if let Some(broken) = self.walk.breaks.first() {
            integrity.first_broken_line = self.line(broken);
            integrity.cause = self.causes();
            if integrity.cause.first() != Some(&Cause::DaysReversed) {
                (integrity.expected, integrity.found) = (Some(broken.expected), Some(broken.found));
            }
        } else if let Some(cause) = self.stated_causes() {
            integrity.cause = cause;
            let (first, rows) = (self.compared.first, self.compared.first_rows);
            (integrity.expected, integrity.found) = (first.map(|(stated, _)| stated), first.map(|(_, sum)| sum));
            (integrity.expected_rows, integrity.found_rows) =
                (rows.map(|(stated, _)| stated), rows.map(|(_, found)| found));
        } else if let Some(unequal) = self.statement.stated.details.first.or(self.statement.stated.unequal) {
            integrity.first_broken_line = Some(unequal.line);
            (integrity.expected, integrity.found) = (Some(unequal.whole), Some(unequal.parts));
            let stated = self.statement.stated.details.first.is_none();
            integrity.cause = vec![if stated { Cause::StatedChanged } else { Cause::AmountChanged }];
        } else if let Some(line) = self.numbers.as_ref().and_then(|numbers| numbers.jumps.first()) {
            integrity.first_broken_line = Some(*line);
            integrity.cause = vec![Cause::RowMissing];
        } else if let Some(again) = self.repeated.filter(|repeated| repeated.once && repeated.equal) {
            integrity.first_broken_line = Some(again.line);
            integrity.cause = vec![Cause::RowAdded];
        } else {
            return false;
        }
        true
    }
}

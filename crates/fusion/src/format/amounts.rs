//! The amounts of one row, and which way they go.
//!
//! Takes cells and what was decided of their columns, gives minor units exactly: what is finer is refused or, where the
//! layout says that amounts are so, carried to the rows behind.

use super::plain::plain_line;
use super::rows::Reading;
use super::{Field, Format, KindRule, Sign};
use crate::money::{Currency, Decimal, NumberStyle, Written};
use crate::problem::{Problem, ProblemKind};
use crate::seek;
use crate::statement::Direction;
use crate::table::{self, CellKind};

impl Reading<'_, '_> {
    /// The signed amount of the row: of one column, or of two for in and out.
    pub(super) fn amount(
        &self,
        row: table::Row<'_>,
        currency: Currency,
        refunded: &mut Option<i64>,
    ) -> Result<Option<Signed>, Problem> {
        if let Some(column) = self.found.column(Field::Amount) {
            let mut text = self.found.cell(row, Field::Amount);
            let notes = &self.found.format.amounts.refund_notes;
            for field in [Field::Amount, Field::Status].into_iter().filter(|_| !notes.is_empty()) {
                let cell = plain_line(self.found.cell(row, field));
                let found = notes.iter().find_map(|phrase| phrase.find(&cell)?.first().map(|(_, text)| *text));
                if let Some(note) = found {
                    *refunded = Some(self.parse(row, field, note, currency, NumberStyle::Point)?);
                }
            }
            if !notes.is_empty() {
                let amount = seek::upto(text, "(（").trim();
                text = if amount.is_empty() { text } else { amount };
            }
            if text.is_empty() {
                return Ok(None);
            }
            let style = if row.kind(column) == CellKind::Number { NumberStyle::Point } else { self.numbers };
            return self.parse(row, Field::Amount, text, currency, style).map(|amount| Some(Signed::One(amount)));
        }
        let column = |field: Field, habit: bool| -> Result<Option<i64>, Problem> {
            let amount = self.money(row, field, currency, self.numbers)?.filter(|amount| *amount != 0);
            Ok(if habit { amount.map(i64::saturating_abs) } else { amount })
        };
        let [in_habit, out_habit] = self.habit;
        let sides = (column(Field::In, in_habit)?, column(Field::Out, out_habit)?);
        match sides {
            (Some(amount), None) | (None, Some(amount)) => {
                let side = if sides.0.is_some() == (amount > 0) { Signed::In } else { Signed::Out };
                Ok(Some(side(amount.saturating_abs())))
            }
            (None, None) => Ok(None),
            (Some(_), Some(_)) => Err(self.problem(row, Field::In, ProblemKind::Conflict)),
        }
    }

    /// A field's amount; none where its cell is empty or a dash.
    pub(super) fn money(
        &self,
        row: table::Row<'_>,
        field: Field,
        currency: Currency,
        style: NumberStyle,
    ) -> Result<Option<i64>, Problem> {
        let Some(column) = self.found.column(field) else { return Ok(None) };
        let text = self.found.cell(row, field);
        if is_none(text) {
            return Ok(None);
        }
        let style = if row.kind(column) == CellKind::Number { NumberStyle::Point } else { style };
        match self.parse(row, field, text, currency, style) {
            // A fee beside an amount that is finer is told where it is exact.
            Err(problem) if self.found.format.amounts.finer && problem.kind == ProblemKind::Precision => Ok(None),
            parsed => parsed.map(Some),
        }
    }

    /// The fee inside the amount that the row's note tells; none where the note is of anything else.
    pub(super) fn noted_fee(&self, row: table::Row<'_>, currency: Currency) -> Option<i64> {
        let phrases = &self.found.format.amounts.fee_notes;
        if phrases.is_empty() {
            return None;
        }
        let note = plain_line(self.found.cell(row, Field::Note));
        let text = phrases.iter().find_map(|phrase| phrase.find(&note)?.first().map(|(_, text)| *text))?;
        self.parse(row, Field::Note, text, currency, NumberStyle::Point).ok()
    }

    /// What a row of sums states in a field's column; none where it states nothing that can be read.
    pub(super) fn sum(&self, row: table::Row<'_>, field: Field, currency: Currency) -> Option<i64> {
        let style =
            if row.kind(self.found.column(field)?) == CellKind::Number { NumberStyle::Point } else { self.numbers };
        Written::parse(self.found.cell(row, field), style).ok()?.number.minor(currency).ok()
    }

    /// Money in less money out as a row of sums states it, where the amounts' own signs tell the ways.
    pub(super) fn net(&self, row: table::Row<'_>, currency: Currency) -> Option<i64> {
        let amounts = &self.found.format.amounts;
        let sum = self.sum(row, Field::Amount, currency).filter(|_| !amounts.fee_beside && !amounts.finer)?;
        match amounts.sign {
            Sign::Signed if self.found.column(Field::Direction).is_none() => Some(sum),
            Sign::OutPositive => Some(sum.saturating_neg()),
            _ => None,
        }
    }

    pub(super) fn parse(
        &self,
        row: table::Row<'_>,
        field: Field,
        text: &str,
        currency: Currency,
        style: NumberStyle,
    ) -> Result<i64, Problem> {
        let parsed = Written::parse(text, style).and_then(|written| {
            if written.currency.is_some_and(|named| named != currency) {
                return Err(ProblemKind::Currency);
            }
            let is_number = self.found.column(field).is_some_and(|column| row.kind(column) == CellKind::Number);
            let number = if is_number { written.number.as_shown() } else { written.number };
            let carried = self.found.format.amounts.finer && field == Field::Amount;
            if carried { self.finer(number, currency) } else { number.minor(currency) }
        });
        parsed.map_err(|kind| self.problem(row, field, kind))
    }

    /// An amount that may be finer than the minor unit: what is finer is carried to the rows behind it.
    fn finer(&self, number: Decimal, currency: Currency) -> Result<i64, ProblemKind> {
        let mut finer = self.finer.get();
        let units = finer.take(number, currency);
        self.finer.set(finer);
        units
    }

    /// The amount less a fee that stands beside it. A fee is written with either sign.
    pub(super) fn less_fee(&self, signed: Signed, fee: Option<i64>) -> Signed {
        let fee = self.fee_beside(fee);
        match signed {
            Signed::One(_) if self.found.format.amounts.sign == Sign::Unsigned => signed,
            Signed::In(amount) if amount < fee => Signed::Out(fee.saturating_sub(amount)),
            Signed::In(amount) => Signed::In(amount.saturating_sub(fee)),
            Signed::Out(amount) => Signed::Out(amount.saturating_add(fee)),
            Signed::One(amount) if self.found.format.amounts.sign == Sign::OutPositive => {
                Signed::One(amount.saturating_add(fee))
            }
            Signed::One(amount) => Signed::One(amount.saturating_sub(fee)),
        }
    }

    pub(super) fn fee_beside(&self, fee: Option<i64>) -> i64 {
        fee.filter(|_| self.found.format.amounts.fee_beside).unwrap_or(0).saturating_abs()
    }

    /// The direction of the row's own word; none where no column has one.
    fn by_word(&self, row: table::Row<'_>) -> Option<Result<Direction, Problem>> {
        self.found.column(Field::Direction)?;
        let direction = told_by(self.found.format, self.found.cell(row, Field::Direction));
        Some(direction.ok_or_else(|| self.problem(row, Field::Direction, ProblemKind::Direction)))
    }

    /// Which way, and the amount with the sign of that way.
    pub(super) fn direction(
        &self,
        row: table::Row<'_>,
        rule: Option<&KindRule>,
        signed: Signed,
    ) -> Result<(Direction, i64), Problem> {
        let format = self.found.format;
        let by_rule = rule.and_then(|rule| rule.direction);
        let amount = match signed {
            Signed::In(amount) => return Ok((by_rule.unwrap_or(Direction::In), amount)),
            Signed::Out(amount) => return Ok((by_rule.unwrap_or(Direction::Out), amount)),
            Signed::One(amount) => amount,
        };
        if format.amounts.sign == Sign::SignedOrWords {
            let by_sign = if amount < 0 { Direction::Out } else { Direction::In };
            let direction = match by_rule {
                _ if amount == 0 => Some(Direction::Neutral),
                _ if self.signed => Some(by_sign),
                by_rule => by_rule,
            };
            let unclear = || self.problem(row, Field::Direction, ProblemKind::Direction);
            return direction.map(|direction| (direction, amount)).ok_or_else(unclear);
        }
        let by_word = by_rule.map_or_else(|| self.by_word(row), |direction| Some(Ok(direction)));
        if let Some(direction) = by_word {
            let direction = direction?;
            // A minus where the layout writes none, or one against the word, may mean either way.
            let agrees = match format.amounts.sign {
                Sign::Unsigned => direction == Direction::Out && self.minus_is_out,
                _ => by_rule.is_some() || direction != Direction::In,
            };
            return if amount >= 0 || agrees {
                Ok((direction, amount))
            } else {
                Err(self.problem(row, Field::Amount, ProblemKind::Conflict))
            };
        }
        let positive_is = match format.amounts.sign {
            Sign::Signed | Sign::SignedOrWords => Direction::In,
            Sign::OutPositive => Direction::Out,
            Sign::Unsigned => return Err(self.problem(row, Field::Direction, ProblemKind::Direction)),
        };
        let direction = match (positive_is, amount < 0) {
            (_, _) if amount == 0 => Direction::Neutral,
            (Direction::In, false) | (Direction::Out, true) => Direction::In,
            _ => Direction::Out,
        };
        Ok((direction, amount))
    }
}

/// The direction that a layout's words tell; none for another word.
pub(super) fn told_by(format: &Format, word: &str) -> Option<Direction> {
    let known =
        [(&format.incoming, Direction::In), (&format.outgoing, Direction::Out), (&format.neutral, Direction::Neutral)];
    known.iter().find(|(words, _)| words.matches(word)).map(|(_, direction)| *direction)
}

/// Whether a cell stands for nothing, as programs write it where there is no amount.
pub(super) fn is_none(cell: &str) -> bool {
    matches!(cell, "" | "-" | "--" | "/")
}

/// An amount of one column, or of a column that tells its direction.
pub(super) enum Signed {
    One(i64),
    In(i64),
    Out(i64),
}

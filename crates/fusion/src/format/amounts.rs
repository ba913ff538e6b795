//! The amounts of one row, and which way they go.
//!
//! Takes cells and what was decided of their columns, gives minor units exactly: what is finer is refused or, where the
//! layout says that amounts are so, carried to the rows behind.

use super::plain::plain_line;
use super::rows::Reading;
use super::{Field, KindRule, Sign};
use crate::money::{Currency, Decimal, NumberStyle, Written};
use crate::problem::{Problem, ProblemKind};
use crate::statement::Direction;
use crate::table::{self, CellKind};

/// Decimals of what is carried.
const FINER: u32 = 18;

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
                let amount = text.split(['(', '（']).next().unwrap_or(text).trim();
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
        if matches!(text, "" | "-" | "--" | "/") {
            return Ok(None);
        }
        let style = if row.kind(column) == CellKind::Number { NumberStyle::Point } else { style };
        match self.parse(row, field, text, currency, style) {
            // A fee beside an amount that is finer is told where it is exact.
            Err(problem) if self.found.format.amounts.finer && problem.kind == ProblemKind::Precision => Ok(None),
            parsed => parsed.map(Some),
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
            let carried = self.found.format.amounts.finer && field == Field::Amount;
            if carried { self.carry(written.number, currency) } else { written.number.minor(currency) }
        });
        parsed.map_err(|kind| self.problem(row, field, kind))
    }

    /// An amount that may be finer than the minor unit: what is finer is carried to the rows behind it that are so too,
    /// until it is a whole unit.
    pub(super) fn carry(&self, number: Decimal, currency: Currency) -> Result<i64, ProblemKind> {
        let power = FINER.checked_sub(u32::from(number.scale)).ok_or(ProblemKind::Precision)?;
        let units = i128::from(number.digits).checked_mul(10_i128.saturating_pow(power)).ok_or(ProblemKind::Amount)?;
        let units = if number.negative { units.saturating_neg() } else { units };
        let one = 10_i128.saturating_pow(FINER.saturating_sub(u32::from(currency.decimals())));
        let parts = |units: i128| (units.checked_div(one).unwrap_or(0), units.checked_rem(one).unwrap_or(0));
        let (whole, finer) = parts(units);
        let (full, rest) = parts(self.finer.get().saturating_add(finer));
        let full = if finer == 0 { 0 } else { full };
        if finer != 0 {
            self.finer.set(rest);
        }
        i64::try_from(whole.saturating_add(full)).map_err(|_| ProblemKind::Amount)
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
        if let Some(direction) = by_rule {
            return Ok((direction, amount));
        }
        if self.found.column(Field::Direction).is_some() {
            let word = self.found.cell(row, Field::Direction);
            let known = [
                (&format.incoming, Direction::In),
                (&format.outgoing, Direction::Out),
                (&format.neutral, Direction::Neutral),
            ];
            let direction = known.iter().find(|(words, _)| words.matches(word)).map(|(_, direction)| *direction);
            return match direction {
                Some(direction) => Ok((direction, amount)),
                None => Err(self.problem(row, Field::Direction, ProblemKind::Direction)),
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

/// An amount of one column, or of a column that tells its direction.
pub(super) enum Signed {
    One(i64),
    In(i64),
    Out(i64),
}

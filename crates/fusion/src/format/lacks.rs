//! What a mapping still lacks, for whoever asks the person.
//!
//! Takes what the person said of a table's columns, gives every question that is open, the likeliest to be answered first.
//! What the table tells itself is not asked; what it does not tell is never guessed.

use prescreen::words;

use super::mapping::MOVES;
use super::told::fits;
use super::{Column, Field, Mapping, Proposal, Sign};
use crate::silent::written_as_word;

/// What is lacking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Lack {
    /// No column is the day.
    Day,
    /// No column is the amount, nor money in or money out.
    Amount,
    /// One column is the amount of either direction, and another one of money in or out: one of them is too many.
    AmountTwice,
    /// A column of money in, and none of money out, or the other way round.
    OtherSide,
    /// A column that is said to be days, amounts or closed words has other cells.
    Cells,
    /// What the sign of the amount says.
    Sign,
    /// Which words of the direction's column are money in, money out or neither.
    Direction,
    /// Which words of the status's column say that the money moved.
    Status,
    /// Which part of the day comes first.
    DayOrder,
    /// What divides decimals.
    Numbers,
    /// Whether a fee is taken beside the amount.
    Fee,
    /// The currency.
    Currency,
    /// What kind of account it is.
    Kind,
}

words! {
    Lack {
        Day = "day", Amount = "amount", AmountTwice = "amount_twice", OtherSide = "other_side", Cells = "cells", Sign = "sign",
        Direction = "direction", Status = "status", DayOrder = "day_order", Numbers = "numbers", Fee = "fee",
        Currency = "currency", Kind = "kind",
    }
}

written_as_word!(Lack);

impl Mapping {
    /// What is still to be said before the table can be read, in the order in which it is asked.
    #[must_use]
    pub fn lacks(&self, proposal: &Proposal) -> Vec<Lack> {
        let has = |field: Field| self.place(field).is_some();
        let (amount, sides) = (has(Field::Amount), (has(Field::In), has(Field::Out)));
        let unsaid = |field: Field, lists: [&Vec<String>; 3]| {
            let column = self.column(field, proposal);
            column.is_some_and(|column| !column.words.iter().all(|word| lists.iter().any(|list| list.contains(word))))
        };
        let lacking = [
            (Lack::Day, !has(Field::Date) && !has(Field::ValueDate)),
            (Lack::Amount, !amount && sides == (false, false)),
            (Lack::AmountTwice, amount && sides != (false, false)),
            (Lack::OtherSide, !amount && sides.0 != sides.1),
            (Lack::Cells, self.misfits(proposal).next().is_some()),
            (Lack::Sign, amount && !has(Field::Direction) && self.sign.is_none_or(|sign| sign == Sign::Unsigned)),
            (Lack::Direction, unsaid(Field::Direction, [&self.incoming, &self.outgoing, &self.neutral])),
            (Lack::Status, unsaid(Field::Status, [&self.booked, &self.pending, &self.cancelled])),
            (Lack::DayOrder, self.day_order.is_none() && self.days_are_open(proposal)),
            (Lack::Numbers, self.numbers.is_none() && self.numbers_are_open(proposal)),
            (Lack::Fee, has(Field::Fee) && self.fee_beside.is_none()),
            (Lack::Currency, !has(Field::Currency) && self.currency_of(proposal).is_none()),
            (Lack::Kind, self.kind.is_none()),
        ];
        lacking.into_iter().filter(|(_, lacks)| *lacks).map(|(lack, _)| lack).collect()
    }

    /// The places of columns that have other cells than what they are said to be.
    pub(super) fn misfits(&self, proposal: &Proposal) -> impl Iterator<Item = usize> {
        let fit = |field: Field, place: usize| proposal.column(place).is_some_and(|column| fits(field, column));
        self.fields.iter().filter(move |(field, place)| !fit(*field, *place)).map(|(_, place)| *place)
    }

    fn days_are_open(&self, proposal: &Proposal) -> bool {
        let open = |field: Field| self.column(field, proposal).is_some_and(|column| column.days.len() > 1);
        open(Field::Date) || (self.place(Field::Date).is_none() && open(Field::ValueDate))
    }

    /// Whether a separator may divide thousands or decimals, and no column of amounts tells which.
    fn numbers_are_open(&self, proposal: &Proposal) -> bool {
        let fields = MOVES.into_iter().chain([Field::Fee, Field::Balance]);
        let columns: Vec<&Column> = fields.filter_map(|field| self.column(field, proposal)).collect();
        columns.iter().any(|column| column.ambiguous) && columns.iter().all(|column| column.amounts.len() != 1)
    }
}

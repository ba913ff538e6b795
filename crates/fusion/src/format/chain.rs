//! Which column is the balance, by its own arithmetic.
//!
//! Takes the columns of an unknown table and its rows, gives every way in which a column is, row after row, the one
//! before plus another column. A way that a single row contradicts is none.

use super::propose::Column;
use super::recognise::clean;
use super::{Field, Sign};
use crate::money::{NumberStyle, Written};
use crate::sorted::sort_by_key;
use crate::statement::FileOrder;
use crate::table::Row;

/// Fewest rows that have to link.
const FEWEST_LINKS: u32 = 2;
/// Columns of amounts that are tried.
const MOST_AMOUNTS: usize = 8;
/// Decimals in which amounts are compared.
const SCALE: u8 = 4;

/// A way in which balances link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The place of the balance.
    pub balance: usize,
    /// The place of the amount, or of the money in and the money out.
    pub moves: Moves,
    /// In which order the rows stand.
    pub order: FileOrder,
    /// How many rows link to the one before; all of them do.
    pub links: u32,
}

/// Which columns move the balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moves {
    /// One column and what its sign says.
    Signed(usize, Sign),
    /// A column for money in and one for money out.
    InOut(usize, usize),
    /// One column, and the place and word that tell money in; every other word is money out.
    Worded(usize, usize, String),
}

impl Chain {
    /// The fields that the chain proves, with their places.
    #[must_use]
    pub fn fields(&self) -> Vec<(Field, usize)> {
        let mut fields = vec![(Field::Balance, self.balance)];
        match &self.moves {
            Moves::Signed(amount, _) => fields.push((Field::Amount, *amount)),
            Moves::InOut(incoming, outgoing) => fields.extend([(Field::In, *incoming), (Field::Out, *outgoing)]),
            Moves::Worded(amount, direction, _) => {
                fields.extend([(Field::Amount, *amount), (Field::Direction, *direction)]);
            }
        }
        fields
    }
}

/// The ways in which balances link, those with the most links first.
pub(super) fn find(columns: &[Column], rows: &[Row<'_>]) -> Vec<Chain> {
    let amounts: Vec<&Column> = columns.iter().filter(|column| column.is_amount()).take(MOST_AMOUNTS).collect();
    let numbers: Vec<Vec<Option<i64>>> = amounts.iter().map(|column| numbers(column, rows)).collect();
    let mut found = Vec::new();
    for (balance, after) in amounts.iter().zip(&numbers) {
        let mut try_moves = |moves: Moves, change: &[Option<i64>]| {
            for order in [FileOrder::OldestFirst, FileOrder::NewestFirst] {
                let links = links(after, change, order);
                found.extend(links.map(|links| Chain { balance: balance.place, moves: moves.clone(), order, links }));
            }
        };
        for (column, values) in amounts.iter().zip(&numbers).filter(|(column, _)| column.place != balance.place) {
            try_moves(Moves::Signed(column.place, Sign::Signed), values);
            let opposite: Vec<_> = values.iter().map(|value| value.map(i64::saturating_neg)).collect();
            try_moves(Moves::Signed(column.place, Sign::OutPositive), &opposite);
            // Where each row has a word of its own, any of them would tell any change.
            let few = |words: &&Column| (2..=4).contains(&words.words.len()) && words.words.len() < rows.len();
            for words in columns.iter().filter(|words| few(words) && !words.is_amount()) {
                for word in &words.words {
                    let is_in = |row: &Row<'_>| row.cell(words.place).map(clean) == Some(word);
                    let change: Vec<_> = values
                        .iter()
                        .zip(rows)
                        .map(|(value, row)| value.map(|value| if is_in(row) { value } else { value.saturating_neg() }))
                        .collect();
                    try_moves(Moves::Worded(column.place, words.place, word.clone()), &change);
                }
            }
            for (other, outgoing) in amounts.iter().zip(&numbers) {
                if other.place == balance.place || other.place == column.place {
                    continue;
                }
                let change: Vec<_> =
                    values.iter().zip(outgoing).map(|(incoming, outgoing)| difference(*incoming, *outgoing)).collect();
                try_moves(Moves::InOut(column.place, other.place), &change);
            }
        }
    }
    sort_by_key(&mut found, |chain| core::cmp::Reverse(chain.links));
    found
}

/// What moved, where one of two columns has an amount or one is zero.
fn difference(incoming: Option<i64>, outgoing: Option<i64>) -> Option<i64> {
    match (incoming.unwrap_or(0), outgoing.unwrap_or(0)) {
        (0, 0) => None,
        (incoming, 0) => Some(incoming),
        // A column for money out writes either sign.
        (0, outgoing) => Some(outgoing.saturating_abs().saturating_neg()),
        _ => None,
    }
}

/// How many balances are the one before and the change; none where one is not, or where too few are.
fn links(after: &[Option<i64>], change: &[Option<i64>], order: FileOrder) -> Option<u32> {
    if change.iter().any(Option::is_none) {
        return None;
    }
    let mut links = 0_u32;
    let pairs = after.iter().zip(after.iter().skip(1)).zip(change.iter().zip(change.iter().skip(1)));
    for ((first, second), (first_change, second_change)) in pairs {
        let (before, after, change) = match order {
            FileOrder::NewestFirst => (second, first, first_change),
            _ => (first, second, second_change),
        };
        let (Some(before), Some(after), Some(change)) = (before, after, change) else { return None };
        if before.checked_add(*change) != Some(*after) {
            return None;
        }
        // A row that moves nothing proves nothing.
        links = links.saturating_add(u32::from(*change != 0));
    }
    (links >= FEWEST_LINKS).then_some(links)
}

fn numbers(column: &Column, rows: &[Row<'_>]) -> Vec<Option<i64>> {
    let style = column.amounts.first().copied().unwrap_or(NumberStyle::Point);
    let number = |row: &Row<'_>| {
        let written = Written::parse(clean(row.cell(column.place)?), style).ok()?;
        written.number.at_scale(SCALE).ok()
    };
    rows.iter().map(number).collect()
}

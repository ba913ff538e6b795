//! What a table itself tells of its columns, before a person has said anything.
//!
//! Takes a proposal, gives the columns that its arithmetic proves and those whose names are one thing in every layout that
//! is known. Where two columns claim one field, or one column fits two, nothing is told.

use prescreen::words;

use super::{Chain, Column, Field, Moves, Proposal, Sign};
use crate::silent::written_as_word;

/// By what a column is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum ToldBy {
    /// Balances that are, row after row, the one before and what moved.
    Balances,
    /// Its name, which is this field in every known layout that has it.
    Name,
}

words! {
    ToldBy { Balances = "balances", Name = "name" }
}

written_as_word!(ToldBy, Field, Sign);

/// What is told.
#[derive(Default)]
pub struct Told {
    /// Fields with their columns' places from 0.
    pub fields: Vec<(Field, usize, ToldBy)>,
    /// What the sign of the amount says, by the balances.
    pub sign: Option<Sign>,
    /// The word for money in, by the balances; every other is money out.
    pub incoming: Option<String>,
}

impl Proposal {
    /// What the table tells of its columns.
    #[must_use]
    pub fn told(&self) -> Told {
        let mut told = Told::default();
        if let Some(chain) = self.proven() {
            told.fields = chain.fields().into_iter().map(|(field, place)| (field, place, ToldBy::Balances)).collect();
            match &chain.moves {
                Moves::Signed(_, sign) => told.sign = Some(*sign),
                Moves::InOut(..) => {}
                Moves::Worded(_, _, word) => told.incoming = Some(word.clone()),
            }
        }
        let has = |told: &Told, fields: &[Field]| told.fields.iter().any(|(field, ..)| fields.contains(field));
        let sides = [Field::In, Field::Out];
        let by_chain = (has(&told, &[Field::Amount]), has(&told, &sides));
        let named: Vec<(Field, usize)> = self.columns.iter().filter_map(named).collect();
        let is = |fields: &[Field]| named.iter().any(|(field, _)| fields.contains(field));
        let both = is(&[Field::Amount]) && is(&sides) && by_chain == (false, false);
        for (field, place) in &named {
            let alone = named.iter().filter(|(other, _)| other == field).count() == 1;
            let taken = told.fields.iter().any(|(other, at, _)| other == field || at == place);
            let against = match field {
                Field::Amount => both || by_chain.1,
                Field::In | Field::Out => both || by_chain.0,
                _ => false,
            };
            if alone && !taken && !against {
                told.fields.push((*field, *place, ToldBy::Name));
            }
        }
        told
    }

    /// The way in which balances link, where there is one only.
    fn proven(&self) -> Option<&Chain> {
        let (first, others) = self.chains.split_first()?;
        let same = |other: &Chain| (other.balance, &other.moves) == (first.balance, &first.moves);
        others.iter().all(same).then_some(first)
    }
}

/// What a column's name says that it is, where all known layouts agree and its cells can be such.
fn named(column: &Column) -> Option<(Field, usize)> {
    let [field] = column.known_as.as_slice() else { return None };
    let number = matches!(field, Field::Account | Field::CounterpartyAccount | Field::MerchantCode);
    (fits(*field, column) && (column.numbered || !number)).then_some((*field, column.place))
}

/// Whether a column's cells can be a field's.
pub(super) fn fits(field: Field, column: &Column) -> bool {
    match field {
        Field::Date | Field::ValueDate => !column.days.is_empty(),
        Field::Amount | Field::In | Field::Out | Field::Balance | Field::Fee | Field::Refunded => {
            column.filled == 0 || column.is_amount()
        }
        Field::Direction | Field::Status => !column.words.is_empty(),
        _ => true,
    }
}

//! A mapping as a document, and a proposal as a person sees it: what passes between a page and its module.
//!
//! Columns are counted from 1, as a person counts them.

use prescreen::id::Id;
use prescreen::json::{self, Entries};
use prescreen::{Code, Error, documents};
use serde::Serialize;

use super::{Column, Field, Lack, Mapping, Proposal, Sign, ToldBy};
use crate::money::{Currency, NumberStyle};
use crate::silent::written_as_word;
use crate::statement::AccountKind;
use crate::when::DateOrder;

/// Largest document, in bytes.
const MAX_BYTES: usize = 16 * 1024;

/// What a person says of a table's columns. What is left out is not said.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Mapping", deny_unknown_fields, transform = super::published::but_columns))]
pub struct MappingDocument {
    /// What the layout and whose files it is of are called; `own` where left out.
    id: Option<Id>,
    /// Field to its column, from 1.
    columns: Entries<Field, u32>,
    /// What kind of account.
    kind: Option<AccountKind>,
    /// What the sign of an amount says.
    sign: Option<Sign>,
    /// Whether a fee of its own column is taken beside the amount.
    fee_beside: Option<bool>,
    /// The words of the direction's column that say money came in.
    incoming: Vec<String>,
    /// The same for money out.
    outgoing: Vec<String>,
    /// The same for neither.
    neutral: Vec<String>,
    /// The words of the status's column that say the money moved.
    booked: Vec<String>,
    /// The same for what has not moved yet.
    pending: Vec<String>,
    /// The same for what will not move.
    cancelled: Vec<String>,
    /// The currency, where no column has it.
    currency: Option<Currency>,
    /// Which part of a day comes first.
    day_order: Option<DateOrder>,
    /// What divides decimals.
    numbers: Option<NumberStyle>,
}

documents! {
    MappingDocument {
        columns; [
            id, kind, sign, fee_beside, incoming, outgoing, neutral, booked, pending, cancelled, currency, day_order, numbers
        ]
    }
}

impl Mapping {
    /// Reads what a person said of a proposal's columns from its JSON text.
    ///
    /// # Errors
    /// What is wrong with its form, and a column that the table does not have or that is said to be two fields.
    pub fn load(text: &str, proposal: &Proposal) -> Result<Self, Error> {
        let said: MappingDocument = json::read_text(text, MAX_BYTES)?;
        let mut fields: Vec<(Field, usize)> = Vec::new();
        for (field, number) in said.columns.iter() {
            let at = || ["/columns/", field.word()].concat();
            let place = usize::try_from(*number).ok().and_then(|number| number.checked_sub(1));
            let Some(place) = place.filter(|place| proposal.column(*place).is_some()) else {
                let columns = ["expected a column from 1 to ", &proposal.columns.len().to_string()].concat();
                return Err(Error::new(Code::Range, at(), columns));
            };
            if fields.iter().any(|(_, other)| *other == place) {
                return Err(Error::new(Code::Duplicate, at(), "the column is another field, too"));
            }
            fields.push((*field, place));
        }
        let MappingDocument {
            id, kind, sign, fee_beside, incoming, outgoing, neutral, booked, pending, cancelled, ..
        } = said;
        let MappingDocument { currency, day_order, numbers, .. } = said;
        Ok(Self {
            id,
            fields,
            kind,
            sign,
            fee_beside,
            incoming,
            outgoing,
            neutral,
            booked,
            pending,
            cancelled,
            ends: Vec::new(),
            currency,
            day_order,
            numbers,
        })
    }
}

written_as_word!(DateOrder, NumberStyle);

/// A proposal as it is shown to the person whose table it is, and to nobody else.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ProposedTable", deny_unknown_fields))]
pub struct ShownProposal<'a> {
    /// Whether the table has a row of names.
    named: bool,
    /// The columns in order, at most 64.
    columns: Vec<ShownColumn<'a>>,
    /// How many more the table has, of which none is looked at.
    more_columns: usize,
    /// What the table itself tells.
    told: Vec<ShownTold>,
    /// What the sign of the amount says, by the balances.
    #[serde(skip_serializing_if = "Option::is_none")]
    sign: Option<Sign>,
    /// The word for money in, by the balances.
    #[serde(skip_serializing_if = "Option::is_none")]
    incoming: Option<String>,
}

/// What a column looks like.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ProposedColumn", deny_unknown_fields))]
struct ShownColumn<'a> {
    /// Its number, from 1.
    column: usize,
    /// Its name in the row of names, as far as it is shown; empty where it has none.
    name: String,
    /// Its cells in the first rows that have a day and an amount, each as far as it is shown.
    cells: &'a [String],
    /// The orders in which every cell is a day.
    days: &'a [DateOrder],
    /// The styles in which every cell is an amount.
    amounts: &'a [NumberStyle],
    /// Whether a cell is a negative amount.
    negative: bool,
    /// The currency that all cells name.
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<Currency>,
    /// Its words, where there are few.
    words: &'a [String],
    /// What a column of this name is in the layouts that are known, the most frequent first.
    known_as: &'a [Field],
}

/// What a column is, as the table tells it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ToldColumn", deny_unknown_fields))]
struct ShownTold {
    /// The column, from 1.
    column: usize,
    /// What it is.
    field: Field,
    /// By what.
    by: ToldBy,
}

impl<'a> From<&'a Proposal> for ShownProposal<'a> {
    fn from(proposal: &'a Proposal) -> Self {
        let told = proposal.told();
        let number = |place: usize| place.saturating_add(1);
        let fields = told.fields.iter();
        Self {
            named: proposal.header.is_some(),
            columns: proposal.columns.iter().map(ShownColumn::from).collect(),
            more_columns: proposal.more,
            told: fields
                .map(|(field, place, by)| ShownTold { column: number(*place), field: *field, by: *by })
                .collect(),
            sign: told.sign,
            incoming: told.incoming,
        }
    }
}

impl<'a> From<&'a Column> for ShownColumn<'a> {
    fn from(column: &'a Column) -> Self {
        Self {
            column: column.place.saturating_add(1),
            name: column.shown_name(),
            cells: &column.cells,
            days: &column.days,
            amounts: &column.amounts,
            negative: column.negative,
            currency: column.currency,
            words: &column.words,
            known_as: &column.known_as,
        }
    }
}

/// What comes of what a person said: what is lacking, and the layout where nothing is.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Mapped {
    /// What is still to be said, in the order in which it is asked.
    pub lacks: Vec<Lack>,
    /// The columns, from 1, that have other cells than what they are said to be.
    pub misfits: Vec<usize>,
    /// The layout as its JSON text; absent where something is lacking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
}

impl Mapped {
    /// What comes of a mapping.
    #[must_use]
    pub fn of(mapping: &Mapping, proposal: &Proposal) -> Self {
        let lacks = mapping.lacks(proposal);
        let misfits = mapping.misfits(proposal).map(|place| place.saturating_add(1)).collect();
        let layout = lacks.is_empty().then(|| mapping.document(proposal).canonical());
        Self { lacks, misfits, layout }
    }
}

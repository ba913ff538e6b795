//! The layout that a person makes of an unknown table, by saying what its columns are.
//!
//! Takes a proposal and what the person said, gives the same document that a layout is, so that it can be kept, sent to
//! a firm and read again. What is still to be said, [`Mapping::lacks`] tells.

use prescreen::Error;
use prescreen::id::Id;
use prescreen::json::{Json, Object};

use super::{Column, Field, Format, Proposal, Sign};
use crate::money::{Currency, NumberStyle};
use crate::seek::has;
use crate::statement::AccountKind;
use crate::when::DateOrder;

/// The columns of money that moves.
pub(super) const MOVES: [Field; 3] = [Field::Amount, Field::In, Field::Out];

/// What a person says of a table.
#[derive(Default)]
pub struct Mapping {
    /// What the layout and whose files it is of are called; `own` where left out.
    pub id: Option<Id>,
    /// What columns are, by their place from 0. A field may stand once, a column for one field.
    pub fields: Vec<(Field, usize)>,
    /// What kind of account; a bank's where left out.
    pub kind: Option<AccountKind>,
    /// What the sign of an amount says. Where left out: nothing beside a column for the direction, else positive is in.
    pub sign: Option<Sign>,
    /// Whether a fee of its own column is taken beside the amount; not where left out.
    pub fee_beside: Option<bool>,
    /// The words of the direction's column that say money came in.
    pub incoming: Vec<String>,
    /// The same for money out.
    pub outgoing: Vec<String>,
    /// The same for neither.
    pub neutral: Vec<String>,
    /// The words of the status's column that say the money moved.
    pub booked: Vec<String>,
    /// The same for what has not moved yet.
    pub pending: Vec<String>,
    /// The same for what will not move.
    pub cancelled: Vec<String>,
    /// Words of the first cell that end the table.
    pub ends: Vec<String>,
    /// The currency, where no column has it.
    pub currency: Option<Currency>,
    /// The order of days, where the table does not tell.
    pub day_order: Option<DateOrder>,
    /// The style of numbers, where the table does not tell.
    pub numbers: Option<NumberStyle>,
}

impl Mapping {
    /// The layout as its document.
    #[must_use]
    pub fn document(&self, proposal: &Proposal) -> Json {
        let named = |place: usize| {
            proposal.header.and_then(|_| proposal.column(place)).map_or("", |column| column.name.as_str())
        };
        let is_alone = |name: &str| proposal.columns.iter().filter(|column| column.name == name).count() == 1;
        let name = |place: usize| match named(place) {
            name if !name.is_empty() && is_alone(name) && !has(name, '{') => name.to_owned(),
            _ => format!("#{}", place.saturating_add(1)),
        };
        let mut columns = Object::default();
        for (field, place) in &self.fields {
            columns.put(field.word(), words(&[name(*place)]));
        }
        // A table is this layout where all named columns are there: with places alone, by its form.
        let has_names = self.fields.iter().any(|(_, place)| !name(*place).starts_with('#'));
        let fields: Vec<String> = self.fields.iter().map(|(field, _)| field.word().to_owned()).collect();
        let id = self.id.as_ref().map_or("own", Id::as_str);
        let mut format = Object::default();
        format.put("id", Json::text(id));
        format.put("version", Json::Int(1));
        format.put("institution", Json::text(id));
        format.put("kind", Json::text(self.kind.unwrap_or(AccountKind::Bank).word()));
        format.put("names", Json::object([("en", Json::text("A table of your own"))]));
        format.put("columns", columns.into());
        format.put("required", words(&fields));
        if has_names {
            format.put("header", words(&proposal.names));
        } else {
            let cells = i64::try_from(proposal.columns.len()).unwrap_or(i64::MAX);
            format.put("headerless", Json::Bool(true));
            format.put("cells", Json::Int(cells));
        }
        format.put("amounts", self.amounts(proposal));
        format.put("incoming", words(&self.incoming));
        format.put("outgoing", words(&self.outgoing));
        format.put("neutral", words(&self.neutral));
        format.put("ends", words(&self.ends));
        if self.place(Field::Status).is_some() {
            let states = [("booked", &self.booked), ("pending", &self.pending), ("cancelled", &self.cancelled)];
            format.put("status", Json::object(states.map(|(name, of_it)| (name, words(of_it)))));
        }
        let said = [
            ("currency", self.currency_of(proposal).map(|currency| Json::text(currency.as_str()))),
            ("day_order", self.day_order.map(|order| Json::text(order.word()))),
            ("numbers", self.numbers.map(|style| Json::text(style.word()))),
        ];
        for (name, value) in said {
            if let Some(value) = value {
                format.put(name, value);
            }
        }
        format.into()
    }

    /// The layout.
    ///
    /// # Errors
    /// What of the mapping is no layout.
    pub fn format(&self, proposal: &Proposal) -> Result<Format, Error> {
        Format::load(&self.document(proposal).canonical())
    }

    /// The place of a field's column.
    pub(super) fn place(&self, field: Field) -> Option<usize> {
        self.fields.iter().find(|(other, _)| *other == field).map(|(_, place)| *place)
    }

    /// A field's column.
    pub(super) fn column<'p>(&self, field: Field, proposal: &'p Proposal) -> Option<&'p Column> {
        proposal.column(self.place(field)?)
    }

    /// The currency that is said, or that every amount has beside it.
    pub(super) fn currency_of(&self, proposal: &Proposal) -> Option<Currency> {
        let mut beside =
            MOVES.into_iter().filter_map(|field| self.column(field, proposal)).map(|column| column.currency);
        self.currency.or_else(|| {
            let first = beside.next().flatten().filter(|_| self.place(Field::Currency).is_none())?;
            beside.all(|other| other == Some(first)).then_some(first)
        })
    }

    /// How amounts are written. A minus beside a direction's word may repeat it, where all of the file's do.
    fn amounts(&self, proposal: &Proposal) -> Json {
        let worded = self.place(Field::Direction).is_some();
        let sign = self.sign.unwrap_or(if worded { Sign::Unsigned } else { Sign::Signed });
        let negative = self.column(Field::Amount, proposal).is_some_and(|column| column.negative);
        Json::object([
            ("sign", Json::text(sign.word())),
            ("minus_is_out", Json::Bool(worded && negative && sign == Sign::Unsigned)),
            ("fee_beside", Json::Bool(self.fee_beside.unwrap_or(false))),
        ])
    }
}

fn words(words: &[String]) -> Json {
    Json::List(words.iter().map(Json::text).collect())
}

//! The layout that a person makes of an unknown table, by saying what its columns are.
//!
//! Takes a proposal and what the person said, gives the same document that a layout is, so that it can be kept, sent to
//! a firm and read again.

use prescreen::Error;
use prescreen::json::{Json, Object};

use super::{Field, Format, Proposal, Sign};
use crate::money::{Currency, NumberStyle};
use crate::seek::has;
use crate::statement::AccountKind;
use crate::when::DateOrder;

/// What a person says of a table.
#[derive(Default)]
pub struct Mapping {
    /// What columns are, by their place from 0. A field may stand once, a column for one field.
    pub fields: Vec<(Field, usize)>,
    /// What kind of account; a bank's where left out.
    pub kind: Option<AccountKind>,
    /// What the sign of an amount says.
    pub sign: Sign,
    /// Whether a fee of its own column is taken beside the amount.
    pub fee_beside: bool,
    /// The words of the direction's column that say money came in.
    pub incoming: Vec<String>,
    /// The same for money out.
    pub outgoing: Vec<String>,
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
        let words = |words: &[String]| Json::List(words.iter().map(Json::text).collect());
        let mut columns = Object::default();
        for (field, place) in &self.fields {
            columns.put(field.word(), words(&[name(*place)]));
        }
        // A table is this layout where all named columns are there: with places alone, by its form.
        let has_names = self.fields.iter().any(|(_, place)| !name(*place).starts_with('#'));
        let fields: Vec<String> = self.fields.iter().map(|(field, _)| field.word().to_owned()).collect();
        let others = proposal.columns.iter().map(|column| column.name.clone()).filter(|name| !name.is_empty());
        let mut format = Object::default();
        format.put("id", Json::text("own"));
        format.put("version", Json::Int(1));
        format.put("institution", Json::text("own"));
        format.put("kind", Json::text(self.kind.unwrap_or(AccountKind::Bank).word()));
        format.put("names", Json::object([("en", Json::text("A table of your own"))]));
        format.put("columns", columns.into());
        format.put("required", words(&fields));
        if has_names {
            format.put("ignored", words(&others.collect::<Vec<_>>()));
        } else {
            let cells = i64::try_from(proposal.columns.len()).unwrap_or(i64::MAX);
            format.put("headerless", Json::Bool(true));
            format.put("cells", Json::Int(cells));
        }
        let fee_beside = ("fee_beside", Json::Bool(self.fee_beside));
        format.put("amounts", Json::object([("sign", Json::text(self.sign.word())), fee_beside]));
        format.put("incoming", words(&self.incoming));
        format.put("outgoing", words(&self.outgoing));
        format.put("ends", words(&self.ends));
        let said = [
            ("currency", self.currency.map(|currency| Json::text(currency.as_str()))),
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
}

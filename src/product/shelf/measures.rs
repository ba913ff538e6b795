//! What each criterion measures of a product for a person, and the key of it. Less is better.

use crate::json::MAX_INTEGER;
use crate::pack::compile::ShelfTable;
use crate::pack::schema::FitBy;
use crate::session::ProductSheet;
use crate::terms::FieldIndex;
use crate::terms::parts::share;

/// What a product is put in order by, and what that comes of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The band of each measure: the product whose first other number is the lower fits better.
    pub key: Vec<i64>,
    /// What each criterion measures, in the order of the pack.
    pub measures: Vec<i64>,
}

impl Measured {
    /// A product's measures; none while a figure, or a fact, is not known.
    pub(crate) fn of(
        table: &ShelfTable,
        product: &ProductSheet,
        value: &dyn Fn(FieldIndex) -> Option<i64>,
    ) -> Option<Self> {
        let mut measured = Self { key: Vec::new(), measures: Vec::new() };
        for criterion in &table.criteria {
            let measure = measure(table, criterion.by, product, value)?;
            measured.key.push(criterion.band(measure));
            measured.measures.push(measure);
        }
        Some(measured)
    }
}

fn measure(
    table: &ShelfTable,
    by: FitBy,
    product: &ProductSheet,
    value: &dyn Fn(FieldIndex) -> Option<i64>,
) -> Option<i64> {
    let beyond =
        |figure: Option<u32>, field: Option<FieldIndex>| Some(i64::from(figure?).saturating_sub(value(field?)?).max(0));
    let figures = product.figures.as_ref()?;
    match by {
        FitBy::Horizon => beyond(figures.months, table.horizon),
        FitBy::Liquidity => beyond(figures.days, table.within),
        FitBy::Concentration => {
            let (_, held) = table.held.iter().find(|(kind, _)| *kind == product.kind)?;
            let held = value(*held)?.saturating_add(value(table.amount?)?);
            Some(share(held, value(table.means?)?).min(MAX_INTEGER))
        }
        FitBy::Loss => figures.loss.map(i64::from),
        FitBy::Complexity => figures.complex.map(i64::from),
        FitBy::Cost => figures.cost.map(i64::from),
    }
}

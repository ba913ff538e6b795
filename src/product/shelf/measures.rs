//! What each criterion measures of a product for a person. Less is better.

use crate::json::MAX_INTEGER;
use crate::pack::compile::ShelfTable;
use crate::pack::schema::FitBy;
use crate::session::ProductSheet;
use crate::terms::FieldIndex;
use crate::terms::parts::share;

/// A product's measures in the order of the criteria; none while a figure, or a fact, is not known.
pub(crate) fn measures(
    table: &ShelfTable,
    product: &ProductSheet,
    value: &dyn Fn(FieldIndex) -> Option<i64>,
) -> Option<Vec<i64>> {
    table.criteria.iter().map(|criterion| measure(table, criterion.by, product, value)).collect()
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

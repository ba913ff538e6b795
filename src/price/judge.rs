//! Who is shown a band: whoever has a limit, on evidence that is good enough; else why there is none.

use crate::facts::Known;
use crate::pack::compile::{CreditTable, PriceTable};
use crate::session::Session;
use crate::terms::{CreditOutcome, Put};
use crate::{objects, words};

use super::band::{Ends, PriceArithmetic};

/// An indicative band, or why there is none: exactly one of the two. For the person's own eyes, and no offer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndicativePrice {
    /// The band with its parts.
    pub band: Option<PriceArithmetic>,
    /// Why there is none.
    pub none: Option<NoPrice>,
}

/// Why there is no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoPrice {
    /// The firm shows nobody one.
    Off,
    /// Facts are missing or not evidenced well enough for a limit.
    InsufficientEvidence,
    /// A person decides first.
    Refer,
    /// Facts are evidenced or covered well enough for a limit, and not for a price.
    WeakEvidence,
    /// It would be above a cap.
    AboveCap,
}

objects! {
    IndicativePrice { band, none }
}

words! {
    NoPrice {
        Off = "off", InsufficientEvidence = "insufficient_evidence", Refer = "refer", WeakEvidence = "weak_evidence",
        AboveCap = "above_cap"
    }
}

/// The price of what is known; `afforded` is what came of credit, with the points.
pub(crate) fn judge<'t>(
    table: &'t PriceTable,
    credit: &CreditTable,
    session: &Session,
    known: &Known,
    afforded: (CreditOutcome, Option<i64>),
) -> Result<Ends<'t>, NoPrice> {
    let (outcome, points) = afforded;
    match (outcome, points) {
        _ if table.off => Err(NoPrice::Off),
        (CreditOutcome::InsufficientEvidence, _) | (_, None) => Err(NoPrice::InsufficientEvidence),
        (CreditOutcome::Refer, _) => Err(NoPrice::Refer),
        _ if !known.evidenced(&credit.evidence, table.tier, table.coverage) => Err(NoPrice::WeakEvidence),
        (_, Some(points)) => Ends::of(table, session.product.as_ref(), known.day(), points).ok_or(NoPrice::AboveCap),
    }
}

/// Puts the numbers of a price that do not stand in the pack; of no price, the position of the reason alone.
pub(crate) fn numbers(table: &PriceTable, price: Result<Ends<'_>, NoPrice>, put: Put<'_>) {
    match price {
        Ok(ends) => ends.numbers(table, put),
        Err(none) => put(Some(none as i64)),
    }
}

impl From<Result<Ends<'_>, NoPrice>> for IndicativePrice {
    fn from(price: Result<Ends<'_>, NoPrice>) -> Self {
        Self { none: price.as_ref().err().copied(), band: price.ok().map(Ends::named) }
    }
}

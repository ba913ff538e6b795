//! A band for whoever has a limit, or why there is none.

use crate::date::Date;
use crate::facts::Known;
use crate::id::Id;
use crate::pack::compile::{CostsTable, CreditTable, PriceTable, RatesTable};
use crate::pack::schema::RateCap;
use crate::session::{ProductSheet, Session};
use crate::terms::rate::rounded_up;
use crate::terms::{CreditOutcome, Put};
use crate::{objects, words};

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

/// A band of a yearly rate in basis points, and what it comes of.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PriceArithmetic {
    /// The lower end.
    pub low: i64,
    /// The higher end, no higher than the cap.
    pub high: i64,
    /// The first day of the costs.
    pub from: Date,
    /// Every part, in the order in which they are added.
    pub parts: Vec<PartRates>,
    /// The cap that would have been passed.
    pub capped: Option<Id>,
}

/// A part of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartRates {
    /// Which.
    pub part: PricePart,
    /// The lower rate, in basis points.
    pub low: u32,
    /// The higher rate.
    pub high: u32,
    /// Whether the person could change it: with other records, another product, or another collateral.
    pub can_change: bool,
}

/// The parts of a price: a closed list in which no person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PricePart {
    /// What the money costs.
    Funding,
    /// What lending costs.
    Operating,
    /// What the firm adds.
    Margin,
    /// How likely a loss is, by the points.
    Probability,
    /// What is lost then, by the product and its collateral.
    Loss,
}

objects! {
    IndicativePrice { band, none }
    PriceArithmetic { low, high, from, parts, capped }
    PartRates { part, low, high, can_change }
}

words! {
    NoPrice {
        Off = "off", InsufficientEvidence = "insufficient_evidence", Refer = "refer", WeakEvidence = "weak_evidence",
        AboveCap = "above_cap"
    }
    PricePart {
        Funding = "funding", Operating = "operating", Margin = "margin", Probability = "probability", Loss = "loss"
    }
}

/// A band before its parts have their names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends<'t> {
    low: i64,
    /// The higher end; none where it would be above the cap.
    high: Option<i64>,
    cap: &'t RateCap,
    costs: &'t CostsTable,
    probability: RatesTable,
    loss: u32,
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

/// The band of points; none where its lower end would be above the cap.
#[must_use]
pub fn band(table: &PriceTable, product: Option<&ProductSheet>, day: Date, points: i64) -> Option<PriceArithmetic> {
    Ends::of(table, product, day, points).map(Ends::named)
}

/// Puts the numbers of a price that do not stand in the pack: the ends, the position of its costs, likelihood and loss, and
/// whether it was cut at the cap; of no price, the position of the reason alone.
pub(crate) fn numbers(table: &PriceTable, price: Result<Ends<'_>, NoPrice>, put: Put<'_>) {
    let ends = match price {
        Ok(ends) => ends,
        Err(none) => return put(Some(none as i64)),
    };
    put(Some(ends.low));
    put(Some(ends.end()));
    put(table.costs.iter().position(|costs| costs.from == ends.costs.from).and_then(|n| i64::try_from(n).ok()));
    for rate in [ends.probability.low, ends.probability.high, ends.loss, ends.loss] {
        put(Some(rate.into()));
    }
    put(if ends.high.is_none() { Some(1) } else { None });
}

impl From<Result<Ends<'_>, NoPrice>> for IndicativePrice {
    fn from(price: Result<Ends<'_>, NoPrice>) -> Self {
        Self { none: price.as_ref().err().copied(), band: price.ok().map(Ends::named) }
    }
}

impl<'t> Ends<'t> {
    fn of(table: &'t PriceTable, product: Option<&ProductSheet>, day: Date, points: i64) -> Option<Self> {
        let (costs, cap) = (table.costs(day)?, table.cap()?);
        let (probability, loss) = (table.probability(points)?, table.loss(product)?);
        let added = [costs.funding, costs.operating, costs.margin];
        let end = |of: fn(RatesTable) -> u32| {
            let cost = added.iter().try_fold(0_u32, |sum, rates| sum.checked_add(of(*rates)))?;
            rounded_up(cost, of(probability), loss).filter(|end| *end <= i64::from(cap.rate))
        };
        Some(Self { low: end(|rates| rates.low)?, high: end(|rates| rates.high), cap, costs, probability, loss })
    }

    /// The higher end, no higher than the cap.
    fn end(self) -> i64 {
        self.high.unwrap_or(self.cap.rate.into())
    }

    fn named(self) -> PriceArithmetic {
        let Self { low, cap, costs, probability, loss, .. } = self;
        let parts = [
            (PricePart::Funding, costs.funding),
            (PricePart::Operating, costs.operating),
            (PricePart::Margin, costs.margin),
            (PricePart::Probability, probability),
            (PricePart::Loss, RatesTable { low: loss, high: loss }),
        ];
        let own = |(part, rates): (PricePart, RatesTable)| PartRates {
            part,
            low: rates.low,
            high: rates.high,
            can_change: matches!(part, PricePart::Probability | PricePart::Loss),
        };
        let capped = self.high.is_none().then(|| cap.id.clone());
        PriceArithmetic { low, high: self.end(), from: costs.from, parts: parts.map(own).into(), capped }
    }
}

//! A band for whoever has a limit, or why there is none.

use crate::date::Date;
use crate::facts::Known;
use crate::id::Id;
use crate::pack::compile::{CreditTable, PriceTable, RatesTable};
use crate::session::{ProductSheet, Session};
use crate::terms::CreditOutcome;
use crate::{objects, words};

use super::rate::rounded_up;

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

/// The price of what is known; `afforded` is what came of credit, with the points.
pub(crate) fn judge(
    table: &PriceTable,
    credit: &CreditTable,
    session: &Session,
    known: &Known,
    afforded: (CreditOutcome, Option<i64>),
) -> IndicativePrice {
    let (outcome, points) = afforded;
    let without = match (outcome, points) {
        _ if table.off => Err(NoPrice::Off),
        (CreditOutcome::InsufficientEvidence, _) | (_, None) => Err(NoPrice::InsufficientEvidence),
        (CreditOutcome::Refer, _) => Err(NoPrice::Refer),
        _ if !known.evidenced(&credit.evidence, table.tier, table.coverage) => Err(NoPrice::WeakEvidence),
        (_, Some(points)) => band(table, session.product.as_ref(), known.day(), points).ok_or(NoPrice::AboveCap),
    };
    IndicativePrice { none: without.as_ref().err().copied(), band: without.ok() }
}

/// The numbers of a band: its ends, the position of its costs, likelihood and loss, and whether it was cut at the cap; of no
/// price, the position of the reason alone.
pub(crate) fn numbers(table: &PriceTable, price: &IndicativePrice) -> Vec<Option<i64>> {
    let Some(band) = &price.band else { return vec![price.none.map(|none| none as i64)] };
    let costs = table.costs.iter().position(|costs| costs.from == band.from);
    let mut numbers = vec![Some(band.low), Some(band.high), costs.and_then(|n| i64::try_from(n).ok())];
    for part in band.parts.iter().filter(|part| part.can_change) {
        numbers.extend([part.low, part.high].map(|rate| Some(rate.into())));
    }
    numbers.push(band.capped.as_ref().map(|_| 1));
    numbers
}

/// The band of points; none where its lower end would be above the cap.
#[must_use]
pub fn band(table: &PriceTable, product: Option<&ProductSheet>, day: Date, points: i64) -> Option<PriceArithmetic> {
    let (costs, cap) = (table.costs(day)?, table.cap()?);
    let (probability, loss) = (table.probability(points)?, table.loss(product)?);
    let added = [
        (PricePart::Funding, costs.funding),
        (PricePart::Operating, costs.operating),
        (PricePart::Margin, costs.margin),
    ];
    let end = |of: fn(RatesTable) -> u32| {
        let cost = added.iter().try_fold(0_u32, |sum, (_, rates)| sum.checked_add(of(*rates)))?;
        rounded_up(cost, of(probability), loss)
    };
    let most = i64::from(cap.rate);
    let low = end(|rates| rates.low).filter(|low| *low <= most)?;
    let high = end(|rates| rates.high);
    let fits = high.is_some_and(|high| high <= most);
    let own = |(part, rates): (PricePart, RatesTable)| PartRates {
        part,
        low: rates.low,
        high: rates.high,
        can_change: matches!(part, PricePart::Probability | PricePart::Loss),
    };
    let by_person = [(PricePart::Probability, probability), (PricePart::Loss, RatesTable { low: loss, high: loss })];
    Some(PriceArithmetic {
        low,
        high: high.filter(|_| fits).unwrap_or(most),
        from: costs.from,
        parts: added.into_iter().chain(by_person).map(own).collect(),
        capped: (!fits).then(|| cap.id.clone()),
    })
}

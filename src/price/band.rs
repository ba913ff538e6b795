//! The arithmetic of a band: costs, what is lost, and the cap.

use crate::date::Date;
use crate::id::Id;
use crate::pack::compile::{CostsTable, PriceTable, RatesTable};
use crate::pack::schema::RateCap;
use crate::session::ProductSheet;
use crate::terms::Put;
use crate::terms::rate::rounded_up;
use crate::{objects, words};

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
    PriceArithmetic { low, high, from, parts, capped }
    PartRates { part, low, high, can_change }
}

words! {
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

/// The band of points; none where its lower end would be above the cap.
#[must_use]
pub fn band(table: &PriceTable, product: Option<&ProductSheet>, day: Date, points: i64) -> Option<PriceArithmetic> {
    Ends::of(table, product, day, points).map(Ends::named)
}

impl<'t> Ends<'t> {
    /// The band of points; none where its lower end would be above the cap.
    pub(super) fn of(table: &'t PriceTable, product: Option<&ProductSheet>, day: Date, points: i64) -> Option<Self> {
        let (costs, cap) = (table.costs(day)?, table.cap()?);
        let (probability, loss) = (table.probability(points)?, table.loss(product)?);
        let added = [costs.funding, costs.operating, costs.margin];
        let end = |of: fn(RatesTable) -> u32| {
            let cost = added.iter().try_fold(0_u32, |sum, rates| sum.checked_add(of(*rates)))?;
            rounded_up(cost, of(probability), loss).filter(|end| *end <= i64::from(cap.rate))
        };
        Some(Self { low: end(|rates| rates.low)?, high: end(|rates| rates.high), cap, costs, probability, loss })
    }

    /// Puts the ends, the position of the costs, likelihood and loss, and whether the band was cut at the cap.
    pub(super) fn numbers(self, table: &PriceTable, put: Put<'_>) {
        put(Some(self.low));
        put(Some(self.end()));
        put(table.costs.iter().position(|costs| costs.from == self.costs.from).and_then(|n| i64::try_from(n).ok()));
        for rate in [self.probability.low, self.probability.high, self.loss, self.loss] {
            put(Some(rate.into()));
        }
        put(if self.high.is_none() { Some(1) } else { None });
    }

    /// The higher end, no higher than the cap.
    fn end(self) -> i64 {
        self.high.unwrap_or(self.cap.rate.into())
    }

    pub(super) fn named(self) -> PriceArithmetic {
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

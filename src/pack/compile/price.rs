//! The `price` part as screening and proving walk it.

use crate::date::Date;
use crate::id::Id;
use crate::pack::schema::{Price, RateCap, Rates};
use crate::session::{ProductSheet, Session};
use crate::terms::{FieldIndex, Purpose, Tier};

use super::evidence::{applies, meets};
use super::links::Links;

/// What an indicative band is worked out from. Rates are basis points a year.
#[derive(Debug, Clone)]
pub struct PriceTable {
    /// Whether it is shown to nobody.
    pub off: bool,
    /// For which purposes; empty means all.
    pub purposes: Vec<Purpose>,
    /// For products with any of these tags; empty means whatever the product.
    pub tags: Vec<Id>,
    /// Least tier of every fact that credit reads.
    pub tier: Tier,
    /// The fact that says how much is covered, and its least value.
    pub coverage: Option<(FieldIndex, i64)>,
    /// In rising order of their days.
    pub costs: Vec<CostsTable>,
    /// Points below which a loss is so likely, in rising order.
    pub defaults: Vec<(i64, RatesTable)>,
    /// Tags, and what is lost of what is lent with a product that has any of them.
    pub losses: Vec<(Vec<Id>, u32)>,
    /// The most that is shown.
    pub caps: Vec<RateCap>,
}

/// Costs from a day on.
#[derive(Debug, Clone, Copy)]
pub struct CostsTable {
    /// First day.
    pub from: Date,
    /// Of money.
    pub funding: RatesTable,
    /// Of lending.
    pub operating: RatesTable,
    /// What the firm adds.
    pub margin: RatesTable,
}

/// A rate between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatesTable {
    /// The lower.
    pub low: u32,
    /// The higher.
    pub high: u32,
}

impl PriceTable {
    /// Whether it is asked in a session.
    #[must_use]
    pub fn applies(&self, session: &Session) -> bool {
        applies(&self.purposes, &self.tags, session)
    }

    /// The costs on a day; none where the pack was loaded unchecked and has none.
    #[must_use]
    pub fn costs(&self, day: Date) -> Option<&CostsTable> {
        self.costs.iter().rev().find(|costs| costs.from <= day)
    }

    /// How likely a loss is with these points.
    #[must_use]
    pub fn probability(&self, points: i64) -> Option<RatesTable> {
        self.defaults.iter().find(|(below, _)| points < *below).map(|(_, rates)| *rates)
    }

    /// What is lost of what is lent with a product.
    #[must_use]
    pub fn loss(&self, product: Option<&ProductSheet>) -> Option<u32> {
        self.losses.iter().find(|(tags, _)| meets(tags, product)).map(|(_, share)| *share)
    }

    /// The lowest of the caps.
    #[must_use]
    pub fn cap(&self) -> Option<&RateCap> {
        self.caps.iter().min_by_key(|cap| cap.rate)
    }
}

impl Links<'_> {
    pub(super) fn price(&mut self, price: &Price) -> PriceTable {
        let table = |rates: &Rates| RatesTable { low: rates.low, high: rates.high };
        let costs = price.costs.iter().map(|costs| CostsTable {
            from: costs.from,
            funding: table(&costs.funding),
            operating: table(&costs.operating),
            margin: table(&costs.margin),
        });
        let defaults = price.defaults.iter();
        let defaults = defaults.map(|one| (one.below.unwrap_or(i64::MAX), table(&one.probability)));
        PriceTable {
            off: price.off.is_some(),
            purposes: price.purposes.clone(),
            tags: price.tags.clone(),
            tier: price.evidence.tier,
            coverage: price.evidence.coverage.as_ref().map(|one| (self.given(&one.fact), one.at_least)),
            costs: costs.collect(),
            defaults: defaults.collect(),
            losses: price.losses.iter().map(|loss| (loss.tags.clone(), loss.share)).collect(),
            caps: price.caps.clone(),
        }
    }
}

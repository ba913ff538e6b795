//! What borrowing would cost, indicatively: dated costs, expected loss by points and collateral, caps.
//!
//! Nothing here names a fact but the one that says how much is covered: a price can rest on no more about a person than
//! the points of `credit`.

use crate::date::Date;
use crate::documents;
use crate::id::Id;
use crate::terms::{Purpose, Tier};

use super::{Basis, Coverage};

/// An indicative band of a yearly rate, for whoever has a limit. No offer: text `price.indicative`. All rates are basis
/// points, and each of the band's ends is rounded up.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Price {
    /// Why no price is shown to anybody; left out where one is.
    pub off: Option<Off>,
    /// For which purposes; empty means all.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub purposes: Vec<Purpose>,
    /// For products with any of these tags; empty means whatever the product, and where there is none.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tags: Vec<Id>,
    /// How well every fact of `credit` has to be evidenced besides.
    pub evidence: PriceEvidence,
    /// What money costs and what is added to it; the entry in force on the session's day counts.
    pub costs: Vec<Costs>,
    /// How likely a loss is within a year, by points from the fewest; more points are never likelier to lose.
    pub defaults: Vec<DefaultRate>,
    /// What is lost then of what is lent, by the product; the first that fits counts.
    pub losses: Vec<LossShare>,
    /// The most that is shown, by law and by the firm; the lowest counts.
    pub caps: Vec<RateCap>,
}

/// A price that is not shown.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Off {
    /// Why, and until when.
    pub basis: Basis,
}

/// Below it there is no price.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct PriceEvidence {
    /// Least tier of every fact.
    pub tier: Tier,
    /// Least coverage.
    pub coverage: Option<Coverage>,
    /// Why.
    pub basis: Basis,
}

/// Costs from a day on.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Costs {
    /// First day.
    pub from: Date,
    /// What the money that is lent costs.
    pub funding: Rates,
    /// What lending costs besides.
    pub operating: Rates,
    /// What the firm adds: capital and its margin.
    pub margin: Rates,
}

/// A rate between two, in basis points a year.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Rates {
    /// The lower, 0 to 10000.
    pub low: u32,
    /// The higher, to 10000.
    pub high: u32,
    /// Why.
    pub basis: Basis,
}

/// How likely a loss is, of whoever has points below an end.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct DefaultRate {
    /// The end, which belongs to the next; the last has none.
    pub below: Option<i64>,
    /// In basis points: between two.
    pub probability: Rates,
}

/// What is lost of what is lent.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct LossShare {
    /// For products with any of these tags; the last has none, and is for every product.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tags: Vec<Id>,
    /// In basis points, 0 to 10000.
    pub share: u32,
    /// Why.
    pub basis: Basis,
}

/// The most that is shown. Text `cap.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct RateCap {
    /// Its id.
    pub id: Id,
    /// Basis points a year.
    pub rate: u32,
    /// Why.
    pub basis: Basis,
}

documents! {
    Price { off, evidence, costs, defaults, losses, caps; [purposes, tags] }
    Off { basis }
    PriceEvidence { tier, coverage, basis }
    Costs { from, funding, operating, margin }
    Rates { low, high, basis }
    DefaultRate { below, probability }
    LossShare { share, basis; [tags] }
    RateCap { id, rate, basis }
}

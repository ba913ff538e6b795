//! The rule by which suitable products are ranked: criteria in order, each in bands.
//!
//! Nothing here names what the firm earns: there is no such field.

use crate::documents;
use crate::id::Id;
use crate::terms::Purpose;
use crate::words;

use super::{Basis, Evidence};

/// How products that a person may buy are ranked: by the first criterion in whose bands two differ. A product that is
/// refused, referred or paused, above the class, of another term or type, or outside its target market is never ranked.
/// Text `shelf.scenario` states the scenario of a product's loss.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Shelf {
    /// For which purposes; empty means all.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub purposes: Vec<Purpose>,
    /// Every fact of the person that is read. Nothing is ranked while one is missing or evidenced less well.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub evidence: Vec<Evidence>,
    /// The fact that says for how many months the money can stay; for the criterion `horizon`.
    pub horizon: Option<Id>,
    /// The fact that says within how many days the money has to come back; for the criterion `liquidity`.
    pub within: Option<Id>,
    /// The fact that says how much is to be invested; for the criterion `concentration`.
    pub amount: Option<Id>,
    /// The fact that says what the person has, the amount included; for the criterion `concentration`.
    pub means: Option<Id>,
    /// What is held of each type of product before; for the criterion `concentration`.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub held: Vec<HeldType>,
    /// What counts, the weightiest first.
    pub criteria: Vec<Criterion>,
}

/// What is held of a type of product.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct HeldType {
    /// The type, from `matching.types`.
    #[cfg_attr(feature = "schema", schemars(rename = "type"))]
    pub kind: Id,
    /// The fact that says how much.
    pub fact: Id,
}

/// What counts. Text `criterion.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Criterion {
    /// Its id.
    pub id: Id,
    /// What is measured; less is better.
    pub by: FitBy,
    /// Where bands end: each is the first measure of the next, 1 or more, in rising order. Measures of one band are alike.
    pub ends: Vec<u32>,
    /// Why.
    pub basis: Basis,
}

/// What a criterion measures: a closed list, in which nothing is that the firm earns. Less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FitBy {
    /// By how many months the product asks for longer than the person can leave the money.
    Horizon,
    /// By how many days the money comes back later than the person needs it.
    Liquidity,
    /// What is held of the product's type after the purchase, in basis points of what the person has, rounded up.
    Concentration,
    /// What is lost in the stated scenario, in basis points of what is invested.
    Loss,
    /// 1 for a complex product, else 0.
    Complexity,
    /// What the product costs, in basis points a year.
    Cost,
}

documents! {
    Shelf { horizon, within, amount, means, criteria; [purposes, evidence, held] }
    HeldType { kind = "type", fact }
    Criterion { id, by, ends, basis }
}

words! {
    FitBy {
        Horizon = "horizon", Liquidity = "liquidity", Concentration = "concentration", Loss = "loss",
        Complexity = "complexity", Cost = "cost"
    }
}

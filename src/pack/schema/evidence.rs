//! How well a fact has to be evidenced for a part of the pack to count it.

use crate::documents;
use crate::id::Id;
use crate::terms::Tier;

use super::Basis;

/// A fact that a part reads. It counts only when it is evidenced so.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Evidence {
    /// The fact.
    pub fact: Id,
    /// Least tier.
    pub tier: Tier,
    /// Least coverage, which a fact that the firm attests does not need.
    pub coverage: Option<Coverage>,
    /// Why.
    pub basis: Basis,
}

/// How much has to be covered for a fact to count.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Coverage {
    /// The fact that says how much is covered, in days or months; read at the same tier.
    pub fact: Id,
    /// Least value of it.
    pub at_least: i64,
}

documents! {
    Evidence { fact, tier, coverage, basis }
    Coverage { fact, at_least }
}

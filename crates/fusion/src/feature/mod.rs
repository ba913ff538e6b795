//! What records say, as facts for a pack: income, spending, balances, obligations, holdings, and how much was seen.
//!
//! Takes accounts and movements in one currency, gives an integer for every feature of the catalogue, or what is missing
//! for it. Missing is unknown, never nothing: a month that an account does not cover is left out of a median, and a
//! feature without enough of them has no value. The tier of a feature is the weakest of every row that it reads and of every
//! account of the kinds that it speaks of; what the person corrected makes it declared. No feature reads age, sex, origin, lawsuits or traffic offences.
//!
//! | file | what it is for |
//! |---|---|
//! | [`catalogue`] | every feature, its unit and what it needs |
//! | [`activity`] | what features are computed from |
//! | `from_ledger` | these from a ledger |
//! | `coverage` | days and whole months that accounts cover |
//! | `sample` | the movements that a feature reads |
//! | `statistics` | medians, shares and spread, in integers |
//! | `facts` | what was found, as facts for a screening |
//! | `income`, `spending`, `balance`, `broker`, `quality` | the features |

pub mod activity;
mod balance;
mod broker;
pub mod catalogue;
mod coverage;
mod facts;
mod from_ledger;
mod income;
mod quality;
mod sample;
mod spending;
mod statistics;

use core::fmt;

use prescreen::terms::Tier;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

pub use activity::Activity;
pub use catalogue::{CATALOGUE, FeatureId, MEANINGS, Need, Unit};
pub use from_ledger::main_currency;

use crate::money::Currency;
use crate::sorted::sort_by_key;

/// A feature's value, or what is missing for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The value, in the feature's unit, and how well it is evidenced.
    Value {
        /// The value.
        value: i64,
        /// The weakest evidence that it rests on.
        tier: Tier,
    },
    /// Unknown.
    NotEnough {
        /// Of what there is not enough.
        of: Need,
        /// How much it needs.
        needs: i64,
        /// How much there is.
        has: i64,
    },
}

/// What was found for every feature that is computed, in the order of the catalogue.
pub struct Features {
    currency: Currency,
    found: Vec<(FeatureId, Finding)>,
}

/// How well what a feature reads is evidenced; or what is lacking where nothing of it is handed over.
type Evidence = Result<Tier, Finding>;

impl Features {
    /// Computes all features.
    #[must_use]
    pub fn of(activity: &Activity<'_>) -> Self {
        let mut found = Vec::with_capacity(CATALOGUE.len());
        income::find(activity, &mut found);
        spending::find(activity, &mut found);
        balance::find(activity, &mut found);
        broker::find(activity, &mut found);
        quality::find(activity, &mut found);
        sort_by_key(&mut found, |(id, _)| *id);
        Self { currency: activity.currency, found }
    }

    /// What was found for a feature; none for one that the person types in.
    #[must_use]
    pub fn get(&self, id: FeatureId) -> Option<Finding> {
        self.found.iter().find(|(other, _)| *other == id).map(|(_, found)| *found)
    }

    /// All of them, in the order of the catalogue.
    pub fn iter(&self) -> impl Iterator<Item = (FeatureId, Finding)> {
        self.found.iter().copied()
    }
}

impl Finding {
    /// The value, where there is one.
    #[must_use]
    pub fn value(self) -> Option<i64> {
        match self {
            Self::Value { value, .. } => Some(value),
            Self::NotEnough { .. } => None,
        }
    }

    /// Not enough of something.
    fn lacks(of: Need, needs: i64, has: i64) -> Self {
        Self::NotEnough { of, needs, has }
    }

    /// A value where there is enough of what the catalogue says the feature needs.
    fn enough(id: FeatureId, has: i64, tier: Evidence, value: impl FnOnce() -> Result<i64, Self>) -> Self {
        let Some(needs) = id.feature().map(|feature| feature.needs) else { return Self::lacks(Need::Statement, 1, 0) };
        let tier = match tier {
            Ok(tier) => tier,
            Err(lacks) => return lacks,
        };
        if has < needs.least {
            return Self::lacks(needs.of, needs.least, has);
        }
        match value() {
            Ok(value) => Self::Value { value, tier },
            Err(lacks) => lacks,
        }
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { tier, .. } => write!(f, "Value(.., {})", tier.word()),
            Self::NotEnough { of, needs, .. } => write!(f, "NotEnough({}, needs {needs})", of.word()),
        }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value { value, tier } => {
                let mut object = serializer.serialize_struct("Value", 2)?;
                object.serialize_field("value", value)?;
                object.serialize_field("tier", tier)?;
                object.end()
            }
            Self::NotEnough { of, needs, has } => {
                let mut object = serializer.serialize_struct("NotEnough", 3)?;
                object.serialize_field("of", of)?;
                object.serialize_field("needs", needs)?;
                object.serialize_field("has", has)?;
                object.end()
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Finding {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FeatureFound".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (tier, of) = (generator.subschema_for::<Tier>(), generator.subschema_for::<Need>());
        schemars::json_schema!({
            "description": "What a feature came to: a value with its evidence, or what is missing for it.",
            "oneOf": [
                {
                    "type": "object",
                    "properties": { "value": { "type": "integer" }, "tier": tier },
                    "required": ["value", "tier"],
                    "additionalProperties": false,
                },
                {
                    "type": "object",
                    "properties": { "of": of, "needs": { "type": "integer" }, "has": { "type": "integer" } },
                    "required": ["of", "needs", "has"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Features {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Features".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (found, names) = (generator.subschema_for::<Finding>(), generator.subschema_for::<FeatureId>());
        schemars::json_schema!({
            "description": "Features by their names in the catalogue.",
            "type": "object",
            "propertyNames": names,
            "additionalProperties": found,
        })
    }
}

impl fmt::Debug for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Features({} of {:?})", self.found.len(), self.currency)
    }
}

impl Serialize for Features {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

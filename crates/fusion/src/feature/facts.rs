//! What was found, as facts for a screening.
//!
//! Takes features, gives the pack's facts by name with value and tier. What is unknown is left out: a missing fact is
//! unknown to a rule too. So is what the person corrected: it is their word then, and no file evidences it.

use prescreen::case::Found as FoundFact;
use prescreen::id::Id;
use prescreen::terms::{FactValue, FileTier, Tier};

use super::{FeatureId, Features, Found, Unit};

impl Features {
    /// The facts that a pack may take from files: `found-` before the feature's name.
    #[must_use]
    pub fn facts(&self) -> Vec<(Id, FoundFact)> {
        self.iter().filter_map(|(id, found)| fact(id, found)).collect()
    }
}

fn fact(id: FeatureId, found: Found) -> Option<(Id, FoundFact)> {
    let Found::Value { value, tier } = found else { return None };
    let tier = match tier {
        Tier::Declared => return None,
        Tier::Parsed => FileTier::Parsed,
        // No file is better evidence than that its own figures hold.
        Tier::Consistent | Tier::Attested => FileTier::Consistent,
    };
    let value = match id.feature()?.unit {
        Unit::YesNo => FactValue::Boolean(value != 0),
        Unit::MinorUnits | Unit::BasisPoints | Unit::Days | Unit::Months | Unit::Count => FactValue::Integer(value),
    };
    Some((Id::try_from(String::from(id.fact())).ok()?, FoundFact { value, tier }))
}

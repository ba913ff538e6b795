//! What was found, as facts for a screening.
//!
//! Takes features, gives the pack's facts by name with value and tier. What is unknown is left out: a missing fact is
//! unknown to a rule too. So is what the person corrected: it is their word then, and no file evidences it. Of records
//! whose file names no currency nothing is handed over: `XXX` may be several currencies, and a sum or share of them is none.

use prescreen::case::Found as FoundFact;
use prescreen::id::Id;
use prescreen::terms::{FactValue, FileTier, Tier};

use super::{FeatureId, Features, Finding, Unit};
use crate::money::Currency;

impl Features {
    /// The facts that a pack may take from files: `found-` before the feature's name.
    #[must_use]
    pub fn facts(&self) -> Vec<(Id, FoundFact)> {
        if self.currency == Currency::NONE {
            return Vec::new();
        }
        self.iter().filter_map(|(id, found)| fact(id, found, self.currency)).collect()
    }
}

fn fact(id: FeatureId, found: Finding, currency: Currency) -> Option<(Id, FoundFact)> {
    let Finding::Value { value, tier } = found else { return None };
    let tier = match tier {
        Tier::Declared => return None,
        Tier::Parsed => FileTier::Parsed,
        // No file is better evidence than that its own figures hold.
        Tier::Consistent | Tier::Attested => FileTier::Consistent,
    };
    let unit = id.feature()?.unit;
    let currency = (unit == Unit::MinorUnits).then(|| currency.as_str().to_owned());
    let value = match unit {
        Unit::YesNo => FactValue::Boolean(value != 0),
        Unit::MinorUnits | Unit::BasisPoints | Unit::Days | Unit::Months | Unit::Count => FactValue::Integer(value),
    };
    Some((Id::try_from(id.fact()).ok()?, FoundFact { value, tier, currency }))
}

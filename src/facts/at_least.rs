//! What is known at a tier or better.

use crate::condition::{Facts, Truth, Value};
use crate::terms::{FieldIndex, Tier};

/// Facts that say how well each is evidenced.
pub(crate) trait Evidenced: Facts {
    /// The tier of a field's value, when it has one.
    fn tier(&self, field: FieldIndex) -> Option<Tier>;

    /// Whether all that the person gave is in it.
    fn whole(&self) -> bool;

    /// The same, with every value below a tier counted as missing.
    fn at_least(&self, tier: Tier) -> AtLeast<'_, Self>
    where
        Self: Sized,
    {
        AtLeast { facts: self, tier }
    }
}

/// Facts, with every value below a tier counted as missing.
pub(crate) struct AtLeast<'a, F> {
    facts: &'a F,
    tier: Tier,
}

impl<F: Evidenced> Facts for AtLeast<'_, F> {
    fn value(&self, field: FieldIndex) -> Option<Value> {
        self.facts.tier(field).filter(|tier| *tier >= self.tier)?;
        self.facts.value(field)
    }

    fn exists(&self, field: FieldIndex) -> Truth {
        match self.value(field) {
            Some(_) => Truth::True,
            // What the person may still have given is below the attested tier.
            None if self.facts.whole() || self.tier == Tier::Attested || self.facts.value(field).is_some() => {
                Truth::False
            }
            None => self.facts.exists(field),
        }
    }
}

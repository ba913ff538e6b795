//! Derived facts: the closed list of total functions.

use crate::condition::{Facts, Value};
use crate::date::Date;
use crate::pack::Pack;
use crate::pack::compile::Derivation;
use crate::terms::parts::half_basis_points;
use crate::terms::{FactIndex, FieldIndex, Tier};

use super::{Evidence, Evidenced as _, Known};

impl Known {
    pub(super) fn derive(&mut self, pack: &Pack) {
        let layout = &pack.compiled().layout;
        for (position, fact) in pack.compiled().facts.iter().enumerate() {
            let evidence = fact.derivation.as_ref().and_then(|derivation| self.derived(derivation));
            if let Some(evidence) = evidence {
                self.set(layout.fact(FactIndex::new(position)), evidence);
            }
        }
    }

    fn derived(&self, derivation: &Derivation) -> Option<Evidence> {
        let (value, tier) = match derivation {
            Derivation::AgeOn(field) => (self.date(*field)?.years_until(self.day)?, self.tier(*field)?),
            Derivation::MonthsSince(field) => (self.date(*field)?.months_until(self.day)?, self.tier(*field)?),
            Derivation::Min(fields) => (self.integers(fields)?.into_iter().min()?, self.weakest(fields)?),
            Derivation::Max(fields) => (self.integers(fields)?.into_iter().max()?, self.weakest(fields)?),
            Derivation::ShareBp(part, whole) => {
                let (numerator, denominator) = (self.integer(*part)?, self.integer(*whole)?);
                (half_basis_points(numerator, denominator)?, self.weakest(&[*part, *whole])?)
            }
        };
        Some(Evidence { value: Value::Integer(value), tier })
    }

    fn date(&self, field: FieldIndex) -> Option<Date> {
        match self.value(field)? {
            Value::Date(days) => Date::from_days(days),
            _ => None,
        }
    }

    fn integer(&self, field: FieldIndex) -> Option<i64> {
        match self.value(field)? {
            Value::Integer(value) => Some(value),
            _ => None,
        }
    }

    fn integers(&self, fields: &[FieldIndex]) -> Option<Vec<i64>> {
        fields.iter().map(|field| self.integer(*field)).collect()
    }

    fn weakest(&self, fields: &[FieldIndex]) -> Option<Tier> {
        fields.iter().map(|field| self.tier(*field)).collect::<Option<Vec<Tier>>>()?.into_iter().min()
    }
}

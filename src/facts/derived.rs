//! Derived facts: the closed list of total functions.

use crate::condition::{Facts, Value};
use crate::date::Date;
use crate::pack::Pack;
use crate::pack::compile::Derivation;
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

/// A share in halves of a basis point: even where it is whole basis points, odd where it lies between two. So it compares
/// with any number of them as the exact share does. None for a share of nothing, or where it is out of range.
///
/// Worked out digit by digit, as on paper: numbers are within ±(2^53−1), so no step overflows, and the investor's module
/// needs no division of 128 bits.
fn half_basis_points(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let mut share = part.checked_div_euclid(whole)?;
    let mut rest = part.checked_rem_euclid(whole)?;
    for _ in 0..4 {
        let tenfold = rest.checked_mul(10)?;
        share = share.checked_mul(10)?.checked_add(tenfold.checked_div_euclid(whole)?)?;
        rest = tenfold.checked_rem_euclid(whole)?;
    }
    share.checked_mul(2)?.checked_add((rest > 0).into())
}

#[cfg(test)]
mod tests {
    use super::half_basis_points;
    use crate::json::MAX_INTEGER;

    #[test]
    fn a_share_compares_with_whole_basis_points_as_the_exact_share_does() {
        let numbers =
            [0, 1, 2, 3, 7, 9_999, 10_000, 10_001, 123_456_789, MAX_INTEGER / 3, MAX_INTEGER - 1, MAX_INTEGER];
        for part in numbers.into_iter().flat_map(|number| [number, -number]) {
            for whole in numbers.into_iter().skip(1) {
                let scaled = i128::from(part) * 10_000;
                let below = scaled.div_euclid(whole.into());
                let share = half_basis_points(part, whole);
                assert_eq!(share.is_none(), i64::try_from(below * 2 + 1).is_err(), "{part} of {whole}");
                let Some(share) = share else { continue };
                for basis_points in [below - 1, below, below + 1] {
                    let exact = scaled.cmp(&(basis_points * i128::from(whole)));
                    assert_eq!(i128::from(share).cmp(&(basis_points * 2)), exact, "{part} of {whole}, {basis_points}");
                }
            }
        }
        assert_eq!(half_basis_points(1, 0), None);
        assert_eq!(half_basis_points(1, -1), None);
    }
}

//! Logistic regression: a weighted sum and the probability behind it.
//!
//! Takes values in the order of the model's features, gives the sum in 64 bits, added in that order from the
//! intercept. A value that is missing counts as the one its term names.

use prescreen::{Code, Error};

/// A logistic regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Logistic {
    /// Log-odds where every value is zero.
    pub intercept: f64,
    /// One per feature.
    pub terms: Vec<Term>,
}

/// What one feature adds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// Log-odds per unit.
    pub weight: f64,
    /// What a missing value counts as.
    pub missing: f64,
}

impl Logistic {
    pub(super) fn check(&self, features: usize) -> Result<bool, Error> {
        let numbers = self.terms.iter().flat_map(|term| [term.weight, term.missing]);
        if !numbers.chain([self.intercept]).all(f64::is_finite) {
            return Err(Error::new(Code::Number, "", "a weight of the regression is not a finite number"));
        }
        Ok(self.terms.len() == features)
    }

    /// What each feature adds to the intercept, in log-odds.
    pub(super) fn parts<'a>(&'a self, row: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        self.terms.iter().zip(row).map(|(term, value)| {
            let value = if value.is_nan() { term.missing } else { *value };
            term.weight * value
        })
    }
}

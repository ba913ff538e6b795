//! The plain way of one value through one test, exactly as the libraries go.
//!
//! Takes a value, gives left or right. The fast way in [`super::slots`] and [`super::walk`] has to agree with it for every row.

use super::forest::{Missing, Precision, Test};

/// LightGBM takes what is this near to zero for zero: a 32-bit constant.
pub(super) const ZERO: f64 = 1e-35_f32 as f64;
/// XGBoost's categories are below this, the last integer that 32 bits hold without a gap.
const MAX_SINGLE_CATEGORY: f64 = 16_777_216.0;

impl Precision {
    /// A value as the library's splits see it.
    pub(super) fn seen(self, value: f64) -> f64 {
        match self {
            Self::Double { .. } if value.abs() <= ZERO => 0.0,
            Self::Double { .. } => value,
            Self::Single { .. } => f64::from(value as f32),
        }
    }

    /// The category that a seen value is; none for what is negative or too large for the library.
    pub(super) fn category(self, value: f64) -> Option<u32> {
        let known = match self {
            // Cut towards zero first, so −0.5 is category 0.
            Self::Double { .. } => value > -1.0 && value <= f64::from(i32::MAX),
            Self::Single { .. } => (0.0..MAX_SINGLE_CATEGORY).contains(&value),
        };
        known.then_some(value as u32)
    }
}

impl Missing {
    /// Where the test sends a seen value that it takes for missing; none for any other.
    pub(super) fn sends(self, value: f64) -> Option<bool> {
        match self {
            Self::Nothing => None,
            Self::Zero { left } => (value.is_nan() || value == 0.0).then_some(left),
            Self::Nan { left } => value.is_nan().then_some(left),
        }
    }
}

impl Test {
    /// Whether a seen value goes left.
    pub(super) fn left(&self, arithmetic: Precision, value: f64) -> bool {
        match self {
            Self::AtMost { threshold, missing } => {
                // Where NaN is not missing, it is zero.
                missing.sends(value).unwrap_or_else(|| if value.is_nan() { 0.0 } else { value } <= *threshold)
            }
            Self::Among { missing_left, .. } if value.is_nan() => *missing_left,
            Self::Among { categories, .. } => {
                arithmetic.category(value).is_some_and(|category| categories.binary_search(&category).is_ok())
            }
        }
    }
}

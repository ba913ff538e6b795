//! Whether as many people are in each variation as the weights say.

use super::numeric::ChiSquare;

/// A share of p-values below which the counts do not fit the weights: GrowthBook's `DEFAULT_SRM_THRESHOLD`.
pub const THRESHOLD: f64 = 0.001;

/// The p-value of Pearson's chi-square test of `observed` counts against `weights`, which need not add up to 1.
///
/// None where there is nothing to compare: fewer than two variations, another number of weights, nobody, or a weight
/// that is not above 0.
#[must_use]
pub fn p(observed: &[f64], weights: &[f64]) -> Option<f64> {
    let (total, whole) = (observed.iter().sum::<f64>(), weights.iter().sum::<f64>());
    let comparable = observed.len() >= 2 && observed.len() == weights.len() && total > 0.0;
    if !comparable || weights.iter().any(|weight| weight.is_nan() || *weight <= 0.0) {
        return None;
    }
    let parts = observed.iter().zip(weights).map(|(count, weight)| {
        let expected = total * weight / whole;
        (count - expected) * (count - expected) / expected
    });
    let degrees = observed.iter().skip(1).map(|_| 1.0).sum();
    Some(ChiSquare(degrees).above(parts.sum()))
}

//! Population stability: how far rows moved between bins.

use crate::woe::INSTEAD_OF_NONE;

/// The population stability index of two lists of weights, bin by bin: Σ (share − base's share) · ln(share / base's share).
///
/// Where a bin weighs nothing on one side, half a row stands there; where on both, the bin adds nothing. 0.10 and 0.25,
/// at which people speak of *some* and *much*, are conventions: they depend on the number of bins and of rows
/// (Yurdakul and Naranjo 2020). NaN where one side weighs nothing at all.
#[must_use]
pub fn stability_index(base: &[f64], other: &[f64]) -> f64 {
    let used: Vec<(f64, f64)> =
        base.iter().copied().zip(other.iter().copied()).filter(|(one, other)| one + other > 0.0).collect();
    let instead = |weight: f64| if weight > 0.0 { weight } else { INSTEAD_OF_NONE };
    if base.iter().sum::<f64>() <= 0.0 || other.iter().sum::<f64>() <= 0.0 {
        return f64::NAN;
    }
    let (all, all_other) =
        used.iter().fold((0.0, 0.0), |(sum, other), (one, next)| (sum + instead(*one), other + instead(*next)));
    let part = |(one, other): &(f64, f64)| {
        let (one, other) = (instead(*one) / all, instead(*other) / all_other);
        (other - one) * libm::log(other / one)
    };
    used.iter().map(part).sum()
}

/// What the values of rows weigh between rising breaks, each of which begins a bin.
#[must_use]
pub fn weights_between(breaks: &[f64], values: &[f64], weights: &[f64]) -> Vec<f64> {
    let mut bins = vec![0.0; breaks.len().saturating_add(1)];
    for (value, weight) in values.iter().zip(weights) {
        if let Some(bin) = bins.get_mut(breaks.partition_point(|one| one <= value)) {
            *bin += weight;
        }
    }
    bins
}

//! The normal mixture boundary of a sum whose variance so far is known (Howard et al., "Time-uniform, nonparametric,
//! nonasymptotic confidence sequences", 2021, eq. 14; `confseq`).

use super::numeric::Normal;

/// Over all values of `v` together, the sum passes the boundary with a probability of `alpha` at most.
///
/// `v` is the sum's variance so far, above 0; the boundary is tightest near a variance of `tuned_v` at a level of
/// `tuned_alpha`. One-sided boundaries stand above the sum alone.
#[must_use]
pub fn normal_mixture(v: f64, alpha: f64, tuned_v: f64, tuned_alpha: f64, one_sided: bool) -> f64 {
    if one_sided {
        return one_sided_bound(v, alpha, best_rho(tuned_v, 2.0 * tuned_alpha));
    }
    let rho = best_rho(tuned_v, tuned_alpha);
    libm::sqrt((v + rho) * libm::log((v + rho) / (rho * alpha * alpha)))
}

/// ρ that makes the two-sided boundary nearly the smallest at a variance of `v`, as `confseq` chooses it.
fn best_rho(v: f64, alpha: f64) -> f64 {
    let twice = -2.0 * libm::log(alpha);
    v / (twice + libm::log(1.0 + twice))
}

/// The least `s` at which the half-normal mixture of the likelihood ratio reaches 1 / α.
fn one_sided_bound(v: f64, alpha: f64, rho: f64) -> f64 {
    let reached = |s: f64| {
        let mixed = 0.5 * libm::log(4.0 * rho / (v + rho)) + s * s / (2.0 * (v + rho));
        mixed + libm::log(Normal.below(s / libm::sqrt(v + rho))) >= -libm::log(alpha)
    };
    let (mut low, mut high) = (0.0, 1.0);
    while !reached(high) && high < 1e150 {
        low = high;
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if reached(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

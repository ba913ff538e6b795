//! How reliably a sum of items measures: Cronbach's alpha and McDonald's omega, with intervals.
//!
//! Takes how many people there are and the items' covariances, which come of sums alone: nobody's answers.

use super::difference::Interval;
use super::matrix::Matrix;
use super::numeric::{Fisher, Normal};

/// An estimate with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
}

/// Rounds of the factor's estimation, at most.
const MOST_ROUNDS: usize = 10_000;

/// Cronbach's alpha with Feldt's interval (1965) of coverage 1 − `level`. None of fewer than two items or people, or
/// without variance.
#[must_use]
pub fn alpha(covariances: &Matrix, people: f64, level: f64) -> Option<Estimate> {
    let items = (0..covariances.size()).map(|_| 1.0).sum::<f64>();
    let total = covariances.sum();
    if items < 2.0 || people < 2.0 || total <= 0.0 {
        return None;
    }
    let value = items / (items - 1.0) * (1.0 - covariances.trace() / total);
    let distribution = Fisher(people - 1.0, (people - 1.0) * (items - 1.0));
    let bound = |p: f64| 1.0 - (1.0 - value) * distribution.quantile(p);
    Some(Estimate { value, interval: Interval { low: bound(1.0 - 0.5 * level), high: bound(0.5 * level) } })
}

/// The two-sided p-value that two independent groups have the same alpha (Bonett, 2003).
#[must_use]
pub fn same_alpha_p(first: f64, people: f64, second: f64, others: f64, items: f64) -> f64 {
    let variance = 2.0 * items / (items - 1.0) * (1.0 / (people - 2.0) + 1.0 / (others - 2.0));
    let z = (libm::log(1.0 - first) - libm::log(1.0 - second)) / libm::sqrt(variance);
    2.0 * Normal.above(z.abs())
}

/// McDonald's omega of one factor (least squares of the covariances, Harman and Jones' minres), with an interval of
/// coverage 1 − `level` by the delta method for normal answers, on the scale ln(1 − ω).
///
/// None of fewer than three items or people, or where the factor leaves an item no variance of its own.
#[must_use]
pub fn omega(covariances: &Matrix, people: f64, level: f64) -> Option<Estimate> {
    if covariances.size() < 3 || people < 3.0 {
        return None;
    }
    let value = one_factor_omega(covariances)?;
    let size = covariances.size();
    let mut slopes = Matrix::zero(size);
    for i in 0..size {
        for j in i..size {
            let step = 1e-5 * libm::sqrt(covariances.at(i, i) * covariances.at(j, j));
            let moved = |by: f64| {
                let mut moved = covariances.clone();
                moved.add(i, j, by);
                if i != j {
                    moved.add(j, i, by);
                }
                one_factor_omega(&moved)
            };
            let slope = (moved(step)? - moved(-step)?) / (2.0 * step);
            // Half for each of the two entries that are one.
            let each = if i == j { slope } else { 0.5 * slope };
            slopes.add(i, j, each);
            if i != j {
                slopes.add(j, i, each);
            }
        }
    }
    // For normal answers var(tr(G S)) = 2 tr(G S G S) / (n − 1).
    let product = |a: &Matrix, b: &Matrix| {
        let mut product = Matrix::zero(size);
        for i in 0..size {
            for j in 0..size {
                product.add(i, j, (0..size).map(|k| a.at(i, k) * b.at(k, j)).sum());
            }
        }
        product
    };
    let once = product(&slopes, covariances);
    let variance = 2.0 * product(&once, &once).trace() / (people - 1.0);
    let width = -Normal.quantile(0.5 * level) * libm::sqrt(variance) / (1.0 - value);
    let bound = |by: f64| 1.0 - (1.0 - value) * libm::exp(by);
    Some(Estimate { value, interval: Interval { low: bound(width), high: bound(-width) } })
}

fn one_factor_omega(covariances: &Matrix) -> Option<f64> {
    let size = covariances.size();
    let deviations: Vec<f64> = (0..size).map(|n| libm::sqrt(covariances.at(n, n))).collect();
    if deviations.iter().any(|deviation| deviation.is_nan() || *deviation <= 0.0) {
        return None;
    }
    let deviation = |n: usize| deviations.get(n).copied().unwrap_or(1.0);
    let correlation = |i: usize, j: usize| covariances.at(i, j) / (deviation(i) * deviation(j));
    let mut loadings = vec![0.6; size];
    for _ in 0..MOST_ROUNDS {
        let mut moved: f64 = 0.0;
        for i in 0..size {
            let (mut over, mut under) = (0.0, 0.0);
            for (j, loading) in loadings.iter().enumerate().filter(|(j, _)| *j != i) {
                over += correlation(i, j) * loading;
                under += loading * loading;
            }
            let Some(loading) = loadings.get_mut(i) else { continue };
            let next = if under > 0.0 { over / under } else { 0.0 };
            moved = moved.max((next - *loading).abs());
            *loading = next;
        }
        if moved < 1e-13 {
            break;
        }
    }
    if loadings.iter().any(|loading| loading.is_nan() || loading * loading >= 1.0) {
        return None;
    }
    let (mut common, mut unique) = (0.0, 0.0);
    for (loading, deviation) in loadings.iter().zip(&deviations) {
        common += loading * deviation;
        unique += (1.0 - loading * loading) * deviation * deviation;
    }
    Some(common * common / (common * common + unique))
}

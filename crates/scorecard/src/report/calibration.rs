//! Calibration: whether as many turn out bad as the probabilities say.

use serde::Serialize;

use super::interval::{Interval, chi_squared_beyond};
use crate::woe::Counts;

/// Rows of about one probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Group {
    /// Their weight.
    pub weight: f64,
    /// Mean probability.
    pub predicted: f64,
    /// Share that turned out bad, with Wilson's interval.
    pub observed: Interval,
}

/// Predicted beside observed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// Groups of about one size, the least probable first. Rows of one probability stay together.
    pub groups: Vec<Group>,
    /// Mean probability of all.
    pub predicted: f64,
    /// Share of all that turned out bad.
    pub observed: f64,
    /// Mean square of the error (Brier 1950).
    pub brier: f64,
    /// Mean of −ln(probability of what happened).
    pub log_loss: f64,
    /// Mean distance between predicted and observed, by the groups' weights.
    pub mean_gap: f64,
    /// Hosmer and Lemeshow's statistic (1980).
    pub hosmer_lemeshow: f64,
    /// The probability of a statistic this large if the probabilities are right: degrees of freedom are groups less two on
    /// the rows of the fit, and groups on other rows.
    pub hosmer_lemeshow_probability: f64,
}

/// Calibration of probabilities in about so many groups; `fitted` says whether these are the rows of the fit.
#[must_use]
pub fn calibration(probabilities: &[f64], bad: &[bool], weights: &[f64], groups: usize, fitted: bool) -> Calibration {
    let by_value = super::ranking::by_value(probabilities, bad, weights);
    let total = by_value.iter().fold(Counts::default(), |sum, (_, counts)| sum.with(*counts));
    let (mut brier, mut log_loss, mut expected) = (0.0, 0.0, 0.0);
    let mut cells: Vec<(Counts, f64)> = Vec::new();
    let (mut so_far, mut next) = (0.0, 0.0);
    for (probability, counts) in by_value {
        let miss = 1.0 - probability;
        brier += counts.bad * miss * miss + counts.good * probability * probability;
        log_loss -= part(counts.bad, probability) + part(counts.good, miss);
        expected += counts.all() * probability;
        if so_far >= next {
            cells.push((Counts::default(), 0.0));
            while next <= so_far {
                next += total.all() / groups.max(1) as f64;
            }
        }
        so_far += counts.all();
        if let Some((sum, predicted)) = cells.last_mut() {
            *sum = sum.with(counts);
            *predicted += counts.all() * probability;
        }
    }
    let group = |(counts, predicted): &(Counts, f64)| Group {
        weight: counts.all(),
        predicted: predicted / counts.all(),
        observed: Interval::share(counts.rate(), counts.all()),
    };
    let groups: Vec<Group> = cells.iter().map(group).collect();
    let statistic: f64 = groups.iter().map(surprise).sum();
    let degrees = u32::try_from(groups.len()).unwrap_or(u32::MAX).saturating_sub(if fitted { 2 } else { 0 });
    let gap = |group: &Group| group.weight * (group.predicted - group.observed.value).abs();
    Calibration {
        predicted: expected / total.all(),
        observed: total.rate(),
        brier: brier / total.all(),
        log_loss: log_loss / total.all(),
        mean_gap: groups.iter().map(gap).sum::<f64>() / total.all(),
        hosmer_lemeshow: statistic,
        hosmer_lemeshow_probability: if degrees == 0 { f64::NAN } else { chi_squared_beyond(statistic, degrees) },
        groups,
    }
}

fn part(weight: f64, probability: f64) -> f64 {
    if weight > 0.0 { weight * libm::log(probability) } else { 0.0 }
}

/// (observed − expected)² / (n · p · (1 − p)).
fn surprise(group: &Group) -> f64 {
    let distance = group.weight * (group.observed.value - group.predicted);
    distance * distance / (group.weight * group.predicted * (1.0 - group.predicted))
}

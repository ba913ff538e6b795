//! Which characteristics a fit is better without.
//!
//! Backward, one at a time: first what would say the reverse of its own bins (a coefficient below zero, as correlated
//! characteristics give), the lowest first; then what lowers Akaike's criterion most when it goes (R's `step`), while
//! something does. The order of characteristics breaks ties.

use ndarray::{Array2, Axis};

use crate::card::{with_evidence, woe_columns};
use crate::logistic::Fit;
use crate::{Bins, Problem, Sample};

/// The bins that stay, and the names of those that went, in their order.
///
/// # Errors
/// As for [`crate::Card::fit`].
pub fn select(bins: &[Bins], sample: &Sample, ridge: f64) -> Result<(Vec<Bins>, Vec<String>), Vec<Problem>> {
    let (sample, _) = with_evidence(bins.iter(), sample)?;
    let (_, columns) = woe_columns(bins, &sample)?;
    let mut kept: Vec<usize> = (0..bins.len()).collect();
    let mut gone = Vec::new();
    let fit = |kept: &[usize]| Fit::new(chosen(&columns, kept).view(), &sample.bad, &sample.weights, ridge);
    while kept.len() > 1 {
        let now = fit(&kept)?;
        let coefficients = now.coefficients.iter().skip(1).copied().enumerate();
        let lowest =
            coefficients.min_by(|(_, one), (_, other)| one.total_cmp(other)).filter(|(_, lowest)| *lowest < 0.0);
        let place = match lowest {
            Some((place, _)) => place,
            None => {
                let mut best: Option<(usize, f64)> = None;
                for place in 0..kept.len() {
                    let rest: Vec<usize> = without(&kept, place);
                    let aic = fit(&rest)?.aic();
                    if best.is_none_or(|(_, least)| aic < least) {
                        best = Some((place, aic));
                    }
                }
                let Some((place, _)) = best.filter(|(_, aic)| *aic < now.aic()) else { break };
                place
            }
        };
        gone.extend(kept.get(place).and_then(|one| bins.get(*one)).map(|one| one.name.clone()));
        kept = without(&kept, place);
    }
    Ok((kept.iter().filter_map(|one| bins.get(*one)).cloned().collect(), gone))
}

fn without(kept: &[usize], place: usize) -> Vec<usize> {
    kept.iter().copied().enumerate().filter(|(other, _)| *other != place).map(|(_, one)| one).collect()
}

fn chosen(columns: &Array2<f64>, kept: &[usize]) -> Array2<f64> {
    columns.select(Axis(1), kept)
}

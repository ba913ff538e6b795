//! Which characteristics a fit is better without.
//!
//! First what says nothing: a column of which every row has the same weight of evidence. Then backward, one at a time: what would say the reverse of its own bins (a coefficient below zero, as correlated
//! characteristics give), the lowest first; then what lowers Akaike's criterion most when it goes (R's `step`), while
//! something does. The order of characteristics breaks ties.

use ndarray::{Array2, Axis};

use crate::card::{named, says_nothing, with_evidence, woe_columns};
use crate::logistic::Fit;
use crate::{Bins, Problem, Sample};

/// The bins that stay, and the names of those that went, in their order.
///
/// # Errors
/// As for [`crate::Card::fit`].
pub fn select(bins: &[Bins], sample: &Sample, ridge: f64) -> Result<(Vec<Bins>, Vec<String>), Vec<Problem>> {
    let (sample, _) = with_evidence(bins.iter(), sample)?;
    let (_, columns) = woe_columns(bins, &sample)?;
    let name = |place: usize| bins.get(place).map(|one| one.name.clone());
    let (nothing, mut kept): (Vec<usize>, Vec<usize>) =
        (0..bins.len()).partition(|place| says_nothing(&columns, *place));
    let mut gone: Vec<String> = nothing.into_iter().filter_map(name).collect();
    let fit = |kept: &[usize]| {
        let columns = chosen(&columns, kept);
        let chosen = || kept.iter().filter_map(|place| bins.get(*place)).cloned().collect::<Vec<Bins>>();
        Fit::new(columns.view(), &sample.bad, &sample.weights, ridge)
            .map_err(|problem| named(problem, &chosen(), &columns))
    };
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
        gone.extend(kept.get(place).copied().and_then(name));
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

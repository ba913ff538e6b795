//! The proportional-odds model of ordered answers (McCullagh, 1980), fitted to counts by Fisher's scoring.

use super::matrix::Matrix;

/// People who share all terms.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// What the answers may depend on; as many in every row.
    pub terms: Vec<f64>,
    /// People by answer, in its order; as many in every row.
    pub counts: Vec<f64>,
}

/// A fitted model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// The logarithm of the likelihood, at its greatest.
    pub log_likelihood: f64,
    /// People.
    pub n: f64,
}

/// Steps, at most.
const MOST_STEPS: usize = 100;

/// Fits the model. None where it has no greatest likelihood: fewer than two answers that anybody gave, or answers that
/// the terms tell apart completely.
pub(super) fn proportional_odds(rows: &[Pattern]) -> Option<Fit> {
    let answers = rows.iter().map(|row| row.counts.len()).max()?;
    let given: Vec<usize> = (0..answers).filter(|n| rows.iter().any(|row| at(&row.counts, *n) > 0.0)).collect();
    let rows: Vec<Pattern> = rows.iter().map(|row| row.only(&given)).collect();
    let n: f64 = rows.iter().flat_map(|row| &row.counts).sum();
    let cuts = given.len().checked_sub(1).filter(|cuts| *cuts > 0)?;
    let terms = rows.first()?.terms.len();
    // To start with, every cut at its share of all people, and no term matters.
    let mut parameters: Vec<f64> = Vec::new();
    let mut below = 0.0;
    for cut in 0..cuts {
        below += rows.iter().map(|row| at(&row.counts, cut)).sum::<f64>();
        parameters.push(libm::log(below / (n - below)));
    }
    parameters.extend(core::iter::repeat_n(0.0, terms));
    let mut reached = likelihood(&rows, &parameters, cuts)?;
    for _ in 0..MOST_STEPS {
        let (score, information) = derivatives(&rows, &parameters, cuts);
        let step = information.solve(&score)?;
        let mut length = 1.0;
        let (next, better) = loop {
            let next: Vec<f64> = parameters.iter().zip(&step).map(|(one, step)| one + length * step).collect();
            match likelihood(&rows, &next, cuts) {
                Some(better) if better >= reached => break (next, better),
                _ if length < 1e-9 => break (parameters.clone(), reached),
                _ => length *= 0.5,
            }
        };
        let gained = better - reached;
        (parameters, reached) = (next, better);
        if parameters.iter().any(|one| one.abs() > 1e3) {
            return None;
        }
        if gained < 1e-11 * (1.0 + reached.abs()) {
            return Some(Fit { log_likelihood: reached, n });
        }
    }
    None
}

impl Pattern {
    fn only(&self, given: &[usize]) -> Self {
        Self { terms: self.terms.clone(), counts: given.iter().map(|n| at(&self.counts, *n)).collect() }
    }

    /// The probability of each answer up to each cut.
    fn cumulative(&self, parameters: &[f64], cuts: usize) -> Vec<f64> {
        let shift: f64 = self.terms.iter().zip(parameters.iter().skip(cuts)).map(|(term, slope)| term * slope).sum();
        parameters.iter().take(cuts).map(|cut| 1.0 / (1.0 + libm::exp(shift - cut))).collect()
    }
}

/// The log-likelihood; none where a probability is not above 0.
fn likelihood(rows: &[Pattern], parameters: &[f64], cuts: usize) -> Option<f64> {
    let mut sum = 0.0;
    for row in rows {
        let mut before = 0.0;
        let cumulative = row.cumulative(parameters, cuts);
        for (count, up_to) in row.counts.iter().zip(cumulative.iter().copied().chain([1.0])) {
            let probability = up_to - before;
            if *count > 0.0 {
                if probability.is_nan() || probability <= 0.0 {
                    return None;
                }
                sum += count * libm::log(probability);
            }
            before = up_to;
        }
    }
    sum.is_finite().then_some(sum)
}

/// The score and Fisher's information.
fn derivatives(rows: &[Pattern], parameters: &[f64], cuts: usize) -> (Vec<f64>, Matrix) {
    let size = parameters.len();
    let mut score = vec![0.0; size];
    let mut information = Matrix::zero(size);
    for row in rows {
        let cumulative = row.cumulative(parameters, cuts);
        let people: f64 = row.counts.iter().sum();
        let density = |cut: usize| at(&cumulative, cut) * (1.0 - at(&cumulative, cut));
        let probability = |answer: usize| {
            let before = answer.checked_sub(1).map_or(0.0, |cut| at(&cumulative, cut));
            let up_to = if answer == cuts { 1.0 } else { at(&cumulative, answer) };
            (up_to - before).max(1e-300)
        };
        // How much the linear predictor of a cut moves with each parameter.
        let design = |cut: usize, parameter: usize| match parameter.checked_sub(cuts) {
            None => f64::from(u8::from(cut == parameter)),
            Some(term) => -at(&row.terms, term),
        };
        for cut in 0..cuts {
            let next = cut.saturating_add(1);
            let (of, above) = (probability(cut), probability(next));
            let slope = density(cut) * (at(&row.counts, cut) / of - at(&row.counts, next) / above);
            let own = people * density(cut) * density(cut) * (1.0 / of + 1.0 / above);
            let beside = if next < cuts { -people * density(cut) * density(next) / above } else { 0.0 };
            for (i, part) in score.iter_mut().enumerate() {
                *part += slope * design(cut, i);
                for j in 0..size {
                    information.add(i, j, own * design(cut, i) * design(cut, j));
                    if next < cuts {
                        let crossed = design(cut, i) * design(next, j) + design(next, i) * design(cut, j);
                        information.add(i, j, beside * crossed);
                    }
                }
            }
        }
    }
    (score, information)
}

fn at(list: &[f64], n: usize) -> f64 {
    list.get(n).copied().unwrap_or(0.0)
}

//! Logistic regression by iteratively reweighted least squares.
//!
//! The most likely coefficients by Newton's method, each step halved until it is no worse; with a ridge, less
//! ridge/2 · Σ coefficient², which does not touch the intercept. That is scikit-learn's `C = 1 / ridge`. Standard errors
//! come from the inverse of the information at the end; with a ridge they are those of the penalised likelihood.

use core::f64::consts::SQRT_2;

use ndarray::{Array1, Array2, ArrayView2};

use crate::{Kind, Problem};

/// Newton's steps: a fit that has an end takes about seven.
const MAX_STEPS: usize = 60;
/// A step that gains less than this share of the logarithm of the likelihood is the last.
const GAIN: f64 = 1e-13;
/// A likelihood whose logarithm is this near to zero says that every outcome is as good as certain.
const CERTAIN: f64 = 1e-6;
/// A standard error beyond this says that nothing is known of a coefficient.
const UNKNOWN: f64 = 1e4;
/// Less than this share of a column that the columns before it do not tell is none.
const PRECISION: f64 = 1e-12;

/// A fitted regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The intercept, then a coefficient for each column.
    pub coefficients: Array1<f64>,
    /// Their standard errors.
    pub errors: Array1<f64>,
    /// Logarithm of the likelihood, without the ridge's part.
    pub log_likelihood: f64,
    /// Newton's steps.
    pub steps: usize,
}

impl Fit {
    /// Fits the probability of the bad outcome.
    ///
    /// `columns` has a row for each outcome and no column of ones; `weights` are zero or more.
    ///
    /// # Errors
    /// With a ridge below zero, columns of which one follows from the others, or outcomes that the columns tell without
    /// error; the last two only without a ridge.
    pub fn new(columns: ArrayView2<'_, f64>, bad: &[bool], weights: &[f64], ridge: f64) -> Result<Self, Problem> {
        if !(ridge.is_finite() && ridge >= 0.0) {
            return Err(Problem::new(Kind::Option, "the ridge is below zero or not finite", "0 is none"));
        }
        let problem = Regression::new(columns, bad, weights, ridge);
        let mut at = Array1::zeros(problem.rows.ncols());
        let mut value = problem.value(&at);
        for steps in 1..=MAX_STEPS {
            let (gradient, information) = problem.slopes(&at);
            let inverted = inverse(&information).ok_or_else(collinear)?;
            let step = inverted.dot(&gradient);
            let Some((next, better)) = problem.climb(&at, &step, value) else {
                return problem.found(at, &inverted, steps);
            };
            let gain = better - value;
            (at, value) = (next, better);
            if ridge == 0.0 && value > -CERTAIN {
                return Err(separated());
            }
            if gain <= GAIN * (1.0 + value.abs()) {
                let inverted = inverse(&problem.slopes(&at).1).ok_or_else(collinear)?;
                return problem.found(at, &inverted, steps);
            }
        }
        Err(separated())
    }

    /// Two-sided probability of a coefficient this far from zero if it were zero (Wald), for the place of a coefficient.
    #[must_use]
    pub fn probability(&self, place: usize) -> f64 {
        let both = self.coefficients.get(place).zip(self.errors.get(place));
        both.map_or(f64::NAN, |(coefficient, error)| libm::erfc((coefficient / error).abs() / SQRT_2))
    }

    /// Akaike's criterion: the lower, the better.
    #[must_use]
    pub fn aic(&self) -> f64 {
        2.0 * self.coefficients.len() as f64 - 2.0 * self.log_likelihood
    }
}

/// The first column that is the same in every row, or that follows from those before it; none where all say something of
/// their own.
pub(crate) fn dependent(columns: ArrayView2<'_, f64>) -> Option<usize> {
    /// What of a column's squares has to be left.
    const LEFT: f64 = 1e-16;
    let mut basis: Vec<Array1<f64>> = vec![Array1::ones(columns.nrows())];
    columns.columns().into_iter().position(|column| {
        let mut rest = column.to_owned();
        // Twice, for what rounding left the first time.
        for one in basis.iter().chain(&basis) {
            let along = one.dot(&rest) / one.dot(one);
            rest.scaled_add(-along, one);
        }
        let follows = rest.dot(&rest) <= LEFT * column.dot(&column);
        basis.push(rest);
        follows
    })
}

fn collinear() -> Problem {
    let message = "a characteristic follows from the others, so that no coefficients are best";
    Problem::new(Kind::Collinear, message, "leave one of them out, or fit with a ridge")
}

fn separated() -> Problem {
    let message = "the characteristics tell the outcome without error, so that no coefficients are best";
    Problem::new(Kind::Separated, message, "look for one that knows the outcome, or fit with a ridge")
}

/// What is fitted: rows with a one in front.
struct Regression {
    rows: Array2<f64>,
    bad: Array1<f64>,
    weights: Array1<f64>,
    ridge: f64,
}

impl Regression {
    fn new(columns: ArrayView2<'_, f64>, bad: &[bool], weights: &[f64], ridge: f64) -> Self {
        let mut rows = Array2::ones((columns.nrows(), columns.ncols().saturating_add(1)));
        for (mut row, values) in rows.rows_mut().into_iter().zip(columns.rows()) {
            row.iter_mut().skip(1).zip(values).for_each(|(cell, value)| *cell = *value);
        }
        let bad = bad.iter().map(|bad| f64::from(u8::from(*bad))).collect();
        Self { rows, bad, weights: Array1::from(weights.to_vec()), ridge }
    }

    /// Logarithm of the likelihood: Σ w · (y·η − ln(1 + e^η)).
    fn log_likelihood(&self, at: &Array1<f64>) -> f64 {
        let predicted = self.rows.dot(at);
        let part = |((eta, bad), weight): ((&f64, &f64), &f64)| weight * (bad * eta - softplus(*eta));
        predicted.iter().zip(&self.bad).zip(&self.weights).map(part).sum()
    }

    fn value(&self, at: &Array1<f64>) -> f64 {
        self.log_likelihood(at) - self.ridge / 2.0 * at.iter().skip(1).map(|one| one * one).sum::<f64>()
    }

    /// First and, turned round, second derivatives of the value.
    fn slopes(&self, at: &Array1<f64>) -> (Array1<f64>, Array2<f64>) {
        let probabilities = self.rows.dot(at).mapv_into(|eta| 1.0 / (1.0 + libm::exp(-eta)));
        let of_rows = |of: &dyn Fn(f64, f64) -> f64| -> Array1<f64> {
            let rows = probabilities.iter().zip(&self.bad).zip(&self.weights);
            rows.map(|((probability, bad), weight)| weight * of(*probability, *bad)).collect()
        };
        let mut gradient = self.rows.t().dot(&of_rows(&|probability, bad| bad - probability));
        let mut spread = self.rows.clone();
        for (mut row, weight) in
            spread.rows_mut().into_iter().zip(of_rows(&|probability, _| probability * (1.0 - probability)))
        {
            row.mapv_inplace(|value| value * weight);
        }
        let mut information = self.rows.t().dot(&spread);
        gradient.iter_mut().zip(at).skip(1).for_each(|(slope, one)| *slope -= self.ridge * one);
        information.diag_mut().iter_mut().skip(1).for_each(|one| *one += self.ridge);
        (gradient, information)
    }

    /// A step up, halved until it is one; none at the top.
    fn climb(&self, at: &Array1<f64>, step: &Array1<f64>, value: f64) -> Option<(Array1<f64>, f64)> {
        let mut part = 1.0;
        for _ in 0..40 {
            let mut next = at.clone();
            next.scaled_add(part, step);
            let better = self.value(&next);
            if better > value {
                return Some((next, better));
            }
            part /= 2.0;
        }
        None
    }

    fn found(&self, at: Array1<f64>, inverse: &Array2<f64>, steps: usize) -> Result<Fit, Problem> {
        let errors = inverse.diag().mapv(libm::sqrt);
        if self.ridge == 0.0 && errors.iter().any(|error| !error.is_finite() || *error > UNKNOWN) {
            return Err(separated());
        }
        Ok(Fit { log_likelihood: self.log_likelihood(&at), errors, coefficients: at, steps })
    }
}

/// ln(1 + e^x), which does not overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

/// The inverse of a symmetric matrix, by Gauss and Jordan; none where it is not positive definite, to about twelve digits.
fn inverse(matrix: &Array2<f64>) -> Option<Array2<f64>> {
    let size = matrix.nrows();
    let mut rest = matrix.clone();
    let mut inverse = Array2::eye(size);
    for place in 0..size {
        let pivot = *rest.get((place, place))?;
        if pivot <= PRECISION * matrix.get((place, place))?.abs() {
            return None;
        }
        rest.row_mut(place).mapv_inplace(|value| value / pivot);
        inverse.row_mut(place).mapv_inplace(|value| value / pivot);
        let (row, other_row) = (rest.row(place).to_owned(), inverse.row(place).to_owned());
        let others =
            rest.rows_mut().into_iter().zip(inverse.rows_mut()).enumerate().filter(|(other, _)| *other != place);
        for (_, (mut left, mut right)) in others {
            let factor = -left.get(place).copied().unwrap_or_default();
            left.scaled_add(factor, &row);
            right.scaled_add(factor, &other_row);
        }
    }
    Some(inverse)
}

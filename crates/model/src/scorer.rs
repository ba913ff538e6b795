//! Scoring: rows in, raw scores and outputs out.
//!
//! Takes values in the order of the model's features, NaN for a missing one; gives what the library gives. The one
//! place that knows every form. It must never allocate for a row.

use ndarray::{Array1, ArrayView2};

use super::forest::Precision;
use super::limits::MAX_BATCH_ROWS;
use super::walk::Walk;
use super::{Form, Model};
use prescreen::{Code, Error};

/// What a model says of a row. Numbers of 32 bits are given as the same numbers in 64.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Before the link: log-odds, margin, or points of a scorecard.
    pub raw: f64,
    /// After the link: the probability, for a model of one.
    pub output: f64,
}

/// A model made ready to score rows.
pub struct Scorer {
    model: Model,
    walk: Walk,
}

impl Scorer {
    /// Makes a model ready.
    #[must_use]
    pub fn new(model: Model) -> Self {
        let walk = match model.form() {
            Form::Trees(forest) => Walk::new(forest, model.features().len()),
            Form::Scorecard(_) | Form::Logistic(_) => Walk::default(),
        };
        Self { model, walk }
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Scores a row.
    ///
    /// # Errors
    /// `range` when the row has another number of values than the model has features.
    pub fn score(&mut self, row: &[f64]) -> Result<Score, Error> {
        let raw = self.raw(row)?;
        Ok(Score { raw, output: self.output(raw) })
    }

    /// The raw score of a row alone.
    ///
    /// # Errors
    /// As [`Scorer::score`].
    pub fn raw(&mut self, row: &[f64]) -> Result<f64, Error> {
        if row.len() != self.model.features().len() {
            return Err(Error::new(Code::Range, "", "a row has one value for each feature of the model"));
        }
        Ok(match self.model.form() {
            Form::Scorecard(card) => card.parts(row).map(f64::from).fold(card.base.into(), |sum, part| sum + part),
            Form::Logistic(sum) => sum.parts(row).fold(sum.intercept, |sum, part| sum + part),
            Form::Trees(forest) => self.walk.raw(forest.arithmetic, row),
        })
    }

    /// Raw scores of many rows, one row per line of the array.
    ///
    /// # Errors
    /// `range` when a row has another number of values than the model has features; `limit` for too many rows.
    pub fn raw_batch(&mut self, rows: ArrayView2<'_, f64>) -> Result<Array1<f64>, Error> {
        if rows.ncols() != self.model.features().len() {
            return Err(Error::new(Code::Range, "", "a row has one value for each feature of the model"));
        }
        let rows = rows.as_standard_layout();
        self.raw_rows(rows.as_slice().unwrap_or_default()).map(Array1::from_vec)
    }

    /// The same for rows that stand one after another.
    ///
    /// # Errors
    /// As [`Scorer::raw_batch`].
    pub fn raw_rows(&mut self, values: &[f64]) -> Result<Vec<f64>, Error> {
        let width = self.model.features().len();
        let rows = values.chunks_exact(width);
        if !rows.remainder().is_empty() {
            return Err(Error::new(Code::Range, "", "the last row is not whole"));
        }
        if values.len() > MAX_BATCH_ROWS.saturating_mul(width) {
            return Err(Error::new(Code::Limit, "", "a batch has at most 1048576 rows"));
        }
        let mut raw = Vec::with_capacity(rows.len());
        if let Form::Trees(forest) = self.model.form() {
            self.walk.raw_rows(forest.arithmetic, values, width, &mut raw);
        } else {
            for row in rows {
                raw.push(self.raw(row)?);
            }
        }
        Ok(raw)
    }

    /// The output behind a raw score of this model.
    #[must_use]
    pub fn output(&self, raw: f64) -> f64 {
        match self.model.form() {
            Form::Scorecard(card) => card.probability(raw),
            Form::Logistic(_) => super::Link::Sigmoid { scale: 1.0 }.double(raw),
            Form::Trees(forest) => match forest.arithmetic {
                Precision::Double { divisor } => forest.link.double(raw / f64::from(divisor)),
                Precision::Single { .. } => forest.link.single(raw as f32).into(),
            },
        }
    }
}

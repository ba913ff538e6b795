//! Scorecards: integer points for the bin a value falls in, scaled to odds.
//!
//! Takes values in the order of the model's features, gives the sum of points, which nothing rounds. More points
//! are safer. Odds follow the usual scale: at `anchor_points` the odds of the bad outcome are `anchor_odds`,
//! and every `double_odds` points more halve them: odds = anchor_odds · 2^((anchor_points − points) / double_odds).
//! The R package `scorecard` has 600, 1/19 and 50.

use core::f64::consts::LN_2;

use super::limits::MAX_BINS;
use prescreen::{Code, Error};

/// A scorecard.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// Points that every row starts with.
    pub base: i32,
    /// Points at which the odds are `anchor_odds`.
    pub anchor_points: i32,
    /// Odds of the bad outcome there, above zero.
    pub anchor_odds: f64,
    /// Points that halve the odds, above zero (PDO).
    pub double_odds: i32,
    /// One per feature.
    pub characteristics: Vec<Characteristic>,
}

/// What one feature is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Characteristic {
    /// Points of a missing value.
    pub missing: i32,
    /// Values with points of their own, looked at before the bins.
    pub special: Vec<Special>,
    /// Half-open bins with rising ends: a value is in the first whose end it is below. The last has no end (+∞).
    pub bins: Vec<Bin>,
}

/// A single value with points of its own, such as a code for *none on file*.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Special {
    /// The value, met exactly.
    pub value: f64,
    /// Its points.
    pub points: i32,
}

/// A bin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Its end, which belongs to the next bin.
    pub below: f64,
    /// Its points.
    pub points: i32,
}

impl Scorecard {
    pub(super) fn check(&self, features: usize) -> Result<bool, Error> {
        if !(self.anchor_odds.is_finite() && self.anchor_odds > 0.0 && self.double_odds > 0) {
            return Err(Error::new(Code::Range, "", "the scale needs odds and points to double them above zero"));
        }
        self.characteristics.iter().try_for_each(Characteristic::check)?;
        Ok(self.characteristics.len() == features)
    }

    /// The points of each feature, missing values too.
    pub(super) fn parts<'a>(&'a self, row: &'a [f64]) -> impl Iterator<Item = i32> + 'a {
        self.characteristics.iter().zip(row).map(|(one, value)| one.points(*value))
    }

    /// Probability of the bad outcome.
    pub(super) fn probability(&self, points: f64) -> f64 {
        let halvings = (points - f64::from(self.anchor_points)) / f64::from(self.double_odds);
        1.0 / (1.0 + libm::exp(halvings * LN_2) / self.anchor_odds)
    }
}

impl Characteristic {
    fn check(&self) -> Result<(), Error> {
        if self.bins.len() > MAX_BINS || self.special.len() > MAX_BINS {
            return Err(Error::new(Code::Limit, "", "a feature of the scorecard has too many bins"));
        }
        let rising = self.bins.windows(2).all(|pair| matches!(pair, [low, high] if low.below < high.below));
        let open = self.bins.last().is_some_and(|last| last.below == f64::INFINITY);
        if !(rising && open) || self.special.iter().any(|special| special.value.is_nan()) {
            let message = "the bins of a feature rise and end with one that has no end";
            return Err(Error::new(Code::Bands, "", message));
        }
        Ok(())
    }

    pub(super) fn points(&self, value: f64) -> i32 {
        if value.is_nan() {
            return self.missing;
        }
        let special = self.special.iter().find(|special| special.value == value);
        special.map_or_else(|| self.of_number(value), |special| special.points)
    }

    /// The points of a value by its bin, whatever points of its own it has.
    pub(super) fn of_number(&self, value: f64) -> i32 {
        let bin = self.bins.get(self.bins.partition_point(|bin| bin.below <= value)).or(self.bins.last());
        bin.map_or(self.missing, |bin| bin.points)
    }
}

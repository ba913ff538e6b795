//! The difference between two variations: estimate, intervals, tests and posterior.
//!
//! Every interval bounds the *difference*, never a rate of one variation. A fixed-horizon interval holds at one look
//! that was set before; an always-valid one holds at every look together.

use super::numeric::{Normal, StudentT};
use super::sample::Sample;

/// In which unit a difference is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// B less A, in the metric's unit.
    Absolute,
    /// B less A, as a share of A.
    Relative,
}

/// A difference that could be estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The estimate.
    pub estimate: f64,
    /// The variance of the estimate; of a relative difference by the delta method.
    pub variance: f64,
    /// Degrees of freedom by Welch and Satterthwaite.
    pub degrees: f64,
    /// People in both variations.
    pub n: f64,
}

/// From and to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What is believed of a difference before any data: normal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Its mean.
    pub mean: f64,
    /// Its variance, above 0.
    pub variance: f64,
}

/// What is believed of a difference after the data: normal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posterior {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
}

impl Difference {
    /// B less A. None where it cannot be estimated: fewer than two people in a variation, no variance, or a share of
    /// nothing.
    #[must_use]
    pub fn of(a: &Sample, b: &Sample, scale: Scale) -> Option<Self> {
        if a.n < 2.0 || b.n < 2.0 || a.variance <= 0.0 || b.variance <= 0.0 {
            return None;
        }
        let (of_a, of_b) = (a.variance / a.n, b.variance / b.n);
        let base = a.unadjusted_mean;
        let (estimate, variance) = match scale {
            Scale::Absolute => (b.mean - a.mean, of_b + of_a),
            Scale::Relative if base == 0.0 => return None,
            Scale::Relative => {
                let square = base * base;
                let other = b.unadjusted_mean * b.unadjusted_mean;
                ((b.mean - a.mean) / base, of_b / square + of_a * other / (square * square))
            }
        };
        let both = of_a + of_b;
        let degrees = both * both / (of_b * of_b / (b.n - 1.0) + of_a * of_a / (a.n - 1.0));
        let difference = Self { estimate, variance, degrees, n: a.n + b.n };
        (estimate.is_finite() && variance.is_finite() && variance > 0.0).then_some(difference)
    }

    /// The standard error.
    #[must_use]
    pub fn error(&self) -> f64 {
        libm::sqrt(self.variance)
    }

    /// The fixed-horizon interval with coverage 1 − `alpha`: Welch's t.
    #[must_use]
    pub fn interval(&self, alpha: f64) -> Interval {
        self.around(-StudentT(self.degrees).quantile(0.5 * alpha) * self.error())
    }

    /// The fixed-horizon p-value, two-sided.
    #[must_use]
    pub fn p(&self) -> f64 {
        StudentT(self.degrees).beyond(self.estimate / self.error())
    }

    /// The always-valid interval: an asymptotic confidence sequence with coverage 1 − `alpha` over all looks together
    /// (Waudby-Smith et al., arXiv 2103.06476v7, eq. 9), tightest near `tuned_to` people in both variations.
    #[must_use]
    pub fn always_valid(&self, alpha: f64, tuned_to: f64) -> Interval {
        let spread = self.n * rho_squared(alpha, tuned_to);
        let within = 2.0 * (spread + 1.0) * libm::log(libm::sqrt(spread + 1.0) / alpha) / spread;
        self.around(libm::sqrt(self.variance * within))
    }

    /// The always-valid p-value (eq. 155 of the same), from 0 to 1.
    #[must_use]
    pub fn p_always_valid(&self, alpha: f64, tuned_to: f64) -> f64 {
        let spread = self.n * rho_squared(alpha, tuned_to);
        let statistic = self.estimate * self.estimate / self.variance;
        let logarithm = 0.5 * libm::log(spread + 1.0) - 0.5 * statistic * spread / (spread + 1.0);
        libm::exp(logarithm).min(1.0)
    }

    /// The posterior; without a prior, the data alone.
    #[must_use]
    pub fn posterior(&self, prior: Option<&Prior>) -> Posterior {
        let Some(prior) = prior else { return Posterior { mean: self.estimate, deviation: self.error() } };
        let (data, before) = (1.0 / self.variance, 1.0 / prior.variance);
        let precision = data + before;
        let mean = (self.estimate * data + prior.mean * before) / precision;
        Posterior { mean, deviation: libm::sqrt(1.0 / precision) }
    }

    fn around(&self, width: f64) -> Interval {
        Interval { low: self.estimate - width, high: self.estimate + width }
    }
}

/// The square of ρ (eq. 161 of the same).
fn rho_squared(alpha: f64, tuned_to: f64) -> f64 {
    let twice = -2.0 * libm::log(alpha);
    (twice + libm::log(twice + 1.0)) / tuned_to
}

impl Interval {
    /// Whether a value lies within.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

impl Posterior {
    /// The probability that B is above A.
    #[must_use]
    pub fn chance_to_win(&self) -> f64 {
        Normal.above(-self.mean / self.deviation)
    }

    /// The central interval with a probability of 1 − `alpha`.
    #[must_use]
    pub fn interval(&self, alpha: f64) -> Interval {
        let width = -Normal.quantile(0.5 * alpha) * self.deviation;
        Interval { low: self.mean - width, high: self.mean + width }
    }

    /// What is lost on average by choosing A, and by choosing B, where the other is better; in the difference's unit.
    #[must_use]
    pub fn risk(&self) -> (f64, f64) {
        let z = self.mean / self.deviation;
        let density = Normal.density(z);
        let choosing_a = self.mean * Normal.below(z) + self.deviation * density;
        let choosing_b = self.deviation * density - self.mean * Normal.above(z);
        (choosing_a, choosing_b)
    }
}

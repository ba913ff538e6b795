//! Intervals of shares, and of gaps between them, at 95%.

use serde::Serialize;

/// 95% of a normal variable lie within this many standard deviations.
pub const Z: f64 = 1.959_963_984_540_054;

/// An estimate and where it lies, at 95%.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The estimate.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// A normal estimate with its standard error.
    #[must_use]
    pub fn normal(value: f64, error: f64) -> Self {
        Self { value, low: value - Z * error, high: value + Z * error }
    }

    /// The same with its ends inside a range.
    #[must_use]
    pub fn within(self, least: f64, most: f64) -> Self {
        Self { value: self.value, low: self.low.max(least), high: self.high.min(most) }
    }

    /// A share of so many: Wilson's score interval (1927). NaN of none.
    #[must_use]
    pub fn share(value: f64, count: f64) -> Self {
        let square = Z * Z;
        let middle = value + square / (2.0 * count);
        let half = Z * libm::sqrt(value * (1.0 - value) / count + square / (4.0 * count * count));
        let whole = 1.0 + square / count;
        Self { value, low: ((middle - half) / whole).max(0.0), high: ((middle + half) / whole).min(1.0) }
    }

    /// The gap between two shares, the second less the first: Newcombe's method 10 (1998).
    #[must_use]
    pub fn gap(first: Self, second: Self) -> Self {
        let value = second.value - first.value;
        let distance = |one: f64, other: f64| libm::sqrt(one * one + other * other);
        let below = distance(second.value - second.low, first.high - first.value);
        let above = distance(second.high - second.value, first.value - first.low);
        Self { value, low: value - below, high: value + above }
    }

    /// The ratio of two shares of so many, the second to the first, on its logarithm (Katz 1978); NaN where one is 0.
    #[must_use]
    pub fn ratio(first: (f64, f64), second: (f64, f64)) -> Self {
        let value = second.0 / first.0;
        let part = |(share, count): (f64, f64)| (1.0 - share) / (share * count);
        let reach = libm::exp(Z * libm::sqrt(part(first) + part(second)));
        Self { value, low: value / reach, high: value * reach }
    }
}

/// What a chi-squared variable with so many degrees of freedom exceeds: the probability that it is larger than `value`.
///
/// By the recurrence of the incomplete gamma function (Abramowitz and Stegun 6.5.21), from erfc or an exponential.
#[must_use]
pub fn chi_squared_beyond(value: f64, degrees: u32) -> f64 {
    let half = value / 2.0;
    let odd = degrees % 2 == 1;
    let (mut tail, mut order) = if odd { (libm::erfc(libm::sqrt(half)), 0.5) } else { (libm::exp(-half), 1.0) };
    while order < f64::from(degrees) / 2.0 {
        tail += libm::exp(order * libm::log(half) - half - libm::lgamma(order + 1.0));
        order += 1.0;
    }
    tail
}

//! Normal, t, chi-square and F distribution.

use core::f64::consts::{SQRT_2, TAU};

use super::special::{beta_kernel, beta_regularised, gamma_upper_regularised};

/// Degrees of freedom from which a t distribution is computed as a normal one of a changed argument.
const MANY: f64 = 1e5;

/// The standard normal distribution.
#[derive(Debug, Clone, Copy)]
pub struct Normal;

/// Student's t distribution with so many degrees of freedom, above 0; not a whole number in Welch's test.
#[derive(Debug, Clone, Copy)]
pub struct StudentT(pub f64);

/// The chi-square distribution with so many degrees of freedom, above 0.
#[derive(Debug, Clone, Copy)]
pub struct ChiSquare(pub f64);

/// The F distribution with degrees of freedom of numerator and denominator, above 0.
#[derive(Debug, Clone, Copy)]
pub struct Fisher(pub f64, pub f64);

impl Normal {
    /// The probability above `z`. Relative error below 10⁻¹⁵ · (1 + z²), for `z` to 37.
    #[must_use]
    pub fn above(self, z: f64) -> f64 {
        0.5 * libm::erfc(z / SQRT_2)
    }

    /// The probability below `z`.
    #[must_use]
    pub fn below(self, z: f64) -> f64 {
        self.above(-z)
    }

    /// The density at `z`.
    #[must_use]
    pub fn density(self, z: f64) -> f64 {
        libm::exp(-0.5 * z * z) / libm::sqrt(TAU)
    }

    /// The value below which there is a probability `p`, above 0 and below 1; NaN elsewhere. Relative error below 10⁻¹³
    /// for `p` from 10⁻³⁰⁰, and as exact as `1 − p` is near to 1.
    #[must_use]
    pub fn quantile(self, p: f64) -> f64 {
        if !(p > 0.0 && p < 1.0) {
            return f64::NAN;
        }
        if p > 0.5 {
            return -self.quantile(1.0 - p);
        }
        // Abramowitz and Stegun 26.2.23, then Halley's steps.
        let t = libm::sqrt(-2.0 * libm::log(p));
        let over = 2.515_517 + t * (0.802_853 + t * 0.010_328);
        let under = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
        let mut z = over / under - t;
        for _ in 0..4 {
            let u = (self.below(z) - p) / self.density(z);
            z -= u / (1.0 + 0.5 * z * u);
        }
        z
    }
}

impl StudentT {
    /// The probability above `t`. Relative error below 10⁻¹⁰ for `t` to 30.
    #[must_use]
    pub fn above(self, t: f64) -> f64 {
        if self.0 >= MANY {
            return Normal.above(self.as_normal(t));
        }
        let square = t * t;
        let (x, y) = (self.0 / (self.0 + square), square / (self.0 + square));
        let tail = 0.5 * beta_regularised(0.5 * self.0, 0.5, x, y);
        if t >= 0.0 { tail } else { 1.0 - tail }
    }

    /// The probability beyond `t` on both sides.
    #[must_use]
    pub fn beyond(self, t: f64) -> f64 {
        (2.0 * self.above(t.abs())).min(1.0)
    }

    /// The value below which there is a probability `p`, above 0 and below 1; NaN elsewhere. Relative error below 10⁻¹⁰.
    #[must_use]
    pub fn quantile(self, p: f64) -> f64 {
        if !(p > 0.0 && p < 1.0 && self.0 > 0.0) {
            return f64::NAN;
        }
        if p == 0.5 {
            return 0.0;
        }
        if p < 0.5 {
            return -self.upper(p);
        }
        self.upper(1.0 - p)
    }

    /// The positive value above which there is a probability `p` below one half: Newton's steps, kept in a bracket.
    fn upper(self, p: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        while self.above(high) > p && high < f64::MAX {
            low = high;
            high *= 2.0;
        }
        let mut t = (-Normal.quantile(p)).clamp(low, high).max(high * 1e-3);
        for _ in 0..200 {
            let above = self.above(t);
            if above > p {
                low = t;
            } else {
                high = t;
            }
            let step = t + (above - p) / self.density(t);
            let next = if step > low && step < high { step } else { 0.5 * (low + high) };
            if (next - t).abs() <= 4.0 * f64::EPSILON * t {
                return next;
            }
            t = next;
        }
        t
    }

    /// The argument at which the normal distribution has the same probability, for many degrees of freedom (Hill,
    /// "Student's t-distribution", Algorithm 395, 1970).
    fn as_normal(self, t: f64) -> f64 {
        let a = self.0 - 0.5;
        let b = 48.0 * a * a;
        let y = a * libm::log1p(t * t / self.0);
        let more = (((-0.4 * y - 3.3) * y - 24.0) * y - 85.5) / (0.8 * y * y + 100.0 + b);
        libm::copysign(((more + y + 3.0) / b + 1.0) * libm::sqrt(y), t)
    }

    /// The density at a `t` above 0.
    fn density(self, t: f64) -> f64 {
        let square = t * t;
        beta_kernel(0.5 * self.0, 0.5, self.0 / (self.0 + square), square / (self.0 + square)) / t
    }
}

impl ChiSquare {
    /// The probability above `x`, from 0. Relative error as that of the incomplete gamma function.
    #[must_use]
    pub fn above(self, x: f64) -> f64 {
        gamma_upper_regularised(0.5 * self.0, 0.5 * x)
    }
}

impl Fisher {
    /// The probability above `f`, from 0. Relative error as that of the incomplete beta function.
    #[must_use]
    pub fn above(self, f: f64) -> f64 {
        let (over, under) = (self.0 * f, self.1);
        beta_regularised(0.5 * self.1, 0.5 * self.0, under / (over + under), over / (over + under))
    }

    /// The value below which there is a probability `p`, above 0 and below 1; NaN elsewhere. Relative error below 10⁻¹⁰.
    #[must_use]
    pub fn quantile(self, p: f64) -> f64 {
        if !(p > 0.0 && p < 1.0) {
            return f64::NAN;
        }
        let (mut low, mut high) = (0.0, 1.0);
        while 1.0 - self.above(high) < p && high < 1e300 {
            low = high;
            high *= 2.0;
        }
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if 1.0 - self.above(middle) < p {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    }
}

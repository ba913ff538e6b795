//! The incomplete gamma and beta functions.
//!
//! Their leading factor is written with Loader's deviances ("Fast and accurate computation of binomial probabilities",
//! 2000) in place of differences of large logarithms: it keeps its digits where a sample has millions of people.

use core::f64::consts::TAU;

/// Steps of a series or continued fraction, at most: enough for parameters to 10^10.
const MOST_STEPS: u32 = 400_000;
/// A term that changes nothing.
const SMALL: f64 = 1e-17;
/// What stands for a zero in a continued fraction.
const TINY: f64 = 1e-300;

/// The regularised upper incomplete gamma function Q(a, x), for `a` above 0 and `x` from 0; NaN elsewhere.
///
/// Relative error below 10⁻¹¹ for `a` to 10⁶ where Q is above 10⁻²⁰⁰.
#[must_use]
pub fn gamma_upper_regularised(a: f64, x: f64) -> f64 {
    if !(a > 0.0 && x >= 0.0) {
        return f64::NAN;
    }
    if x == 0.0 {
        return 1.0;
    }
    let factor = libm::sqrt(a / TAU) * libm::exp(-stirling_error(a) - deviance(a, x));
    if x < a + 1.0 {
        // P(a, x) as a series.
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..MOST_STEPS {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * SMALL {
                break;
            }
        }
        return 1.0 - factor * sum;
    }
    // Lentz's method for the continued fraction.
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    let mut i = 0.0;
    for _ in 0..MOST_STEPS {
        i += 1.0;
        let an = -i * (i - a);
        b += 2.0;
        d = 1.0 / not_zero(an * d + b);
        c = not_zero(b + an / c);
        let delta = d * c;
        h *= delta;
        if (delta - 1.0).abs() < 1e-16 {
            break;
        }
    }
    factor * h
}

/// The regularised incomplete beta function I_x(a, b), for `a` and `b` above 0; `y` is 1 − `x`, given apart so that
/// neither loses its digits. NaN elsewhere.
///
/// Relative error below 10⁻¹¹ for parameters to 10⁶ where the result is above 10⁻²⁰⁰.
#[must_use]
pub fn beta_regularised(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && x >= 0.0 && y >= 0.0) {
        return f64::NAN;
    }
    if x == 0.0 || y == 0.0 {
        return if x == 0.0 { 0.0 } else { 1.0 };
    }
    let factor = beta_kernel(a, b, x, y);
    if x < (a + 1.0) / (a + b + 2.0) {
        factor * beta_fraction(a, b, x) / a
    } else {
        1.0 - factor * beta_fraction(b, a, y) / b
    }
}

/// x^a · y^b / B(a, b), where x + y is 1.
pub(super) fn beta_kernel(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let errors = stirling_error(n) - stirling_error(a) - stirling_error(b);
    libm::sqrt(a * b / (TAU * n)) * libm::exp(errors - deviance(a, n * x) - deviance(b, n * y))
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let (above, below) = (a + 1.0, a - 1.0);
    let mut c = 1.0;
    let mut d = 1.0 / not_zero(1.0 - (a + b) * x / above);
    let mut h = d;
    let mut m = 0.0;
    for _ in 0..MOST_STEPS {
        m += 1.0;
        let twice = 2.0 * m;
        let even = m * (b - m) * x / ((below + twice) * (a + twice));
        d = 1.0 / not_zero(1.0 + even * d);
        c = not_zero(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + twice) * (above + twice));
        d = 1.0 / not_zero(1.0 + odd * d);
        c = not_zero(1.0 + odd / c);
        let delta = d * c;
        h *= delta;
        if (delta - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

fn not_zero(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

/// What Stirling's formula lacks: ln Γ(n) − ((n − ½) ln n − n + ½ ln 2π).
fn stirling_error(n: f64) -> f64 {
    if n < 15.0 {
        return libm::lgamma(n) - ((n - 0.5) * libm::log(n) - n + 0.5 * libm::log(TAU));
    }
    let square = n * n;
    let last = 1.0 / 1188.0 - 691.0 / 360_360.0 / square;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - last / square) / square) / square) / square) / n
}

/// Loader's deviance: x ln(x / m) + m − x, kept exact where `x` is near to `m`.
fn deviance(x: f64, m: f64) -> f64 {
    let difference = x - m;
    if difference.abs() >= 0.1 * (x + m) {
        return x * libm::log(x / m) + m - x;
    }
    let v = difference / (x + m);
    let mut sum = difference * v;
    let mut term = 2.0 * x * v;
    let mut odd = 1.0;
    for _ in 0..1000 {
        term *= v * v;
        odd += 2.0;
        let next = sum + term / odd;
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

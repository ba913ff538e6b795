//! Whether people of two variations fall into categories alike: classes, outcomes, yes and no.

use super::difference::Interval;
use super::numeric::{ChiSquare, Normal};

/// How the shares of one category differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Share of the control's people, 0 to 1.
    pub control: f64,
    /// Share of the variation's people.
    pub variation: f64,
    /// The interval of the difference, variation less control, with coverage 1 − 2 α.
    pub interval: Interval,
}

/// How two distributions over the same categories differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// The p-value of Pearson's chi-square test of homogeneity; 1 where all are in one category.
    pub p: f64,
    /// Each category.
    pub shares: Vec<Share>,
    /// Whether every category's share is the same within the margin: each interval lies within it (two one-sided tests
    /// at level α; as all must pass, no correction is due: Berger, 1982).
    pub equivalent: bool,
}

/// Compares counts of categories. None where a variation has nobody, or the counts are of other categories.
#[must_use]
pub fn compare(control: &[u64], variation: &[u64], margin: f64, alpha: f64) -> Option<Shift> {
    let numbers = |counts: &[u64]| counts.iter().map(|count| *count as f64).collect::<Vec<f64>>();
    let (control, variation) = (numbers(control), numbers(variation));
    let (of_a, of_b) = (control.iter().sum::<f64>(), variation.iter().sum::<f64>());
    if control.len() != variation.len() || of_a <= 0.0 || of_b <= 0.0 {
        return None;
    }
    let (mut statistic, mut categories) = (0.0, 0.0);
    for (a, b) in control.iter().zip(&variation) {
        let both = a + b;
        if both > 0.0 {
            categories += 1.0;
            let (of_a, of_b) = (both * of_a / (of_a + of_b), both * of_b / (of_a + of_b));
            statistic += (a - of_a) * (a - of_a) / of_a + (b - of_b) * (b - of_b) / of_b;
        }
    }
    let p = if categories > 1.0 { ChiSquare(categories - 1.0).above(statistic) } else { 1.0 };
    let z = -Normal.quantile(alpha);
    let share = |(a, b): (&f64, &f64)| Share {
        control: a / of_a,
        variation: b / of_b,
        interval: newcombe(*a, of_a, *b, of_b, z),
    };
    let shares: Vec<Share> = control.iter().zip(&variation).map(share).collect();
    let equivalent = shares.iter().all(|share| -margin < share.interval.low && share.interval.high < margin);
    Some(Shift { p, shares, equivalent })
}

/// Newcombe's interval of the difference of two shares, from Wilson's (1998, method 10): it holds at 0 and 1 as well.
fn newcombe(a: f64, of_a: f64, b: f64, of_b: f64, z: f64) -> Interval {
    let (share_a, share_b) = (a / of_a, b / of_b);
    let (first, second) = (wilson(share_a, of_a, z), wilson(share_b, of_b, z));
    let root = |x: f64, y: f64| libm::sqrt(x * x + y * y);
    let difference = share_b - share_a;
    Interval {
        low: difference - root(share_b - second.low, first.high - share_a),
        high: difference + root(second.high - share_b, share_a - first.low),
    }
}

/// Wilson's interval of a share.
#[must_use]
pub fn wilson(share: f64, n: f64, z: f64) -> Interval {
    let square = z * z;
    let middle = (share + square / (2.0 * n)) / (1.0 + square / n);
    let width = z * libm::sqrt(share * (1.0 - share) / n + square / (4.0 * n * n)) / (1.0 + square / n);
    Interval { low: (middle - width).max(0.0), high: (middle + width).min(1.0) }
}

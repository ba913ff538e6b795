//! How well a value tells the bad from the good: ROC, AUC, Gini, KS.
//!
//! A value may be a probability of the bad outcome or any number that is higher for them, or points, which are lower.
//! Rows of one value stand together: no order among them is made up.

use serde::Serialize;

use crate::woe::Counts;

/// One value and those that have it or a worse one: a higher one, or fewer points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RocPoint {
    /// The value.
    pub value: f64,
    /// Share of the good that have it or a worse one: the false alarms.
    pub good: f64,
    /// Share of the bad that have it or a worse one.
    pub bad: f64,
}

/// How well a value ranks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// Probability that a bad row has a worse value than a good one, a tie counting half.
    pub auc: f64,
    /// Standard error of the AUC (DeLong, DeLong, Clarke-Pearson 1988); rows' weights count as rows.
    pub auc_error: f64,
    /// 2 · AUC − 1.
    pub gini: f64,
    /// The largest distance between the shares of the bad and of the good (Kolmogorov-Smirnov).
    pub ks: f64,
    /// The value at which it is so.
    pub ks_at: f64,
    /// From the worst value to the best.
    pub roc: Vec<RocPoint>,
}

impl Ranking {
    /// Ranks rows by points, of which fewer are worse; NaN where all are of one outcome.
    #[must_use]
    pub fn of_points(points: &[f64], bad: &[bool], weights: &[f64]) -> Self {
        let negative: Vec<f64> = points.iter().map(|points| -points).collect();
        let mut ranking = Self::of(&negative, bad, weights);
        ranking.ks_at = -ranking.ks_at;
        ranking.roc.iter_mut().for_each(|point| point.value = -point.value);
        ranking
    }

    /// Ranks rows by a value of which more is worse; NaN where all are of one outcome.
    #[must_use]
    pub fn of(values: &[f64], bad: &[bool], weights: &[f64]) -> Self {
        let mut groups = by_value(values, bad, weights);
        groups.reverse();
        let all = groups.iter().fold(Counts::default(), |sum, (_, counts)| sum.with(*counts));
        let mut so_far = Counts::default();
        let (mut auc, mut bad_squares, mut good_squares) = (0.0, 0.0, 0.0);
        let (mut ks, mut ks_at) = (0.0, f64::NAN);
        let mut roc = Vec::with_capacity(groups.len());
        for (value, counts) in groups {
            // Of the good, those lower than this value and half of those with it; of the bad, the reverse.
            let lower_good = (all.good - so_far.good - counts.good / 2.0) / all.good;
            let higher_bad = (so_far.bad + counts.bad / 2.0) / all.bad;
            auc += counts.bad / all.bad * lower_good;
            bad_squares += counts.bad * lower_good * lower_good;
            good_squares += counts.good * higher_bad * higher_bad;
            so_far = so_far.with(counts);
            let point = RocPoint { value, good: so_far.good / all.good, bad: so_far.bad / all.bad };
            let distance = (point.bad - point.good).abs();
            if distance > ks {
                (ks, ks_at) = (distance, value);
            }
            roc.push(point);
        }
        let variance = |squares: f64, count: f64| (squares - count * auc * auc) / (count - 1.0) / count;
        let auc_error = libm::sqrt((variance(bad_squares, all.bad) + variance(good_squares, all.good)).max(0.0));
        if all.is_mixed() {
            Self { auc, auc_error, gini: 2.0 * auc - 1.0, ks, ks_at, roc }
        } else {
            Self { auc: f64::NAN, auc_error: f64::NAN, gini: f64::NAN, ks: f64::NAN, ks_at: f64::NAN, roc: Vec::new() }
        }
    }
}

/// What each value weighs, the lowest first.
pub(super) fn by_value(values: &[f64], bad: &[bool], weights: &[f64]) -> Vec<(f64, Counts)> {
    let mut rows: Vec<(f64, bool, f64)> =
        values.iter().zip(bad).zip(weights).map(|((value, bad), weight)| (*value, *bad, *weight)).collect();
    rows.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let mut groups: Vec<(f64, Counts)> = Vec::new();
    for (value, bad, weight) in rows {
        match groups.last_mut() {
            Some((last, counts)) if *last == value => counts.add(bad, weight),
            _ => {
                let mut counts = Counts::default();
                counts.add(bad, weight);
                groups.push((value, counts));
            }
        }
    }
    groups
}

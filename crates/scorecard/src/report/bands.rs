//! Reject bands: who would be left out at which points, and how the rest turned out.

use serde::Serialize;

use super::ranking::by_value;
use crate::woe::Counts;

/// Rows between two numbers of points, and those from there on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Band {
    /// Least points in it.
    pub from: f64,
    /// Most points in it.
    pub to: f64,
    /// Weight of the rows in it.
    pub weight: f64,
    /// Share of bad rows in it.
    pub rate: f64,
    /// Share of all rows that are accepted where these are the least points.
    pub accepted: f64,
    /// Share of bad rows among those.
    pub accepted_rate: f64,
    /// Share of all bad rows that are left out then.
    pub bad_left_out: f64,
    /// Share of all good rows that are left out then.
    pub good_left_out: f64,
}

/// About so many bands of one size, the fewest points first. Rows of the same points stay together.
#[must_use]
pub fn bands(points: &[f64], bad: &[bool], weights: &[f64], count: usize) -> Vec<Band> {
    let by_points = by_value(points, bad, weights);
    let all = by_points.iter().fold(Counts::default(), |sum, (_, counts)| sum.with(*counts));
    let mut cells: Vec<(f64, f64, Counts)> = Vec::new();
    let (mut so_far, mut next) = (0.0, 0.0);
    for (value, counts) in by_points {
        if so_far >= next {
            cells.push((value, value, Counts::default()));
            while next <= so_far {
                next += all.all() / count.max(1) as f64;
            }
        }
        so_far += counts.all();
        if let Some((_, to, sum)) = cells.last_mut() {
            *to = value;
            *sum = sum.with(counts);
        }
    }
    let mut below = Counts::default();
    let band = |(from, to, counts): (f64, f64, Counts)| {
        let rest = Counts { good: all.good - below.good, bad: all.bad - below.bad };
        let band = Band {
            from,
            to,
            weight: counts.all(),
            rate: counts.rate(),
            accepted: rest.all() / all.all(),
            accepted_rate: rest.rate(),
            bad_left_out: below.bad / all.bad,
            good_left_out: below.good / all.good,
        };
        below = below.with(counts);
        band
    };
    cells.into_iter().map(band).collect()
}

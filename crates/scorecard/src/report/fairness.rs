//! Gaps between groups of people, with intervals: whom a least number of points leaves out, and how well it tells them apart.
//!
//! Each group is set beside the largest. Rows with weights count as Kish's effective number, (Σ w)² / Σ w². An interval
//! that holds zero does not say that there is no gap, only that these rows do not show one.

use serde::Serialize;

use super::interval::Interval;
use super::ranking::Ranking;
use crate::woe::Counts;

/// A group beside the largest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupGaps {
    /// The group, as its column names it.
    pub group: String,
    /// Whether it is the one that others are set beside.
    pub reference: bool,
    /// How many rows.
    pub rows: usize,
    /// Share of bad rows in it.
    pub rate: f64,
    /// Mean points.
    pub mean_points: f64,
    /// Share with the least points or more.
    pub accepted: Interval,
    /// That share less the reference's.
    pub accepted_gap: Interval,
    /// That share as a part of the reference's: below 0.8 is adverse impact by the four-fifths rule (29 CFR 1607.4 D).
    pub accepted_ratio: Interval,
    /// The gap among the good alone: equal opportunity.
    pub good_accepted_gap: Interval,
    /// The gap among the bad alone.
    pub bad_accepted_gap: Interval,
    /// How well points tell bad from good in it.
    pub auc: Interval,
    /// That less the reference's.
    pub auc_gap: Interval,
}

/// What the report needs of the rows of one group.
struct Members {
    name: String,
    rows: usize,
    weight: f64,
    points: f64,
    bad: f64,
    accepted: Interval,
    effective: f64,
    good_accepted: Interval,
    bad_accepted: Interval,
    auc: (f64, f64),
}

/// The gaps of every group that has rows, in the order of their letters.
#[must_use]
pub fn gaps(
    levels: &[String],
    of: &[Option<usize>],
    points: &[f64],
    bad: &[bool],
    weights: &[f64],
    least: f64,
) -> Vec<GroupGaps> {
    let members: Vec<Members> = levels
        .iter()
        .enumerate()
        .map(|(level, name)| Members::of(name, &rows(level, of, points, bad, weights), least))
        .filter(|members| members.weight > 0.0)
        .collect();
    let Some(reference) = members.iter().reduce(|one, other| if other.weight > one.weight { other } else { one })
    else {
        return Vec::new();
    };
    members.iter().map(|group| group.beside(reference)).collect()
}

/// Points, outcome and weight of the rows of a group.
fn rows(level: usize, of: &[Option<usize>], points: &[f64], bad: &[bool], weights: &[f64]) -> Vec<(f64, bool, f64)> {
    let all = of.iter().zip(points).zip(bad).zip(weights);
    let rows = all.filter(|(((other, _), _), _)| **other == Some(level));
    rows.map(|(((_, points), bad), weight)| (*points, *bad, *weight)).collect()
}

impl Members {
    fn of(name: &str, rows: &[(f64, bool, f64)], least: f64) -> Self {
        let mut counts = Counts::default();
        rows.iter().for_each(|(_, bad, weight)| counts.add(*bad, *weight));
        let points: Vec<f64> = rows.iter().map(|(points, ..)| *points).collect();
        let bad: Vec<bool> = rows.iter().map(|(_, bad, _)| *bad).collect();
        let weights: Vec<f64> = rows.iter().map(|(.., weight)| *weight).collect();
        let ranking = Ranking::of_points(&points, &bad, &weights);
        let (accepted, effective) = share(rows.iter().copied(), least);
        Self {
            name: name.to_owned(),
            rows: rows.len(),
            weight: counts.all(),
            points: rows.iter().map(|(points, _, weight)| points * weight).sum::<f64>() / counts.all(),
            bad: counts.rate(),
            accepted,
            effective,
            good_accepted: share(rows.iter().copied().filter(|(_, bad, _)| !bad), least).0,
            bad_accepted: share(rows.iter().copied().filter(|(_, bad, _)| *bad), least).0,
            auc: (ranking.auc, ranking.auc_error),
        }
    }

    fn beside(&self, reference: &Self) -> GroupGaps {
        let (auc, error) = self.auc;
        GroupGaps {
            group: self.name.clone(),
            reference: core::ptr::eq(self, reference),
            rows: self.rows,
            rate: self.bad,
            mean_points: self.points,
            accepted: self.accepted,
            accepted_gap: Interval::gap(reference.accepted, self.accepted),
            accepted_ratio: Interval::ratio(
                (reference.accepted.value, reference.effective),
                (self.accepted.value, self.effective),
            ),
            good_accepted_gap: Interval::gap(reference.good_accepted, self.good_accepted),
            bad_accepted_gap: Interval::gap(reference.bad_accepted, self.bad_accepted),
            auc: Interval::normal(auc, error).within(0.0, 1.0),
            auc_gap: Interval::normal(auc - reference.auc.0, libm::hypot(error, reference.auc.1)),
        }
    }
}

/// The share with enough points, and the effective number of rows.
fn share(rows: impl Iterator<Item = (f64, bool, f64)>, least: f64) -> (Interval, f64) {
    let (mut all, mut squares, mut enough) = (0.0, 0.0, 0.0);
    for (points, _, weight) in rows {
        all += weight;
        squares += weight * weight;
        enough += if points >= least { weight } else { 0.0 };
    }
    let effective = all * all / squares;
    (Interval::share(enough / all, effective), effective)
}

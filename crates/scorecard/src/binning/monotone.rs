//! The most information among all bins whose rates rise, or fall, throughout.
//!
//! A bin's part of the information does not depend on where the others end, so that the best bins up to a place are the
//! best of those that a last bin may follow: dynamic programming, exact. optbinning states the same as an integer program.

use super::{Limits, total};
use crate::woe::Counts;

/// Where coarse bins begin, the first apart.
pub(super) fn starts(fine: &[Counts], limits: &Limits) -> Vec<usize> {
    let rising = best(fine, limits, |low, high| low <= high);
    let falling = best(fine, limits, |low, high| low >= high);
    match (rising, falling) {
        (Some(rising), Some(falling)) if falling.information > rising.information => falling.starts,
        (Some(best), _) | (None, Some(best)) => best.starts,
        (None, None) => Vec::new(),
    }
}

/// Bins up to a place, the best of those whose last one begins at a place.
#[derive(Clone)]
struct Found {
    information: f64,
    rate: f64,
    starts: Vec<usize>,
}

/// The best bins whose rates follow one another in an order; none where not even one is large enough.
fn best(fine: &[Counts], limits: &Limits, follows: impl Fn(f64, f64) -> bool) -> Option<Found> {
    let all = total(fine);
    let ends = fine.len();
    // For each number of bins: what ends at a place, by where its last bin begins.
    let mut before: Vec<Vec<Found>> = Vec::new();
    let mut best: Option<Found> = None;
    for bins in 1..=limits.bins {
        let mut now: Vec<Vec<Found>> = vec![Vec::new(); ends.saturating_add(1)];
        for start in 0..ends {
            let mut bin = Counts::default();
            for (place, counts) in fine.iter().enumerate().skip(start) {
                bin = bin.with(*counts);
                if bin.all() < limits.weight || !bin.is_mixed() {
                    continue;
                }
                let own = Found { information: bin.iv(all), rate: bin.rate(), starts: Vec::new() };
                let found = if bins == 1 { (start == 0).then_some(own) } else { after(&before, start, own, &follows) };
                if let (Some(found), Some(here)) = (found, now.get_mut(place.saturating_add(1))) {
                    here.push(found);
                }
            }
        }
        let whole = now.last().into_iter().flatten();
        for found in whole {
            if best.as_ref().is_none_or(|best| found.information > best.information) {
                best = Some(found.clone());
            }
        }
        before = now;
    }
    best
}

/// A last bin behind the best of what may stand before it.
fn after(before: &[Vec<Found>], start: usize, own: Found, follows: impl Fn(f64, f64) -> bool) -> Option<Found> {
    let allowed = before.get(start)?.iter().filter(|found| follows(found.rate, own.rate));
    let best = allowed.max_by(|one, other| one.information.total_cmp(&other.information))?;
    let mut starts = best.starts.clone();
    starts.push(start);
    Some(Found { information: best.information + own.information, rate: own.rate, starts })
}

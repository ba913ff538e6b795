//! Where the bins of a feature end: at whole numbers, of those that its fact can be.
//!
//! Takes the ends as the model has them, gives a value within each bin, and bins with the points of each. It must never choose
//! an end, nor lose one without saying so.

use super::super::limits::MAX_BINS;
use super::PointsBin;
use super::left_out::{LeftOut, Span};
use prescreen::json::MAX_INTEGER;
use prescreen::{Code, Error};

/// Ends that are nearer are one: a library's own rounding.
const NEAR: f64 = 1e-6;

/// An end of a bin.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// The first whole number behind it.
    pub(super) whole: i64,
    /// Where the model has it.
    pub(super) exact: f64,
}

/// What a feature adds, by the whole numbers from which something else counts.
pub(super) struct Steps {
    span: Span,
    /// Rising.
    starts: Vec<i64>,
    /// What became of ends that are no starts.
    pub(super) left_out: Vec<LeftOut>,
}

impl Steps {
    /// The steps of a feature within what its fact can be.
    ///
    /// # Errors
    /// `limit` for a feature of too many bins.
    pub(super) fn new(name: &str, span: Span, mut ends: Vec<End>) -> Result<Self, Error> {
        ends.retain(|end| (-MAX_INTEGER < end.whole) && (end.whole <= MAX_INTEGER));
        let mut left_out = outside(span, &ends);
        ends.retain(|end| (span.least < end.whole) && (end.whole <= span.most));
        ends.sort_unstable_by(|one, other| one.whole.cmp(&other.whole).then(one.exact.total_cmp(&other.exact)));
        left_out.extend(merged(&ends));
        let mut starts: Vec<i64> = ends.iter().map(|end| end.whole).collect();
        starts.dedup();
        if starts.len() >= MAX_BINS {
            let message = format!(
                "feature '{name}' has {} bins; a person reads {MAX_BINS} at most",
                starts.len().saturating_add(1)
            );
            return Err(
                Error::new(Code::Limit, "", message).help("train with fewer leaves, or with bins of the feature")
            );
        }
        Ok(Self { span, starts, left_out })
    }

    /// Whether the model has bins that the fact cannot be in.
    pub(super) fn is_cut(&self) -> bool {
        self.left_out.iter().any(|one| matches!(one, LeftOut::Below(_) | LeftOut::Above(_)))
    }

    /// A value within each bin, from the lowest.
    pub(super) fn within(&self) -> impl Iterator<Item = i64> + '_ {
        let first = self.starts.first().map_or(self.span.least, |start| start.saturating_sub(1));
        core::iter::once(first).chain(self.starts.iter().copied())
    }

    /// Bins with the points of each; neighbours of the same points are one.
    pub(super) fn bins(&self, points: &[i32]) -> Vec<PointsBin> {
        let ends = self.starts.iter().copied().map(Some).chain([None]);
        let mut bins: Vec<PointsBin> = Vec::new();
        for (below, points) in ends.zip(points) {
            match bins.last_mut() {
                Some(last) if last.points == *points => last.below = below,
                _ => bins.push(PointsBin { below, points: *points }),
            }
        }
        bins
    }
}

/// Whether bins end before the span, or begin behind it.
fn outside(span: Span, ends: &[End]) -> Vec<LeftOut> {
    let below = ends.iter().any(|end| end.whole <= span.least).then_some(LeftOut::Below(span.least));
    let above = ends.iter().any(|end| end.whole > span.most).then_some(LeftOut::Above(span.most));
    below.into_iter().chain(above).collect()
}

/// Ends, in rising order, between which no whole number is.
fn merged(ends: &[End]) -> impl Iterator<Item = LeftOut> + '_ {
    ends.chunk_by(|one, other| one.whole == other.whole).filter_map(|same| {
        let below = same.first()?.whole;
        let mut ends: Vec<f64> = same.iter().map(|end| end.exact).collect();
        ends.dedup_by(|later, earlier| *later - *earlier < NEAR);
        (ends.len() > 1).then_some(LeftOut::Merged { below, ends })
    })
}

/// The first whole number from which something holds that, once it does, holds for all above; none where it never does.
pub(super) fn first(holds: impl Fn(f64) -> bool) -> Option<i64> {
    if !holds(MAX_INTEGER as f64) {
        return None;
    }
    let (mut before, mut from) = (-MAX_INTEGER, MAX_INTEGER);
    if holds(before as f64) {
        return Some(before);
    }
    while from.saturating_sub(before) > 1 {
        let middle = before.midpoint(from);
        if holds(middle as f64) { from = middle } else { before = middle }
    }
    Some(from)
}

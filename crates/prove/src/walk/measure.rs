//! A dimension with bands: what answers add to it, and the class of what they add up to.

use prescreen::pack::compile::BandTable;
use prescreen::terms::ClassIndex;

use crate::symbolic::choices::Choice;

/// A dimension with bands: parts of the row of points, and the bands of their sum.
#[derive(Debug, Clone)]
pub struct Measure {
    pub(super) parts: Vec<usize>,
    pub(super) bands: Vec<BandTable>,
}

impl Measure {
    /// The basic dimensions that it sums up, by their place in the row of points.
    pub fn parts(&self) -> &[usize] {
        &self.parts
    }

    /// What a choice adds.
    pub fn points(&self, choice: &Choice) -> i64 {
        self.parts.iter().filter_map(|part| choice.points.get(*part)).fold(0, |sum, points| sum.saturating_add(*points))
    }

    /// The class of a score.
    pub fn class(&self, score: i64) -> i64 {
        self.bands.iter().find(|band| band.holds(score)).map_or(0, |band| number_of(band.class))
    }
}

/// A class as the walk counts it.
pub fn number_of(class: ClassIndex) -> i64 {
    i64::try_from(class.get()).unwrap_or(i64::MAX)
}

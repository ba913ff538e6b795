//! What a model says and its points do not, so that nobody takes them for the whole of it.
//!
//! A fact of a pack is a whole number within its `min` and `max`, or it is missing: nothing else has points.

use prescreen::json::MAX_INTEGER;

/// The whole numbers that a fact can be, both ends among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The least.
    pub least: i64,
    /// The greatest.
    pub most: i64,
}

/// What the model says of a feature and the bins do not.
#[derive(Debug, Clone, PartialEq)]
pub enum LeftOut {
    /// What a missing value is worth.
    Missing {
        /// Whether some of it is for missing values alone: points of their own, or a leaf that no number comes to. Else a
        /// missing value goes the way of some number.
        alone: bool,
    },
    /// A code with points of its own: a scorecard's special value.
    Code(f64),
    /// Bins that end at or before this number, the least that the fact can be.
    Below(i64),
    /// Bins that begin behind this number, the greatest that the fact can be.
    Above(i64),
    /// Ends that became one, because no whole number is between them.
    Merged {
        /// The end that they became.
        below: i64,
        /// As the model has them: at least two, rising.
        ends: Vec<f64>,
    },
}

impl Span {
    /// Every integer of a pack, ±(2^53 − 1).
    pub const ALL: Self = Self { least: -MAX_INTEGER, most: MAX_INTEGER };

    /// Whether a number, whole or not, is between the ends; NaN is not.
    #[must_use]
    pub fn has(self, value: f64) -> bool {
        (self.least as f64..=self.most as f64).contains(&value)
    }
}

//! A model as points that a person can read: what each feature says by itself, in bins of whole numbers.
//!
//! Takes a model in which no two features act together (a scorecard, or trees that read one feature each), a scale, and what
//! the facts of a pack can be; gives integer points, how far their sum can be from the model's own, and what the model says
//! that they do not. Any other model has no such points, and is refused with the features that act together. It must never
//! choose where a bin ends: that is the model's to say. Nor has a missing value points, or a code: a pack says what is done
//! about a fact that is not known.

mod card;
mod left_out;
mod steps;
mod trees;

pub use left_out::{LeftOut, Span};

use super::{Form, Model};
use prescreen::{Code, Error};

/// Where points are anchored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Points at `odds`.
    pub points: i32,
    /// Odds of the bad outcome (bad per good) there, above zero.
    pub odds: f64,
    /// Points that halve these odds, above zero (PDO).
    pub double: i32,
}

/// A model as points.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Points that everybody starts with.
    pub base: i32,
    /// One per feature that the model reads, in its order.
    pub features: Vec<FeaturePoints>,
    /// The scale of the points.
    pub scale: Scale,
    /// How far the sum of points is from the model's own at most, in points: points are rounded, the model is not. Of rows
    /// of whole numbers of which none is missing, within what sums of 32 bits round.
    pub off_by: f64,
}

/// The points of a feature.
#[derive(Debug, Clone, PartialEq)]
pub struct FeaturePoints {
    /// The feature's name.
    pub name: String,
    /// Bins with rising ends, each of other points than the one before; the last has no end.
    pub bins: Vec<PointsBin>,
    /// The mean of the points over the rows that the model was trained on. LightGBM's trees carry how many rows came to each leaf;
    /// none where no such counts are, or where rows with a missing value or a code may be among them, which have no points.
    pub mean: Option<f64>,
    /// What the fact can be, and so what the bins are of.
    pub span: Span,
    /// What the model says of the feature and the bins do not.
    pub left_out: Vec<LeftOut>,
}

/// A bin of whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointsBin {
    /// Its end, which belongs to the next bin; none of the last.
    pub below: Option<i64>,
    /// Its points.
    pub points: i32,
}

impl FeaturePoints {
    /// Whether a value is a number that points are of: neither missing nor a code, and within what the fact can be.
    #[must_use]
    pub fn counts(&self, value: f64) -> bool {
        self.span.has(value) && !self.left_out.contains(&LeftOut::Code(value))
    }

    /// The points of a value.
    #[must_use]
    pub fn points(&self, value: i64) -> i32 {
        let bin = self.bins.iter().find(|bin| bin.below.is_none_or(|below| value < below));
        bin.map_or(0, |bin| bin.points)
    }
}

impl Points {
    /// Reads a model as points where nothing is known of the facts; see [`Points::within`].
    ///
    /// # Errors
    /// As [`Points::within`].
    pub fn of(model: &Model, scale: Scale) -> Result<Self, Error> {
        Self::within(model, scale, &[])
    }

    /// Reads a model as points. A scorecard has its own scale, and keeps it; the points of trees start at 0 in each
    /// feature, for the least that its fact can have. `facts` say what the fact of each feature can be, in the model's order;
    /// where that is not known, it may be any integer of a pack.
    ///
    /// # Errors
    /// `inconsistent` for trees in which features act together, with their names, and for a code that is a number of the
    /// fact; `unsupported` for a regression, whose weights have no bins, for trees that give no probability, and for those
    /// to which zero is missing; `range` for a scale that is none, or points beyond 32 bits; `limit` for a feature of too
    /// many bins.
    pub fn within(model: &Model, scale: Scale, facts: &[Option<Span>]) -> Result<Self, Error> {
        match model.form() {
            Form::Scorecard(scorecard) => card::read(model, scorecard, facts),
            Form::Trees(forest) => trees::read(model, forest, scale, facts),
            Form::Logistic(_) => {
                let message = "a regression's weight has no bins: each unit counts as much as the one before";
                Err(Error::new(Code::Unsupported, "", message)
                    .help("bin the same columns with 'scorecard bin' and fit them"))
            }
        }
    }
}

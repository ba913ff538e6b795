//! A cause: which one, where it is, and all that it is told from.

use serde::Serialize;

/// What was seen of events, or is likely to have caused a ratio that does not fit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cause {
    /// Which one.
    pub cause: CauseKind,
    /// Where it was seen: an hour, a word of a segment, a day, a phase, a variation; none where it is nowhere in particular.
    pub place: Option<String>,
    /// Of how many people, where it is of some.
    pub people: Option<u64>,
    /// Whether it touches the variations differently, so that it can look like an effect of theirs.
    pub by_variation: bool,
    /// What else is said of it.
    pub detail: Option<CauseDetail>,
}

/// Kinds of causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// Nobody was exposed to a variation.
    NobodyThere,
    /// People of whom other events came, but no exposure, or not the first one.
    ExposuresLost,
    /// More events of one variation are lost than of another.
    LossDiffers,
    /// People in several variations.
    Crossed,
    /// Hours with very many people.
    Burst,
    /// One word of a segment alone does not fit.
    Segment,
    /// It fits before a day and not from it on, or the other way round.
    Day,
    /// The weights of another phase fit.
    OtherWeights,
    /// It is off alike on every day and in every segment: people are assigned by other weights than the plan's.
    WeightsDiffer,
    /// Nothing of these is seen.
    NothingSeen,
}

/// What else is said of a cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CauseDetail {
    /// For each variation, the share of its events that is lost.
    Lost(Vec<f64>),
    /// The share of all people.
    Share(f64),
    /// People of each variation.
    People(Vec<u64>),
    /// Of a day: whether the ratio fits before it, rather than from it on.
    FitsBefore(bool),
    /// Of hours with very many people.
    Burst(Burst),
}

/// Hours with very many people.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Burst {
    /// How many times the usual number makes such an hour.
    pub times: f64,
    /// People of the greatest of these hours.
    pub most: u64,
    /// People of a usual hour.
    pub usual: u64,
    /// The share of the people of all these hours of whom anything else came.
    pub went_on: f64,
    /// What the ratio is without them.
    pub others: Others,
}

/// The ratio of people without those of a burst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// There is nobody else.
    Nobody,
    /// It fits.
    Fit,
    /// It does not fit either.
    DoNotFit,
}

impl Cause {
    pub(super) const fn of(cause: CauseKind) -> Self {
        Self { cause, place: None, people: None, by_variation: false, detail: None }
    }

    pub(super) fn at(self, place: String) -> Self {
        Self { place: Some(place), ..self }
    }

    pub(super) fn of_people(self, people: u64) -> Self {
        Self { people: Some(people), ..self }
    }

    pub(super) fn with(self, detail: CauseDetail) -> Self {
        Self { detail: Some(detail), ..self }
    }

    pub(super) fn by_variation(self, by_variation: bool) -> Self {
        Self { by_variation, ..self }
    }
}

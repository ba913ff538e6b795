//! A cause in words, and where it is.

use serde::Serialize;

/// What was seen of events, or is likely to have caused a ratio that does not fit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cause {
    /// Which one.
    pub cause: CauseKind,
    /// What was seen, and what to look at.
    pub text: String,
    /// Where it was seen: an hour, a word of a segment, a day, a phase; none where it is nowhere in particular.
    pub place: Option<String>,
    /// Of how many people, where it is of some.
    pub people: Option<u64>,
}

/// Kinds of causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// People of whom other events came, but no exposure.
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
    /// Nothing of these is seen.
    NothingSeen,
}

impl Cause {
    pub(super) fn of(cause: CauseKind, text: impl Into<String>) -> Self {
        Self { cause, text: text.into(), place: None, people: None }
    }

    pub(super) fn at(self, place: String) -> Self {
        Self { place: Some(place), ..self }
    }

    pub(super) fn of_people(self, people: u64) -> Self {
        Self { people: Some(people), ..self }
    }
}

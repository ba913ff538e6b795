//! Reasons that no rule of a pack gives.

use crate::id::Id;

/// A reason that the engine gives by itself: something that a class or a decision needs is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineCode {
    /// The profile on file is past its last day, suspended by the firm, or overtaken by a later attempt.
    ProfileExpired,
    /// There is no profile on file that can be used.
    ProfileMissing,
    /// Questions without an answer.
    AnswersMissing,
    /// Facts without a value.
    FactsMissing,
}

impl EngineCode {
    /// Every one of them. Each pack has a text `reason.CODE` for it.
    pub const ALL: [Self; 4] = [Self::ProfileExpired, Self::ProfileMissing, Self::AnswersMissing, Self::FactsMissing];

    /// The code as reasons and texts name it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ProfileExpired => "profile.expired",
            Self::ProfileMissing => "profile.missing",
            Self::AnswersMissing => "answers.missing",
            Self::FactsMissing => "facts.missing",
        }
    }

    /// The code as a reason's name.
    #[must_use]
    pub fn id(self) -> Id {
        Id::of_parts(self.as_str())
    }
}

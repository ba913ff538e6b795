//! What a screening leads to.

use serde::Serialize;

use crate::words;

/// What may happen next, from free to barred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Go on.
    Proceed,
    /// Go on after ordered steps.
    ProceedAfter,
    /// Stop for a while, protectively.
    Pause,
    /// Something needed is missing.
    InsufficientEvidence,
    /// A person decides.
    Refer,
    /// Not possible.
    Refuse,
}

impl Outcome {
    /// Whether it goes on, at once or after steps.
    #[must_use]
    pub fn goes_on(self) -> bool {
        matches!(self, Self::Proceed | Self::ProceedAfter)
    }
}

/// What signals led to, from free to a person's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FraudBand {
    /// Nothing spoke against it; it does not say that anything was looked at.
    Clear,
    /// The person confirms in a further step who they are.
    StepUp,
    /// Stop for a while, protectively; it tells an onlooker nothing.
    Pause,
    /// A person decides.
    Refer,
}

impl FraudBand {
    /// What the band leads to by itself. Signals alone never refuse.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Clear => Outcome::Proceed,
            Self::StepUp => Outcome::ProceedAfter,
            Self::Pause => Outcome::Pause,
            Self::Refer => Outcome::Refer,
        }
    }
}

/// What a person can afford, from free to a person's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CreditOutcome {
    /// Up to the firm's own limit.
    Proceed,
    /// Up to a lower limit.
    ProceedWithLimit,
    /// Facts are missing, or not evidenced well enough: it says nothing about the person.
    InsufficientEvidence,
    /// A person decides.
    Refer,
}

impl CreditOutcome {
    /// What it leads to by itself.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Proceed | Self::ProceedWithLimit => Outcome::Proceed,
            Self::InsufficientEvidence => Outcome::InsufficientEvidence,
            Self::Refer => Outcome::Refer,
        }
    }
}

words! {
    Outcome {
        Proceed = "proceed", ProceedAfter = "proceed_after", Pause = "pause",
        InsufficientEvidence = "insufficient_evidence", Refer = "refer", Refuse = "refuse"
    }
    CreditOutcome {
        Proceed = "proceed", ProceedWithLimit = "proceed_with_limit", InsufficientEvidence = "insufficient_evidence",
        Refer = "refer"
    }
    FraudBand { Clear = "clear", StepUp = "step_up", Pause = "pause", Refer = "refer" }
}

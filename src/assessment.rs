//! What screening gives: class, outcome and reasons. Never points: those are `profile::arithmetic`'s,
//! for the person's own record after acceptance.

use serde::Serialize;

use crate::id::Id;
use crate::pack::reference::PackRef;
use crate::session::{Purpose, Tier};
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

/// The result of screening one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assessment {
    /// The pack that was applied.
    pub pack: PackRef,
    /// What it was for.
    pub purpose: Purpose,
    /// The investor class; none while something needed is missing.
    pub class: Option<Id>,
    /// Whether the class came from the profile that the firm holds, not from answers.
    pub class_on_file: bool,
    /// What may happen next.
    pub outcome: Outcome,
    /// Everything that bore on the result, in the order of the pack; exactly one is `deciding`,
    /// unless nothing restricted.
    pub reasons: Vec<Reason>,
    /// The class of each dimension with bands, in the order of the pack; empty when the lowest
    /// predicate decided or the class is on file.
    pub dimensions: Vec<DimensionClass>,
    /// Contradictions that wait for the person's one clarification.
    pub asks: Vec<Id>,
    /// Items and facts whose absence left something undecided, in commitment order.
    pub missing: Vec<Id>,
    /// Gates that the product has.
    pub gates: Vec<GateState>,
    /// Flows to go through, in order, before the outcome may be acted on.
    pub flows: Vec<Id>,
    /// What the signals led to; none where the pack has no `fraud` part.
    pub fraud: Option<FraudBand>,
    /// The weakest evidence that a favourable part of the result rests on.
    pub tier: Tier,
}

/// One thing that bore on the result. Text `reason.CODE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// A rule id of the pack, `class.DIMENSION`, or one of `profile.expired`, `profile.missing`,
    /// `answers.missing`, `facts.missing`.
    pub code: Id,
    /// Which part of the way it belongs to.
    pub part: Part,
    /// What it led to by itself; none where it bore on the class only.
    pub outcome: Option<Outcome>,
    /// Whether it decided class (opening, assessment) or outcome (purchase).
    pub deciding: bool,
}

/// The part of the way that a reason belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The predicate of the lowest class.
    Lowest,
    /// A dimension's band.
    Dimension,
    /// A cap.
    Cap,
    /// A contradiction.
    Contradiction,
    /// Who may be served online.
    Eligibility,
    /// The profile on file.
    Profile,
    /// Class, grade, type and term.
    Matching,
    /// An access condition.
    Gate,
    /// Missing answers or facts.
    Missing,
    /// Signals of the session.
    Fraud,
}

/// The class that one dimension means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DimensionClass {
    /// The dimension.
    pub dimension: Id,
    /// Its class.
    pub class: Id,
}

/// Whether an access condition is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GateState {
    /// The gate.
    pub gate: Id,
    /// Met, unmet, or unknown for want of evidence.
    pub state: Met,
}

/// Three-valued answer of an access condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Met {
    /// The evidence shows it.
    Met,
    /// The evidence shows the contrary.
    Unmet,
    /// There is not enough evidence at the gate's tier.
    Unknown,
}

words! {
    Outcome {
        Proceed = "proceed", ProceedAfter = "proceed_after", Pause = "pause",
        InsufficientEvidence = "insufficient_evidence", Refer = "refer", Refuse = "refuse"
    }
    FraudBand { Clear = "clear", StepUp = "step_up", Pause = "pause", Refer = "refer" }
}

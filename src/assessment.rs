//! What screening gives: class, outcome and reasons. Never points: those are `profile::arithmetic`'s,
//! for the person's own record after acceptance.

use serde::Serialize;

use crate::id::Id;
use crate::objects;
use crate::terms::{CreditOutcome, FraudBand, Outcome, PackRef, Purpose, Tier};

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
    /// What the person can afford; none where the pack does not ask in this session.
    pub credit: Option<Affordability>,
    /// The weakest evidence that the class rests on.
    pub tier: Tier,
}

/// What one room adds to a result. The strictest outcome of all contributions counts, and the first reason that led to
/// it decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// What it leads to by itself; `proceed` where nothing restricts.
    pub outcome: Outcome,
    /// What bore on it, in the order of the pack.
    pub reasons: Vec<Reason>,
    /// Flows to go through where its outcome is `proceed_after`, in the order of the pack.
    pub flows: Vec<Id>,
    /// Items and facts whose absence left something undecided.
    pub missing: Vec<Id>,
}

impl Default for Contribution {
    fn default() -> Self {
        Self { outcome: Outcome::Proceed, reasons: Vec::new(), flows: Vec::new(), missing: Vec::new() }
    }
}

impl Contribution {
    /// Adds a reason; one with an outcome restricts.
    pub fn add(&mut self, reason: Reason) {
        self.outcome = self.outcome.max(reason.outcome.unwrap_or(Outcome::Proceed));
        self.reasons.push(reason);
    }

    /// Notes something that bore on the result without restricting it.
    pub fn note(&mut self, code: &Id, part: Part) {
        self.add(Reason::of(code, part, None));
    }

    /// Adds something that restricts.
    pub fn restrict(&mut self, code: &Id, part: Part, outcome: Outcome) {
        self.add(Reason::of(code, part, Some(outcome)));
    }

    /// Adds a flow, once.
    pub fn goes_through(&mut self, flow: Option<&Id>) {
        if let Some(flow) = flow.filter(|flow| !self.flows.contains(flow)) {
            self.flows.push(flow.clone());
        }
    }

    /// Adds what is missing, each once.
    pub fn lacks(&mut self, ids: impl IntoIterator<Item = Id>) {
        for id in ids {
            if !self.missing.contains(&id) {
                self.missing.push(id);
            }
        }
    }

    /// The reason that its outcome rests on: the first that led to it; none where nothing restricted.
    #[must_use]
    pub fn deciding(&self) -> Option<&Id> {
        let restricts = self.outcome != Outcome::Proceed;
        let mut reasons = self.reasons.iter().filter(|reason| restricts && reason.outcome == Some(self.outcome));
        reasons.next().map(|reason| &reason.code)
    }
}

/// One thing that bore on the result. Text `reason.CODE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// A rule id of the pack, `class.DIMENSION`, or an [`EngineCode`](crate::terms::EngineCode): `profile.expired`,
    /// `profile.missing`, `answers.missing`, `facts.missing`.
    pub code: Id,
    /// Which part of the way it belongs to.
    pub part: Part,
    /// What it led to by itself; none where it bore on the class only.
    pub outcome: Option<Outcome>,
    /// Whether its condition could not be decided: then it says what is missing, and nothing about the person. A verdict
    /// never names it.
    pub unknown: bool,
    /// Whether it decided class (opening, assessment) or outcome (purchase).
    pub deciding: bool,
}

impl Reason {
    /// A reason whose condition is settled, and that has decided nothing so far.
    #[must_use]
    pub fn of(code: &Id, part: Part, outcome: Option<Outcome>) -> Self {
        Self { code: code.clone(), part, outcome, unknown: false, deciding: false }
    }
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
    /// What the person can afford.
    Credit,
    /// What a fall would do after the purchase.
    Risk,
    /// Signals of the session.
    Fraud,
}

/// What a person can afford, in closed words: the amount stays with who may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Affordability {
    /// What it led to.
    pub outcome: CreditOutcome,
    /// The band of the limit; none where there is no limit, or the pack has no bands.
    pub band: Option<Id>,
}

objects! {
    Affordability { outcome, band }
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

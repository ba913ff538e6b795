//! Documents and the ordered steps that show them.

use crate::id::Id;
use crate::{documents, words};

use super::Basis;

/// A text that is shown or signed. Texts `document.ID.title`, `document.ID.body`, which may hold
/// `{class}`, `{grade}`, `{product}`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Document {
    /// Id, unique among documents.
    pub id: Id,
    /// Version of the wording.
    pub version: u32,
    /// Why.
    pub basis: Basis,
}

/// Ordered steps. Text `flow.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Flow {
    /// Id, unique among flows.
    pub id: Id,
    /// Whether the investor has to open it unprompted.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub investor_starts: bool,
    /// Days after the one on which the verdict was accepted, in the pack's time zone: its steps are confirmed through
    /// the last of them. 30 when left out.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 366)))]
    pub within_days: Option<u32>,
    /// In order.
    pub steps: Vec<Step>,
    /// Why.
    pub basis: Basis,
}

/// One step. Text `step.FLOW.STEP`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Step {
    /// Id, unique within the flow.
    pub id: Id,
    /// What it asks for.
    pub kind: StepKind,
    /// The document that is read or signed.
    pub document: Option<Id>,
    /// For `wait`: hours from the previous step, by the server's clock, before it can be confirmed.
    pub hours: Option<u32>,
}

/// What a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// The investor confirms having read the document.
    Read,
    /// The investor signs the document electronically.
    Sign,
    /// The investor says, unprompted, that they still want to go on.
    Insist,
    /// Time passes; then the investor confirms again.
    Wait,
    /// The firm's back end confirms it, for example a payment or a call back.
    Host,
}

/// For how many days after its verdict a flow goes on that does not say so.
const USUAL_DAYS: u32 = 30;

impl Flow {
    /// The last day on which its steps are confirmed, counted from the one on which the verdict was accepted.
    #[must_use]
    pub fn last_of_days(&self) -> u32 {
        self.within_days.unwrap_or(USUAL_DAYS)
    }
}

documents! {
    Document { id, version, basis }
    Flow { id, within_days, steps, basis; [investor_starts] }
    Step { id, kind, document, hours }
}

words! {
    StepKind { Read = "read", Sign = "sign", Insist = "insist", Wait = "wait", Host = "host" }
}

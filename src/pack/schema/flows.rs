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

documents! {
    Document { id, version, basis }
    Flow { id, steps, basis; [investor_starts] }
    Step { id, kind, document, hours }
}

words! {
    StepKind { Read = "read", Sign = "sign", Insist = "insist", Wait = "wait", Host = "host" }
}

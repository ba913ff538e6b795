//! Steps, limits and disclosure on the sheet.

use prescreen::id::Id;
use prescreen::pack::schema::{self, StepKind};
use serde::Serialize;

use super::Texts;
use super::origins::Basis;

/// Ordered steps.
#[derive(Serialize)]
pub struct Flow<'a> {
    id: &'a Id,
    name: &'a str,
    investor_starts: bool,
    steps: Vec<Step<'a>>,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct Step<'a> {
    text: &'a str,
    kind: StepKind,
    hours: Option<u32>,
    /// Title of what is shown or signed.
    document: Option<&'a str>,
}

impl<'a> Flow<'a> {
    pub fn of(texts: Texts<'a>, flow: &'a schema::Flow) -> Self {
        let step = |step: &schema::Step| Step {
            text: texts.text(&format!("step.{}.{}", flow.id, step.id)),
            kind: step.kind,
            hours: step.hours,
            document: step.document.as_ref().map(|document| texts.text(&format!("document.{document}.title"))),
        };
        Self {
            id: &flow.id,
            name: texts.text(&format!("flow.{}", flow.id)),
            investor_starts: flow.investor_starts,
            steps: flow.steps.iter().map(step).collect(),
            basis: Basis::of(texts, &flow.basis),
        }
    }
}

/// How often a person may be assessed, from a day on.
#[derive(Serialize)]
pub struct Attempts<'a> {
    from: String,
    /// None for no limit.
    per_day: Option<u32>,
    /// None for no limit.
    per_12_months: Option<u32>,
    immediate_retakes: Option<u32>,
    lockout_hours: Option<u32>,
    basis: Basis<'a>,
}

impl<'a> Attempts<'a> {
    pub fn of(texts: Texts<'a>, entry: &schema::Attempts) -> Self {
        Self {
            from: entry.from.to_string(),
            per_day: entry.per_day,
            per_12_months: entry.per_12_months,
            immediate_retakes: entry.immediate_retakes,
            lockout_hours: entry.lockout_hours,
            basis: Basis::of(texts, &entry.basis),
        }
    }
}

/// How long a class holds that is made from a day on.
#[derive(Serialize)]
pub struct Validity<'a> {
    from: String,
    months: u32,
    basis: Basis<'a>,
}

impl<'a> Validity<'a> {
    pub fn of(texts: Texts<'a>, entry: &schema::Validity) -> Self {
        Self { from: entry.from.to_string(), months: entry.months, basis: Basis::of(texts, &entry.basis) }
    }
}

/// What leaves the device.
#[derive(Serialize)]
pub struct Disclosure<'a> {
    deciding_reason: bool,
    reasons: &'a [Id],
    /// Ids of the packs on trial.
    shadow: Vec<&'a Id>,
}

impl<'a> Disclosure<'a> {
    pub fn of(disclosure: &'a schema::Disclosure) -> Self {
        Self {
            deciding_reason: disclosure.deciding_reason,
            reasons: &disclosure.reasons,
            shadow: disclosure.shadow.iter().map(|shadow| &shadow.pack).collect(),
        }
    }
}

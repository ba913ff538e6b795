//! A rule on the sheet: when it applies, what it leads to, what the person reads, what it rests on.

use prescreen::id::Id;
use prescreen::pack::schema;
use prescreen::terms::{Outcome, Purpose, Tier};
use serde::Serialize;

use super::Texts;
use super::conditions::Phrase;
use super::origins::Basis;

/// What every rule has: its code, the text for the person, its basis.
#[derive(Serialize)]
pub struct Frame<'a> {
    id: &'a Id,
    /// What the person reads, in one line.
    reads: String,
    basis: Basis<'a>,
}

impl<'a> Frame<'a> {
    pub fn of(texts: Texts<'a>, id: &'a Id, basis: &schema::Basis) -> Self {
        let (shown, next) = (texts.text(&format!("reason.{id}")), texts.text(&format!("reason.{id}.next")));
        let reads = format!("{shown} {next}").trim().replace('\n', " ");
        Self { id, reads, basis: Basis::of(texts, basis) }
    }
}

/// An outcome with its steps.
#[derive(Serialize)]
pub struct LeadsTo<'a> {
    outcome: Outcome,
    flow: Option<&'a str>,
}

impl<'a> LeadsTo<'a> {
    pub fn of(texts: Texts<'a>, outcome: Outcome, flow: Option<&Id>) -> Self {
        Self { outcome, flow: flow.map(|flow| texts.text(&format!("flow.{flow}"))) }
    }
}

/// A rule that restricts.
#[derive(Serialize)]
pub struct Restriction<'a> {
    frame: Frame<'a>,
    leads_to: LeadsTo<'a>,
    /// Empty for all.
    purposes: &'a [Purpose],
    when: Phrase<'a>,
    unless: Option<Phrase<'a>>,
    /// The weakest evidence that lifts it.
    lifted_by: Tier,
    if_unknown: LeadsTo<'a>,
}

/// Rules that restrict.
pub fn restrictions<'a>(texts: Texts<'a>, rules: &'a [schema::Rule]) -> Vec<Restriction<'a>> {
    let restriction = |rule: &'a schema::Rule| Restriction {
        frame: Frame::of(texts, &rule.id, &rule.basis),
        leads_to: LeadsTo::of(texts, rule.outcome, rule.flow.as_ref()),
        purposes: &rule.purposes,
        when: Phrase::of(texts, &rule.when),
        unless: rule.unless.as_ref().map(|unless| Phrase::of(texts, unless)),
        lifted_by: rule.unless_tier.unwrap_or(Tier::Attested),
        if_unknown: match &rule.if_unknown {
            Some(fallback) => LeadsTo::of(texts, fallback.outcome, fallback.flow.as_ref()),
            None => LeadsTo::of(texts, Outcome::InsufficientEvidence, None),
        },
    };
    rules.iter().map(restriction).collect()
}

//! What signals of one session mean: weights, bands, measured false positives.

use crate::id::Id;
use crate::json::Json;
use crate::terms::{FraudBand, Purpose};
use crate::{documents, words};

use super::Basis;

/// How signals become a fraud band. Without consent to `consent`, no signal is there and the band is `clear`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Fraud {
    /// The consent under which signals are collected; a notice of kind `consent` that is not required.
    pub consent: Id,
    /// Models that the firm brings.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub models: Vec<FraudModel>,
    /// What adds weight.
    pub rules: Vec<FraudRule>,
    /// Bands above `clear`.
    pub bands: Vec<FraudThreshold>,
}

/// A model that the firm brings. Rules read its output as `model.ID`, in basis points; it is unknown while one of
/// its features is, so that nothing that is missing makes a score.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct FraudModel {
    /// Id, unique among the models.
    pub id: Id,
    /// SHA-256 of the model's compact form, base64url.
    pub hash: String,
    /// What it reads: signals that are more than context, and facts that the firm alone provides.
    pub features: Vec<Id>,
    /// Why.
    pub basis: Basis,
}

/// A rule that adds weight when it holds; missing signals never make it hold. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct FraudRule {
    /// Id, unique among reason codes.
    pub id: Id,
    /// What it speaks of.
    pub concern: Concern,
    /// For which purposes; empty means all.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub purposes: Vec<Purpose>,
    /// Over signals of one family, facts that the firm provides, or the score of one model. Fires on true only.
    #[cfg_attr(feature = "schema", schemars(with = "crate::condition::schema::Written"))]
    pub when: Json,
    /// What it adds, 1 to 100.
    pub weight: u32,
    /// How often it held where nothing was wrong, as measured.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub held_wrongly: Vec<HeldWrongly>,
    /// Why.
    pub basis: Basis,
}

/// What a fraud rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Concern {
    /// The application may not be this person's own: automation, a stolen or made-up identity.
    Application,
    /// The person may be under someone's influence: remote control, coaching.
    Influence,
    /// The answers may not be thought through: too fast, in one place, at odds with each other.
    Answers,
}

/// A measured share of cases in which a rule held and nothing was wrong. Text `population.POPULATION`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct HeldWrongly {
    /// Who or what was measured: a population, a profile of users.
    pub population: Id,
    /// In how many cases it held.
    pub held: u32,
    /// Of how many cases in which the signal was known.
    pub of: u32,
}

/// A band that points and independent families lead to. Text `reason.ID`, neutral for a `pause`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct FraudThreshold {
    /// Id, unique among reason codes.
    pub id: Id,
    /// `step_up` and `refer` are for `application`, `pause` is for `influence`.
    pub band: FraudBand,
    /// `answers` for a `refer` that adds up those rules instead.
    pub concern: Option<Concern>,
    /// Least sum of the weights of its concern's rules.
    pub from: u32,
    /// Least number of families among them, 2 or more: one signal alone decides nothing. 1 for a `pause` that no family of
    /// signals comes to alone, so that what the firm knows leads to it without any.
    pub families: u32,
    /// The steps of `step_up`, and only of it.
    pub flow: Option<Id>,
    /// After how many hours a `pause` has ended, and only of it.
    pub hours: Option<u32>,
    /// Why.
    pub basis: Basis,
}

impl FraudThreshold {
    /// Whose weights it adds up: where the band does not say, a pause is for a person under influence, all else for the
    /// application.
    #[must_use]
    pub fn concern(&self) -> Concern {
        let usual = if self.band == FraudBand::Pause { Concern::Influence } else { Concern::Application };
        self.concern.unwrap_or(usual)
    }
}

documents! {
    Fraud { consent, rules, bands; [models] }
    FraudModel { id, hash, features, basis }
    FraudRule { id, concern, when, weight, basis; [purposes, held_wrongly] }
    HeldWrongly { population, held, of }
    FraudThreshold { id, band, concern, from, families, flow, hours, basis }
}

words! {
    Concern { Application = "application", Influence = "influence", Answers = "answers" }
}

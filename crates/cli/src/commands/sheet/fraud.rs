//! Signals on the sheet: what adds weight, how often it held wrongly, which band it leads to.

use prescreen::id::Id;
use prescreen::pack::schema;
use serde::Serialize;

use super::Texts;
use super::conditions::Phrase;
use super::origins::Basis;
use super::rules::{Frame, LeadsTo};

/// What signals of a session mean.
#[derive(Serialize)]
pub struct Fraud<'a> {
    /// Title of the consent without which no signal counts.
    consent: &'a str,
    bands: Vec<Band<'a>>,
    models: Vec<Model<'a>>,
    rules: Vec<Signal<'a>>,
}

#[derive(Serialize)]
struct Band<'a> {
    frame: Frame<'a>,
    leads_to: LeadsTo<'a>,
    concern: &'static str,
    weight: u32,
    families: u32,
}

#[derive(Serialize)]
struct Model<'a> {
    id: &'a Id,
    features: &'a [Id],
    hash: &'a str,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct Signal<'a> {
    frame: Frame<'a>,
    weight: u32,
    concern: &'static str,
    when: Phrase<'a>,
    /// Empty where it was not measured.
    held_wrongly: Vec<HeldWrongly<'a>>,
}

#[derive(Serialize)]
struct HeldWrongly<'a> {
    population: &'a str,
    held: u32,
    of: u32,
}

impl<'a> Fraud<'a> {
    pub fn of(texts: Texts<'a>, fraud: &'a schema::Fraud) -> Self {
        let band = |level: &'a schema::FraudThreshold| Band {
            frame: Frame::of(texts, &level.id, &level.basis),
            leads_to: LeadsTo::of(texts, level.band.outcome(), level.flow.as_ref()),
            concern: level.concern().word(),
            weight: level.from,
            families: level.families,
        };
        let model = |model: &'a schema::FraudModel| Model {
            id: &model.id,
            features: &model.features,
            hash: &model.hash,
            basis: Basis::of(texts, &model.basis),
        };
        Self {
            consent: texts.text(&format!("notice.{}.title", fraud.consent)),
            bands: fraud.bands.iter().map(band).collect(),
            models: fraud.models.iter().map(model).collect(),
            rules: fraud.rules.iter().map(|rule| Signal::of(texts, rule)).collect(),
        }
    }
}

impl<'a> Signal<'a> {
    fn of(texts: Texts<'a>, rule: &'a schema::FraudRule) -> Self {
        let held_wrongly = rule.held_wrongly.iter().map(|measured| HeldWrongly {
            population: texts.text(&format!("population.{}", measured.population)),
            held: measured.held,
            of: measured.of,
        });
        Self {
            frame: Frame::of(texts, &rule.id, &rule.basis),
            weight: rule.weight,
            concern: rule.concern.word(),
            when: Phrase::of(texts, &rule.when),
            held_wrongly: held_wrongly.collect(),
        }
    }
}

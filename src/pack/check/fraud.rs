//! The `fraud` part: consent, models, weights, bands that something reaches.

use crate::Code;
use crate::condition::Condition;
use crate::id::Id;
use crate::pack::compile::{PREFIX, Source, independent, signals, sources};
use crate::pack::limits::{MAX_CLASSES, MAX_MODELS, MAX_RULES};
use crate::pack::schema::{Concern, Fraud, FraudThreshold, Notice, NoticeKind, PackDocument};
use crate::terms::FraudBand;
use crate::terms::base64url;
use crate::terms::protected::protected;
use crate::terms::signals::{Family, find};

use super::Findings;
use super::conditions::names;

/// Heaviest that one rule may be.
const MAX_WEIGHT: u32 = 100;

/// Longest that a pause may last: 30 days.
const MAX_HOURS: u32 = 720;

/// What no rule and no model about fraud may read, nor what a person can afford.
pub(super) const PROTECTED: &str = "about age, sex or origin";

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let Some(fraud) = &document.fraud else { return };
    consent(document, findings, &fraud.consent);
    findings.at_most("/fraud/rules", "rules", fraud.rules.len(), MAX_RULES);
    findings.at_most("/fraud/bands", "bands", fraud.bands.len(), MAX_CLASSES);
    for (n, rule) in fraud.rules.iter().enumerate() {
        let at = format!("/fraud/rules/{n}");
        if !(1..=MAX_WEIGHT).contains(&rule.weight) {
            found!(
                findings, Code::Range, "{at}/weight";
                "the weight is {}; it has to be from 1 to {MAX_WEIGHT}", rule.weight;
                "Weigh the rule against the bands' `from`."
            );
        }
        for (m, measured) in rule.held_wrongly.iter().enumerate() {
            let (held, of) = (measured.held, measured.of);
            if held > of || of == 0 {
                found!(
                    findings, Code::Range, "{at}/held_wrongly/{m}";
                    "the rule held in {held} of {of} cases; `of` has to be at least 1 and `held` at most `of`";
                    "Give the cases in which it held, and all in which the signal was known."
                );
            }
        }
        for fact in &document.facts {
            let Some(word) = protected(fact.id.as_str()) else { continue };
            if names(&rule.when, fact.id.as_str()) {
                found!(
                    findings, Code::Protected, "{at}/when";
                    "the rule '{}' reads '{}', which is {PROTECTED} ('{word}')", rule.id, fact.id;
                    "Let the rule rest on signals alone."
                );
            }
        }
    }
    models(document, findings, fraud);
    bands(document, findings, fraud);
}

fn consent(document: &PackDocument, findings: &mut Findings, id: &Id) {
    let at = "/fraud/consent";
    let declinable = |notice: &&Notice| notice.kind == NoticeKind::Consent && !notice.required;
    let Some(notice) = document.notices.iter().find(|notice| notice.id == *id) else {
        let fitting = document.notices.iter().filter(declinable);
        findings.declared(&at, "consent", id, "/notices", &mut fitting.map(|notice| &notice.id));
        return;
    };
    if !declinable(&notice) {
        let found = if notice.required { "is required" } else { "is a notice, not a consent" };
        found!(
            findings, Code::Inconsistent, "{at}";
            "signals are collected under '{id}', which {found}; they need a consent that may be declined";
            "Name a notice whose kind is \"consent\" and whose `required` is false."
        );
    }
}

fn models(document: &PackDocument, findings: &mut Findings, fraud: &Fraud) {
    findings.at_most("/fraud/models", "models", fraud.models.len(), MAX_MODELS);
    findings.unique("model", "/fraud/models", "/id", &mut fraud.models.iter().map(|model| &model.id));
    let fields = signals::fields(document);
    let readable: Vec<&Id> = fields.iter().map(|field| &field.name).filter(|name| may_feed(name.as_str())).collect();
    for (n, model) in fraud.models.iter().enumerate() {
        let at = format!("/fraud/models/{n}");
        if base64url::decode_array::<32>(&model.hash).is_none() {
            found!(
                findings, Code::Encoding, "{at}/hash";
                "the hash '{}' is not 32 bytes in base64url (43 characters)", model.hash;
                "Take it from `prescreen model check`."
            );
        }
        let name = format!("{}{}", PREFIX, model.id);
        if !fraud.rules.iter().any(|rule| names(&rule.when, &name)) {
            found!(
                findings, Code::Inconsistent, "{at}";
                "no rule reads the model '{}'", model.id;
                "Add a rule over '{name}', or take the model out."
            );
        }
        let at = format!("{at}/features");
        if model.features.is_empty() {
            found!(
                findings, Code::Range, "{at}";
                "the model '{}' has no feature; at least 1 is needed", model.id;
                "Name what it reads, in the order of its columns."
            );
        }
        findings.at_most(&at, "features", model.features.len(), MAX_RULES);
        findings.unique("feature", &at, "", &mut model.features.iter());
        for (m, feature) in model.features.iter().enumerate() {
            one_feature(findings, &format!("{at}/{m}"), feature, &readable);
        }
    }
}

/// Whether a model may read a field of fraud rules: no other model's score, and no context.
fn may_feed(name: &str) -> bool {
    !name.starts_with(PREFIX) && !is_context(name)
}

fn is_context(name: &str) -> bool {
    find(name).is_some_and(|(_, signal)| signal.family == Family::Context)
}

fn one_feature(findings: &mut Findings, at: &str, feature: &Id, readable: &[&Id]) {
    if let Some(word) = protected(feature.as_str()) {
        found!(
            findings, Code::Protected, "{at}";
            "the feature '{feature}' is {PROTECTED} ('{word}')";
            "Train the model without it."
        );
    } else if is_context(feature.as_str()) {
        found!(
            findings, Code::Range, "{at}";
            "the feature '{feature}' tells how the form was used, which speaks for or against nobody";
            "Train the model without it; rules may read it to exempt from a signal."
        );
    } else {
        let place = "/facts, provided by the host alone, or use a signal of the catalogue";
        findings.declared(&at, "feature", feature, place, &mut readable.iter().copied());
    }
}

fn bands(document: &PackDocument, findings: &mut Findings, fraud: &Fraud) {
    for (n, band) in fraud.bands.iter().enumerate() {
        let at = format!("/fraud/bands/{n}");
        if band.band == FraudBand::Clear {
            found!(
                findings, Code::Range, "{at}/band";
                "the band is \"clear\", where everyone is without signals";
                "Let it be step_up, pause or refer, or take it out."
            );
        }
        let least = if band.band == FraudBand::Pause { 1 } else { 2 };
        if band.families < least {
            found!(
                findings, Code::Range, "{at}/families";
                "`families` is {}; at least {least} are needed, as one signal alone decides nothing", band.families;
                "Ask for {least} or more families."
            );
        }
        if band.concern.is_some_and(|concern| concern != Concern::Answers || band.band != FraudBand::Refer) {
            found!(
                findings, Code::Inconsistent, "{at}/concern";
                "the band is \"{}\", and its `concern` is \"{}\"", band.band.word(), band.concern().word();
                "Leave out `concern`, or let it be \"answers\" and the band \"refer\"."
            );
        }
        if let Some(hours) = band.hours
            && (band.band != FraudBand::Pause || !(1..=MAX_HOURS).contains(&hours))
        {
            found!(
                findings, Code::Range, "{at}/hours";
                "the band is \"{}\", and `hours` is {hours}; only a pause has hours, from 1 to {MAX_HOURS}", band.band.word();
                "Leave out `hours`, or say when the pause ends."
            );
        }
        match (band.band == FraudBand::StepUp, &band.flow) {
            (true, None) => {
                found!(
                    findings, Code::Inconsistent, "{at}";
                    "the band is \"step_up\", and `flow` is missing";
                    "Name the flow whose steps the person takes."
                );
            }
            (false, Some(flow)) => {
                found!(
                    findings, Code::Inconsistent, "{at}";
                    "the band is \"{}\", and the flow '{flow}' is given", band.band.word();
                    "Leave out `flow`, or let the band be \"step_up\"."
                );
            }
            _ => {}
        }
        findings.flow(document, &at, band.flow.as_ref());
        reach(document, findings, &at, fraud, band);
    }
}

/// All rules of a band's concern together come to its weight and its independent sources. A rule that does not
/// compile is named by itself.
fn reach(document: &PackDocument, findings: &mut Findings, at: &str, fraud: &Fraud, band: &FraudThreshold) {
    let fields = signals::fields(document);
    let models = signals::models(document, &fields);
    let (mut weight, mut sources) = (0_u32, Vec::new());
    let mut weights: Vec<(Source, u32)> = Vec::new();
    for rule in fraud.rules.iter().filter(|rule| rule.concern == band.concern()) {
        let when = Condition::compile(&rule.when, &fields, "").ok();
        let Some(source) = when.and_then(|when| sources::source_of(&when, &fields, &models)) else { return };
        weight = weight.saturating_add(rule.weight);
        sources.push(source);
        match weights.iter_mut().find(|(other, _)| *other == source) {
            Some((_, sum)) => *sum = sum.saturating_add(rule.weight),
            None => weights.push((source, rule.weight)),
        }
    }
    let alone = weights.iter().filter(|(source, _)| !source.speaks_without_signals()).map(|(_, sum)| *sum).max();
    if let Some(alone) = alone.filter(|alone| band.families == 1 && *alone >= band.from) {
        found!(
            findings, Code::Bands, "{at}/families";
            "`families` is 1, and the signals of one family alone come to weight {alone}, where the band begins at {}", band.from;
            "Ask for 2 families, let `from` be more than {alone}, or weigh these rules less."
        );
    }
    if band.from == 0 {
        found!(
            findings, Code::Bands, "{at}";
            "the band begins at weight 0, where no rule holds";
            "Let `from` be 1 or more."
        );
    }
    let concern = band.concern().word();
    if band.from > weight {
        found!(
            findings, Code::Bands, "{at}";
            "the band begins at weight {}; all rules about {concern} come to {weight}", band.from;
            "Let `from` be {weight} or less, or add rules."
        );
    }
    let families = independent(&sources);
    if band.families > families {
        found!(
            findings, Code::Bands, "{at}";
            "the band asks for {} families; all rules about {concern} rest on {families}", band.families;
            "Let `families` be {families} or less, or add rules."
        );
    }
}

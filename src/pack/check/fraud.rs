//! The `fraud` part: consent, models, weights, bands that something reaches.

use crate::Code;
use crate::condition::Condition;
use crate::terms::FraudBand;

use crate::pack::compile::{PREFIX, independent, signals, sources};
use crate::pack::limits::{MAX_CLASSES, MAX_MODELS, MAX_RULES};
use crate::pack::schema::{Fraud, FraudThreshold, NoticeKind, PackDocument};
use crate::terms::base64url;
use crate::terms::protected::protected;
use crate::terms::signals::{Family, find};

use super::Findings;

/// Heaviest that one rule may be.
const MAX_WEIGHT: u32 = 100;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let Some(fraud) = &document.fraud else { return };
    let consent = document.notices.iter().find(|notice| notice.id == fraud.consent);
    let free = consent.is_some_and(|notice| notice.kind == NoticeKind::Consent && !notice.required);
    findings.ensure(free, Code::Reference, "/fraud/consent", "signals need a consent that may be declined");
    findings.at_most("/fraud/rules", fraud.rules.len(), MAX_RULES);
    findings.at_most("/fraud/bands", fraud.bands.len(), MAX_CLASSES);
    for (n, rule) in fraud.rules.iter().enumerate() {
        let at = format!("/fraud/rules/{n}");
        let weight = (1..=MAX_WEIGHT).contains(&rule.weight);
        findings.ensure(weight, Code::Range, format!("{at}/weight"), "a weight is 1 to 100");
        for (m, measured) in rule.held_wrongly.iter().enumerate() {
            let share = measured.held <= measured.of && measured.of > 0;
            findings.ensure(share, Code::Range, format!("{at}/held_wrongly/{m}"), "a share is part of something");
        }
    }
    for fact in document.facts.iter().filter(|fact| protected(fact.id.as_str()).is_some()) {
        for (n, rule) in fraud.rules.iter().enumerate() {
            let named = rule.when.canonical().contains(&format!("\"{}\"", fact.id));
            let message = "age, sex and origin are no matter of fraud";
            findings.ensure(!named, Code::Claim, format!("/fraud/rules/{n}/when"), message);
        }
    }
    models(document, findings, fraud);
    bands(document, findings, fraud);
}

fn models(document: &PackDocument, findings: &mut Findings, fraud: &Fraud) {
    findings.at_most("/fraud/models", fraud.models.len(), MAX_MODELS);
    findings.unique("/fraud/models", fraud.models.iter().map(|model| &model.id));
    let fields = signals::fields(document);
    let named = document.facts.iter().any(|fact| fact.id.as_str().starts_with(PREFIX));
    findings.ensure(!named, Code::Inconsistent, "/facts", "names that start with 'model.' are those of scores");
    for (n, model) in fraud.models.iter().enumerate() {
        let at = format!("/fraud/models/{n}");
        let whole = base64url::decode_array::<32>(&model.hash).is_some();
        findings.ensure(whole, Code::Encoding, format!("{at}/hash"), "32 bytes in base64url belong here");
        let some = !model.features.is_empty();
        findings.ensure(some, Code::Range, format!("{at}/features"), "a model reads something");
        findings.at_most(&format!("{at}/features"), model.features.len(), MAX_RULES);
        findings.unique(&format!("{at}/features"), model.features.iter());
        for (m, feature) in model.features.iter().enumerate() {
            let at = format!("{at}/features/{m}");
            let place = fields.index_of(feature.as_str());
            let readable = place.is_some() && !feature.as_str().starts_with(PREFIX);
            let message = "a model reads signals of the catalogue and facts that the firm alone provides";
            findings.ensure(readable, Code::Reference, &at, message);
            let context = find(feature.as_str()).is_some_and(|(_, signal)| signal.family == Family::Context);
            findings.ensure(!context, Code::Claim, &at, "how a form is used counts for or against nobody");
            let kept_out = protected(feature.as_str()).is_some();
            findings.ensure(!kept_out, Code::Claim, at, "age, sex and origin are no matter of fraud");
        }
        let name = format!("\"{}{}\"", PREFIX, model.id);
        let read = fraud.rules.iter().any(|rule| rule.when.canonical().contains(&name));
        findings.ensure(read, Code::Inconsistent, at, "no rule reads this model");
    }
}

fn bands(document: &PackDocument, findings: &mut Findings, fraud: &Fraud) {
    for (n, band) in fraud.bands.iter().enumerate() {
        let at = format!("/fraud/bands/{n}");
        findings.ensure(band.band != FraudBand::Clear, Code::Inconsistent, format!("{at}/band"), "clear has no rule");
        let several = band.families >= 2;
        findings.ensure(several, Code::Range, format!("{at}/families"), "one signal alone decides nothing");
        let step_up = band.band == FraudBand::StepUp;
        let message = "a flow belongs to step_up, and only there";
        findings.ensure(step_up == band.flow.is_some(), Code::Inconsistent, &at, message);
        let known = band.flow.as_ref().is_none_or(|id| document.flow(id).is_some());
        findings.ensure(known, Code::Reference, format!("{at}/flow"), "this flow is not declared");
        let reached = reached(document, fraud, band);
        findings.ensure(reached, Code::Inconsistent, at, "the rules together do not reach this band");
    }
}

/// Whether all rules of a band's concern together come to its weight and its independent sources. A rule that
/// does not compile is named by itself.
fn reached(document: &PackDocument, fraud: &Fraud, band: &FraudThreshold) -> bool {
    let fields = signals::fields(document);
    let models = signals::models(document, &fields);
    let (mut weight, mut sources) = (0_u32, Vec::new());
    for rule in fraud.rules.iter().filter(|rule| rule.concern == band.concern()) {
        let when = Condition::compile(&rule.when, &fields, "").ok();
        let Some(source) = when.and_then(|when| sources::source_of(&when, &fields, &models)) else { return true };
        weight = weight.saturating_add(rule.weight);
        sources.push(source);
    }
    band.from > 0 && band.from <= weight && band.families <= independent(&sources)
}

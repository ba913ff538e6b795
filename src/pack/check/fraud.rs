//! The `fraud` part: consent, weights, bands that something reaches.

use crate::Code;
use crate::assessment::FraudBand;
use crate::condition::Condition;
use crate::fraud;
use crate::model::protected;
use crate::pack::limits::{MAX_CLASSES, MAX_RULES};
use crate::pack::schema::{Fraud, FraudThreshold, NoticeKind, PackDocument};

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
    bands(document, findings, fraud);
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

/// Whether all rules of a band's concern together come to its weight and its families. A rule that
/// does not compile is named by itself.
fn reached(document: &PackDocument, fraud: &Fraud, band: &FraudThreshold) -> bool {
    let fields = fraud::fields(document);
    let (mut weight, mut families) = (0_u32, 0_u64);
    for rule in fraud.rules.iter().filter(|rule| rule.concern == band.concern()) {
        let when = Condition::compile(&rule.when, &fields, "").ok();
        let Some(family) = when.and_then(|when| fraud::only_of(&when)) else { return true };
        weight = weight.saturating_add(rule.weight);
        families |= family.bit();
    }
    band.from > 0 && band.from <= weight && band.families <= families.count_ones()
}

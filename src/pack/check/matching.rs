//! Matching: grades, terms, types, fits; rules and gates.

use crate::Code;
use crate::id::Id;
use crate::pack::compile::links::position;
use crate::pack::limits::{MAX_CLASSES, MAX_OPTIONS, MAX_RULES};
use crate::pack::schema::{Fit, PackDocument, Rule};
use crate::terms::Outcome;

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let matching = &document.matching;
    findings.at_most("/matching/grades", matching.grades.len(), MAX_CLASSES);
    for (at, list) in [
        ("/matching/grades", &matching.grades),
        ("/matching/types", &matching.types),
        ("/matching/terms", &matching.terms),
        ("/matching/tags", &matching.tags),
    ] {
        findings.unique(at, list.iter());
        findings.at_most(at, list.len(), MAX_OPTIONS);
    }
    reach(document, findings);
    for (at, fit, of) in
        [("/matching/term", &matching.term, &matching.terms), ("/matching/type", &matching.kind, &matching.types)]
    {
        if let Some(fit) = fit {
            one_fit(document, findings, at, fit, of);
        }
    }
    rules(document, findings, "/eligibility", &document.eligibility);
    rules(document, findings, "/matching/rules", &matching.rules);
    gates(document, findings);
}

fn reach(document: &PackDocument, findings: &mut Findings) {
    let reach = &document.matching.reach.grades;
    let at = "/matching/reach/grades";
    let mut highest = None;
    for class in &document.classes.list {
        match reach.get(class).map(|grade| position(&document.matching.grades, grade)) {
            None => findings.add(Code::MissingField, at, "every class has a highest grade"),
            Some(None) => findings.add(Code::Reference, format!("{at}/{class}"), "this grade is not declared"),
            Some(grade) => {
                findings.ensure(
                    highest <= grade,
                    Code::Inconsistent,
                    format!("{at}/{class}"),
                    "a higher class reaches at least as far",
                );
                highest = grade;
            }
        }
    }
    let known = reach.keys().all(|class| document.classes.list.contains(class));
    findings.ensure(known, Code::Reference, at, "a class here is not declared");
}

fn one_fit(document: &PackDocument, findings: &mut Findings, at: &str, fit: &Fit, of: &[Id]) {
    let Some(item) = document.items().find(|item| item.id == fit.item) else {
        findings.add(Code::Reference, format!("{at}/item"), "this item is not declared");
        return;
    };
    let complete =
        item.options.iter().all(|option| fit.fits.contains_key(&option.id)) && item.options.len() == fit.fits.len();
    findings.ensure(complete, Code::Reference, format!("{at}/fits"), "every option of the item stands here once");
    for (option, ids) in &fit.fits {
        for id in ids {
            findings.declared(format!("{at}/fits/{option}"), id, of);
        }
    }
}

fn rules(document: &PackDocument, findings: &mut Findings, at: &str, rules: &[Rule]) {
    findings.at_most(at, rules.len(), MAX_RULES);
    for (n, rule) in rules.iter().enumerate() {
        let at = format!("{at}/{n}");
        findings.ensure(
            rule.outcome != Outcome::Proceed,
            Code::Inconsistent,
            format!("{at}/outcome"),
            "a rule restricts",
        );
        leads_to(document, findings, &at, rule.outcome, rule.flow.as_ref());
        let lifted = rule.unless_tier.is_none() || rule.unless.is_some();
        findings.ensure(lifted, Code::Inconsistent, format!("{at}/unless_tier"), "unless_tier belongs to unless");
        if let Some(fallback) = &rule.if_unknown {
            let at = format!("{at}/if_unknown");
            findings.ensure(
                fallback.outcome != Outcome::Proceed,
                Code::Inconsistent,
                &at,
                "doubt never helps: unknown cannot lead to proceed",
            );
            leads_to(document, findings, &at, fallback.outcome, fallback.flow.as_ref());
        }
    }
}

fn leads_to(document: &PackDocument, findings: &mut Findings, at: &str, outcome: Outcome, flow: Option<&Id>) {
    let after = outcome == Outcome::ProceedAfter;
    findings.ensure(after == flow.is_some(), Code::Inconsistent, at, "a flow belongs to proceed_after, and only there");
    let known = flow.is_none_or(|id| document.flow(id).is_some());
    findings.ensure(known, Code::Reference, format!("{at}/flow"), "this flow is not declared");
}

fn gates(document: &PackDocument, findings: &mut Findings) {
    findings.at_most("/gates", document.gates.len(), MAX_RULES);
    for (n, gate) in document.gates.iter().enumerate() {
        let at = format!("/gates/{n}");
        findings.ensure(!gate.tags.is_empty(), Code::Range, format!("{at}/tags"), "a gate is for at least one tag");
        for (m, tag) in gate.tags.iter().enumerate() {
            findings.declared(format!("{at}/tags/{m}"), tag, &document.matching.tags);
        }
        let bars = gate.unmet > Outcome::ProceedAfter;
        findings.ensure(bars, Code::Inconsistent, format!("{at}/unmet"), "an unmet gate does not let anyone go on");
        let known = gate.flow.as_ref().is_none_or(|id| document.flow(id).is_some());
        findings.ensure(known, Code::Reference, format!("{at}/flow"), "this flow is not declared");
    }
}

//! Which facts credit may read, and whether anybody can bring them so.

use crate::Code;
use crate::id::Id;
use crate::pack::schema::{Credit, Evidence, Fact, FactKind, PackDocument, Provider};
use crate::terms::Tier;
use crate::terms::protected::protected;

use super::super::Findings;
use super::super::fraud::PROTECTED;
use super::fact;
use super::limit::roles;

pub(super) fn check(document: &PackDocument, findings: &mut Findings, credit: &Credit, at: &str, evidence: &Evidence) {
    let id = &evidence.fact;
    readable(document, findings, &format!("{at}/fact"), id);
    let brought = |fact: &Fact| {
        fact.provided_by.iter().any(|provider| match provider {
            Provider::Host => true,
            Provider::File => evidence.tier <= Tier::Consistent,
            Provider::Person => evidence.tier == Tier::Declared,
        })
    };
    if fact(document, id).is_some_and(|fact| fact.derive.is_none() && !brought(fact)) {
        found!(
            findings, Code::Inconsistent, "{at}/tier";
            "nobody who provides '{id}' gives it at the tier {}", evidence.tier.word();
            "Ask for a weaker tier, or let others provide the fact."
        );
    }
    if let Some(coverage) = &evidence.coverage {
        let at = format!("{at}/coverage");
        readable(document, findings, &format!("{at}/fact"), &coverage.fact);
        if fact(document, &coverage.fact).is_some_and(|fact| fact.kind != FactKind::Integer) {
            found!(
                findings, Code::Type, "{at}/fact";
                "'{}' says how much is covered, and is no integer", coverage.fact;
                "Name a fact that counts days or months."
            );
        }
        if coverage.at_least < 1 {
            found!(
                findings, Code::Range, "{at}/at_least";
                "a coverage of {} is asked for; it has to be 1 or more", coverage.at_least;
                "Leave `coverage` out where none is needed."
            );
        }
    }
    let weighed = credit.scorecard.characteristics.iter().any(|one| one.fact == *id);
    if !weighed && !roles(credit).any(|(_, role)| role == id) {
        found!(
            findings, Code::Inconsistent, "{at}";
            "neither the scorecard nor the limit reads '{id}'";
            "Take it out: what is not needed is not asked for."
        );
    }
}

/// A fact that credit may read: declared, brought by somebody, no date, and not about age, sex or origin.
fn readable(document: &PackDocument, findings: &mut Findings, at: &str, id: &Id) {
    let Some(fact) = fact(document, id) else {
        let fitting = document.facts.iter().filter(|fact| fact.derive.is_none() && fact.kind != FactKind::Date);
        findings.declared(&at, "fact", id, "/facts", &mut fitting.map(|fact| &fact.id));
        return;
    };
    if let Some(word) = protected(id.as_str()) {
        found!(
            findings, Code::Protected, "{at}";
            "what a person can afford would rest on '{id}', which is {PROTECTED} ('{word}')";
            "Take it out."
        );
    } else if fact.derive.is_some() || fact.kind == FactKind::Date {
        let is = if fact.derive.is_some() { "derived" } else { "a date" };
        found!(
            findings, Code::Inconsistent, "{at}";
            "'{id}' is {is}; what a person can afford rests on integers, choices and booleans that somebody brings";
            "Let the firm or a file bring what is needed as a fact of its own."
        );
    }
}

//! Which facts a part may read, and whether anybody can bring them so.

use crate::Code;
use crate::id::Id;
use crate::pack::limits::MAX_FACTS;
use crate::pack::schema::{Coverage, Evidence, Fact, FactKind, PackDocument, Provider, Unit};
use crate::terms::protected::protected;
use crate::terms::{Purpose, Tier};

use super::Findings;
use super::fraud::PROTECTED;

/// A part that reads evidenced facts.
pub(super) struct Reads<'a> {
    /// The pointer of the part.
    pub part: &'static str,
    /// What rests on the facts, as a finding says it.
    pub what: &'static str,
    /// The facts with what they have to be.
    pub evidence: &'a [Evidence],
    /// What reads them, with where it stands.
    pub read: Vec<(String, &'a Id)>,
    /// The one fact that may be a date.
    pub date: Option<&'a Id>,
}

/// Every fact is readable and comes as asked, is read, and what is read is among them.
pub(super) fn check(document: &PackDocument, findings: &mut Findings, reads: &Reads<'_>) {
    let at = format!("{}/evidence", reads.part);
    findings.at_most(&at, "facts", reads.evidence.len(), MAX_FACTS);
    findings.unique("fact", &at, "/fact", &mut reads.evidence.iter().map(|one| &one.fact));
    for (n, one) in reads.evidence.iter().enumerate() {
        one_fact(document, findings, reads, &format!("{at}/{n}"), one);
    }
    for (place, id) in &reads.read {
        findings.declared(place, "fact", id, &at, &mut reads.evidence.iter().map(|one| &one.fact));
    }
}

/// A fact that the pack declares.
pub(super) fn fact<'a>(document: &'a PackDocument, id: &Id) -> Option<&'a Fact> {
    document.facts.iter().find(|fact| fact.id == *id)
}

fn one_fact(document: &PackDocument, findings: &mut Findings, reads: &Reads<'_>, at: &str, evidence: &Evidence) {
    let id = &evidence.fact;
    readable(document, findings, reads, &format!("{at}/fact"), id);
    if fact(document, id).is_some_and(|fact| fact.derive.is_none() && !is_brought(fact, evidence.tier)) {
        found!(
            findings, Code::Inconsistent, "{at}/tier";
            "nobody who provides '{id}' gives it at the tier {}", evidence.tier.word();
            "Ask for a weaker tier, or let others provide the fact."
        );
    }
    if let Some(coverage) = &evidence.coverage {
        let at = format!("{at}/coverage");
        readable(document, findings, reads, &format!("{at}/fact"), &coverage.fact);
        covers(document, findings, &at, coverage, evidence.tier);
    }
    if !reads.read.iter().any(|(_, role)| *role == id) {
        found!(
            findings, Code::Inconsistent, "{at}";
            "nothing in {} reads '{id}'", reads.part;
            "Take it out: what is not needed is not asked for."
        );
    }
}

/// Whether somebody who provides a fact gives it at a tier.
pub(super) fn is_brought(fact: &Fact, tier: Tier) -> bool {
    fact.provided_by.iter().any(|provider| match provider {
        Provider::Host => true,
        Provider::File => tier <= Tier::Consistent,
        Provider::Person => tier == Tier::Declared,
    })
}

/// What says how much is covered is a count that can be as high as is asked for, at the tier of what it covers.
pub(super) fn covers(document: &PackDocument, findings: &mut Findings, at: &str, coverage: &Coverage, tier: Tier) {
    let (id, least) = (&coverage.fact, coverage.at_least);
    if least < 1 {
        found!(
            findings, Code::Range, "{at}/at_least";
            "a coverage of {least} is asked for; it has to be 1 or more";
            "Leave `coverage` out where none is needed."
        );
    }
    let Some(fact) = fact(document, id) else { return };
    if fact.kind != FactKind::Integer {
        found!(
            findings, Code::Type, "{at}/fact";
            "'{id}' says how much is covered, and is no integer";
            "Name a fact that counts days or months."
        );
    } else if fact.unit == Some(Unit::MinorUnits) {
        found!(
            findings, Code::Inconsistent, "{at}/fact";
            "'{id}' says how much is covered, and is an amount of money";
            "Name a fact that counts days or months."
        );
    } else if let Some(most) = fact.max.filter(|most| *most < least) {
        found!(
            findings, Code::Range, "{at}/at_least";
            "a coverage of {least} is asked for, and '{id}' is never above {most}";
            "Ask for less, or raise the fact's `max`."
        );
    } else if fact.derive.is_none() && !is_brought(fact, tier) {
        found!(
            findings, Code::Inconsistent, "{at}/fact";
            "nobody who provides '{id}' gives it at the tier {}, at which it is read", tier.word();
            "Ask for a weaker tier, or let others provide the fact."
        );
    }
}

/// A part that is asked for products with a tag is asked where there is a product.
pub(super) fn bought(findings: &mut Findings, part: &str, purposes: &[Purpose], tags: &[Id]) {
    if !tags.is_empty() && !purposes.is_empty() && !purposes.contains(&Purpose::Purchase) {
        found!(
            findings, Code::Inconsistent, "{part}/purposes";
            "this is asked for products with a tag, and for no purchase: it would never be asked";
            "Add \"purchase\", or take the tags out."
        );
    }
}

/// A fact that a part may read: declared, brought by somebody, no date but one, and not about age, sex or origin.
fn readable(document: &PackDocument, findings: &mut Findings, reads: &Reads<'_>, at: &str, id: &Id) {
    let Some(fact) = fact(document, id) else {
        let fits = |fact: &&Fact| fact.derive.is_none() && !no_date(reads, fact);
        let fitting = document.facts.iter().filter(fits);
        findings.declared(&at, "fact", id, "/facts", &mut fitting.map(|fact| &fact.id));
        return;
    };
    if let Some(word) = protected(id.as_str()) {
        found!(
            findings, Code::Protected, "{at}";
            "{} would rest on '{id}', which is {PROTECTED} ('{word}')", reads.what;
            "Take it out."
        );
    } else if fact.derive.is_some() || no_date(reads, fact) {
        let is = if fact.derive.is_some() { "derived" } else { "a date" };
        found!(
            findings, Code::Inconsistent, "{at}";
            "'{id}' is {is}; {} rests on integers, choices and booleans that somebody brings", reads.what;
            "Let the firm or a file bring what is needed as a fact of its own."
        );
    }
}

/// Whether a fact is a date where none is read.
fn no_date(reads: &Reads<'_>, fact: &Fact) -> bool {
    fact.kind == FactKind::Date && reads.date != Some(&fact.id)
}

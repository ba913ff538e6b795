//! The `shelf` part: criteria in bands, the facts that they read, and nothing that the firm earns.

use crate::Code;
use crate::id::Id;
use crate::pack::limits::MAX_CLASSES;
use crate::pack::schema::{FactKind, FitBy, PackDocument, Shelf, Unit};

use super::Findings;
use super::evidence::{self, Reads, fact};

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let Some(shelf) = &document.shelf else { return };
    let single = single(shelf);
    let single = single.iter().filter_map(|(name, id, _)| Some((format!("/shelf/{name}"), (*id)?)));
    let held = shelf.held.iter().enumerate().map(|(n, held)| (format!("/shelf/held/{n}/fact"), &held.fact));
    let read: Vec<(String, &Id)> = single.chain(held).collect();
    for (at, id) in &read {
        counts(document, findings, at, id);
    }
    let reads = Reads { part: "/shelf", what: "the order of products", evidence: &shelf.evidence, read, date: None };
    evidence::check(document, findings, &reads);
    needed(findings, shelf);
    types(document, findings, shelf);
    criteria(findings, shelf);
}

/// The facts that stand alone, with the criterion that reads each.
fn single(shelf: &Shelf) -> [(&'static str, Option<&Id>, FitBy); 4] {
    [
        ("horizon", shelf.horizon.as_ref(), FitBy::Horizon),
        ("within", shelf.within.as_ref(), FitBy::Liquidity),
        ("amount", shelf.amount.as_ref(), FitBy::Concentration),
        ("means", shelf.means.as_ref(), FitBy::Concentration),
    ]
}

/// Months, days and amounts from 0 on; amounts in one currency.
fn counts(document: &PackDocument, findings: &mut Findings, at: &str, id: &Id) {
    let Some(fact) = fact(document, id) else { return };
    let months = at.ends_with("/horizon") || at.ends_with("/within");
    let whole = fact.kind == FactKind::Integer && fact.min.is_some_and(|min| min >= 0);
    if !whole || (fact.unit == Some(Unit::MinorUnits)) == months {
        let wanted = if months { "months or days" } else { "an amount of money" };
        found!(
            findings, Code::Inconsistent, "{at}";
            "'{id}' is no fact of {wanted} from 0 on";
            "Name an integer with a `min` of 0 or more; an amount has the unit minor_units."
        );
    }
    let first = document.shelf.as_ref().and_then(|shelf| super::evidence::fact(document, shelf.amount.as_ref()?));
    if !months && first.is_some_and(|first| first.currency != fact.currency) {
        found!(
            findings, Code::Inconsistent, "{at}";
            "'{id}' is in another currency than /shelf/amount";
            "Work out a share in one currency."
        );
    }
}

/// A criterion has its fact, and a fact its criterion.
fn needed(findings: &mut Findings, shelf: &Shelf) {
    for (name, id, by) in single(shelf) {
        let asked = shelf.criteria.iter().position(|criterion| criterion.by == by);
        match (asked, id) {
            (Some(n), None) => found!(
                findings, Code::MissingField, "/shelf/{name}";
                "the criterion '{}' at /shelf/criteria/{n} reads `{name}`, which is not given", by.word();
                "Name the fact, or take the criterion out."
            ),
            (None, Some(_)) => found!(
                findings, Code::Inconsistent, "/shelf/{name}";
                "no criterion is by '{}', which reads `{name}`", by.word();
                "Take it out: what is not needed is not asked for."
            ),
            _ => {}
        }
    }
}

/// For concentration, what is held of every type.
fn types(document: &PackDocument, findings: &mut Findings, shelf: &Shelf) {
    let (at, types) = ("/shelf/held", &document.matching.types);
    findings.unique("type", at, "/type", &mut shelf.held.iter().map(|held| &held.kind));
    for (n, held) in shelf.held.iter().enumerate() {
        findings.declared(&format_args!("{at}/{n}/type"), "type", &held.kind, "/matching/types", &mut types.iter());
    }
    let asked = shelf.criteria.iter().any(|criterion| criterion.by == FitBy::Concentration);
    let lacks = types.iter().find(|kind| !shelf.held.iter().any(|held| held.kind == **kind));
    if let Some(kind) = lacks.filter(|_| asked) {
        found!(
            findings, Code::MissingField, "{at}";
            "a criterion is by 'concentration', and nothing says what is held of the type '{kind}'";
            "Give each type of /matching/types its fact."
        );
    }
    if !asked && !shelf.held.is_empty() {
        found!(
            findings, Code::Inconsistent, "{at}";
            "no criterion is by 'concentration', which reads `held`";
            "Take it out: what is not needed is not asked for."
        );
    }
}

/// At least one; each measures something else, in bands that rise.
fn criteria(findings: &mut Findings, shelf: &Shelf) {
    let (at, criteria) = ("/shelf/criteria", &shelf.criteria);
    findings.unique("criterion", at, "/id", &mut criteria.iter().map(|one| &one.id));
    if criteria.is_empty() {
        found!(findings, Code::Range, "{at}"; "no criterion is here; at least 1 is needed"; "Give one, or take the part out.");
    }
    for (n, one) in criteria.iter().enumerate() {
        if let Some(first) = criteria.iter().take(n).position(|other| other.by == one.by) {
            found!(
                findings, Code::Duplicate, "{at}/{n}/by";
                "'{}' counts twice, first at {at}/{first}/by", one.by.word();
                "Give all of its bands in one place."
            );
        }
        findings.at_most(&format!("{at}/{n}/ends"), "ends", one.ends.len(), MAX_CLASSES);
        let rises = one.ends.first().is_some_and(|first| *first > 0) && one.ends.is_sorted_by(|one, next| one < next);
        let end = one.ends.iter().position(|end| *end > 1).filter(|_| rises && one.by == FitBy::Complexity);
        if let Some(place) = end {
            found!(
                findings, Code::Range, "{at}/{n}/ends/{place}";
                "no product is beyond this end: 'complexity' measures 1 for a complex product, and 0 for others";
                "Write [1]."
            );
        }
        if !rises {
            found!(
                findings, Code::Bands, "{at}/{n}/ends";
                "the ends have to rise from 1 or more, and at least 1 is needed";
                "Write [51, 101] for measures up to 50, from 51 to 100, and above."
            );
        }
    }
}

//! Facts: names, types, ranges, derivations.

use crate::Code;
use crate::id::Id;
use crate::pack::fields::BUILT_IN;
use crate::pack::limits::{MAX_FACTS, MAX_OPTIONS};
use crate::pack::schema::{Derive, Fact, FactKind, PackDocument, Unit};

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    findings.at_most("/facts", document.facts.len(), MAX_FACTS);
    for (n, fact) in document.facts.iter().enumerate() {
        let at = format!("/facts/{n}");
        name(findings, &at, &fact.id);
        one(findings, &at, fact);
        if let Some(derive) = &fact.derive {
            derived(document, findings, &format!("{at}/derive"), fact, derive);
        }
    }
    let fields = document.items().map(|item| &item.id).chain(document.facts.iter().map(|fact| &fact.id));
    findings.unique("/facts", fields);
}

/// A field name is one that conditions can read.
pub(super) fn name(findings: &mut Findings, at: &str, id: &Id) {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    let form = id.as_str().bytes().all(allowed);
    findings.ensure(form, Code::Type, format!("{at}/id"), "a field name has lower-case letters, digits, '_' and '-'");
    let free = !BUILT_IN.contains(&id.as_str());
    findings.ensure(free, Code::Duplicate, format!("{at}/id"), "this name is one of the built-in fields");
}

fn one(findings: &mut Findings, at: &str, fact: &Fact) {
    let choice = fact.kind == FactKind::Choice;
    findings.ensure(
        choice != fact.options.is_empty(),
        Code::Inconsistent,
        at,
        "options belong to a choice, and only there",
    );
    findings.at_most(&format!("{at}/options"), fact.options.len(), MAX_OPTIONS);
    findings.unique(&format!("{at}/options"), fact.options.iter());
    let integer = fact.kind == FactKind::Integer;
    let numeric = fact.unit.is_some() || fact.min.is_some() || fact.max.is_some();
    findings.ensure(integer || !numeric, Code::Inconsistent, at, "unit, min and max belong to an integer");
    findings.ensure(
        !integer || fact.unit.is_some(),
        Code::MissingField,
        format!("{at}/unit"),
        "an integer says what it counts",
    );
    let ordered = fact.min.zip(fact.max).is_none_or(|(min, max)| min <= max);
    findings.ensure(ordered, Code::Range, at, "min is greater than max");
    let money = fact.unit == Some(Unit::MinorUnits);
    findings.ensure(
        money == fact.currency.is_some(),
        Code::Inconsistent,
        at,
        "minor units come with a currency, and only they",
    );
    let provided = fact.derive.is_some() == fact.provided_by.is_empty();
    findings.ensure(provided, Code::Inconsistent, at, "a fact is either provided or derived");
}

fn derived(document: &PackDocument, findings: &mut Findings, at: &str, fact: &Fact, derive: &Derive) {
    findings.ensure(fact.kind == FactKind::Integer, Code::Type, at, "a derived fact is an integer");
    let (operands, kind): (Vec<&Id>, _) = match derive {
        Derive::AgeOn(id) | Derive::MonthsSince(id) => (vec![id], FactKind::Date),
        Derive::Min(ids) | Derive::Max(ids) => (ids.iter().collect(), FactKind::Integer),
        Derive::ShareBp { part, whole } => (vec![part, whole], FactKind::Integer),
    };
    findings.ensure(!operands.is_empty(), Code::Range, at, "a derivation needs an operand");
    for id in operands {
        match document.facts.iter().find(|other| other.id == *id) {
            None => findings.add(Code::Reference, at, "the operand is not a declared fact"),
            Some(other) => {
                findings.ensure(other.derive.is_none(), Code::Reference, at, "an operand is not itself derived");
                findings.ensure(other.kind == kind, Code::Type, at, "the operand has another type");
            }
        }
    }
}

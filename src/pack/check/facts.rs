//! Facts: names, types, ranges, derivations.

use crate::Code;
use crate::id::Id;
use crate::pack::fields::BUILT_IN;
use crate::pack::limits::{MAX_FACTS, MAX_OPTIONS};
use crate::pack::schema::{Derive, Fact, FactKind, PackDocument, Unit};

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    findings.at_most("/facts", "facts", document.facts.len(), MAX_FACTS);
    for (n, fact) in document.facts.iter().enumerate() {
        let at = format!("/facts/{n}");
        name(findings, &at, &fact.id);
        one(findings, &at, fact);
        if let Some(derive) = &fact.derive {
            derived(document, findings, &format!("{at}/derive"), fact, derive);
        }
    }
    let items = document.items().count();
    let place = |n: usize| match n.checked_sub(items) {
        Some(fact) => format!("/facts/{fact}/id"),
        None => document.placed_items().nth(n).map_or_else(String::new, |(at, _)| at + "/id"),
    };
    let ids = document.items().map(|item| &item.id).chain(document.facts.iter().map(|fact| &fact.id));
    findings.unique_at("field", &mut { ids }, &place);
}

/// A field name is one that conditions can read.
pub(super) fn name(findings: &mut Findings, at: &str, id: &Id) {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    let at = format!("{at}/id");
    if !id.as_str().bytes().all(allowed) {
        let fitting: String = id.as_str().to_ascii_lowercase().replace('.', "-");
        found!(
            findings, Code::Type, "{at}";
            "'{id}' is no field name: only a to z, 0 to 9, '_' and '-' may stand in one";
            "Call it '{fitting}', for example."
        );
    }
    if BUILT_IN.contains(&id.as_str()) {
        found!(
            findings, Code::Duplicate, "{at}";
            "'{id}' is the name of a field that every pack has";
            "Give it another name than {}.", BUILT_IN.join(", ")
        );
    }
}

fn one(findings: &mut Findings, at: &str, fact: &Fact) {
    let kind = fact.kind.word();
    let options = format!("{at}/options");
    if fact.kind == FactKind::Choice {
        if fact.options.is_empty() {
            found!(
                findings, Code::Inconsistent, "{at}";
                "a fact of type choice has no `options`";
                "List the values it may have."
            );
        }
    } else if !fact.options.is_empty() {
        found!(
            findings, Code::Inconsistent, "{at}";
            "a fact of type {kind} has `options`, which belong to a choice";
            "Leave them out, or let the type be \"choice\"."
        );
    }
    findings.at_most(&options, "options", fact.options.len(), MAX_OPTIONS);
    findings.unique("option", &options, "", &mut fact.options.iter());
    let numeric = [("unit", fact.unit.is_some()), ("min", fact.min.is_some()), ("max", fact.max.is_some())];
    if fact.kind == FactKind::Integer {
        if fact.unit.is_none() {
            found!(
                findings, Code::MissingField, "{at}/unit";
                "an integer fact has no `unit`";
                "Say what it counts: minor_units, months, years, basis_points or count."
            );
        }
    } else {
        for (field, _) in numeric.into_iter().filter(|(_, given)| *given) {
            found!(
                findings, Code::Inconsistent, "{at}";
                "a fact of type {kind} has `{field}`, which belongs to an integer";
                "Leave out `{field}`, or let the type be \"integer\"."
            );
        }
    }
    if let Some((min, max)) = fact.min.zip(fact.max).filter(|(min, max)| min > max) {
        found!(
            findings, Code::Range, "{at}";
            "`min` is {min} and `max` is {max}, which is less";
            "Swap or mend them."
        );
    }
    match (fact.unit == Some(Unit::MinorUnits), &fact.currency) {
        (true, None) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "a fact in minor_units has no `currency`";
                "Give its ISO 4217 code, such as \"CNY\"."
            );
        }
        (false, Some(currency)) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "the currency '{currency}' stands at a fact whose `unit` is not minor_units";
                "Leave out `currency`, or let the unit be \"minor_units\"."
            );
        }
        _ => {}
    }
    match (&fact.derive, fact.provided_by.is_empty()) {
        (Some(_), false) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "the fact has both `derive` and `provided_by`";
                "Keep one: a derived fact follows from others, nobody brings it."
            );
        }
        (None, true) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "the fact has neither `provided_by` nor `derive`, so it never has a value";
                "Name who brings it: host, person or file."
            );
        }
        _ => {}
    }
}

fn derived(document: &PackDocument, findings: &mut Findings, at: &str, fact: &Fact, derive: &Derive) {
    if fact.kind != FactKind::Integer {
        found!(
            findings, Code::Type, "{at}";
            "the fact is derived and of type {}; a derived fact is an integer", fact.kind.word();
            "Let the type be \"integer\"."
        );
    }
    let (function, operands, kind): (_, Vec<&Id>, _) = match derive {
        Derive::AgeOn(id) => ("age_on", vec![id], FactKind::Date),
        Derive::MonthsSince(id) => ("months_since", vec![id], FactKind::Date),
        Derive::Min(ids) => ("min", ids.iter().collect(), FactKind::Integer),
        Derive::Max(ids) => ("max", ids.iter().collect(), FactKind::Integer),
        Derive::ShareBp { part, whole } => ("share_bp", vec![part, whole], FactKind::Integer),
    };
    if operands.is_empty() {
        found!(
            findings, Code::Range, "{at}";
            "`{function}` has no operand; at least 1 is needed";
            "Name integer facts."
        );
    }
    for id in operands {
        let Some(other) = document.facts.iter().find(|other| other.id == *id) else {
            let fitting = document.facts.iter().filter(|other| other.kind == kind && other.derive.is_none());
            findings.declared(&at, "operand", id, "/facts", &mut fitting.map(|fact| &fact.id));
            continue;
        };
        if other.derive.is_some() {
            found!(
                findings, Code::Range, "{at}";
                "the operand '{id}' is itself derived; operands are facts that someone brings";
                "Derive from the facts that it is made from."
            );
        }
        if other.kind != kind {
            let (found, kind) = (other.kind.word(), kind.word());
            found!(
                findings, Code::Type, "{at}";
                "the operand '{id}' is of type {found}; `{function}` takes the type {kind}";
                "Name a fact of type {kind}."
            );
        }
    }
}

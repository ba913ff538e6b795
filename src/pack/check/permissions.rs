//! Permissions: the fact that the firm then holds, and what is asked for.

use crate::Code;
use crate::id::Id;
use crate::pack::limits::MAX_RULES;
use crate::pack::schema::{Fact, FactKind, PackDocument, Permission, Provider};
use crate::terms::{Outcome, Tier};

use super::Findings;
use super::conditions::names;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    findings.at_most("/permissions", "permissions", document.permissions.len(), MAX_RULES);
    for (n, permission) in document.permissions.iter().enumerate() {
        let at = format!("/permissions/{n}");
        let mut facts = document.facts.iter();
        match facts.find(|fact| fact.id == permission.fact) {
            Some(fact) => held(document, permission, fact, &at, findings),
            None => findings.declared(
                &format_args!("{at}/fact"),
                "fact",
                &permission.fact,
                "/facts",
                &mut document.facts.iter().map(|fact| &fact.id),
            ),
        }
        if permission.tier == Tier::Declared {
            found!(
                findings, Code::Inconsistent, "{at}/tier";
                "the permission '{}' is given on what the person declares", permission.id;
                "Let `tier` be parsed, consistent or attested."
            );
        }
        if permission.unmet <= Outcome::ProceedAfter {
            found!(
                findings, Code::Range, "{at}/unmet";
                "the permission '{}' lets a person go on when it is unmet: \"{}\"", permission.id, permission.unmet.word();
                "Let `unmet` be pause, insufficient_evidence, refer or refuse."
            );
        }
        findings.flow(document, &at, permission.flow.as_ref());
        product_named(document, permission, &at, findings);
    }
}

/// Whether the fact can hold the permission, and a gate asks for it.
fn held(document: &PackDocument, permission: &Permission, fact: &Fact, at: &str, findings: &mut Findings) {
    if fact.provided_by != [Provider::Host] {
        found!(
            findings, Code::Inconsistent, "{at}/fact";
            "the fact '{}' is not the firm's alone, so others could give the permission", fact.id;
            "Let its `provided_by` be [\"host\"]."
        );
    }
    let fits = match (fact.kind, permission.level) {
        (FactKind::Boolean, None) => true,
        (FactKind::Integer, Some(level)) => {
            fact.min.is_some_and(|least| least < level) && fact.max.is_none_or(|most| level <= most)
        }
        _ => false,
    };
    if !fits {
        found!(
            findings, Code::Inconsistent, "{at}";
            "the permission '{}' cannot be held by the fact '{}'", permission.id, fact.id;
            "Take a boolean without `level`, or an integer with a `level` above its `min` and up to its `max`."
        );
    }
    if !document.gates.iter().any(|gate| names(&gate.requires, fact.id.as_str())) {
        found!(
            findings, Code::Inconsistent, "{at}/fact";
            "no gate reads the fact '{}', so nobody needs the permission", fact.id;
            "Let a gate require it, or take the permission out."
        );
    }
    let mut before = document.permissions.iter().take_while(|other| !core::ptr::eq(*other, permission));
    if before.any(|other| other.fact == permission.fact && other.level == permission.level) {
        found!(
            findings, Code::Duplicate, "{at}";
            "another permission is held by the same fact at the same level";
            "Give each a fact or a level of its own."
        );
    }
}

/// Whether what is read or signed speaks of a product: nothing is bought.
fn product_named(document: &PackDocument, permission: &Permission, at: &str, findings: &mut Findings) {
    let steps = document.flows.iter().filter(|flow| Some(&flow.id) == permission.flow.as_ref());
    let mut shown = steps.flat_map(|flow| &flow.steps).filter_map(|step| step.document.as_ref());
    let speaks = |id: &&Id| {
        let key = format!("document.{id}.body");
        let mut bodies = document.texts.iter().filter_map(|(_, texts)| texts.get(&key));
        bodies.any(|body| body.contains("{product}") || body.contains("{grade}"))
    };
    if let Some(id) = shown.find(speaks) {
        found!(
            findings, Code::Inconsistent, "{at}/flow";
            "the permission '{}' shows the document '{id}', which names a product, and none is bought", permission.id;
            "Take a flow whose documents name neither {{product}} nor {{grade}}."
        );
    }
}

//! Conditions: what each may read, operators that fit a field's type, the one source of a fraud rule.

use crate::condition::{Condition, Fields};
use crate::id::Id;
use crate::json::Json;
use crate::pack::compile::{PREFIX, signals, sources};
use crate::pack::fields::{BUILT_IN, Layout};
use crate::pack::schema::{PackDocument, Rule};
use crate::terms::Family;
use crate::terms::signals::find;
use crate::{Code, Error};

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let layout = Layout::of(document);
    for (at, json) in document.person_conditions() {
        if findings.is_full() {
            return;
        }
        findings.keep(Condition::compile_explained(json, &layout.person, &at).map_err(of_product));
        of_presence(json, &at, findings);
    }
    for (at, json) in clauses("/matching/rules", &document.matching.rules) {
        if findings.is_full() {
            return;
        }
        findings.keep(Condition::compile_explained(json, &layout.product, &at));
        of_presence(json, &at, findings);
    }
    let fields = signals::fields(document);
    let models = signals::models(document, &fields);
    for (n, rule) in document.fraud_rules().iter().enumerate() {
        if findings.is_full() {
            return;
        }
        let at = format!("/fraud/rules/{n}/when");
        let when = Condition::compile_explained(&rule.when, &fields, &at);
        let Some(when) = findings.keep(when.map_err(|error| of_person(error, document))) else { continue };
        if sources::source_of(&when, &fields, &models).is_none() {
            let (message, help) = several_sources(&when, &fields);
            found!(findings, Code::Inconsistent, "{at}"; "{message}"; "{help}");
        }
    }
}

impl PackDocument {
    /// The conditions about a person alone, with their pointers.
    fn person_conditions(&self) -> Vec<(String, &Json)> {
        fn each<'a>(
            all: &mut Vec<(String, &'a Json)>,
            at: &str,
            part: &str,
            conditions: &mut dyn Iterator<Item = &'a Json>,
        ) {
            for (n, json) in conditions.enumerate() {
                all.push((format!("{at}/{n}/{part}"), json));
            }
        }
        let mut all = vec![("/classes/lowest/when".into(), &self.classes.lowest.when)];
        each(&mut all, "/classes/caps", "when", &mut self.classes.caps.iter().map(|cap| &cap.when));
        each(&mut all, "/contradictions", "when", &mut self.contradictions.iter().map(|one| &one.when));
        each(&mut all, "/gates", "requires", &mut self.gates.iter().map(|gate| &gate.requires));
        each(&mut all, "/permissions", "requires", &mut self.permissions.iter().map(|one| &one.requires));
        each(&mut all, "/never", "when", &mut self.never.iter().map(|promise| &promise.when));
        all.extend(clauses("/eligibility", &self.eligibility));
        all
    }
}

/// The conditions of rules, with their pointers.
fn clauses<'a>(at: &str, rules: &'a [Rule]) -> impl Iterator<Item = (String, &'a Json)> {
    rules.iter().enumerate().flat_map(move |(n, rule)| {
        let unless = rule.unless.iter().map(move |json| (format!("{at}/{n}/unless"), json));
        core::iter::once((format!("{at}/{n}/when"), &rule.when)).chain(unless)
    })
}

/// Whether a name stands anywhere in a condition.
pub(super) fn names(json: &Json, name: &str) -> bool {
    match json {
        Json::Text(text) => text == name,
        Json::List(values) => values.iter().any(|value| names(value, name)),
        Json::Map(entries) => entries.iter().any(|(key, value)| key == name || names(value, name)),
        _ => false,
    }
}

/// What helps, a gate's `requires` or a rule's `unless`, asks for what is there: absence opens nothing.
fn of_presence(json: &Json, at: &str, findings: &mut Findings) {
    if !(at.ends_with("/requires") || at.ends_with("/unless")) {
        return;
    }
    if let Some(field) = absent(json, false) {
        found!(
            findings, Code::Inconsistent, "{at}";
            "the condition holds where '{field}' is missing, and what is missing must not help";
            "Test the field's value instead of its absence."
        );
    }
}

/// The first field whose absence makes a condition hold; `negated` where the condition stands under a negation.
fn absent(json: &Json, negated: bool) -> Option<&str> {
    let Json::Map(parts) = json else { return None };
    parts.iter().find_map(|(key, operand)| match (key.as_str(), operand) {
        ("$and" | "$or", Json::List(parts)) => parts.iter().find_map(|part| absent(part, negated)),
        ("$nor", Json::List(parts)) => parts.iter().find_map(|part| absent(part, !negated)),
        ("$not", inner) => absent(inner, !negated),
        (field, operand) => tests_absence(operand, negated).then_some(field),
    })
}

/// Whether the operators of one field hold where it is missing.
fn tests_absence(operand: &Json, negated: bool) -> bool {
    let Json::Map(operators) = operand else { return false };
    operators.iter().any(|(operator, operand)| match operator.as_str() {
        "$exists" => *operand == Json::Bool(negated),
        "$not" => tests_absence(operand, !negated),
        _ => false,
    })
}

/// A product's field in a condition about a person alone gets help of its own.
fn of_product(error: Error) -> Error {
    let name = error.at.rsplit('/').next().unwrap_or_default();
    let of_product = error.code == Code::Reference && name != "marks" && BUILT_IN.contains(&name);
    if !of_product {
        return error;
    }
    let help = format!("'{name}' comes with a product: only the rules in /matching/rules may read it.");
    error.help(help)
}

/// A declared field in a fraud rule that may not read it gets help of its own.
fn of_person(error: Error, document: &PackDocument) -> Error {
    let name = error.at.rsplit('/').next().unwrap_or_default();
    let declared = document.items().map(|item| &item.id).chain(document.facts.iter().map(|fact| &fact.id));
    if error.code != Code::Reference || !declared.into_iter().any(|id| id.as_str() == name) {
        return error;
    }
    error.help(
        "Read signals of the catalogue, scores of models, or facts that the host alone provides and that are no dates.",
    )
}

/// Why a condition that compiles has not exactly one source, and what to do.
fn several_sources(when: &Condition, fields: &Fields) -> (String, &'static str) {
    let names = when.fields().filter_map(|field| fields.name_of(field)).map(Id::as_str);
    let mut names = names.filter(|name| family(name) != Some(Family::Context));
    let Some(first) = names.next() else {
        let message = "the rule reads only how the form was used, which speaks for or against nobody".into();
        return (message, "Add a test of a signal of one family, or of a model's score.");
    };
    let score = |name: &str| name.starts_with(PREFIX);
    let apart = |name: &&str| *name != first && (score(name) || score(first) || family(name) != family(first));
    match names.find(apart) {
        Some(other) => (
            format!("the rule reads '{first}' and '{other}', which are not of one family of signals"),
            "Write one rule for each family or model: a band adds up what independent rules weigh.",
        ),
        None => (
            "the rule asks with $exists whether a signal is there, and a missing signal counts as nothing".into(),
            "Test the signal's value instead: a rule never holds while it is missing.",
        ),
    }
}

/// The family of a signal; none for a fact that the firm provides, or a score.
fn family(name: &str) -> Option<Family> {
    find(name).map(|(_, signal)| signal.family)
}

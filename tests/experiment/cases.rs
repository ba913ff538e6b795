//! Every shared case, by name, natively, in Node and in a browser: the expected results are the file's.

use std::collections::BTreeMap;

use prescreen::condition::compat::{self, stringify, text};
use prescreen::json::Json;
use prescreen_experiment::bucket::{
    Namespace, Range, bucket_ranges, choose_variation, equal_weights, hash, in_namespace,
};
use prescreen_experiment::decrypt::decrypt;
use prescreen_experiment::target::query_override;
use prescreen_experiment::{Evaluator, Experiment, Payload, Sticky, User};
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::Host;
use crate::json as loose;

const CONDITIONS: &str = include_str!("../vectors/growthbook/eval-condition.json");
const ASSIGNMENT: &str = include_str!("../vectors/growthbook/assignment.json");

/// How many cases each group has: one that went missing is noticed.
const GROUPS: [(&str, usize); 13] = [
    ("evalCondition", 248),
    ("hash", 15),
    ("getBucketRange", 13),
    ("feature", 55),
    ("run", 73),
    ("chooseVariation", 13),
    ("getQueryStringOverride", 16),
    ("inNamespace", 16),
    ("getEqualWeights", 6),
    ("decrypt", 10),
    ("stickyBucket", 13),
    ("urlRedirect", 4),
    ("contextualBandit", 35),
];

fn cases(group: &str) -> Vec<Vec<Value>> {
    let file: Value = serde_json::from_str(if group == "evalCondition" { CONDITIONS } else { ASSIGNMENT }).unwrap();
    serde_json::from_value(file[group].clone()).unwrap()
}

/// Runs a group: `evaluate` gives what comes out of a case, to be compared with the value at its place `expected`.
fn group(name: &str, expected: usize, evaluate: impl Fn(&[Value]) -> Value) {
    let cases = cases(name);
    let count = GROUPS.iter().find(|(group, _)| *group == name).unwrap().1;
    assert_eq!(cases.len(), count, "{name}");
    let mut wrong = Vec::new();
    for case in &cases {
        let found = evaluate(case);
        if !same(&found, &case[expected]) {
            wrong.push(format!("{}\n  expected {}\n  found    {found}", case[0], case[expected]));
        }
    }
    assert!(wrong.is_empty(), "{name}: {} of {count} cases disagree:\n{}", wrong.len(), wrong.join("\n"));
}

/// Equal, where 1 and 1.0 are one number.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}

fn read(value: &Value) -> Json {
    loose(&value.to_string())
}

fn written(json: &Json) -> Value {
    serde_json::from_str(&stringify(json)).unwrap()
}

/// To so many decimals, as the project's own tests compare.
fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (number * scale).round() / scale
}

fn range(value: &Value) -> Range {
    Range { start: value[0].as_f64().unwrap(), end: value[1].as_f64().unwrap() }
}

/// What a case says of payload and visit.
struct Context {
    payload: Payload,
    attributes: Json,
    url: String,
    forced: BTreeMap<String, i64>,
    disabled: bool,
    qa_mode: bool,
    sticky: Option<Sticky>,
}

impl Context {
    fn of(context: &Value) -> Self {
        let known = [
            "attributes",
            "features",
            "experiments",
            "savedGroups",
            "contextualBandits",
            "url",
            "forcedVariations",
            "enabled",
            "qaMode",
            "stickyBucketAssignmentDocs",
        ];
        let unknown = context.as_object().unwrap().keys().find(|key| !known.contains(&key.as_str()));
        assert_eq!(unknown, None, "a part of a case that this test does not read");
        let parts = ["features", "experiments", "savedGroups", "contextualBandits"];
        let mut payload = json!({ "features": {} });
        for part in parts.into_iter().filter(|part| context.get(part).is_some()) {
            payload[part] = context[part].clone();
        }
        Self {
            payload: Payload::read(&read(&payload), None).unwrap(),
            attributes: context.get("attributes").map_or_else(|| loose("{}"), read),
            url: context["url"].as_str().unwrap_or_default().into(),
            forced: serde_json::from_value(context.get("forcedVariations").cloned().unwrap_or(json!({}))).unwrap(),
            disabled: context["enabled"] == false,
            qa_mode: context["qaMode"] == true,
            sticky: None,
        }
    }

    fn user(&self) -> User<'_> {
        User {
            url: &self.url,
            forced_variations: self.forced.clone(),
            disabled: self.disabled,
            qa_mode: self.qa_mode,
            sticky: self.sticky.clone(),
            ..User::new(&self.attributes)
        }
    }

    fn evaluator(&self) -> Evaluator<'_> {
        Evaluator::new(&self.payload, &Host)
    }
}

#[test]
fn conditions() {
    group("evalCondition", 3, |case| {
        let groups = case.get(4).map(read);
        json!(compat::eval(&read(&case[1]), &read(&case[2]), groups.as_ref(), &Host))
    });
}

#[test]
fn hashes() {
    group("hash", 3, |case| {
        json!(hash(case[0].as_str().unwrap(), case[1].as_str().unwrap(), case[2].as_i64().unwrap()))
    });
}

#[test]
fn ranges_of_buckets() {
    group("getBucketRange", 2, |case| {
        let weights: Option<Vec<f64>> = serde_json::from_value(case[1][2].clone()).unwrap();
        let variations = usize::try_from(case[1][0].as_u64().unwrap()).unwrap();
        let ranges = bucket_ranges(variations, case[1][1].as_f64().unwrap(), weights.as_deref());
        json!(ranges.iter().map(|range| [rounded(range.start, 6), rounded(range.end, 6)]).collect::<Vec<_>>())
    });
}

#[test]
fn features() {
    group("feature", 3, |case| {
        let context = Context::of(&case[1]);
        written(&context.evaluator().feature(case[2].as_str().unwrap(), &mut context.user()).unwrap().json())
    });
}

#[test]
fn contextual_bandits() {
    group("contextualBandit", 3, |case| {
        let context = Context::of(&case[1]);
        written(&context.evaluator().feature(case[2].as_str().unwrap(), &mut context.user()).unwrap().json())
    });
}

#[test]
fn experiments() {
    let outcome = |case: &[Value]| {
        let context = Context::of(&case[1]);
        let experiment = Experiment::read(&read(&case[2])).unwrap();
        let (payload, attributes) = (context.payload.clone(), context.attributes.clone());
        let evaluator = Evaluator::new(&payload, &Host);
        let mut user = User { attributes: &attributes, ..context.user() };
        let assignment = evaluator.run(&experiment, &mut user).unwrap();
        [written(assignment.value), json!(assignment.in_experiment), json!(assignment.hash_used)]
    };
    for part in 0..3 {
        group("run", 3 + part, |case| outcome(case)[part].clone());
    }
}

#[test]
fn variations() {
    group("chooseVariation", 3, |case| {
        let ranges: Vec<Range> = case[2].as_array().unwrap().iter().map(range).collect();
        let chosen = choose_variation(case[1].as_f64().unwrap(), &ranges);
        json!(chosen.map_or(-1, |chosen| i64::try_from(chosen).unwrap()))
    });
}

#[test]
fn variations_asked_for_in_a_query() {
    group("getQueryStringOverride", 4, |case| {
        let variations = usize::try_from(case[3].as_u64().unwrap()).unwrap();
        json!(query_override(case[1].as_str().unwrap(), case[2].as_str().unwrap(), variations))
    });
}

#[test]
fn namespaces() {
    group("inNamespace", 3, |case| {
        let range = Range { start: case[2][1].as_f64().unwrap(), end: case[2][2].as_f64().unwrap() };
        json!(in_namespace(&text(&read(&case[1])), &Namespace { id: case[2][0].as_str().unwrap().into(), range }))
    });
}

#[test]
fn weights() {
    group("getEqualWeights", 1, |case| {
        json!(equal_weights(case[0].as_i64().unwrap()).iter().map(|weight| rounded(*weight, 8)).collect::<Vec<_>>())
    });
}

#[test]
fn encrypted_texts() {
    group("decrypt", 3, |case| json!(decrypt(case[1].as_str().unwrap(), case[2].as_str().unwrap()).ok()));
}

#[test]
fn sticky_buckets() {
    let outcome = |case: &[Value]| {
        let mut context = Context::of(&case[1]);
        let keys = context.payload.sticky_keys(&context.attributes);
        context.sticky = Some(Sticky::read(&read(&case[2])).unwrap().of(&keys));
        let mut user = context.user();
        let feature = context.evaluator().feature(case[3].as_str().unwrap(), &mut user).unwrap();
        let result = feature.assignment.map_or(Value::Null, |assignment| written(&assignment.json()));
        let documents = user.sticky.unwrap();
        let documents = documents.documents().map(|document| (document.name(), written(&document.json())));
        [result, Value::Object(documents.collect())]
    };
    for part in 0..2 {
        group("stickyBucket", 4 + part, |case| outcome(case)[part].clone());
    }
}

#[test]
fn redirects() {
    group("urlRedirect", 2, |case| {
        let context = Context::of(&case[1]);
        let redirect = context.evaluator().redirect(&mut context.user()).unwrap();
        let told = redirect.map(|redirect| {
            json!({
                "inExperiment": redirect.assignment.in_experiment,
                "urlRedirect": redirect.to,
                "urlWithParams": redirect.url,
            })
        });
        json!(told.into_iter().collect::<Vec<_>>())
    });
}

/// The copies of this repository are the whole of the shared file, and each of its groups has a test above.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn no_shared_case_is_left_out() {
    let count: usize = GROUPS.iter().map(|(_, count)| count).sum();
    assert_eq!(count, 517);
    let Some(path) = crate::data::data("no_shared_case_is_left_out", "experiments/growthbook-cases.json") else {
        return;
    };
    let mut shared: BTreeMap<String, Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    shared.remove("specVersion");
    assert_eq!(shared.len(), GROUPS.len());
    for (group, _) in GROUPS {
        assert_eq!(Some(&json!(cases(group))), shared.get(group), "{group}");
    }
}

//! `experiment assign` with sticky buckets and forced variations.

use serde_json::{Map, Value, json};

use super::support::root;
use super::{Run, file, folder, read_json, run, run_with};

/// Two experiments, on everybody or on nobody new.
fn features(coverage: u32) -> String {
    let feature = |key: &str| {
        json!({ "rules": [{ "key": key, "variations": ["a", "b"], "meta": [{ "key": "0" }, { "key": "1" }],
            "coverage": coverage }] })
    };
    json!({ "features": { "first": feature("one"), "second": feature("two") } }).to_string()
}

fn assign(features: &str, people: &str, more: &[&str]) -> Run {
    run_with(&[&["experiment", "assign", "--features", features, "--attributes", "-"], more].concat(), people)
}

fn lines(run: &Run) -> Vec<Value> {
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_shared_case_of_sticky_buckets_comes_out_of_files() {
    let cases = read_json(&root().join("tests/vectors/growthbook/assignment.json"));
    let cases = cases["stickyBucket"].as_array().unwrap();
    assert_eq!(cases.len(), 13);
    for (n, case) in cases.iter().enumerate() {
        // A line has an `id` of its own here: the case's is hashed under another name, which no hash has in it.
        let renamed = |json: &Value| {
            let text = json.to_string().replace("\"id\"", "\"userId\"").replace("id||", "userId||");
            serde_json::from_str::<Value>(&text).unwrap()
        };
        let (name, context, stored, expected) = (&case[0], renamed(&case[1]), renamed(&case[2]), renamed(&case[5]));
        let folder = folder(&format!("sticky-case-{n}"));
        let features = file(&folder, "features.json", &json!({ "features": context["features"] }).to_string());
        let documents = file(&folder, "documents.json", &stored.to_string());
        let changed = folder.join("changed.json");
        let mut person = context["attributes"].clone();
        person["id"] = json!("a line");
        let more = ["--sticky", &documents, "--sticky-changed", changed.to_str().unwrap()];
        let run = assign(&features, &format!("{person}\n"), &more);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        let feature = case[3].as_str().unwrap();
        let usual = &context["features"][feature]["defaultValue"];
        let value = if case[4].is_null() { usual } else { &case[4]["value"] };
        assert_eq!(&lines(&run)[0][feature], value, "{name}");
        // What is stored, with what changed in its place, is what the case expects of this person.
        let name_of = |document: &Value| {
            format!("{}||{}", document["attributeName"].as_str().unwrap(), document["attributeValue"].as_str().unwrap())
        };
        let mut after: Map<String, Value> =
            stored.as_array().unwrap().iter().map(|document| (name_of(document), document.clone())).collect();
        let changed = read_json(&changed);
        for (of, document) in changed.as_object().unwrap() {
            assert_eq!(*of, name_of(document), "{name}");
            assert_ne!(after.get(of), Some(document), "{name}: {of} did not change");
            after.insert(of.clone(), document.clone());
        }
        for (of, document) in expected.as_object().unwrap() {
            assert_eq!(after.get(of), Some(document), "{name}: {of}");
        }
        assert!(changed.as_object().unwrap().keys().all(|of| expected.get(of).is_some()), "{name}");
    }
}

#[test]
fn people_keep_their_variations_in_several_experiments_when_nobody_new_is_let_in() {
    let folder = folder("sticky-kept");
    let (open, closed) = (file(&folder, "open.json", &features(1)), file(&folder, "closed.json", &features(0)));
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let people: String = (0..50).map(|n| format!("{{\"id\": \"p-{n}\"}}\n")).collect();
    let first = assign(&open, &people, &["--sticky-changed", &path("first.json")]);
    assert_eq!(first.code, 0, "{}", first.err);
    let documents = read_json(path("first.json").as_ref());
    assert_eq!(documents.as_object().unwrap().len(), 50);
    // Neither experiment wrote over the other's assignment.
    for document in documents.as_object().unwrap().values() {
        let keys: Vec<&String> = document["assignments"].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["one__0", "two__0"]);
    }
    // Two people in turn, and one who is new: nobody loses a variation or gets another one's.
    let turns = "{\"id\": \"p-1\"}\n{\"id\": \"p-2\"}\n{\"id\": \"new\"}\n{\"id\": \"p-1\"}\n";
    let more = ["--sticky", &path("first.json"), "--sticky-changed", &path("second.json")];
    let again = assign(&closed, turns, &more);
    let (before, after) = (lines(&first), lines(&again));
    assert_eq!([&after[0], &after[1], &after[3]], [&before[1], &before[2], &before[1]]);
    assert_eq!((&after[2]["first"], &after[2]["second"]), (&Value::Null, &Value::Null));
    assert_eq!(read_json(path("second.json").as_ref()), json!({}), "nothing changed");
    assert_ne!(lines(&assign(&closed, turns, &[])), after, "without documents nobody is kept");
}

#[test]
fn documents_of_several_files_are_merged_and_the_later_comes_before() {
    let folder = folder("sticky-merged");
    let closed = file(&folder, "features.json", &features(0));
    let document = |key: &str, variation: &str| {
        json!([{ "attributeName": "id", "attributeValue": "p", "assignments": { key: variation } }]).to_string()
    };
    let one = file(&folder, "one.json", &document("one__0", "1"));
    let two = file(&folder, "two.json", &document("two__0", "0"));
    let later = file(&folder, "later.json", &document("one__0", "0"));
    let said = |files: &[&str]| {
        let more: Vec<&str> = files.iter().flat_map(|file| ["--sticky", file]).collect();
        lines(&assign(&closed, "{\"id\": \"p\"}\n", &more)).remove(0)
    };
    assert_eq!(said(&[&one, &two]), json!({ "id": "p", "first": "b", "second": "a" }));
    assert_eq!(said(&[&one, &two, &later]), json!({ "id": "p", "first": "a", "second": "a" }));
}

#[test]
fn what_changed_is_written_though_a_later_line_ends_the_run() {
    let folder = folder("sticky-broken");
    let open = file(&folder, "features.json", &features(1));
    let changed = folder.join("changed.json");
    let run = assign(&open, "{\"id\": \"p\"}\n{}\n", &["--sticky-changed", changed.to_str().unwrap()]);
    assert_eq!((run.code, lines(&run).len()), (2, 1));
    assert_eq!(read_json(&changed).as_object().unwrap().keys().collect::<Vec<_>>(), ["id||p"]);
}

#[test]
fn what_is_wrong_with_documents_is_said_without_a_persons_value() {
    let folder = folder("sticky-wrong");
    let open = file(&folder, "features.json", &features(1));
    let whole = |value: &str| json!({ "attributeName": "id", "attributeValue": value, "assignments": { "one__0": 1 } });
    for (text, code) in [
        ("{".to_owned(), "syntax"),
        ("7".to_owned(), "type"),
        (json!({ "id||secret": whole("secret") }).to_string(), "type"),
        (json!([{ "attributeName": "id", "attributeValue": "secret" }]).to_string(), "missing-field"),
        (
            json!({ "id||secret": { "attributeName": "id", "attributeValue": "other", "assignments": {} } })
                .to_string(),
            "inconsistent",
        ),
        ("{\"id||secret\": {}, \"id||secret\": {}}".to_owned(), "repeated-key"),
    ] {
        let documents = file(&folder, "documents.json", &text);
        let run = assign(&open, "{\"id\": \"p\"}\n", &["--sticky", &documents]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{text}");
        assert!(run.err.contains("documents.json") && run.err.contains(&format!("[{code}]")), "{text}: {}", run.err);
        assert!(!run.err.contains("secret"), "{}", run.err);
    }
    let documents = file(&folder, "documents.json", "[]");
    let same = assign(&open, "", &["--sticky", &documents, "--sticky-changed", &documents]);
    assert!(same.code == 2 && same.err.contains("would be lost"), "{}", same.err);
    assert_eq!(std::fs::read_to_string(&documents).unwrap(), "[]");
}

#[test]
fn a_forced_variation_is_shown_to_everybody_and_kept_of_nobody() {
    let folder = folder("sticky-forced");
    let (open, changed) = (file(&folder, "features.json", &features(1)), folder.join("changed.json"));
    let people: String = (0..20).map(|n| format!("{{\"id\": {}}}\n", n + 1)).collect();
    let usual = lines(&assign(&open, &people, &[]));
    let more = ["--forced", "one=1", "--sticky-changed", changed.to_str().unwrap()];
    let forced = lines(&assign(&open, &people, &more));
    assert!(usual.iter().any(|line| line["first"] == "a"));
    for (line, usual) in forced.iter().zip(&usual) {
        assert_eq!((&line["first"], &line["second"]), (&json!("b"), &usual["second"]));
    }
    for document in read_json(&changed).as_object().unwrap().values() {
        assert_eq!(document["assignments"].as_object().unwrap().keys().collect::<Vec<_>>(), ["two__0"]);
    }
    for (forced, what) in [
        ("one", "EXPERIMENT=NUMBER"),
        ("other=0", "no experiment"),
        ("one=2", "0 to 1"),
        ("one=-1", "0 to 1"),
        ("one=b", "0 to 1"),
    ] {
        let run = assign(&open, &people, &["--forced", forced]);
        assert!(run.code == 2 && run.out.is_empty() && run.err.contains(what), "{forced}: {}", run.err);
    }
    let twice = assign(&open, &people, &["--forced", "one=0", "--forced", "one=1"]);
    assert!(twice.code == 2 && twice.err.contains("twice"), "{}", twice.err);
}

#[test]
fn weights_that_do_not_add_up_to_one_are_equal_as_in_every_sdk_and_that_is_said() {
    let folder = folder("sticky-weights");
    let features = |weights: Value| {
        let rule = json!({ "key": "order", "variations": [{}, { "id": "b" }], "weights": weights });
        json!({ "features": { "questionnaire": { "defaultValue": {}, "rules": [rule] } } }).to_string()
    };
    let people: String = (0..400).map(|n| format!("{{\"id\": \"p-{n}\"}}\n")).collect();
    let in_variant = |said: &Run| lines(said).iter().filter(|line| line["questionnaire"]["id"] == "b").count();
    let percents = assign(&file(&folder, "percents.json", &features(json!([20, 80]))), &people, &[]);
    let equal = assign(&file(&folder, "equal.json", &features(json!([0.5, 0.5]))), &people, &[]);
    let shares = assign(&file(&folder, "shares.json", &features(json!([0.2, 0.8]))), &people, &[]);
    assert_eq!(percents.out, equal.out);
    assert!(in_variant(&equal) < 260 && in_variant(&shares) > 280);
    let note = "percents.json: note: the weights of the experiment 'order' do not count (20, 80)";
    assert!(percents.err.contains(note) && percents.err.contains("write them as shares of 1"), "{}", percents.err);
    assert!(equal.err.is_empty() && shares.err.is_empty(), "{}{}", equal.err, shares.err);
}

#[test]
fn a_namespace_whose_experiments_hash_different_attributes_is_named() {
    let folder = folder("sticky-namespace");
    let feature = |key: &str, attribute: &str, from: f64| {
        json!({ "rules": [{ "key": key, "variations": ["a", "b"], "hashAttribute": attribute,
            "namespace": ["onboarding", from, from + 0.5] }] })
    };
    let features = |second: &str| {
        json!({ "features": { "first": feature("one", "id", 0.0), "second": feature("two", second, 0.5) } }).to_string()
    };
    let mixed = file(&folder, "mixed.json", &features("device"));
    let people: String = (0..40).map(|n| format!("{{\"id\": \"p-{n}\", \"device\": \"d-{n}\"}}\n")).collect();
    let said = assign(&mixed, &people, &[]);
    assert_eq!((said.code, lines(&said).len()), (0, 40));
    assert!(said.err.contains("mixed.json: note:") && said.err.contains("'onboarding'"), "{}", said.err);
    assert!(said.err.contains("(device, id)"), "{}", said.err);
    // It is so: somebody is in both.
    let in_both =
        |lines: &[Value]| lines.iter().filter(|line| !line["first"].is_null() && !line["second"].is_null()).count();
    assert!(in_both(&lines(&said)) > 0);
    let one = assign(&file(&folder, "one.json", &features("id")), &people, &[]);
    assert_eq!((one.err.as_str(), in_both(&lines(&one))), ("", 0));
    let help = run(&["experiment", "assign", "--help"]).out;
    assert!(["--sticky ", "--sticky-changed", "--forced"].iter().all(|option| help.contains(option)), "{help}");
}

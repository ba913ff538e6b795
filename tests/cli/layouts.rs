//! Layouts of statements: the published schema, and a layout checked against a sample.

use serde_json::json;

use super::support::{read, read_json, root};
use super::{folder, run};

#[test]
fn every_shipped_layout_has_the_form_that_the_schema_says() {
    let schema = run(&["schema", "format"]).json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for entry in std::fs::read_dir(root().join("formats")).unwrap() {
        let path = entry.unwrap().path();
        let errors: Vec<String> = validator.iter_errors(&read_json(&path)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    }
    let layout = read_json(&root().join("examples/first-layout/layout.json"));
    for (pointer, value) in [
        ("/kind", json!("bnak")),
        ("/day_order", json!("dym")),
        ("/required/0", json!("dat")),
        ("/version", json!("1")),
    ] {
        let mut wrong = layout.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&wrong), "{pointer}");
    }
    for name in ["columns", "id", "required"] {
        let mut wrong = layout.clone();
        wrong.as_object_mut().unwrap().remove(name);
        assert!(!validator.is_valid(&wrong), "without {name}");
    }
    let mut wrong = layout;
    wrong["colums"] = json!({});
    assert!(!validator.is_valid(&wrong), "a field that is not there");
}

#[test]
fn a_sample_is_told_row_by_row_to_programs_too() {
    let example = |name: &str| root().join("examples/first-layout").join(name).to_str().unwrap().to_owned();
    let told =
        run(&["statement", "check-format", &example("layout.json"), "--sample", &example("sample.csv"), "--json"]);
    let sample = &told.json()["sample"];
    assert_eq!((told.code, &sample["header_line"], &sample["recognised"]), (0, &json!(4), &json!(true)));
    assert_eq!(sample["rows"].as_array().unwrap().len(), 5);
    assert_eq!((&sample["rows"][0]["amount"], &sample["rows"][0]["direction"]), (&json!(420), &json!("out")));
    assert_eq!(sample["rows"][4], json!({ "line": 9, "skipped": true }));
    assert_eq!(sample["statements"][0]["integrity"]["verdict"], "consistent");
    let draft = run(&["statement", "check-format", &example("draft.json"), "--json"]);
    let error = &draft.json()["errors"][0];
    assert_eq!((draft.code, &error["line"], &error["column"]), (1, &json!(9), &json!(5)));
}

#[test]
fn a_row_that_is_wrong_and_a_sample_that_is_none_are_findings() {
    let scratch = folder("layouts");
    let layout = root().join("examples/first-layout/layout.json");
    let sample = read(&root().join("examples/first-layout/sample.csv"));
    let check = |text: &str| {
        let path = scratch.join("other.csv");
        std::fs::write(&path, text).unwrap();
        run(&["statement", "check-format", layout.to_str().unwrap(), "--sample", path.to_str().unwrap(), "--json"])
    };
    let wrong = check(&sample.replace("950,00", "950,0,0"));
    assert_eq!(wrong.code, 1);
    let rows = wrong.json()["sample"]["rows"].clone();
    assert_eq!((&rows[2]["line"], &rows[2]["problem"]["code"]), (&json!(7), &json!("amount")));
    assert_eq!(rows[3]["status"], "pending", "the rows behind it are read");
    let other = check("a,b\n1,2\n");
    assert_eq!((other.code, &other.json()["sample"]["problem"]["code"]), (1, &json!("unknown-format")));
    assert_eq!(check(&sample.replace("Balance;State", "Saldo;State")).json()["sample"]["recognised"], false);
}

#[test]
fn what_of_a_layout_meets_nothing_in_the_sample_is_listed_and_is_no_finding() {
    let scratch = folder("unmet");
    let mut layout = read_json(&root().join("examples/first-layout/layout.json"));
    layout["columns"]["fee"] = json!(["Charge"]);
    layout["status"]["cancelled"] = json!(["void"]);
    layout["stated"]["opening"] = json!(["Opening {amount}"]);
    layout["skips"] = json!(["Total", "Carried over"]);
    layout["ends"] = json!(["End of list"]);
    let path = scratch.join("layout.json");
    std::fs::write(&path, layout.to_string()).unwrap();
    let sample = root().join("examples/first-layout/sample.csv");
    let args = ["statement", "check-format", path.to_str().unwrap(), "--sample", sample.to_str().unwrap()];
    let told = run(&[&args[..], &["--json"]].concat());
    let unmet = told.json()["sample"]["unmet"].clone();
    let expected = ["/columns/fee", "/status/cancelled/0", "/ends/0", "/skips/1", "/kinds/2", "/stated/opening/0"]
        .map(String::from);
    assert_eq!((told.code, unmet), (0, json!(expected)));
    assert!(run(&args).out.contains("not met in this sample: /columns/fee ('Charge')"));
}

#[test]
fn words_of_a_direction_among_the_columns_are_told_where_they_belong() {
    let path = folder("incoming").join("layout.json");
    let mut layout = read_json(&root().join("examples/first-layout/layout.json"));
    layout["columns"]["incoming"] = json!(["In"]);
    std::fs::write(&path, layout.to_string()).unwrap();
    let told = run(&["statement", "check-format", path.to_str().unwrap()]).out;
    assert!(told.contains("/columns/incoming") && told.contains("top level"), "{told}");
}

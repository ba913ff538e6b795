//! Statements as a person brings them to the command line: archives of several, and answers to what files leave open.

use serde_json::json;

use super::support::root;
use super::{folder, run};

#[test]
fn every_statement_of_an_archive_is_read_and_every_other_file_is_named_by_its_number() {
    let path = root().join("tests/vectors/statements/archives/several-camt.zip");
    let told = run(&["statement", "read", path.to_str().unwrap(), "--json"]);
    let read = told.json();
    let statements = read["statements"].as_array().unwrap();
    // As the XML files beside it say of themselves: 8.85 in, 7.00 out, 8.85 in.
    let totals: Vec<_> = statements
        .iter()
        .map(|statement| (&statement["totals"]["in"]["amount"], &statement["totals"]["out"]["amount"]))
        .collect();
    assert_eq!(totals, [(&json!(885), &json!(0)), (&json!(0), &json!(700)), (&json!(885), &json!(0))]);
    let errors = read["errors"].as_array().unwrap();
    let named: Vec<_> = errors.iter().map(|error| (&error["member"], &error["code"])).collect();
    assert_eq!(named, [(&json!(4), &json!("unknown-format")), (&json!(5), &json!("cut"))]);
    assert_eq!(told.code, 1);
    let text = run(&["statement", "read", path.to_str().unwrap()]).out;
    assert!(text.contains("file 4 of the archive: ") && text.contains("file 5 of the archive: "), "{text}");
    assert!(!text.contains("A. Person"), "names of files inside may be a person's");
}

#[test]
fn a_workbook_with_a_password_of_its_own_is_no_archive_with_one() {
    let path = root().join("tests/vectors/unpack/locked.xlsx");
    let told = run(&["statement", "read", path.to_str().unwrap(), "--json"]).json();
    assert_eq!(told["errors"][0]["code"], "encrypted-workbook");
    let other = root().join("tests/vectors/unpack/version2.xls");
    let told = run(&["statement", "read", other.to_str().unwrap(), "--json"]).json();
    assert_eq!(told["errors"][0]["code"], "unsupported-version");
    let nested = root().join("tests/vectors/unpack/nested-twice.zip");
    let told = run(&["statement", "read", nested.to_str().unwrap(), "--json"]).json();
    assert_eq!(told["errors"][0]["code"], "nested");
}

#[test]
fn a_person_s_word_on_decimals_goes_before_a_layout_s() {
    let path = folder("statements").join("chase.csv");
    let header = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n";
    std::fs::write(&path, format!("{header}DEBIT,07/02/2026,LUNCH,-1.250,DEBIT_CARD,,,\n")).unwrap();
    let read = |more: &[&str]| run(&[&["statement", "read", path.to_str().unwrap(), "--json"], more].concat()).json();
    assert_eq!(read(&[])["errors"][0]["code"], "ambiguous-amount");
    for (said, cents) in [("comma", 125_000), ("point", 125)] {
        let out = read(&["--decimals", said])["statements"][0]["totals"]["out"]["amount"].clone();
        assert_eq!(out, json!(cents), "{said}");
    }
}

//! The traps that others met with statements, and the tests that hold this crate to what is right.
//!
//! `traps.md` is the table: a trap in a row, with what is expected and the tests of it. A test that is named there and is
//! not found in its file fails here, so that the table stays true.

mod joining;
mod reading;

use std::collections::BTreeSet;

const TABLE: &str = include_str!("traps.md");

/// The cells of the rows of tables whose first cell begins with a number or a letter and a number.
fn rows() -> Vec<Vec<&'static str>> {
    let cells = |line: &'static str| line.trim().trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    let lines = TABLE.lines().filter(|line| line.starts_with('|')).map(cells);
    lines.filter(|cells| cells.len() == 4 && cells[0].contains(|letter: char| letter.is_ascii_digit())).collect()
}

/// Names in code marks, as `file.rs::name`; what has no file is in the file of the name before.
fn named(cell: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut file = "";
    let names = cell.split('`').skip(1).step_by(2).map(|name| {
        let (of, test) = name.split_once("::").unwrap_or(("", name));
        file = if of.is_empty() { file } else { of };
        (file, test)
    });
    names.collect()
}

/// Whether a source has a test of a name.
fn has_test(source: &str, name: &str) -> bool {
    let head = format!("fn {name}(");
    source.match_indices(&head).any(|(place, _)| {
        let before = &source[..place];
        let since = before.rfind("}\n").map_or(before, |end| &before[end..]);
        ["#[test]", "#[wasm_bindgen_test]"].iter().any(|mark| since.contains(mark))
    }) || source.contains(&format!("test(\"{name}\""))
}

#[test]
fn every_test_that_the_table_of_traps_names_is_there() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");
    let mut missing = Vec::new();
    for row in rows() {
        let tests = named(row[3]);
        assert!(!tests.is_empty(), "{} has no test", row[0]);
        assert!(!row[1].is_empty() && !row[2].is_empty(), "{} says too little", row[0]);
        for (file, name) in tests {
            let found = std::fs::read_to_string(format!("{root}{file}")).is_ok_and(|source| has_test(&source, name));
            if !found {
                missing.push(format!("{}: {file}::{name}", row[0]));
            }
        }
    }
    assert!(missing.is_empty(), "the table of traps names what is not there:\n{}", missing.join("\n"));
}

#[test]
fn the_table_of_traps_has_sixty_of_them_and_none_twice() {
    let rows = rows();
    let traps: BTreeSet<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(traps.len(), rows.len());
    assert!(traps.len() >= 60, "{}", traps.len());
}

#[test]
fn a_test_that_is_not_there_is_noticed() {
    let source = "#[test]\nfn one() {}\n\nfn two() {}\n\ntest(\"three\", () => {});\n";
    assert_eq!(["one", "two", "three", "four"].map(|name| has_test(source, name)), [true, false, true, false]);
    assert_eq!(named("`a.rs::one`, `two` and `b.rs::three`"), [("a.rs", "one"), ("a.rs", "two"), ("b.rs", "three")]);
}

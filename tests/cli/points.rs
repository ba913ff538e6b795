//! `model points`: what of a model has no points in a pack, and is said.

use serde_json::{Value, json};

use crate::light::{CODED, NEVER_MISSING, light, stump};
use crate::support::{read_json, root};
use crate::{Run, file, folder, run};

/// A pack whose `wage` is from 0 to 10 000 000.
fn every_part() -> String {
    root().join("tests/vectors/every-part/pack.json").to_str().unwrap().into()
}

/// What the command says, as data, and its notes.
fn told(args: &[&str]) -> (Value, Vec<String>) {
    let run = run(&[&["model", "points", "--json"], args].concat());
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let told = run.json();
    let notes = told["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap().to_owned()).collect();
    (told, notes)
}

fn noted(notes: &[String], words: &str) -> bool {
    notes.iter().any(|note| note.contains(words))
}

/// What a pack's check says with this points table.
fn checked(folder: &std::path::Path, part: &Value) -> String {
    let mut pack = read_json(every_part().as_ref());
    pack["credit"]["scorecard"] = part.clone();
    let Run { out, err, .. } = run(&["pack", "check", &file(folder, "with-part.json", &pack.to_string())]);
    out + &err
}

#[test]
fn numbers_below_the_least_of_a_fact_have_neither_points_nor_a_share_of_the_reference() {
    let folder = folder("points-code");
    let model = file(&folder, "model.txt", &light(&["wage"], &[CODED]));
    let rows = file(&folder, "rows.csv", "wage\n-9\n-9\n0\n20\n\n");
    // Without the pack, −9 may be a number: its 0 points, with the 100 and the 150 of the others, have a mean of 62.5.
    let (open, notes) = told(&[&model, "--rows", &rows]);
    let bins = json!([{"below": 0, "points": 0}, {"below": 18, "points": 100}, {"points": 150}]);
    let part = json!({"base": 338, "characteristics": [{"fact": "wage", "reference": 62, "bins": bins}]});
    assert_eq!(open["part"], part);
    assert!(noted(&notes, "'wage': there are points for what is below 0"), "{notes:?}");
    assert!(noted(&notes, "'wage': what the model has for missing values alone is left out"), "{notes:?}");
    assert!(checked(&folder, &part).contains("no value of 'wage' is in this bin"));
    // With it, those of 0 and 20 have a mean of 25.
    let (kept, notes) = told(&[&model, "--rows", &rows, "--pack", &every_part()]);
    let bins = json!([{"below": 18, "points": 0}, {"points": 50}]);
    let part = json!({"base": 438, "characteristics": [{"fact": "wage", "reference": 25, "bins": bins}]});
    assert_eq!(kept["part"], part);
    assert!(noted(&notes, "'wage': bins of what is below 0 are left out"), "{notes:?}");
    assert!(!noted(&notes, "there are points for"), "{notes:?}");
    let checked = checked(&folder, &part);
    assert!(!checked.contains("/credit/scorecard"), "{checked}");
    // The rows of the training that came to a leaf may have had no value.
    let unnamed = run(&["model", "points", &model, "--pack", &every_part()]);
    assert!(unnamed.code == 2 && unnamed.err.contains("name rows with --rows"), "{}", unnamed.err);
}

#[test]
fn a_code_of_a_scorecard_has_neither_points_nor_a_share_of_the_reference() {
    let folder = folder("points-special");
    let card = json!({"scorecard": 1, "base": 0, "anchor_points": 600, "anchor_odds": 0.05, "double_odds": 50, "features": [
        {"name": "wage", "missing": -5, "special": [{"value": -9, "points": 70}], "bins": [{"below": 10, "points": 0}, {"points": 20}]}]});
    let model = file(&folder, "model.json", &card.to_string());
    let rows = file(&folder, "rows.csv", "wage\n-9\n-9\n5\n15\n\n");
    let bins = json!([{"below": 10, "points": 0}, {"points": 20}]);
    let part = json!({"base": 0, "characteristics": [{"fact": "wage", "reference": 10, "bins": bins}]});
    let (open, notes) = told(&[&model, "--rows", &rows]);
    assert_eq!(open["part"], part);
    assert!(noted(&notes, "'wage': the points of the code -9 are left out") && noted(&notes, "--pack"), "{notes:?}");
    let (kept, notes) = told(&[&model, "--rows", &rows, "--pack", &every_part()]);
    assert_eq!(kept["part"], part);
    assert!(noted(&notes, "'wage': the points of the code -9 are left out") && !noted(&notes, "--pack"), "{notes:?}");
    let mut pack = read_json(every_part().as_ref());
    let facts = pack["facts"].as_array_mut().unwrap();
    facts.iter_mut().find(|fact| fact["id"] == "wage").unwrap()["min"] = json!(-100);
    let pack = file(&folder, "pack.json", &pack.to_string());
    let refused = run(&["model", "points", &model, "--rows", &rows, "--pack", &pack]);
    assert!(refused.code == 2 && refused.err.contains("the code -9 of 'wage' is a number"), "{}", refused.err);
    let only = file(&folder, "codes.csv", "wage\n-9\n");
    let refused = run(&["model", "points", &model, "--rows", &only]);
    assert!(refused.code == 2 && refused.err.contains("has no values that have points"), "{}", refused.err);
}

#[test]
fn a_model_to_which_zero_is_missing_is_no_table_of_points() {
    let folder = folder("points-zero");
    let model = file(&folder, "model.txt", &light(&["wage"], &[&stump(17.5, 6, [1, 1])]));
    let part = folder.join("part.json").to_str().unwrap().to_owned();
    let rows = file(&folder, "rows.csv", "wage\n0\n20\n");
    let refused = run(&["model", "points", &model, "--rows", &rows, "--out", &part]);
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert!(refused.err.contains("zero counts as missing: tree 0 takes 'wage' so"), "{}", refused.err);
    assert!(refused.err.contains("[unsupported]") && refused.err.contains("zero_as_missing=false"), "{}", refused.err);
    assert!(!std::path::Path::new(&part).exists());
}

#[test]
fn ends_that_whole_numbers_cannot_tell_apart_are_named_with_the_unit_that_can() {
    let folder = folder("points-merged");
    let trees = [stump(0.35, NEVER_MISSING, [100, 300]), stump(0.6, NEVER_MISSING, [200, 200])];
    let model = file(&folder, "model.txt", &light(&["share"], &[&trees[0], &trees[1]]));
    // Three quarters of the rows have 50 points, and half of all have 50 more: a mean of 62.5.
    let (merged, notes) = told(&[&model, "--pack", &every_part()]);
    let bins = json!([{"below": 1, "points": 0}, {"points": 100}]);
    assert_eq!(merged["part"]["characteristics"][0], json!({"fact": "share", "reference": 62, "bins": bins}));
    assert!(noted(&notes, "'share': the ends 0.35, 0.6 became one, 1,"), "{notes:?}");
    assert!(noted(&notes, "in a unit 100 times smaller they stay apart"), "{notes:?}");
    assert!(noted(&notes, "'share': the pack declares no integer of this name"), "{notes:?}");
    let text = run(&["model", "points", &model]);
    assert!(text.code == 0 && text.out.contains("\nnote: 'share': the ends 0.35, 0.6 became one"), "{}", text.out);
    // In basis points nothing is lost.
    let trees = [3500.5, 6000.5].map(|threshold| stump(threshold, NEVER_MISSING, [100, 100]));
    let apart = file(&folder, "apart.txt", &light(&["share"], &[&trees[0], &trees[1]]));
    let (apart, notes) = told(&[&apart]);
    let bins = json!([{"below": 3501, "points": 0}, {"below": 6001, "points": 50}, {"points": 100}]);
    assert_eq!(apart["part"]["characteristics"][0]["bins"], bins);
    assert!(notes.is_empty(), "{notes:?}");
    // Nor is a share of one taken for 0.
    let rows = file(&folder, "rows.csv", "share\n0.5\n1\n");
    let refused = run(&["model", "points", &model, "--rows", &rows]);
    assert!(refused.code == 2 && refused.err.contains("[number]"), "{}", refused.err);
    assert!(refused.err.contains("'share' has numbers that are no integers"), "{}", refused.err);
}

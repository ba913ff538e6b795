//! Models as points: beside what the libraries say of the same rows, and what has no points.

use std::path::PathBuf;

use prescreen_model::convert::convert;
use prescreen_model::points::{FeaturePoints, LeftOut, Points, PointsBin, Scale, Span};
use prescreen_model::{Model, Scorer};
use serde_json::Value;

use super::folder;
use super::light::{CODED, NEVER_MISSING, light, stump};
use super::vectors::{numbers, rows};

/// Siddiqi's scale as the R package `scorecard` has it.
const SCALE: Scale = Scale { points: 600, odds: 1.0 / 19.0, double: 50 };

fn model(name: &str) -> (PathBuf, Model) {
    let path = folder().join(name);
    let model = convert(&std::fs::read(&path).unwrap()).unwrap();
    (path, model)
}

fn bin(below: Option<i64>, points: i32) -> PointsBin {
    PointsBin { below, points }
}

/// The points of trees that read one feature, of which the fact is known or not.
fn one(trees: &[&str], fact: Option<Span>) -> (i32, FeaturePoints) {
    let model = convert(light(&["wage"], trees).as_bytes()).unwrap();
    let mut points = Points::within(&model, SCALE, &[fact]).unwrap();
    assert_eq!(points.features.len(), 1);
    (points.base, points.features.remove(0))
}

/// Points of odds, by the scale's own definition: each halving of the odds is worth as many.
fn at_odds(log_odds: f64) -> f64 {
    f64::from(SCALE.points) - f64::from(SCALE.double) * (log_odds - SCALE.odds.ln()) / 2.0_f64.ln()
}

fn sum(points: &Points, model: &Model, row: &[f64]) -> i32 {
    let value = |name: &str| row[model.features().iter().position(|other| other == name).unwrap()] as i64;
    points.base + points.features.iter().map(|one| one.points(value(&one.name))).sum::<i32>()
}

#[test]
fn trees_that_read_one_feature_each_are_points_within_what_is_said() {
    for name in ["lightgbm-additive.txt", "lightgbm-additive-numbers.txt", "xgboost-additive.json"] {
        let (path, model) = model(name);
        let points = Points::of(&model, SCALE).unwrap();
        let expected: Value =
            serde_json::from_str(&std::fs::read_to_string(path.with_extension("expected.json")).unwrap()).unwrap();
        let rows = rows(&path.with_extension("csv"), &model);
        let mut farthest = 0.0_f64;
        for (row, probability) in rows.iter().zip(numbers(&expected["output"])) {
            let library = at_odds((probability / (1.0 - probability)).ln());
            farthest = farthest.max((f64::from(sum(&points, &model, row)) - library).abs());
        }
        // A probability of 32 bits is known to about a thousandth of a point here.
        assert!(farthest <= points.off_by + 1e-3, "{name}: {farthest} of {}", points.off_by);
        assert!(points.off_by <= 0.5 * (points.features.len() + 1) as f64, "{name}: {}", points.off_by);
        for one in &points.features {
            assert_eq!(one.bins.iter().map(|bin| bin.points).min(), Some(0), "{name}: {}", one.name);
            assert!(one.bins.windows(2).all(|pair| pair[0].below < pair[1].below || pair[1].below.is_none()));
            assert!(
                one.bins.windows(2).all(|pair| pair[0].points != pair[1].points),
                "{name}: neighbours of the same points"
            );
            assert_eq!(one.bins.last().unwrap().below, None);
        }
        let without: Vec<&str> =
            points.features.iter().filter(|one| one.mean.is_none()).map(|one| one.name.as_str()).collect();
        match name {
            // What the library expects of everybody is the last of its contributions.
            "lightgbm-additive-numbers.txt" => {
                let everybody = *numbers(&expected["contributions"][0]).last().unwrap();
                let means: f64 = points.features.iter().map(|one| one.mean.unwrap()).sum();
                let apart = (f64::from(points.base) + means - at_odds(1.7 * everybody)).abs();
                assert!(apart <= 0.5 + 1e-3, "{name}: {apart}");
            }
            "lightgbm-additive.txt" => assert_eq!(without, ["channel"], "rows whose category is missing count there"),
            _ => assert_eq!(without, model.features(), "the weights of XGBoost's nodes are no rows"),
        }
    }
}

#[test]
fn a_scorecard_keeps_its_points_and_its_scale() {
    let text =
        br#"{"scorecard": 1, "base": 500, "anchor_points": 700, "anchor_odds": 0.1, "double_odds": 20, "features": [
        {"name": "pastes", "missing": 7, "special": [{"value": -1, "points": 11}, {"value": 2.5, "points": 9}],
         "bins": [{"below": 1, "points": 100}, {"below": 3.5, "points": 50}, {"points": -40}]},
        {"name": "gap", "missing": 0, "bins": [{"points": 3}]}]}"#;
    let model = convert(text).unwrap();
    let points = Points::of(&model, SCALE).unwrap();
    assert_eq!((points.base, points.scale.points, points.scale.double, points.off_by), (500, 700, 20, 0.0));
    // A special value is no number: it has no bin, and is named.
    assert_eq!(points.features[0].bins, [bin(Some(1), 100), bin(Some(4), 50), bin(None, -40)]);
    let codes = [LeftOut::Missing { alone: true }, LeftOut::Code(-1.0), LeftOut::Code(2.5)];
    assert_eq!(points.features[0].left_out, codes);
    assert_eq!(points.features[1].left_out, [LeftOut::Missing { alone: true }]);
    let counted = [-9.0, -1.0, 0.0, 2.5, f64::NAN].map(|value| points.features[0].counts(value));
    assert_eq!(counted, [true, false, true, false, false]);
    let mut scorer = Scorer::new(model.clone());
    for value in (-5..9).filter(|value| *value != -1) {
        let row = [f64::from(value), 0.0];
        assert_eq!(f64::from(sum(&points, &model, &row)), scorer.score(&row).unwrap().raw, "{value}");
    }
}

#[test]
fn a_code_of_a_scorecard_is_kept_out_by_its_fact_or_the_card_is_refused() {
    let text =
        br#"{"scorecard": 1, "base": 0, "anchor_points": 600, "anchor_odds": 0.1, "double_odds": 20, "features": [
        {"name": "pastes", "missing": 7, "special": [{"value": -1, "points": 11}, {"value": 2.5, "points": 9}],
         "bins": [{"below": 1, "points": 100}, {"below": 3.5, "points": 50}, {"points": -40}]}]}"#;
    let model = convert(text).unwrap();
    let read = |least, most| Points::within(&model, SCALE, &[Some(Span { least, most })]);
    assert_eq!(read(0, 9).unwrap().features[0].bins, [bin(Some(1), 100), bin(Some(4), 50), bin(None, -40)]);
    let from_one = read(1, 9).unwrap().features.remove(0);
    assert_eq!(from_one.bins, [bin(Some(4), 50), bin(None, -40)]);
    assert_eq!(from_one.left_out.last(), Some(&LeftOut::Below(1)));
    for (least, most) in [(-1, 9), (-20, 9), (-1, -1)] {
        let error = read(least, most).unwrap_err();
        assert_eq!(error.code.as_str(), "inconsistent", "{error}");
        assert!(error.message.starts_with("the code -1 of 'pastes' is a number"), "{error}");
        assert!(error.help.contains("`min` above the code"), "{error}");
    }
}

/// 600 points at odds of 1 to 19, where 50 more halve them: 600 − 50 · log2(19) = 387.60 at even odds.
#[test]
fn what_no_number_of_the_fact_comes_to_has_no_points() {
    // Nothing is known: the least is the −50 of −9, which becomes 0. The leaf of missing values is none of them.
    let (base, open) = one(&[CODED], None);
    assert_eq!((base, open.bins.as_slice()), (338, [bin(Some(0), 0), bin(Some(18), 100), bin(None, 150)].as_slice()));
    assert_eq!((open.left_out.as_slice(), open.mean), ([LeftOut::Missing { alone: true }].as_slice(), None));
    // From 0 on, the least is the +50 of a wage below 18.
    let (base, wage) = one(&[CODED], Some(Span { least: 0, most: 120 }));
    assert_eq!((base, wage.bins.as_slice()), (438, [bin(Some(18), 0), bin(None, 50)].as_slice()));
    assert_eq!(wage.left_out, [LeftOut::Missing { alone: true }, LeftOut::Below(0)]);
    assert_eq!([-9.0, f64::NAN, 0.0, 120.0, 121.0].map(|value| wage.counts(value)), [false, false, true, true, false]);
    let (base, low) = one(&[CODED], Some(Span { least: 0, most: 17 }));
    assert_eq!((base, low.bins.as_slice()), (438, [bin(None, 0)].as_slice()));
    assert_eq!(low.left_out, [LeftOut::Missing { alone: true }, LeftOut::Below(0), LeftOut::Above(17)]);
    // A fact that can be −9 has its points.
    let (base, below) = one(&[CODED], Some(Span { least: -9, most: 120 }));
    assert_eq!((base, below.bins.len()), (338, 3));
}

#[test]
fn a_mean_of_the_training_is_of_numbers_alone() {
    // A quarter of the rows is not above 3, and the others have 50 points.
    let trained = stump(3.5, NEVER_MISSING, [100, 300]);
    let (_, known) = one(&[&trained], Some(Span { least: 0, most: 9 }));
    assert!((known.mean.unwrap() - 37.5).abs() < 1e-9 && known.left_out.is_empty(), "{known:?}");
    // Rows with a missing value went left with others; rows below the least number, with the −9 of a bureau's file, did too.
    let missing = stump(3.5, 10, [100, 300]);
    let (_, along) = one(&[&missing], None);
    assert_eq!((along.mean, along.left_out.as_slice()), (None, [LeftOut::Missing { alone: false }].as_slice()));
    let coded = stump(-4.5, NEVER_MISSING, [100, 300]);
    let (_, cut) = one(&[&trained, &coded], Some(Span { least: 0, most: 9 }));
    assert_eq!((cut.mean, cut.left_out.as_slice()), (None, [LeftOut::Below(0)].as_slice()));
}

#[test]
fn zero_that_counts_as_missing_is_refused() {
    for decision in [4, 6] {
        let (plain, zero) = (stump(3.5, NEVER_MISSING, [1, 1]), stump(17.5, decision, [1, 1]));
        let model = convert(light(&["wage"], &[&plain, &zero]).as_bytes()).unwrap();
        let error = Points::of(&model, SCALE).unwrap_err();
        assert_eq!(error.code.as_str(), "unsupported", "{error}");
        assert!(error.message.starts_with("zero counts as missing: tree 1 takes 'wage' so"), "{error}");
        assert!(error.help.contains("zero_as_missing=false"), "{error}");
    }
    // As the library writes it.
    let error = Points::of(&model("lightgbm-zero-as-missing.txt").1, SCALE).unwrap_err();
    assert!(error.message.starts_with("zero counts as missing"), "{error}");
}

#[test]
fn ends_between_the_same_two_whole_numbers_are_one_and_named() {
    // 0 has 0 points, 0.35 to 0.6 would have 50, and 1 has 100.
    let [low, high] = [0.35, 0.6].map(|threshold| stump(threshold, NEVER_MISSING, [200, 200]));
    let (_, share) = one(&[&high, &low], None);
    assert_eq!(share.bins, [bin(Some(1), 0), bin(None, 100)]);
    assert_eq!(share.left_out, [LeftOut::Merged { below: 1, ends: vec![0.35, 0.6] }]);
    // A whole number is between these, and the same end twice is one.
    let [low, high] = [3.5, 4.5].map(|threshold| stump(threshold, NEVER_MISSING, [200, 200]));
    let (_, whole) = one(&[&low, &high, &low], None);
    assert_eq!(whole.bins, [bin(Some(4), 0), bin(Some(5), 100), bin(None, 150)]);
    assert!(whole.left_out.is_empty(), "{whole:?}");
    let card =
        br#"{"scorecard": 1, "base": 0, "anchor_points": 600, "anchor_odds": 0.1, "double_odds": 20, "features": [
        {"name": "share", "missing": 0, "bins": [{"below": 0.35, "points": 10}, {"below": 0.6, "points": 20}, {"points": 30}]}]}"#;
    let points = Points::of(&convert(card).unwrap(), SCALE).unwrap();
    assert_eq!(points.features[0].bins, [bin(Some(1), 10), bin(None, 30)]);
    assert_eq!(points.features[0].left_out.last(), Some(&LeftOut::Merged { below: 1, ends: vec![0.35, 0.6] }));
}

#[test]
fn every_default_direction_of_xgboost_is_named() {
    let points = Points::of(&model("xgboost-additive.json").1, SCALE).unwrap();
    for one in &points.features {
        assert!(matches!(one.left_out.as_slice(), [LeftOut::Missing { .. }]), "{}: {:?}", one.name, one.left_out);
    }
}

#[test]
fn a_model_without_points_says_why() {
    let regression =
        convert(br#"{"logistic": 1, "intercept": -1, "features": [{"name": "a", "weight": 0.5, "missing": 4}]}"#);
    let cases = [
        (model("lightgbm-gbdt.txt").1, "inconsistent", "act together"),
        (model("xgboost-gbtree.json").1, "inconsistent", "act together"),
        (model("lightgbm-poisson.txt").1, "unsupported", "give no odds"),
        (model("xgboost-hinge.json").1, "unsupported", "give no odds"),
        (regression.unwrap(), "unsupported", "has no bins"),
    ];
    for (model, code, said) in cases {
        let error = Points::of(&model, SCALE).unwrap_err();
        assert_eq!(error.code.as_str(), code, "{error}");
        assert!(error.message.contains(said) && !error.help.is_empty(), "{error}");
    }
    let (_, additive) = model("lightgbm-additive.txt");
    for scale in [
        Scale { odds: 0.0, ..SCALE },
        Scale { odds: f64::NAN, ..SCALE },
        Scale { double: 0, ..SCALE },
        Scale { double: i32::MAX, ..SCALE },
    ] {
        assert_eq!(Points::of(&additive, scale).unwrap_err().code.as_str(), "range", "{scale:?}");
    }
}

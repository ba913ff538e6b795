//! Models as points: beside what the libraries say of the same rows, and what has no points.

use std::path::PathBuf;

use prescreen_model::convert::convert;
use prescreen_model::points::{Points, PointsBin, Scale};
use prescreen_model::{Model, Scorer};
use serde_json::Value;

use super::folder;
use super::vectors::{numbers, rows};

/// Siddiqi's scale as the R package `scorecard` has it.
const SCALE: Scale = Scale { points: 600, odds: 1.0 / 19.0, double: 50 };

fn model(name: &str) -> (PathBuf, Model) {
    let path = folder().join(name);
    let model = convert(&std::fs::read(&path).unwrap()).unwrap();
    (path, model)
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
    for name in ["lightgbm-additive.txt", "xgboost-additive.json"] {
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
        // What the library expects of everybody is the last of its contributions.
        let everybody = *numbers(&expected["contributions"][0]).last().unwrap();
        let means: Option<f64> = points.features.iter().map(|one| one.mean).sum();
        if name.starts_with("lightgbm") {
            let apart = (f64::from(points.base) + means.unwrap() - at_odds(1.7 * everybody)).abs();
            assert!(apart <= 0.5 + 1e-3, "{name}: {apart}");
        } else {
            assert_eq!(means, None, "the weights of XGBoost's nodes are no rows");
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
    let bin = |below, points| PointsBin { below, points };
    // The special value stands among the bins; one that is no whole number is met by none.
    let expected = [bin(Some(-1), 100), bin(Some(0), 11), bin(Some(1), 100), bin(Some(4), 50), bin(None, -40)];
    assert_eq!(points.features[0].bins, expected);
    let mut scorer = Scorer::new(model.clone());
    for value in -5..9 {
        let row = [f64::from(value), 0.0];
        assert_eq!(f64::from(sum(&points, &model, &row)), scorer.score(&row).unwrap().raw, "{value}");
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

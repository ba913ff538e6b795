//! Scorecards and logistic regressions, by hand.

use prescreen_model::convert::convert;
use prescreen_model::{Model, Scorer, basis_points};

/// The R package `scorecard`'s scale: 600 points at odds of 1 to 19, 50 points halve them.
const CARD: &str = r#"{"scorecard": 1, "base": 500, "anchor_points": 600, "anchor_odds": 0.05263157894736842,
    "double_odds": 50, "features": [
      {"name": "pastes", "missing": 7, "special": [{"value": -1, "points": 11}],
       "bins": [{"below": 1, "points": 100}, {"below": 3.5, "points": 50}, {"points": -40}]},
      {"name": "gap_ms", "missing": 0, "bins": [{"points": 0}]}]}"#;

fn scorer(text: &str) -> Scorer {
    let model = convert(text.as_bytes()).unwrap();
    Scorer::new(Model::read(&model.write()).unwrap())
}

#[test]
fn a_value_gets_the_points_of_its_half_open_bin() {
    let mut scorer = scorer(CARD);
    for (value, points) in [
        (0.0, 600.0),
        (0.999, 600.0),
        (1.0, 550.0),
        (3.499, 550.0),
        (3.5, 460.0),
        (1e300, 460.0),
        (f64::INFINITY, 460.0),
        (-5.0, 600.0),
        (-1.0, 511.0),
        (f64::NAN, 507.0),
    ] {
        assert_eq!(scorer.score(&[value, 1.0]).unwrap().raw, points, "{value}");
    }
}

#[test]
fn points_to_double_the_odds_do_so() {
    let mut scorer = scorer(CARD);
    // Odds of 1 to 19 are a probability of 1 in 20; 50 points less, 2 to 19.
    assert!((scorer.score(&[0.0, 0.0]).unwrap().output - 1.0 / 20.0).abs() < 1e-15);
    assert!((scorer.score(&[1.0, 0.0]).unwrap().output - 2.0 / 21.0).abs() < 1e-15);
}

#[test]
fn a_regression_is_its_sum() {
    let text = r#"{"logistic": 1, "intercept": -1, "features": [
        {"name": "a", "weight": 0.5, "missing": 4}, {"name": "b", "weight": -2, "missing": 0}]}"#;
    let mut scorer = scorer(text);
    let score = scorer.score(&[2.0, 0.0]).unwrap();
    assert_eq!((score.raw, score.output), (0.0, 0.5));
    assert_eq!(scorer.score(&[f64::NAN, f64::NAN]).unwrap().raw, 1.0);
    assert_eq!(scorer.model().attributions(&[2.0, 1.0]).unwrap(), [1.0, -2.0, -1.0]);
}

#[test]
fn the_keys_of_a_plain_model_stand_in_any_order() {
    let one = r#"{"logistic": 1, "intercept": -1, "features": [{"name": "a", "weight": 0.5, "missing": 4}]}"#;
    let other = r#"{"features": [{"missing": 4, "weight": 0.5, "name": "a"}], "intercept": -1, "logistic": 1}"#;
    assert_eq!(convert(one.as_bytes()).unwrap(), convert(other.as_bytes()).unwrap());
    let neither = convert(br#"{"features": []}"#).unwrap_err();
    assert!(neither.message.contains("scorecard"), "{neither}");
}

#[test]
fn a_plain_model_that_is_wrong_says_where() {
    for (from, to) in [
        ("\"below\": 3.5", "\"below\": 1"),
        ("\"double_odds\": 50", "\"double_odds\": 0"),
        ("\"scorecard\": 1", "\"scorecard\": 2"),
        ("\"missing\": 7", "\"missing\": 7.5"),
        ("\"gap_ms\"", "\"pastes\""),
        ("{\"points\": -40}", "{\"below\": 9, \"points\": -40}"),
        ("\"base\": 500", "\"base\": 500, \"base\": 500"),
        ("\"base\": 500", "\"base\": 500, \"extra\": 500"),
    ] {
        assert!(CARD.contains(from));
        let error = convert(CARD.replacen(from, to, 1).as_bytes()).unwrap_err();
        assert!(!error.message.is_empty(), "{from}");
    }
}

#[test]
fn a_probability_becomes_the_nearest_basis_point_a_half_up() {
    for (probability, points) in [
        (0.0, Some(0)),
        (1.0, Some(10_000)),
        (0.5, Some(5_000)),
        (0.000_049, Some(0)),
        (0.000_051, Some(1)),
        (0.031_25, Some(313)),
        (1.5, Some(10_000)),
        (-0.1, Some(0)),
        (f64::NAN, None),
    ] {
        assert_eq!(basis_points(probability), points, "{probability}");
    }
}

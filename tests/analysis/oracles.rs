//! Every value of the shared oracles, to the digits that they give.

use prescreen_experiment::analysis::boundary::normal_mixture;
use prescreen_experiment::analysis::difference::{Difference, Prior, Scale};
use prescreen_experiment::analysis::sample::{Moments, Sample};
use prescreen_experiment::analysis::sample_ratio;
use serde_json::Value;

use super::{assert_printed, data};

fn oracles(test: &str) -> Option<Value> {
    let path = data::data(test, "experiments/oracles.json")?;
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect()
}

fn moments(value: &Value) -> Moments {
    let number = |name: &str| value[name].as_f64().unwrap();
    Moments { n: number("n"), sum: number("sum"), sum_squares: number("sum_squares") }
}

#[test]
fn every_name_of_the_oracles_is_tried() {
    let Some(oracles) = oracles("every_name_of_the_oracles_is_tried") else { return };
    let names: Vec<&str> = oracles.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "about",
            "always_valid_relative",
            "bayesian_proportions",
            "cronbach_alpha_pingouin",
            "growthbook_hash",
            "normal_mixture_bound",
            "sample_ratio_mismatch_chi2",
            "srm_alert_threshold",
            "two_sample_relative_t_test",
        ]
    );
}

#[test]
fn sample_ratios_are_the_oracles() {
    let Some(oracles) = oracles("sample_ratios_are_the_oracles") else { return };
    for case in oracles["sample_ratio_mismatch_chi2"].as_array().unwrap() {
        let p = sample_ratio::p(&numbers(&case["observed"]), &numbers(&case["weights"])).unwrap();
        assert_printed(p, case["p"].as_f64().unwrap(), 9, "sample ratio");
    }
    assert_eq!(oracles["srm_alert_threshold"], sample_ratio::THRESHOLD);
}

#[test]
fn the_relative_t_test_is_the_oracle() {
    let Some(oracles) = oracles("the_relative_t_test_is_the_oracle") else { return };
    let case = &oracles["two_sample_relative_t_test"];
    let (a, b) = (Sample::mean(&moments(&case["a"])), Sample::mean(&moments(&case["b"])));
    let difference = Difference::of(&a, &b, Scale::Relative).unwrap();
    let interval = difference.interval(0.05);
    let expected = numbers(&case["ci95"]);
    assert_printed(difference.estimate, case["relative_lift"].as_f64().unwrap(), 5, "lift");
    assert_printed(interval.low, expected[0], 5, "low");
    assert_printed(interval.high, expected[1], 5, "high");
    assert_printed(difference.p(), case["p"].as_f64().unwrap(), 5, "p");
}

#[test]
fn the_always_valid_interval_is_the_oracle() {
    let Some(oracles) = oracles("the_always_valid_interval_is_the_oracle") else { return };
    let (sums, case) = (&oracles["two_sample_relative_t_test"], &oracles["always_valid_relative"]);
    // As the note says: the same sums, 3,000 in A, tuned to 1,000.
    assert!(case["note"].as_str().unwrap().contains("n_a = 3000; tuning N* = 1000"));
    let a = Sample::mean(&Moments { n: 3000.0, ..moments(&sums["a"]) });
    let b = Sample::mean(&moments(&sums["b"]));
    let difference = Difference::of(&a, &b, Scale::Relative).unwrap();
    let interval = difference.always_valid(0.05, 1000.0);
    let expected = numbers(&case["ci95"]);
    assert_printed(interval.low, expected[0], 5, "low");
    assert_printed(interval.high, expected[1], 5, "high");
    assert_eq!(difference.p_always_valid(0.05, 1000.0), case["p"].as_f64().unwrap());
}

#[test]
fn the_normal_mixture_is_the_oracle() {
    let Some(oracles) = oracles("the_normal_mixture_is_the_oracle") else { return };
    let case = &oracles["normal_mixture_bound"];
    let number = |name: &str| case[name].as_f64().unwrap();
    let one_sided = case["one_sided"].as_bool().unwrap();
    let bound = normal_mixture(number("v"), number("alpha"), number("v_opt"), number("alpha_opt"), one_sided);
    assert_printed(bound, number("value"), 5, "bound");
}

#[test]
fn the_one_sided_mixture_is_reached_with_the_probability_it_says() {
    let one = normal_mixture(100.0, 0.05, 100.0, 0.05, true);
    let two = normal_mixture(100.0, 0.05, 100.0, 0.05, false);
    // A side alone with all of the level stands lower than both, and higher than both with twice the level.
    assert!(one < two && one > 0.9 * normal_mixture(100.0, 0.1, 100.0, 0.1, false), "{one} {two}");
}

#[test]
fn the_posterior_is_the_oracle() {
    let Some(oracles) = oracles("the_posterior_is_the_oracle") else { return };
    let case = &oracles["bayesian_proportions"];
    let (a, b) = (numbers(&case["a"]), numbers(&case["b"]));
    let sample = |one: &[f64]| Sample::share(one[1], one[0]);
    // The oracle's interval is relative and has no prior: GrowthBook's default one is not proper.
    let difference = Difference::of(&sample(&a), &sample(&b), Scale::Relative).unwrap();
    let posterior = difference.posterior(None);
    let interval = posterior.interval(0.05);
    let expected = numbers(&case["ci95"]);
    assert_printed(posterior.chance_to_win(), case["chance_to_win"].as_f64().unwrap(), 5, "chance to win");
    assert_printed(interval.low, expected[0], 5, "low");
    assert_printed(interval.high, expected[1], 5, "high");
}

#[test]
fn a_prior_draws_the_posterior_to_itself() {
    let difference = Difference { estimate: 1.0, variance: 1.0, degrees: 100.0, n: 102.0 };
    // Two normals of the same precision meet in the middle, with half of the variance.
    let posterior = difference.posterior(Some(&Prior { mean: 0.0, variance: 1.0 }));
    assert!((posterior.mean - 0.5).abs() < 1e-15 && (posterior.deviation * posterior.deviation - 0.5).abs() < 1e-15);
}

#[test]
fn buckets_are_the_oracles() {
    let Some(oracles) = oracles("buckets_are_the_oracles") else { return };
    for case in oracles["growthbook_hash"].as_array().unwrap() {
        let text = |name: &str| case[name].as_str().unwrap();
        let version = case["version"].as_i64().unwrap();
        let found = prescreen_experiment::bucket::hash(text("seed"), text("value"), version);
        assert_eq!(found, case["n"].as_f64(), "{case}");
    }
}

//! Reliability and differential item functioning, against pingouin, statsmodels and values worked out by hand.

use prescreen::Code;
use prescreen_experiment::analysis::dif::{Size, Stratum, test};
use prescreen_experiment::analysis::items::Items;
use prescreen_experiment::analysis::matrix::Matrix;
use prescreen_experiment::analysis::reliability::omega;
use prescreen_experiment::analysis::shift::compare;
use serde_json::{Value, json};

use super::made::{plan, read};
use super::{assert_printed, data};

fn close(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{what}: {found}, expected {expected}");
}

fn strata(counts: &[(f64, Vec<u64>, Vec<u64>)]) -> Vec<Stratum> {
    let one = |(score, reference, focal): &(f64, Vec<u64>, Vec<u64>)| Stratum {
        score: *score,
        reference: reference.clone(),
        focal: focal.clone(),
    };
    counts.iter().map(one).collect()
}

/// Sums of pingouin's data set `cronbach_alpha`: 10 items of 15 people. Its tests state 0.592 for it.
fn pingouin() -> Value {
    json!({
        "variation": "control", "people": 15,
        "sums": [64, 53, 54, 71, 51, 57, 48, 37, 51, 72],
        "products": [
            [314, 239, 244, 322, 231, 243, 209, 169, 214, 312],
            [217, 200, 257, 186, 213, 153, 131, 193, 264],
            [212, 266, 191, 197, 171, 137, 192, 269],
            [353, 247, 271, 226, 177, 241, 346],
            [197, 185, 167, 137, 170, 255],
            [257, 170, 136, 195, 277],
            [188, 129, 154, 230],
            [111, 120, 176],
            [205, 257],
            [376]
        ]
    })
}

fn items(reliability: &Value, differential: &Value) -> Value {
    json!({ "experiment_items": 1, "experiment": "words", "reliability": reliability, "differential": differential })
}

#[test]
fn alpha_is_the_oracle() {
    let Some(path) = data::data("alpha_is_the_oracle", "experiments/oracles.json") else { return };
    let oracles: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let case = &oracles["cronbach_alpha_pingouin"];
    let plan = read(&plan());
    let items = Items::read(&items(&json!([pingouin()]), &json!([])).to_string(), &plan).unwrap();
    let alpha = items.report(&plan).reliability[0].alpha.unwrap();
    assert_printed(alpha.value, case["alpha"].as_f64().unwrap(), 3, "alpha");
    for (found, expected) in alpha.interval.iter().zip(case["ci95"].as_array().unwrap()) {
        assert_printed(*found, expected.as_f64().unwrap(), 3, "interval");
    }
    // pingouin 0.7 says 0.5917188485995826.
    assert_printed(alpha.value, 0.591_718_848_599_582_6, 13, "alpha");
}

#[test]
fn an_items_curve_is_the_mean_answer_of_enough_people_at_each_score_from_the_lowest_on() {
    let stratum = |score: i64, reference: [u32; 3], focal: [u32; 3]| json!({ "score": score, "reference": reference, "focal": focal });
    // The score 4 is counted in two strata: 2 × 0 + 3 × 1 + 5 × 2 of ten people, and 3 × 1 + 3 × 2 of six.
    let strata =
        [stratum(4, [1, 3, 2], [0, 3, 0]), stratum(-1, [5, 0, 0], [0, 2, 2]), stratum(4, [1, 0, 3], [0, 0, 3])];
    let differential =
        json!([{ "item": "loss", "by": "variation", "reference": "control", "focal": "plain", "strata": strata }]);
    let plan = read(&plan());
    let report = Items::read(&items(&json!([]), &differential).to_string(), &plan).unwrap().report(&plan);
    let found = &report.differential[0];
    assert_eq!(found.options, 3);
    let curve = serde_json::to_value(&found.curve).unwrap();
    assert_eq!(
        curve,
        json!([
            // Of four people a mean may tell what each of them answered.
            { "score": -1, "reference": { "people": 5, "mean": 0.0 }, "focal": { "people": 4, "mean": null } },
            { "score": 4, "reference": { "people": 10, "mean": 1.3 }, "focal": { "people": 6, "mean": 1.5 } },
        ])
    );
}

#[test]
fn an_item_that_cannot_be_compared_is_named() {
    let item = |item: &str, reference: [u32; 2], focal: [u32; 2]| {
        json!({ "item": item, "by": "variation", "reference": "control", "focal": "plain",
            "strata": [{ "score": 0, "reference": reference, "focal": focal }] })
    };
    let plan = read(&plan());
    let questions: Vec<&str> = plan.questions.iter().map(|id| id.as_str()).collect();
    let all = [item(questions[0], [4, 5], [0, 0]), item(questions[1], [9, 0], [9, 0])];
    let report = Items::read(&items(&json!([]), &json!(all)).to_string(), &plan).unwrap().report(&plan);
    assert!(report.differential.is_empty());
    let named: Vec<&str> = report.not_compared.iter().map(|one| one.item.as_str()).collect();
    assert_eq!(named, questions[..2]);

    for (document, at) in [
        (json!([all[0], all[1], all[0]]), "/differential/2"),
        (json!([item("somebody-elses", [4, 5], [5, 4])]), "/differential/0/item"),
        (
            json!([{ "item": questions[0], "by": "variation", "reference": "men", "focal": "plain", "strata": all[0]["strata"] }]),
            "/differential/0/reference",
        ),
    ] {
        assert_eq!(Items::read(&items(&json!([]), &document).to_string(), &plan).unwrap_err().at, at);
    }
}

#[test]
fn omega_of_one_factor_is_that_of_its_loadings() {
    // Loadings 1, 2, 3 and unique variances 1, 1, 2: (1 + 2 + 3)² of 36 + 4.
    let mut covariances = Matrix::zero(3);
    for (i, (loading, unique)) in [(1.0, 1.0), (2.0, 1.0), (3.0, 2.0)].into_iter().enumerate() {
        for (j, other) in [1.0, 2.0, 3.0].into_iter().enumerate() {
            covariances.add(i, j, loading * other + if i == j { unique } else { 0.0 });
        }
    }
    let found = omega(&covariances, 500.0, 0.05).unwrap();
    close(found.value, 0.9, 1e-9, "omega");
    assert!(found.interval.low > 0.85 && found.interval.low < 0.9 && found.interval.high > 0.9);
    assert!(omega(&Matrix::zero(3), 500.0, 0.05).is_none());
}

#[test]
fn of_two_options_the_test_is_mantels_and_haenszels() {
    // statsmodels 0.15, StratifiedTable: pooled odds ratio, and the test without correction.
    let counts = strata(&[
        (0.0, vec![20, 30], vec![25, 15]),
        (1.0, vec![12, 38], vec![20, 25]),
        (2.0, vec![5, 45], vec![9, 31]),
    ]);
    let found = test(&counts).unwrap();
    close(found.odds_ratio.unwrap(), 0.394_245_614_035_087_6, 1e-12, "odds ratio");
    close(found.mantel_p, 0.000_717_285_149_932_300_7, 1e-10, "p");
    close(found.delta.unwrap(), -2.35 * 0.394_245_614_035_087_6f64.ln(), 1e-12, "delta");
    assert!(found.standardised_difference < -0.25 && found.size() == Size::Large);
}

#[test]
fn in_one_stratum_mantels_statistic_is_that_of_a_correlation() {
    // (n − 1) r², where r is the correlation of group and answer.
    let (reference, focal) = (vec![12u64, 9, 4], vec![5u64, 11, 14]);
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    for (group, counts) in [(0.0, &reference), (1.0, &focal)] {
        for (option, count) in counts.iter().enumerate() {
            pairs.extend((0..*count).map(|_| (group, option as f64)));
        }
    }
    let n = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (group, answer) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(g, a)| of(g - group, a - answer)).sum::<f64>();
    let r = sum(&|g, a| g * a) / (sum(&|g, _| g * g) * sum(&|_, a| a * a)).sqrt();
    let statistic = (n - 1.0) * r * r;
    let expected = prescreen_experiment::analysis::numeric::ChiSquare(1.0).above(statistic);
    let found = test(&strata(&[(0.0, reference, focal)])).unwrap();
    close(found.mantel_p, expected, 1e-12, "p");
    assert!(found.odds_ratio.is_none());
}

#[test]
fn the_ordinal_regression_is_that_of_statsmodels() {
    // statsmodels 0.15, OrderedModel: log-likelihoods −422.3053394751639, −374.8524151225291, −369.33658360101526 and
    // −369.30845684645, as likelihood-ratio tests.
    let counts = strata(&[
        (0.0, vec![30, 15, 5], vec![20, 18, 9]),
        (1.0, vec![20, 22, 10], vec![12, 20, 16]),
        (2.0, vec![10, 20, 22], vec![6, 15, 30]),
        (3.0, vec![4, 12, 30], vec![2, 8, 33]),
    ]);
    let logistic = test(&counts).unwrap().logistic.unwrap();
    close(logistic.p, 0.003_911_015_280_813_804, 1e-6, "both");
    close(logistic.uniform_p, 0.000_895_687_591_039_534_2, 1e-6, "uniform");
    close(logistic.non_uniform_p, 0.812_518_530_441_994_6, 1e-5, "not uniform");
    close(logistic.r_squared_change, 0.024_851_537_876_843_244, 1e-6, "R²");
}

#[test]
fn nothing_to_compare_is_no_finding() {
    assert!(test(&[]).is_none());
    assert!(test(&strata(&[(0.0, vec![4, 3], vec![0, 0])])).is_none());
    assert!(test(&strata(&[(0.0, vec![4, 0], vec![5, 0])])).is_none());
    // Answers that the group tells apart completely have no greatest likelihood.
    let apart = test(&strata(&[(0.0, vec![9, 0], vec![0, 9])])).unwrap();
    assert!(apart.logistic.is_none() && apart.mantel_p < 0.001);
}

#[test]
fn shares_of_categories_are_those_of_scipy_and_statsmodels() {
    let shift = compare(&[200, 500, 300], &[150, 520, 330], 0.05, 0.05).unwrap();
    // scipy 1.17, chi2_contingency without correction.
    close(shift.p, 0.011_313_113_752_232_247, 1e-10, "p");
    // statsmodels 0.15, confint_proportions_2indep, newcomb, 90%.
    close(shift.shares[2].interval.low, -0.004_168_737_099_733_498, 1e-9, "low");
    close(shift.shares[2].interval.high, 0.064_072_411_665_459_18, 1e-9, "high");
    assert!(!shift.equivalent);
    let none = compare(&[3, 47], &[0, 40], 0.05, 0.05).unwrap();
    close(none.shares[0].interval.low, -0.140_941_946_460_699_35, 1e-9, "low at 0");
    close(none.shares[0].interval.high, 0.012_753_435_855_906_256, 1e-9, "high at 0");
    assert!(compare(&[0, 0], &[1, 2], 0.05, 0.05).is_none());
    assert!(compare(&[10_000, 10_000], &[10_050, 9_950], 0.03, 0.05).unwrap().equivalent);
}

#[test]
fn sums_that_do_not_fit_are_refused_with_their_place() {
    let plan = read(&plan());
    let counts = json!({ "item": "loss", "by": "variation", "reference": "control", "focal": "plain", "strata": [
        { "score": 1, "reference": [3, 2], "focal": [1, 4] }, { "score": 2, "reference": [3, 2], "focal": [1, 4] } ] });
    let whole = items(&json!([pingouin()]), &json!([counts]));
    assert!(Items::read(&whole.to_string(), &plan).is_ok());
    for (at, value, code, place) in [
        ("/experiment_items", json!(2), Code::Range, "/experiment_items"),
        ("/experiment", json!("other"), Code::Reference, "/experiment"),
        ("/reliability/0/variation", json!("other"), Code::Reference, "/reliability/0/variation"),
        ("/reliability/0/products/3", json!([1]), Code::Type, "/reliability/0/products"),
        ("/differential/0/strata", json!([]), Code::Range, "/differential/0/strata"),
        ("/differential/0/strata/1/focal", json!([1]), Code::Type, "/differential/0/strata/1"),
        ("/differential/0/strata/1/focal", json!([1, -1]), Code::Range, "/differential/0/strata/1/focal/1"),
    ] {
        let mut wrong = whole.clone();
        *wrong.pointer_mut(at).unwrap() = value;
        let error = Items::read(&wrong.to_string(), &plan).unwrap_err();
        assert_eq!((error.code, &*error.at), (code, place), "{error}");
    }
}

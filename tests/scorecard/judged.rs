//! How good a card is: against the definitions written out, other implementations, and published intervals.

use prescreen_scorecard::report::interval::{Interval, chi_squared_beyond};
use prescreen_scorecard::report::{Ranking, bands, calibration, gaps, stability_index};

use super::{published, same};

/// Drawn rows: a value, and whether it turned out bad.
fn drawn(count: u64) -> (Vec<f64>, Vec<bool>, Vec<f64>) {
    let value = |row: u64| (row * 7919 % 101) as f64 / 101.0;
    let bad = |row: u64| ((row * 104_729 % 1009) as f64 / 1009.0) < 0.15 + 0.6 * value(row);
    ((0..count).map(value).collect(), (0..count).map(bad).collect(), vec![1.0; count as usize])
}

#[test]
fn the_auc_and_its_error_are_those_of_the_definition() {
    let (values, bad, weights) = drawn(300);
    let ranking = Ranking::of(&values, &bad, &weights);
    let side = |wanted: bool| -> Vec<f64> {
        values.iter().zip(&bad).filter(|(_, bad)| **bad == wanted).map(|(value, _)| *value).collect()
    };
    let (worse, better) = (side(true), side(false));
    let beats = |one: f64, other: f64| {
        if one > other {
            1.0
        } else if one == other {
            0.5
        } else {
            0.0
        }
    };
    // DeLong, DeLong and Clarke-Pearson 1988: the variance of each side's placements, over its number.
    let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
    let of_bad: Vec<f64> = worse
        .iter()
        .map(|one| better.iter().map(|other| beats(*one, *other)).sum::<f64>() / better.len() as f64)
        .collect();
    let of_good: Vec<f64> = better
        .iter()
        .map(|other| worse.iter().map(|one| beats(*one, *other)).sum::<f64>() / worse.len() as f64)
        .collect();
    let auc = mean(&of_bad);
    let variance = |list: &[f64]| {
        list.iter().map(|one| (one - auc) * (one - auc)).sum::<f64>() / (list.len() as f64 - 1.0) / list.len() as f64
    };
    assert!((ranking.auc - auc).abs() < 1e-12);
    assert!((ranking.auc_error - (variance(&of_bad) + variance(&of_good)).sqrt()).abs() < 1e-12);
    assert!((ranking.gini - (2.0 * auc - 1.0)).abs() < 1e-12);
    let above = |list: &[f64], at: f64| list.iter().filter(|value| **value >= at).count() as f64 / list.len() as f64;
    let ks = values.iter().map(|at| (above(&worse, *at) - above(&better, *at)).abs()).fold(0.0, f64::max);
    assert!((ranking.ks - ks).abs() < 1e-12);
}

#[test]
fn intervals_are_those_of_statsmodels_and_of_newcombes_table() {
    let published = published();
    let share = |count: f64, of: f64| Interval::share(count / of, of);
    for (name, count, of) in [("81 of 263", 81.0, 263.0), ("1 of 29", 1.0, 29.0)] {
        let interval = share(count, of);
        same(interval.low, &published["wilson"][name][0], 10);
        same(interval.high, &published["wilson"][name][1], 10);
    }
    let gap = Interval::gap(share(48.0, 80.0), share(56.0, 70.0));
    let expected = &published["newcombe"]["56 of 70 less 48 of 80"];
    same(gap.low, &expected[0], 10);
    same(gap.high, &expected[1], 10);
    // Newcombe 1998, table II, method 10.
    same(gap.low, &serde_json::json!(0.0524), 4);
    same(gap.high, &serde_json::json!(0.3339), 4);
    let gap = Interval::gap(share(0.0, 29.0), share(5.0, 56.0));
    let expected = &published["newcombe"]["5 of 56 less 0 of 29"];
    same(gap.low, &expected[0], 10);
    same(gap.high, &expected[1], 10);
}

#[test]
fn what_a_chi_squared_variable_exceeds_is_that_of_the_tables() {
    // Upper critical values of NIST/SEMATECH's e-Handbook of Statistical Methods, 1.3.6.7.4.
    for (value, degrees, probability) in [
        (3.841, 1, 0.05),
        (5.991, 2, 0.05),
        (15.507, 8, 0.05),
        (20.090, 8, 0.01),
        (23.209, 10, 0.01),
        (27.877, 9, 0.001),
    ] {
        assert!((chi_squared_beyond(value, degrees) - probability).abs() < 2e-5, "{value} {degrees}");
    }
}

#[test]
fn a_card_that_is_right_is_calibrated_and_one_that_doubles_is_not() {
    let (values, bad, weights) = drawn(2_000);
    let right: Vec<f64> = values.iter().map(|value| 0.15 + 0.6 * value).collect();
    let found = calibration(&right, &bad, &weights, 10, false);
    assert_eq!(found.groups.len(), 10);
    assert!(found.hosmer_lemeshow_probability > 0.01, "{found:?}");
    assert!((found.groups.iter().map(|group| group.weight).sum::<f64>() - 2_000.0).abs() < 1e-9);
    let brier = right.iter().zip(&bad).map(|(p, bad)| (p - f64::from(u8::from(*bad))).powi(2)).sum::<f64>() / 2_000.0;
    assert!((found.brier - brier).abs() < 1e-12);
    let half: Vec<f64> = right.iter().map(|probability| probability / 2.0).collect();
    assert!(calibration(&half, &bad, &weights, 10, false).hosmer_lemeshow_probability < 1e-6);
}

#[test]
fn bands_say_who_would_be_left_out_and_how_the_rest_turned_out() {
    let points = [500.0, 500.0, 520.0, 540.0, 540.0, 560.0, 580.0, 600.0];
    let bad = [true, true, true, false, true, false, false, false];
    let found = bands(&points, &bad, &[1.0; 8], 4);
    assert_eq!(
        found.iter().map(|band| (band.from, band.to)).collect::<Vec<_>>(),
        [(500.0, 500.0), (520.0, 540.0), (560.0, 560.0), (580.0, 600.0)]
    );
    let second = found[1];
    assert_eq!((second.accepted, second.bad_left_out, second.good_left_out), (0.75, 0.5, 0.0));
    assert!((second.accepted_rate - 2.0 / 6.0).abs() < 1e-12);
}

#[test]
fn gaps_stand_beside_the_largest_group_with_their_intervals() {
    let levels = ["a".to_owned(), "b".to_owned(), "empty".to_owned()];
    // 48 of 80 in the largest group and 56 of 70 in the other have the least points.
    let of: Vec<Option<usize>> = (0..150).map(|row| Some(usize::from(row >= 80))).collect();
    let points: Vec<f64> =
        (0..150).map(|row| if row < 48 || (80..136).contains(&row) { 600.0 } else { 500.0 }).collect();
    let bad: Vec<bool> = (0..150).map(|row| row % 4 == 0).collect();
    let found = gaps(&levels, &of, &points, &bad, &[1.0; 150], 600.0);
    assert_eq!(
        found.iter().map(|group| (group.group.as_str(), group.reference, group.rows)).collect::<Vec<_>>(),
        [("a", true, 80), ("b", false, 70)]
    );
    let expected = &published()["newcombe"]["56 of 70 less 48 of 80"];
    same(found[1].accepted_gap.low, &expected[0], 10);
    same(found[1].accepted_gap.high, &expected[1], 10);
    assert!((found[1].accepted_ratio.value - 0.8 / 0.6).abs() < 1e-12);
    // Katz: exp(ln(4/3) ± 1.96 · √(0.4/48 + 0.2/56)).
    let reach = (1.959_963_984_540_054 * (0.4 / 48.0 + 0.2 / 56.0_f64).sqrt()).exp();
    assert!((found[1].accepted_ratio.low - 0.8 / 0.6 / reach).abs() < 1e-12);
    assert_eq!((found[0].accepted_gap.value, found[0].auc_gap.value), (0.0, 0.0));
}

#[test]
fn rows_that_did_not_move_are_stable_and_an_empty_bin_does_not_divide_by_nothing() {
    assert_eq!(stability_index(&[10.0, 20.0, 0.0], &[20.0, 40.0, 0.0]), 0.0);
    let moved = stability_index(&[50.0, 50.0], &[100.0, 0.0]);
    assert!(moved.is_finite() && moved > 1.0, "{moved}");
    assert!(stability_index(&[0.0, 0.0], &[1.0, 1.0]).is_nan());
}

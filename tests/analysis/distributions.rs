//! Distributions against values of `distributions.csv`: mpmath's with 40 digits, SciPy's 1.17 where parameters are large.

use prescreen_experiment::analysis::numeric::{ChiSquare, Fisher, Normal, StudentT};

/// Relative errors that the functions state.
fn stated(function: &str, at: f64) -> f64 {
    match function {
        "normal_above" => 1e-15 * (1.0 + at * at),
        "normal_quantile" => 1e-13,
        "t_above" | "t_quantile" | "f_quantile" => 1e-10,
        "chi_above" | "f_above" => 1e-11,
        other => panic!("{other}"),
    }
}

#[test]
fn distributions_are_as_exact_as_they_say() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for line in include_str!("distributions.csv").lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |n: usize| fields[n].parse::<f64>().unwrap();
        let (a, b, at, value) = (number(1), number(2), number(3), number(4));
        let found = match fields[0] {
            "normal_above" => Normal.above(at),
            "normal_quantile" => Normal.quantile(at),
            "t_above" => StudentT(a).above(at),
            "t_quantile" => StudentT(a).quantile(at),
            "chi_above" => ChiSquare(a).above(at),
            "f_above" => Fisher(a, b).above(at),
            "f_quantile" => Fisher(a, b).quantile(at),
            other => panic!("{other}"),
        };
        let error = (found - value).abs() / value.abs().max(f64::MIN_POSITIVE);
        if error > stated(fields[0], at) {
            wrong.push(format!("{line}: {found:e}, error {error:e}"));
        }
        compared += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 200, "{compared}");
}

#[test]
fn what_no_distribution_has_is_no_number() {
    for p in [0.0, 1.0, -0.1, 1.1, f64::NAN] {
        assert!(
            Normal.quantile(p).is_nan() && StudentT(5.0).quantile(p).is_nan() && Fisher(2.0, 3.0).quantile(p).is_nan()
        );
    }
    assert!(StudentT(0.0).quantile(0.3).is_nan() && ChiSquare(0.0).above(1.0).is_nan());
}

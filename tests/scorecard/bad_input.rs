//! What is wrong with rows, bins or a fit is said: what, where, what is expected, what to do; and never a cell.

use prescreen_scorecard::binning::{self, Method, Options};
use prescreen_scorecard::{BinTable, Bins, Card, Cuts, Kind, Place, Problem, Reading, Report, Sample, Scale};

use super::{sample, sample_with, table};

/// What stands in cells of these tests, and must never be in a message.
const SECRET: &str = "secret-7731";

#[track_caller]
fn refused(problems: Result<Sample, Vec<Problem>>, kind: Kind, column: &str, line: Option<usize>) {
    let problems = problems.map(drop).unwrap_err();
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!((problem.kind, problem.column.as_str(), problem.line), (kind, column, line), "{problem}");
    assert!(!problem.help.is_empty() && !problem.to_string().contains(SECRET), "{problem}");
}

#[test]
fn a_cell_that_is_no_number_is_named_by_its_line() {
    for cell in [SECRET, "1,5\"", "nan", "inf", "-infinity", "1e999"] {
        let text = format!("a,outcome\n1,0\n\"{}\",1\n3,0\n", cell.replace('"', "\"\""));
        refused(sample(&text), Kind::NotANumber, "a", Some(3));
    }
}

#[test]
fn a_word_for_missing_or_a_column_of_categories_is_the_readers_to_say() {
    let text = "a,outcome\n1,0\nNA,1\n3,0\n";
    refused(sample(text), Kind::NotANumber, "a", Some(3));
    assert!(sample_with(text, Reading { missing: vec!["NA".into()], ..Reading::default() }).is_ok());
    assert!(sample_with(text, Reading { categories: vec!["a".into()], ..Reading::default() }).is_ok());
}

#[test]
fn one_outcome_several_outcomes_and_none_are_refused() {
    refused(sample("a,outcome\n1,0\n2,0\n"), Kind::OneClass, "outcome", None);
    refused(sample("a,outcome\n1,1\n2,1\n"), Kind::OneClass, "outcome", None);
    refused(sample(&format!("a,outcome\n1,1\n2,0\n3,{SECRET}\n")), Kind::SeveralClasses, "outcome", Some(4));
    refused(sample("a,outcome\n1,1\n2,\n3,0\n"), Kind::NoOutcome, "outcome", Some(3));
}

#[test]
fn a_header_that_repeats_is_refused_above_and_among_the_rows() {
    refused(sample("a,a,outcome\n1,2,0\n2,1,1\n"), Kind::RepeatedHeader, "a", Some(1));
    refused(sample("a,,outcome\n1,2,0\n2,1,1\n"), Kind::RepeatedHeader, "", Some(1));
    refused(sample("a,outcome\n1,0\na,outcome\n2,1\n"), Kind::HeaderAmongRows, "", Some(3));
}

#[test]
fn a_table_without_rows_or_without_the_column_is_refused() {
    refused(sample("a,outcome\n"), Kind::NoRows, "", None);
    let problems = sample("a,b\n1,2\n3,4\n").unwrap_err();
    assert_eq!((problems[0].kind, problems[0].column.as_str()), (Kind::NoColumn, "outcome"));
    let left_out = Reading { leave_out: vec!["c".into()], ..Reading::default() };
    refused(sample_with("a,outcome\n1,0\n2,1\n", left_out), Kind::NoColumn, "c", None);
}

#[test]
fn a_constant_column_is_refused_whatever_is_missing_or_special_in_it() {
    for (text, special) in [
        ("a,b,outcome\n1,1,0\n2,1,1\n", [].as_slice()),
        ("a,b,outcome\n1,x,0\n2,,1\n", &[]),
        ("a,b,outcome\n1,,0\n2,,1\n", &[]),
        ("a,b,outcome\n1,1,0\n2,-9,1\n3,1,1\n", &[-9.0]),
    ] {
        let sample = sample(text).unwrap();
        let problem =
            binning::bins(sample.column("b").unwrap(), &sample, special, &Options::of(Method::Tree)).unwrap_err();
        assert_eq!((problem.kind, problem.column.as_str()), (Kind::Constant, "b"));
    }
}

#[test]
fn weights_are_zero_or_more_and_not_all_zero() {
    let weighted = |weights: [&str; 3]| {
        let rows: String =
            weights.iter().zip(["1,0", "2,1", "3,0"]).map(|(weight, row)| format!("{weight},{row}\n")).collect();
        sample_with(&format!("w,a,outcome\n{rows}"), Reading { weight: Some("w".into()), ..Reading::default() })
    };
    assert!(weighted(["1", "0", "2.5"]).is_ok());
    for wrong in ["-1", "", SECRET, "inf", "nan"] {
        refused(weighted(["1", wrong, "1"]), Kind::Weight, "w", Some(3));
    }
    refused(weighted(["0", "0", "0"]), Kind::Weight, "w", None);
}

#[test]
fn a_bureaus_code_among_numbers_is_asked_about_and_then_a_bin_of_its_own() {
    let text = "a,outcome\n10,0\n-9,1\n20,1\n30,0\n-9,0\n25,1\n12,0\n";
    let read = |special: Option<Vec<f64>>| {
        Sample::read(
            &table(text),
            &Reading { target: "outcome".into(), bad: "1".into(), special, ..Reading::default() },
        )
    };
    refused(read(None), Kind::UndeclaredCode, "a", None);
    let sample = read(Some(vec![-9.0, -8.0])).unwrap();
    let column = sample.column("a").unwrap();
    let bins = binning::bins(column, &sample, &[-9.0, -8.0], &Options::of(Method::Quantile)).unwrap();
    assert_eq!(bins.special, [-9.0], "a code that no row has is no bin");
    assert_eq!(bins.place_of_number(-9.0), Place::Special(0));
    let table = BinTable::of(&bins, column, &sample).unwrap();
    let special = table.rows.iter().find(|row| row.place == Place::Special(0)).unwrap();
    assert_eq!((special.rows, special.label.as_str()), (2, "−9"));
    let Cuts::Numbers(breaks) = &bins.cuts else { panic!("numbers") };
    assert!(breaks.iter().all(|one| *one > 10.0), "the code moves no break: {breaks:?}");
    // Numbers that are negative for a reason are no codes.
    let balance = "a,outcome\n10,0\n-9,1\n-350,1\n30,0\n";
    let reading = Reading { target: "outcome".into(), bad: "1".into(), ..Reading::default() };
    assert!(Sample::read(&super::table(balance), &reading).is_ok());
}

#[test]
fn an_empty_bin_is_refused_and_one_of_a_single_outcome_is_marked() {
    let sample = sample("a,outcome\n1,0\n2,1\n5,0\n6,1\n8,0\n9,0\n").unwrap();
    let of = |breaks: &[f64]| {
        let bins = Bins { name: "a".into(), cuts: Cuts::Numbers(breaks.to_vec()), special: Vec::new() };
        BinTable::of(&bins, sample.column("a").unwrap(), &sample)
    };
    let empty = of(&[3.0, 4.0]).unwrap_err();
    assert_eq!((empty.kind, empty.column.as_str()), (Kind::EmptyBin, "a"));
    assert!(empty.message.contains("[3, 4)"), "{empty}");
    let pure = of(&[4.0, 7.0]).unwrap();
    assert_eq!(pure.rows.iter().map(|row| row.adjusted).collect::<Vec<_>>(), [false, false, true]);
    // Half a bad row of two and a half, and two good of four.
    assert!((pure.rows[2].woe - ((0.5 / 2.5_f64) / (2.0 / 4.0)).ln()).abs() < 1e-12);
}

#[test]
fn bins_that_do_not_rise_or_hold_a_category_twice_are_refused() {
    for text in [
        r#"{"name": "a", "breaks": [2, 1]}"#,
        r#"{"name": "a", "breaks": [1, 1]}"#,
        r#"{"name": "a", "groups": [["x"], ["x", "y"]]}"#,
        r#"{"name": "a", "groups": [["x"], []]}"#,
        r#"{"name": "a", "groups": [["x"]], "breaks": [1]}"#,
        r#"{"name": "a", "groups": [["x"], ["y"]], "special": [-9]}"#,
        r#"{"name": "a"}"#,
        r#"{"name": "a", "breaks": [1], "brakes": [2]}"#,
    ] {
        assert!(serde_json::from_str::<Bins>(text).is_err(), "{text}");
    }
    let text = r#"{"name":"a","breaks":[1.0,2.5],"special":[-9.0]}"#;
    let bins: Bins = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&bins).unwrap(), text);
}

#[test]
fn a_fit_without_an_end_is_refused_and_a_ridge_gives_it_one() {
    let numbers = |name: &str, breaks: &[f64]| Bins {
        name: name.into(),
        cuts: Cuts::Numbers(breaks.to_vec()),
        special: Vec::new(),
    };
    let rows: String = (0..40).map(|row| format!("{},{},{}\n", row, row / 2 * 2, u8::from(row * 3 % 8 > 3))).collect();
    let both = sample(&format!("a,b,outcome\n{rows}")).unwrap();
    let bins = [numbers("a", &[10.0, 20.0]), numbers("b", &[10.0, 20.0])];
    let twice = Card::fit(&bins, &both, Scale::default(), 0.0).unwrap_err();
    assert_eq!(twice[0].kind, Kind::Collinear);
    assert!(Card::fit(&bins, &both, Scale::default(), 1.0).is_ok());
    // The column tells the outcome: each row its own value, a break between.
    let rows: String = (0..40).map(|row| format!("{},{}\n", row, u8::from(row >= 20))).collect();
    let told = sample(&format!("a,outcome\n{rows}")).unwrap();
    let column = ndarray::Array2::from_shape_fn((40, 1), |(row, _)| row as f64 - 19.5);
    let fit = |ridge| prescreen_scorecard::logistic::Fit::new(column.view(), &told.bad, &told.weights, ridge);
    assert_eq!(fit(0.0).unwrap_err().kind, Kind::Separated);
    assert!(fit(1.0).is_ok());
    // One value tells the outcome, and the others do not.
    let column = ndarray::Array2::from_shape_fn((40, 1), |(row, _)| f64::from(u8::from(row < 10)));
    let fit = prescreen_scorecard::logistic::Fit::new(
        column.view(),
        &both.bad.iter().enumerate().map(|(row, bad)| row < 10 || *bad).collect::<Vec<_>>(),
        &both.weights,
        0.0,
    );
    assert_eq!(fit.unwrap_err().kind, Kind::Separated);
}

#[test]
fn options_outside_their_range_are_refused() {
    let sample = sample("a,outcome\n1,0\n2,1\n5,0\n6,1\n").unwrap();
    let column = sample.column("a").unwrap();
    let usual = Options::of(Method::Tree);
    for options in [
        Options { max_bins: 1, ..usual },
        Options { min_share: 0.6, ..usual },
        Options { min_share: f64::NAN, ..usual },
        Options { stop: 1.0, ..usual },
        Options { fine: 1, ..usual },
    ] {
        assert_eq!(binning::bins(column, &sample, &[], &options).unwrap_err().kind, Kind::Option);
    }
    let bins = [binning::bins(column, &sample, &[], &Options::of(Method::Quantile)).unwrap()];
    for scale in [Scale { odds: 0.0, ..Scale::default() }, Scale { double: 0, ..Scale::default() }] {
        assert_eq!(Card::fit(&bins, &sample, scale, 1.0).unwrap_err()[0].kind, Kind::Option);
    }
    assert_eq!(Card::fit(&bins, &sample, Scale::default(), -1.0).unwrap_err()[0].kind, Kind::Option);
    assert_eq!(Card::fit(&[], &sample, Scale::default(), 0.0).unwrap_err()[0].kind, Kind::Option);
}

#[test]
fn a_category_that_the_card_does_not_have_gets_the_least_points() {
    let rows: String =
        (0..60).map(|row| format!("{},{}\n", ["x", "y", "z"][row % 3], u8::from(row * row % 7 < 3))).collect();
    let known = sample(&format!("a,outcome\n{rows}")).unwrap();
    let bins = binning::bins(known.column("a").unwrap(), &known, &[], &Options::of(Method::Quantile)).unwrap();
    let card = Card::fit(&[bins], &known, Scale::default(), 0.0).unwrap();
    let least = card.characteristics[0].points.iter().map(|points| points.points).min().unwrap();
    let unseen = sample("a,outcome\nw,0\nx,1\n,0\n").unwrap();
    let points = card.score(&unseen).unwrap();
    assert_eq!((points[0], points[2]), (f64::from(card.base + least), f64::from(card.base + least)));
}

#[test]
fn a_row_of_codes_and_missing_values_alone_is_of_insufficient_evidence_and_gets_no_points() {
    let usual: String =
        (0..60).map(|row| format!("{},{},{}\n", row % 10, row % 7, u8::from(row * row % 11 % 2 == 1))).collect();
    let text = format!("a,b,outcome\n{usual}");
    // Rows of nothing but codes, as a bureau gives for people it does not know; all but one bad.
    let thin = text.clone() + &"-9,-9,1\n".repeat(30) + "-9,,0\n";
    let reading = Reading { special: Some(vec![-9.0]), ..Reading::default() };
    let [usual, thin] = [&text, &thin].map(|text| sample_with(text, reading.clone()).unwrap());
    let bins = ["a", "b"].map(|name| Bins { name: name.into(), cuts: Cuts::Numbers(vec![4.0]), special: vec![-9.0] });
    let [card, with_thin] = [&usual, &thin].map(|sample| Card::fit(&bins, sample, Scale::default(), 0.0).unwrap());
    assert_eq!((with_thin.rows, with_thin.insufficient), (60, 31));
    assert_eq!(Card { insufficient: 0, ..with_thin.clone() }, card, "they teach the card nothing");
    let report = Report::of(&card, &usual, Some(&thin), &[], 0.0).unwrap();
    let test = report.test.unwrap();
    assert_eq!((test.rows, test.insufficient, report.sample.insufficient), (60, 31, 0));
    assert_eq!((test.ranking, report.stability), (report.sample.ranking, Some(0.0)));
    // One code beside a usual value is a bin like any other.
    let one = sample_with("a,b,outcome\n-9,3,1\n1,2,0\n", reading).unwrap();
    assert_eq!(card.with_evidence(&one).unwrap().1, 0);
}

//! `model score`: a row for every line of the CSV file, and columns by their whole names.

use crate::data::data;
use crate::{Run, file, folder, run};

const ONE: &str = r#"{"logistic": 1, "intercept": 0, "features": [{"name": "a", "weight": 1, "missing": 9}]}"#;
const TWO: &str = r#"{"logistic": 1, "intercept": 0, "features": [{"name": "a", "weight": 1, "missing": 9},
    {"name": "b", "weight": 10, "missing": 90}]}"#;

fn scored(name: &str, model: &str, rows: &str) -> Run {
    let folder = folder(&format!("rows-{name}"));
    let (model, rows) = (file(&folder, "model.json", model), file(&folder, "rows.csv", rows));
    run(&["model", "score", "--model", &model, "--rows", &rows])
}

fn raw(run: &Run) -> Vec<f64> {
    assert_eq!(run.code, 0, "{}", run.err);
    run.out.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn an_empty_line_of_one_column_is_a_row_whose_value_is_missing() {
    for (rows, expected) in [
        ("a\n1\n\n2\n", vec![1.0, 9.0, 2.0]),
        ("a\r\n1\r\n\r\n2\r\n", vec![1.0, 9.0, 2.0]),
        ("a\n\n\n1\n", vec![9.0, 9.0, 1.0]),
        ("a\n1\n\n", vec![1.0, 9.0]),
        ("a\n1\n\"\"\n\"2\"", vec![1.0, 9.0, 2.0]),
        ("\u{feff}a\n\n2", vec![9.0, 2.0]),
        ("a", vec![]),
    ] {
        assert_eq!(raw(&scored("one", ONE, rows)), expected, "{rows:?}");
    }
}

#[test]
fn an_empty_line_of_several_columns_is_refused_where_it_stands() {
    for (rows, line) in [("a,b\n1,2\n\n3,4\n", 3), ("a,b\r\n1,2\r\n\r\n\r\n3,4", 3), ("a,b\n\n1,2\n", 2)] {
        let refused = scored("several", TWO, rows);
        assert_eq!(refused.code, 2, "{rows:?}");
        assert!(refused.err.contains(&format!("rows.csv:{line}:1: the line is empty")), "{}", refused.err);
    }
    assert_eq!(raw(&scored("behind", TWO, "a,b\n1,2\n,\n\n\n")), [21.0, 909.0]);
}

#[test]
fn a_wrong_value_is_named_by_its_own_line() {
    for (model, rows, line) in [
        (ONE, "a\n1\n\n\nx\n", 5),
        (ONE, "a\r\n1\r\n\r\nx\r\n", 4),
        (TWO, "a,b\n\"1\n\",2\nx,1\n", 4),
        (TWO, "a,b\r\n1,2\r\n1\r\n", 3),
    ] {
        let refused = scored("value", model, rows);
        assert_eq!(refused.code, 2, "{rows:?}");
        assert!(refused.err.contains(&format!("rows.csv:{line}:1: ")), "{rows:?}: {}", refused.err);
    }
}

#[test]
fn a_column_keeps_the_spaces_of_its_name() {
    let model = ONE.replace("\"a\"", "\" 渠道\u{3000}\"");
    assert_eq!(raw(&scored("spaces", &model, " 渠道\u{3000}\n3\n")), [3.0]);
    let without = scored("spaces", &model, "渠道\n3\n");
    assert!(without.err.contains("no column ' 渠道\u{3000}'"), "{}", without.err);
}

#[test]
fn rows_of_strangers_are_scored_one_for_each_line() {
    let name = "rows_of_strangers";
    let path = |file: &str| data(name, &format!("faults/{file}")).map(|path| path.to_str().unwrap().to_owned());
    let score = |model: String, rows: String| raw(&run(&["model", "score", "--model", &model, "--rows", &rows]));
    if let (Some(model), Some(rows)) = (path("csv-empty-line.json"), path("csv-empty-line.csv")) {
        assert_eq!(score(model, rows), [-1.75, -2.5, -1.0]);
    }
    if let (Some(model), Some(rows)) =
        (path("lgb-name-ends-in-wide-space.txt"), path("lgb-name-ends-in-wide-space.csv"))
    {
        assert_eq!(score(model, rows), [1.0]);
    }
}

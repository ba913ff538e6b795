//! The rows of a file, whatever its form: lines of JSON and CSV that go on without an end.

use serde_json::{Value, json};

use super::support::root;
use super::{file, folder, run};

#[test]
fn rows_as_lines_of_json_come_to_the_bins_of_the_same_rows_in_csv() {
    let folder = folder("scorecard-lines");
    let rows = root().join("examples/first-scorecard/rows.csv").to_str().unwrap().to_owned();
    let text = std::fs::read_to_string(&rows).unwrap();
    let mut table = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = table.next().unwrap();
    // Numbers as numbers; what is empty is null in one row and left out in the next.
    let line = |(n, row): (usize, Vec<&str>)| {
        let cell = |(name, cell): (&&str, &str)| match serde_json::from_str::<Value>(cell) {
            Ok(number) if number.is_number() => Some(((*name).to_owned(), number)),
            _ if cell.is_empty() => (n % 2 == 0).then(|| ((*name).to_owned(), Value::Null)),
            _ => Some(((*name).to_owned(), json!(cell))),
        };
        format!("{}\n", Value::Object(head.iter().zip(row).filter_map(cell).collect()))
    };
    let lines: String = table.enumerate().map(line).collect();
    let lines = file(&folder, "rows.ndjson", &lines);
    let bins = |rows: &str| {
        let options = ["--target", "outcome", "--bad", "late", "--special=-9", "--leave-out", "region"];
        let bins = run(&[&["scorecard", "bin", rows], options.as_slice()].concat());
        assert_eq!(bins.code, 0, "{}", bins.err);
        bins.out.split_once(": ").unwrap().1.to_owned()
    };
    assert_eq!(bins(&lines), bins(&rows));
}

#[test]
fn a_quote_that_nothing_closes_does_not_take_the_whole_file() {
    let folder = folder("scorecard-quote");
    let rows = file(&folder, "rows.csv", &format!("a,outcome\n1,0\n\"2,1\n{}", "3,1\n".repeat(1 << 19)));
    let refused = run(&["scorecard", "bin", &rows, "--target", "outcome", "--bad", "1"]);
    assert!(refused.code == 2 && refused.err.contains("a row is longer than 1048576 bytes"), "{}", refused.err);
    assert!(refused.err.contains("[form]") && refused.err.contains("a quote"), "{}", refused.err);
}

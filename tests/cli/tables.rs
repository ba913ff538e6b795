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

#[test]
fn a_quote_that_stands_where_none_may_joins_no_cells_and_no_lines() {
    let folder = folder("scorecard-stray");
    let bin = |text: &str| {
        let rows = file(&folder, "rows.csv", text);
        run(&["scorecard", "bin", &rows, "--target", "outcome", "--bad", "1", "--category", "b"])
    };
    let row = |n: usize, b: &str| format!("{n},{b},{}\n", n % 2);
    let rows: String = (0..40).map(|n| row(n, if n % 3 == 0 { "x" } else { "y" })).collect();
    // Two quotes that are opened, lines apart: between them half of the file would be one cell.
    let joined = format!("a,b,outcome\n1,\"x,0\n{rows}2,\"x,1\n{rows}");
    for (text, line, said) in [
        (joined.as_str(), 2, "goes on behind the quote that closes it"),
        ("a,b,outcome\n1,x,0\n\"5\"7,y,1\n", 3, "goes on behind the quote that closes it"),
        ("a,b,outcome\n1,5\" wide,0\n2,y,1\n", 2, "within a cell that does not begin with one"),
        ("a,b,outcome\n1,x,0\n2,\"y,1\n", 3, "nothing closes it"),
    ] {
        let refused = bin(text);
        assert!(refused.code == 2 && refused.err.contains("[form]") && refused.err.contains(said), "{}", refused.err);
        assert!(
            refused.err.contains(&format!(":{line}:")) || refused.err.contains(&format!("line {line}")),
            "{}",
            refused.err
        );
    }
    // Whole cells in quotes, with commas, quotes and lines in them, behind the mark of UTF-8.
    let whole = format!(
        "\u{feff}\"a\",\"b\",outcome\r\n0,\"x, \"\"or\"\"\r\ny\",1\r\n1,\"\",0\r\n{}",
        rows.replace('\n', "\r\n")
    );
    let read = bin(&whole);
    assert!(read.code == 0 && read.out.contains(": 42 rows"), "{}{}", read.out, read.err);
}

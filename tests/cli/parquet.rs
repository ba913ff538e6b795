//! Parquet of other writers: what `scorecard` and `experiment report` say of it is what they say of the same rows in CSV.

use std::process::{Command, Stdio};

use super::support::root;
use super::{file, folder, run};

fn vector(name: &str) -> String {
    root().join(format!("tests/vectors/parquet/{name}.parquet")).to_str().unwrap().to_owned()
}

fn bins(rows: &str) -> super::Run {
    run(&["scorecard", "bin", rows, "--target", "outcome", "--bad", "late", "--special=-9", "--leave-out", "region"])
}

#[test]
fn rows_in_parquet_come_to_the_bins_of_the_same_rows_in_csv() {
    let csv = bins(root().join("examples/first-scorecard/rows.csv").to_str().unwrap());
    assert_eq!(csv.code, 0, "{}", csv.err);
    for name in ["arrow-none", "arrow-gzip", "arrow-zstd", "arrow-groups", "duckdb-snappy"] {
        let parquet = bins(&vector(name));
        // The first line names the file.
        let table = |run: &super::Run| run.out.split_once(": ").map(|(_, table)| String::from(table));
        assert_eq!((parquet.code, table(&parquet)), (0, table(&csv)), "{name}: {}", parquet.err);
    }
}

#[test]
fn what_of_parquet_is_not_read_is_said_with_what_to_do() {
    let folder = folder("parquet");
    let cut = folder.join("cut.parquet");
    std::fs::write(&cut, &std::fs::read(vector("arrow-none")).unwrap()[..4_000]).unwrap();
    let short = file(&folder, "short.parquet", "PAR1…PAR1");
    for (rows, said, help) in [
        (
            vector("arrow-brotli"),
            "column 'buffer_months': it is compressed with BROTLI",
            "write it with snappy, gzip, zstd",
        ),
        (
            vector("lists"),
            "column 'months': the column holds lists or structures",
            "write a column for each of their values",
        ),
        (
            vector("bytes"),
            "bytes.parquet:2:1: column 'photo': the cell is neither a number nor text",
            "leave the column out",
        ),
        (cut.to_str().unwrap().to_owned(), "cut.parquet: the file is damaged, or no Parquet", "write the table anew"),
        (short, "short.parquet: the file is cut off", "write the table anew"),
    ] {
        let refused = bins(&rows);
        assert_eq!(refused.code, 2, "{rows}");
        assert!(refused.err.contains(said) && refused.err.contains(help), "{}", refused.err);
    }
}

fn example(name: &str) -> String {
    root().join("examples/first-experiment").join(name).to_str().unwrap().into()
}

fn reported(args: &[&str]) -> super::Run {
    run(&[&["experiment", "report", "--plan", &example("plan.json"), "--json"], args].concat())
}

#[test]
fn events_in_parquet_come_to_the_report_of_the_same_events_in_csv() {
    let csv = reported(&[&example("events.csv")]);
    assert_eq!(csv.code, 0, "{}", csv.err);
    // Ten groups of rows, and one.
    for name in ["events-arrow", "events-duckdb"] {
        let parquet = reported(&[&vector(name)]);
        assert_eq!((parquet.code, parquet.out.as_str()), (0, csv.out.as_str()), "{name}: {}", parquet.err);
    }
    let counted = reported(&["--statistics", &vector("counted-duckdb")]);
    assert_eq!((counted.code, counted.out.as_str()), (0, csv.out.as_str()), "{}", counted.err);
    // Its end is read first, so that what comes through a pipe is held whole.
    let piped = Command::new(env!("CARGO_BIN_EXE_prescreen"))
        .args(["experiment", "report", "-", "--json", "--plan", &example("plan.json")])
        .stdin(Stdio::from(std::fs::File::open(vector("events-arrow")).unwrap()))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(piped.stdout).unwrap(), csv.out);
}

#[test]
fn a_wrong_event_in_parquet_is_named_by_its_row() {
    let wrong = reported(&[&vector("events-wrong")]);
    assert_eq!(wrong.code, 2);
    let wrong = run(&["experiment", "report", &vector("events-wrong"), "--plan", &example("plan.json")]);
    assert!(wrong.err.contains("events-wrong.parquet:3:1: ") && wrong.err.contains("/seq"), "{}", wrong.err);
}

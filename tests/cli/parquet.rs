//! `scorecard` on Parquet of other writers: the same as on CSV.

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

//! The page of the founding paper's tables: every sum on it comes to what stands beside it, and every correction says why.

use super::{cells, page};

/// The rows of the page's tables that have so many cells, without heads and rules.
fn rows(columns: usize) -> Vec<Vec<String>> {
    let page = page("context.md");
    let lines = page.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---"));
    let rows = lines.map(cells).filter(|row| row.len() == columns);
    rows.filter(|row| row[0] != "item" && row[0] != "sum").collect()
}

#[test]
fn every_sum_of_the_tables_comes_to_what_stands_beside_it() {
    let sums = rows(3);
    assert!(sums.len() >= 14, "{}", sums.len());
    for row in sums {
        let parts: Vec<&str> = row[0].split(' ').collect();
        let [left, right] = [parts[0], parts[2]].map(|number| number.parse::<f64>().unwrap());
        let worked_out = match parts[1] {
            "+" => left + right,
            "/" => left / right,
            other => panic!("{other} in {row:?}"),
        };
        let decimals = row[1].split_once('.').map_or(0, |(_, decimals)| decimals.len());
        assert_eq!(format!("{worked_out:.decimals$}"), row[1], "{row:?}");
    }
}

#[test]
fn every_correction_has_its_reason_its_source_and_a_confidence() {
    let corrections = rows(6);
    assert!(corrections.len() >= 19, "{}", corrections.len());
    for row in corrections {
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        assert!(["high", "medium", "low"].contains(&row[5].as_str()), "{row:?}");
    }
}

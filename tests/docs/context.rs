//! The page of the market's figures: what it says is worked out comes to what it says, and each row says how sure it is.
//!
//! A sum between signs of code either has its result behind an equals sign, or stands in the cell after that of its
//! result. Signs of calculation are taken from left to right.

use std::collections::BTreeSet;

use super::{cells, page};

#[test]
fn every_sum_on_the_page_of_figures_comes_to_the_figure_beside_it() {
    let page = page("context.md");
    let worked_out: Vec<(String, String)> = page.lines().flat_map(sums).collect();
    assert!(worked_out.len() >= 18, "{} sums", worked_out.len());
    for (sum, stated) in worked_out {
        let places = stated.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        assert_eq!(format!("{:.places$}", result(&sum)), stated.replace(',', ""), "{sum}");
    }
}

#[test]
fn every_row_says_how_sure_it_is_and_every_source_is_called() {
    let page = page("context.md");
    let (tables, sources) = page.split_once("\n## Sources\n").unwrap();
    let listed = sources.lines().filter(|line| line.starts_with(|sign: char| sign.is_ascii_digit())).count();
    let mut called = BTreeSet::new();
    for row in tables.lines().filter(|line| line.starts_with("| ")).map(cells) {
        let (confidence, number) = (row.last().unwrap().as_str(), source(&row.join(" ")));
        match confidence {
            "confidence" => continue,
            "H" | "K" => assert_eq!(number, None, "{row:?}"),
            "M" => assert!(number.is_some(), "{row:?}"),
            "L" => {}
            other => panic!("'{other}' is no confidence: {row:?}"),
        }
        called.extend(number);
    }
    called.extend(tables.lines().filter(|line| !line.starts_with('|')).filter_map(source));
    assert_eq!(called, (1..=listed).collect());
}

/// The number of the first source that a text calls.
fn source(text: &str) -> Option<usize> {
    text.split_once("[[")?.1.split_once("]](#sources)")?.0.parse().ok()
}

/// The sums of a line, each with its result as the page has it.
fn sums(line: &str) -> Vec<(String, String)> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let mut sums = Vec::new();
    for (n, cell) in cells.iter().enumerate() {
        let code = cell.split('`').skip(1).step_by(2).filter(|code| code.contains(' '));
        sums.extend(code.map(|code| {
            let beside = || n.checked_sub(1).map_or("", |before| cells[before]);
            let (sum, stated) = code.split_once(" = ").unwrap_or_else(|| (code, beside()));
            (sum.to_owned(), stated.to_owned())
        }));
    }
    sums
}

fn result(sum: &str) -> f64 {
    let mut words = sum.split(' ');
    let mut so_far = number(words.next().unwrap());
    while let (Some(sign), Some(next)) = (words.next(), words.next()) {
        let next = number(next);
        so_far = match sign {
            "+" => so_far + next,
            "-" => so_far - next,
            "×" => so_far * next,
            "/" => so_far / next,
            other => panic!("{sum}: '{other}' is no sign of calculation"),
        };
    }
    so_far
}

fn number(written: &str) -> f64 {
    written.replace(',', "").parse().unwrap_or_else(|_| panic!("'{written}' is no number"))
}

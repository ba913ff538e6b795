//! A file of our own for every Western layout. Expected amounts are the ledger that the file was written from, by hand.

use std::path::PathBuf;

use prescreen_fusion::delimited::Delimited;
use prescreen_fusion::format::Answers;
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{Direction, Status};
use prescreen_fusion::{Statement, read_file};
use serde_json::Value;

use crate::support::{Browser, formats};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/statements/western")
}

fn cases() -> Vec<(Value, Vec<u8>)> {
    let list: Vec<Value> = serde_json::from_slice(&std::fs::read(folder().join("expected.json")).unwrap()).unwrap();
    let file = |case: &Value| std::fs::read(folder().join(case["file"].as_str().unwrap())).unwrap();
    list.into_iter().map(|case| (case.clone(), file(&case))).collect()
}

fn read(case: &Value, bytes: &[u8]) -> Vec<Statement> {
    // `?`: the file does not tell its currency, and the person is asked.
    let currency = (case["currency"] == "?").then(|| Currency::parse("GBP").unwrap());
    let answers = Answers { currency, ..Answers::default() };
    read_file(bytes, &formats(), answers, &Browser).unwrap_or_else(|problem| panic!("{}: {problem:?}", case["file"]))
}

/// The booked amounts of the first statement, with the sign of their direction.
fn signed(statement: &Statement) -> Vec<i64> {
    let booked = statement.rows.iter().filter(|row| row.status == Status::Booked);
    booked.map(|row| if row.direction == Direction::In { row.amount } else { -row.amount }).collect()
}

fn expected(case: &Value) -> Vec<i64> {
    case["signed"].as_array().unwrap().iter().map(|amount| amount.as_i64().unwrap()).collect()
}

#[test]
fn every_western_layout_reads_its_file_to_the_ledger_it_was_written_from() {
    for (case, bytes) in cases() {
        let name = &case["file"];
        let statements = read(&case, &bytes);
        let statement = &statements[0];
        assert_eq!(statement.format, case["format"].as_str().unwrap(), "{name}");
        assert_eq!(signed(statement), expected(&case), "{name}");
        if case["currency"] != "?" {
            assert_eq!(statement.currency.as_str(), case["currency"].as_str().unwrap(), "{name}");
        }
        let waiting = statement.rows.iter().filter(|row| !row.moved()).count() as u64;
        assert_eq!(waiting, case["not_booked"].as_u64().unwrap_or(0), "{name}");
        let first = statement.rows.iter().map(|row| row.date).min().unwrap();
        assert_eq!(first.to_string(), case["first_day"].as_str().unwrap(), "{name}");
        for (balance, word) in [(statement.opening, "opening"), (statement.closing, "closing")] {
            if let Some(amount) = case[word].as_i64() {
                assert_eq!(balance.map(|balance| balance.amount), Some(amount), "{name} {word}");
            }
        }
        if case["integrity"] == "consistent" {
            assert_eq!(statement.integrity.verdict.word(), "consistent", "{name}");
        }
    }
}

#[test]
fn every_shipped_western_layout_has_a_file_here() {
    let cases = cases();
    let has = |id: &str| cases.iter().any(|(case, _)| case["format"] == id);
    for format in formats() {
        let western = !format.names.keys().any(|locale| locale.starts_with("zh"));
        // The second table of comdirect's file.
        assert!(
            !western || has(format.id.as_str()) || format.id.as_str() == "comdirect-card",
            "{} has no file",
            format.id.as_str()
        );
        assert!(!western || format.confidence.is_some(), "{} does not say how sure it is", format.id.as_str());
    }
}

#[test]
fn line_ends_marks_and_encodings_change_nothing() {
    for (case, bytes) in cases() {
        let text = text_of(&bytes);
        let crlf = text.replace('\n', "\r\n").into_bytes();
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bare_wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let blank = format!("{text}\n\n\n").into_bytes();
        let unended = text.trim_end().as_bytes().to_vec();
        for (how, changed) in [
            ("CRLF", crlf),
            ("BOM", marked),
            ("UTF-16", wide),
            ("UTF-16 bare", bare_wide),
            ("blank", blank),
            ("no end", unended),
        ] {
            assert_eq!(signed(&read(&case, &changed)[0]), expected(&case), "{} {how}", case["file"]);
        }
    }
}

#[test]
fn a_table_saved_with_another_delimiter_reads_the_same() {
    for (case, bytes) in cases() {
        let text = text_of(&bytes);
        // IBKR and Degiro write nothing but commas; so do most. What matters is that cells are quoted.
        let delimiter = [b',', b';'].into_iter().max_by_key(|byte| widest(&text, *byte)).unwrap();
        for other in [",", ";", "\t"] {
            let saved = saved_with(&text, delimiter, other);
            assert_eq!(signed(&read(&case, saved.as_bytes())[0]), expected(&case), "{} {other:?}", case["file"]);
        }
    }
}

#[test]
fn the_order_of_columns_means_nothing_where_they_have_names() {
    for (case, bytes) in cases() {
        let format =
            formats().into_iter().find(|format| format.id.as_str() == case["format"].as_str().unwrap()).unwrap();
        let places = format.columns.iter().any(|(_, names)| names.iter().any(|name| name.starts_with('#')));
        // A title and a total stand in a first cell, which is another one when the columns turn.
        let titled = !format.skips.is_empty() || !format.ends.is_empty() || !format.section.is_empty();
        let twice = ["ing-de"].contains(&format.id.as_str());
        if places || titled || twice {
            continue;
        }
        let text = text_of(&bytes);
        let delimiter = [b',', b';'].into_iter().max_by_key(|byte| widest(&text, *byte)).unwrap();
        let width = widest(&text, delimiter);
        let turned: String = Delimited::read(&text, delimiter)
            .table
            .rows()
            .map(|row| {
                let cells: Vec<String> = row.cells().map(quoted).collect();
                let whole = cells.len() + 1 >= width;
                let padding = vec![quoted(""); width.saturating_sub(cells.len())];
                let cells: Vec<String> = if whole { cells.into_iter().chain(padding).rev().collect() } else { cells };
                cells.join(",") + "\n"
            })
            .collect();
        assert_eq!(signed(&read(&case, turned.as_bytes())[0]), expected(&case), "{}", case["file"]);
    }
}

fn text_of(bytes: &[u8]) -> String {
    let text = match core::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    };
    text.trim_start_matches('\u{feff}').to_owned()
}

fn widest(text: &str, delimiter: u8) -> usize {
    Delimited::read(text, delimiter).table.rows().map(|row| row.width()).max().unwrap_or(0)
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

fn saved_with(text: &str, delimiter: u8, other: &str) -> String {
    let line = |row: prescreen_fusion::table::Row<'_>| row.cells().map(quoted).collect::<Vec<_>>().join(other) + "\n";
    Delimited::read(text, delimiter).table.rows().map(line).collect()
}

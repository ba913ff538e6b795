//! Every cell as openpyxl (XLSX) or xlrd (XLS) reads it.

use std::collections::BTreeMap;

use prescreen_unpack::{Sheet, Value};
use serde_json::{Value as Json, json};

use super::{area_name, cell, file, name_of, value, workbook};

fn read(name: &str) -> Json {
    let workbook = workbook(name);
    let sheets: Vec<Json> = workbook.sheets.iter().map(shown).collect();
    json!({"date1904": workbook.date1904, "sheets": sheets})
}

fn shown(sheet: &Sheet) -> Json {
    let mut cells = BTreeMap::new();
    for row in &sheet.rows {
        for (column, cell) in row.cells.iter().enumerate() {
            let read = match &cell.value {
                Value::Empty => continue,
                Value::Text(text) => json!(["text", text]),
                Value::Number { text, .. } => json!(["number", text]),
                Value::Date(text) => json!(["date", text]),
                Value::Time(text) => json!(["time", text]),
                Value::Bool(value) => json!(["bool", value]),
                Value::Error(text) => json!(["error", text]),
            };
            cells.insert(name_of(column, row.number), read);
        }
    }
    let mut merged: Vec<String> = sheet.merged.iter().map(area_name).collect();
    merged.sort();
    let hidden_rows: Vec<u32> = sheet.rows.iter().filter(|row| row.hidden).map(|row| row.number).collect();
    json!({
        "name": sheet.name, "hidden": sheet.hidden, "hidden_rows": hidden_rows, "merged": merged,
        "formulas": sheet.formulas, "cells": cells,
    })
}

fn agrees(name: &str) {
    let expected: Json = serde_json::from_slice(&file("expected.json")).unwrap();
    let (read, expected) = (read(name), &expected[name]);
    let pairs = read["sheets"].as_array().unwrap().iter().zip(expected["sheets"].as_array().unwrap());
    for (sheet, expected) in pairs {
        for (place, value) in expected["cells"].as_object().unwrap() {
            assert_eq!(&sheet["cells"][place], value, "{name} {}!{place}", expected["name"]);
        }
    }
    assert_eq!(&read, expected, "{name}");
}

#[test]
fn a_workbook_of_openpyxl_reads_as_openpyxl_reads_it() {
    agrees("table.xlsx");
}

#[test]
fn days_that_count_from_1904_are_the_same_days() {
    agrees("table-1904.xlsx");
    agrees("table-1904.xls");
}

#[test]
fn texts_in_the_cells_themselves_read_as_shared_ones_do() {
    agrees("inline.xlsx");
}

#[test]
fn parts_of_other_names_prefixes_and_positions_left_out_read_the_same() {
    agrees("unusual.xlsx");
}

#[test]
fn a_workbook_of_xlwt_reads_as_xlrd_reads_it() {
    agrees("table.xls");
}

#[test]
fn texts_that_run_over_a_records_border_are_whole() {
    agrees("texts.xls");
}

#[test]
fn short_numbers_kept_values_and_rows_out_of_order_read_as_xlrd_reads_them() {
    agrees("records.xls");
}

#[test]
fn a_formula_gives_the_value_that_was_kept_and_says_so() {
    for name in ["inline.xlsx", "records.xls"] {
        let sheet = &workbook(name).sheets[0];
        let row = sheet.rows.iter().find(|row| row.number == 3).unwrap();
        assert!(row.cells.iter().all(|cell| cell.formula), "{name}");
        assert!(!cell(sheet, "A1").unwrap().formula, "{name}");
        assert!(matches!(value(sheet, "A3"), Value::Number { text, .. } if text == "56.32"), "{name}");
    }
}

#[test]
fn a_workbook_says_what_wrote_it_and_when() {
    let workbook = workbook("inline.xlsx");
    assert_eq!(workbook.application.as_deref(), Some("Microsoft Excel"));
    assert_eq!(workbook.created.as_deref(), Some("2026-03-18T07:02:30Z"));
}

#[test]
fn a_number_keeps_how_it_is_shown() {
    for name in ["table.xlsx", "table.xls"] {
        let workbook = workbook(name);
        let code = |place: &str| match value(&workbook.sheets[0], place) {
            Value::Number { format, .. } => workbook.formats[format].clone(),
            other => panic!("{name} {place}: {other:?}"),
        };
        assert_eq!(code("D2").code, "\"¥\"#,##0.00", "{name}");
        assert_eq!(code("D6").code, "\\¥#,##0.00", "{name}");
        assert!(code("D3").is_percent() && !code("D2").is_percent(), "{name}");
    }
}

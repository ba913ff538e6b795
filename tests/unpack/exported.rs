//! Workbooks that people exported, with the figures that stand in them.

use prescreen_unpack::{Limits, Sheet, Value, Workbook, sheets};

use super::data::data;
use super::{text, value};

fn read(test: &str, file: &str) -> Option<Workbook> {
    let path = data(test, &format!("statements/{file}"))?;
    Some(sheets(&std::fs::read(path).unwrap(), &Limits::default()).unwrap())
}

/// The sum of a column of amounts, in hundredths, without floats.
fn sum(sheet: &Sheet, column: usize, with: impl Fn(&[prescreen_unpack::Cell]) -> bool) -> i64 {
    let amounts = sheet.rows.iter().filter(|row| with(&row.cells)).filter_map(|row| row.cells.get(column));
    amounts
        .map(|cell| {
            let written = match &cell.value {
                Value::Number { text, .. } => text.as_str(),
                Value::Text(text) => text.trim_start_matches(['¥', '￥']),
                _ => return 0,
            };
            let (units, decimals) = written.split_once('.').unwrap_or((written, ""));
            format!("{units}{decimals:0<2}").parse::<i64>().unwrap()
        })
        .sum()
}

#[test]
fn both_sheets_of_a_wechat_bill_are_given() {
    let Some(workbook) = read("both_sheets_of_a_wechat_bill_are_given", "wechat.xlsx") else { return };
    let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["example-wechat-records", "Sheet1"]);
    assert_eq!(workbook.application.as_deref(), Some("Microsoft Macintosh Excel"));
    assert_eq!(workbook.modified.as_deref(), Some("2026-03-18T07:02:30Z"));
    for sheet in &workbook.sheets {
        let header = sheet.rows.iter().find(|row| row.cells[0].value == text("交易时间")).unwrap();
        let rows = || sheet.rows.iter().filter(|row| row.number > header.number);
        assert!(rows().count() > 20, "{sheet:?}");
        for row in rows() {
            assert!(matches!(row.cells[0].value, Value::Text(_) | Value::Date(_)), "row {}", row.number);
            assert!(matches!(row.cells[8].value, Value::Text(_)), "an id is a text, row {}", row.number);
        }
    }
    let [first, second] = &workbook.sheets[..] else { panic!("two sheets") };
    let spent = |cells: &[prescreen_unpack::Cell]| cells.get(4).is_some_and(|cell| cell.value == text("支出"));
    assert_eq!(sum(first, 5, spent), sum(second, 5, spent));
}

#[test]
fn a_brokers_table_has_the_cells_that_it_shows() {
    let Some(workbook) = read("a_brokers_table_has_the_cells_that_it_shows", "htsec-broker.xlsx") else { return };
    assert_eq!(workbook.sheets.len(), 1);
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.rows.len(), 11);
    assert_eq!(sheet.rows[0].cells.len(), 19);
    assert!(
        sheet.rows.iter().skip(1).all(|row| row.cells.iter().any(|cell| matches!(cell.value, Value::Number { .. })))
    );
    assert_ne!(value(sheet, "A1"), Value::Empty);
}

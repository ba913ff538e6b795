//! Days that a spreadsheet counted, and days that another program saved in an order that is not told.

use prescreen_fusion::format::Answers;
use prescreen_fusion::statement::{NoteKind, Statement};
use prescreen_fusion::table::{CellKind, Table};
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{ProblemKind, read_table};

use super::{has_note, read_with};

const YMD: &str = r#"{
    "id": "ymd", "version": 1, "institution": "a-bank", "kind": "bank", "names": { "en": "A bank" },
    "columns": { "date": ["Day"], "value_date": ["Value"], "amount": ["Amount"] },
    "required": ["date", "amount"], "numbers": "point", "day_order": "ymd", "currency": "EUR"
}"#;

/// A sheet whose days are plain numbers.
fn counted(days: &[&str], from_1904: bool) -> Statement {
    let mut table = Table::default();
    if from_1904 {
        table.count_from_1904();
    }
    for cell in ["Day", "Value", "Amount"] {
        table.push_cell(cell);
    }
    table.end_row(1);
    for (day, line) in days.iter().zip(2..) {
        table.push_typed(day, CellKind::Number);
        table.push_typed(day, CellKind::Number);
        table.push_typed("1.00", CellKind::Number);
        table.end_row(line);
    }
    let format = prescreen_fusion::format::Format::load(YMD).unwrap();
    let file = prescreen::terms::Digest::of(b"a workbook");
    read_table(&table, &[format], Answers::default(), file).unwrap().remove(0)
}

#[test]
fn a_day_that_lost_its_form_is_read_by_its_count() {
    for (days, from_1904) in [(["45677.5", "45678"], false), (["44215.5", "44216"], true)] {
        let statement = counted(&days, from_1904);
        let shown: Vec<_> = statement.rows.iter().map(|row| row.date.to_string()).collect();
        assert_eq!(shown, ["2025-01-20", "2025-01-21"], "{from_1904}");
        assert_eq!(statement.rows[0].time.map(|time| time.seconds()), Some(12 * 3_600));
        assert_eq!(statement.rows[1].value_date.map(|day| day.to_string()).as_deref(), Some("2025-01-21"));
        assert!(has_note(&statement, NoteKind::SavedAgain));
    }
}

#[test]
fn days_saved_again_in_an_order_that_is_not_told_are_asked_about() {
    let text = "Day,Amount\n2025,1.00\n".replace("2025", "03/04/2025");
    let problem = read_with(YMD, &text, Answers::default()).unwrap_err();
    let told = (problem.kind, problem.line, problem.field.as_deref());
    assert_eq!(told, (ProblemKind::AmbiguousDay, Some(2), Some("date")));
    let said = Answers { day_order: Some(DateOrder::DayMonthYear), ..Answers::default() };
    assert_eq!(read_with(YMD, &text, said).unwrap().rows[0].date.to_string(), "2025-04-03");
    let told = read_with(YMD, &(text + "13/04/2025,1.00\n"), Answers::default()).unwrap();
    assert_eq!(told.rows[0].date.to_string(), "2025-04-03");
    let none = read_with(YMD, "Day,Amount\n03/04/2025,1.00\n31/02/2025,1.00\n", Answers::default()).unwrap_err();
    assert_eq!(none.kind, ProblemKind::Day);
}

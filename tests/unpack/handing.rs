//! A sheet arrives in another module as it left the first.

use prescreen_unpack::packed::{CellKind, Piece, read, write};
use prescreen_unpack::{Sheet, Workbook};

use super::{file, workbook};

#[test]
fn every_row_and_cell_arrives() {
    for name in ["table.xlsx", "table.xls", "records.xls", "inline.xlsx", "unusual.xlsx"] {
        let workbook = workbook(name);
        for sheet in &workbook.sheets {
            let bytes = write(&workbook, sheet);
            let mut saved_again = false;
            let mut rows = sheet.rows.iter();
            let mut cells: Vec<(CellKind, String)> = Vec::new();
            let arrived = read(&bytes, |piece| match piece {
                Piece::Cell(kind, text) => cells.push((kind, text.to_owned())),
                Piece::SavedAgain => saved_again = true,
                Piece::EndOfRow(number) => {
                    let row = rows.next().unwrap();
                    assert_eq!(row.number, number, "{name}");
                    let left: Vec<(CellKind, String)> = row
                        .cells
                        .iter()
                        .map(|cell| cell.value.plain())
                        .map(|(kind, text)| (kind, text.to_owned()))
                        .collect();
                    assert!(std::mem::take(&mut cells) == left, "{name} row {number}");
                }
            });
            assert!(arrived.is_some() && rows.next().is_none(), "{name}");
            assert_eq!(saved_again, workbook.was_saved_again(), "{name}");
        }
    }
}

#[test]
fn a_number_tells_from_when_days_count() {
    let workbook = workbook("table-1904.xlsx");
    assert!(workbook.date1904);
    let kinds = |date1904: bool| {
        let mut kinds = Vec::new();
        let sheet = write(&Workbook { date1904, ..workbook.clone() }, &workbook.sheets[0]);
        read(&sheet, |piece| {
            if let Piece::Cell(kind, _) = piece {
                kinds.push(kind);
            }
        })
        .unwrap();
        kinds
    };
    let (from_1900, from_1904) = (kinds(false), kinds(true));
    assert!(from_1900.contains(&CellKind::Number) && !from_1900.contains(&CellKind::Number1904));
    let changed = from_1900.iter().map(|kind| if *kind == CellKind::Number { CellKind::Number1904 } else { *kind });
    assert!(changed.eq(from_1904));
}

#[test]
fn other_bytes_are_refused() {
    let workbook = workbook("table.xlsx");
    let bytes = write(&workbook, &workbook.sheets[0]);
    assert!(read(&bytes[..bytes.len() - 1], |_| ()).is_none());
    assert!(read(&file("table.xlsx"), |_| ()).is_none());
    assert!(read(&[1, 0, 0, 0, 255, 255, 255, 255], |_| ()).is_none());
    // Whether it was saved again is never left out.
    assert!(read(&bytes[1..], |_| ()).is_none() && read(&[], |_| ()).is_none());
}

#[test]
fn a_workbook_that_a_person_could_have_edited_is_not_the_exporter_s_own() {
    let day = |time: &str| Some(format!("2026-03-18T{time}Z"));
    let exported = Workbook {
        application: Some("Apache POI".into()),
        created: day("07:02:30"),
        modified: day("07:02:30"),
        ..Workbook::default()
    };
    assert!(!exported.was_saved_again() && !Workbook::default().was_saved_again());
    for program in ["Microsoft Excel", "Microsoft Macintosh Excel", "LibreOffice/24.2", "WPS 表格", "WPS Office"] {
        assert!(Workbook { application: Some(program.into()), ..exported.clone() }.was_saved_again(), "{program}");
    }
    assert!(Workbook { modified: day("07:02:31"), ..exported.clone() }.was_saved_again());
    let sheets = vec![Sheet::default(), Sheet { formulas: 1, ..Sheet::default() }];
    assert!(Workbook { sheets, ..exported }.was_saved_again());
}

//! A sheet arrives in another module as it left the first.

use prescreen_unpack::packed::{CellKind, Piece, read, write};

use super::{file, workbook};

#[test]
fn every_row_and_cell_arrives() {
    for name in ["table.xlsx", "table.xls", "records.xls", "inline.xlsx", "unusual.xlsx"] {
        for sheet in &workbook(name).sheets {
            let bytes = write(sheet, false);
            let mut rows = sheet.rows.iter();
            let mut cells: Vec<(CellKind, String)> = Vec::new();
            let arrived = read(&bytes, |piece| match piece {
                Piece::Cell(kind, text) => cells.push((kind, text.to_owned())),
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
        }
    }
}

#[test]
fn a_number_tells_from_when_days_count() {
    let workbook = workbook("table-1904.xlsx");
    assert!(workbook.date1904);
    let kinds = |date1904: bool| {
        let mut kinds = Vec::new();
        let sheet = write(&workbook.sheets[0], date1904);
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
    let bytes = write(&workbook("table.xlsx").sheets[0], false);
    assert!(read(&bytes[..bytes.len() - 1], |_| ()).is_none());
    assert!(read(&file("table.xlsx"), |_| ()).is_none());
    assert!(read(&[1, 0, 0, 0, 255, 255, 255, 255], |_| ()).is_none());
}

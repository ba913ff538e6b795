//! A sheet arrives in another module as it left the first.

use prescreen_unpack::packed::{CellKind, Piece, read, write};

use super::{file, workbook};

#[test]
fn every_row_and_cell_arrives() {
    for name in ["table.xlsx", "table.xls", "records.xls", "inline.xlsx", "unusual.xlsx"] {
        for sheet in &workbook(name).sheets {
            let bytes = write(sheet);
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
fn other_bytes_are_refused() {
    let bytes = write(&workbook("table.xlsx").sheets[0]);
    assert!(read(&bytes[..bytes.len() - 1], |_| ()).is_none());
    assert!(read(&file("table.xlsx"), |_| ()).is_none());
    assert!(read(&[1, 0, 0, 0, 255, 255, 255, 255], |_| ()).is_none());
}

//! Sheets of a workbook to tables.
//!
//! Takes the cells that the module of workbooks hands over, gives tables in which days and numbers stay what
//! they are, and that know whether a spreadsheet program saved the workbook.

use prescreen_unpack::packed::{self, CellKind as Packed, Piece};

use crate::table::{CellKind, Table};

/// A sheet's table; none where the bytes are not what was handed over.
#[must_use]
pub fn table(bytes: &[u8]) -> Option<Table> {
    let mut table = Table::default();
    packed::read(bytes, |piece| match piece {
        Piece::Cell(Packed::Number1904, text) => {
            table.count_from_1904();
            table.push_typed(text, CellKind::Number);
        }
        Piece::Cell(Packed::Number, text) => table.push_typed(text, CellKind::Number),
        Piece::Cell(Packed::Date, text) => table.push_typed(text, CellKind::Day),
        Piece::Cell(Packed::Empty | Packed::Text | Packed::Time, text) => table.push_cell(text),
        Piece::EndOfRow(number) => table.end_row(number),
        Piece::SavedAgain => table.save_again(),
    })?;
    Some(table)
}

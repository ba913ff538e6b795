//! The cells of a sheet as bytes, on their way from one WebAssembly module into another.
//!
//! The module that opens workbooks and the one that reads statements have memories of their own; JavaScript carries the
//! bytes and reads nothing in them. The first byte says whether a spreadsheet program saved the workbook. Rows follow each
//! other: number and count of cells; cells: a letter for what it is, the length of its text, its text. All numbers are 32
//! bits, low byte first.

use crate::workbook::{Sheet, Value, Workbook};

/// What a cell was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing.
    Empty,
    /// Text, or what a spreadsheet shows for true, false and faults.
    Text,
    /// Digits, a point, a minus.
    Number,
    /// The same in a workbook whose days count from 1904.
    Number1904,
    /// A day of ISO 8601, with a time behind a blank where it has one.
    Date,
    /// A time without a day.
    Time,
}

/// What a reader is given, one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A cell of the row that is being read.
    Cell(CellKind, &'a str),
    /// The end of a row: its number, from 1.
    EndOfRow(u32),
    /// Before all rows: a spreadsheet program saved the workbook.
    SavedAgain,
}

/// First bytes: of a workbook as its exporter wrote it, and of one that a spreadsheet program saved.
const AS_EXPORTED: u8 = b'x';
const SAVED_AGAIN: u8 = b's';

const KINDS: [(CellKind, u8); 6] = [
    (CellKind::Empty, b'-'),
    (CellKind::Text, b't'),
    (CellKind::Number, b'n'),
    (CellKind::Number1904, b'm'),
    (CellKind::Date, b'd'),
    (CellKind::Time, b'c'),
];

impl Value {
    /// What it is in a table of texts, and its text.
    #[must_use]
    pub fn plain(&self) -> (CellKind, &str) {
        match self {
            Self::Empty => (CellKind::Empty, ""),
            Self::Text(text) | Self::Error(text) => (CellKind::Text, text),
            Self::Number { text, .. } => (CellKind::Number, text),
            Self::Date(text) => (CellKind::Date, text),
            Self::Time(text) => (CellKind::Time, text),
            Self::Bool(true) => (CellKind::Text, "TRUE"),
            Self::Bool(false) => (CellKind::Text, "FALSE"),
        }
    }
}

/// The rows of one of a workbook's sheets.
#[must_use]
pub fn write(workbook: &Workbook, sheet: &Sheet) -> Vec<u8> {
    let mut bytes = vec![if workbook.was_saved_again() { SAVED_AGAIN } else { AS_EXPORTED }];
    let word = |bytes: &mut Vec<u8>, number: usize| {
        bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
    };
    for row in &sheet.rows {
        bytes.extend(row.number.to_le_bytes());
        word(&mut bytes, row.cells.len());
        for cell in &row.cells {
            let (kind, text) = match cell.value.plain() {
                (CellKind::Number, text) if workbook.date1904 => (CellKind::Number1904, text),
                plain => plain,
            };
            bytes.extend(KINDS.iter().filter(|(other, _)| *other == kind).map(|(_, letter)| *letter));
            word(&mut bytes, text.len());
            bytes.extend(text.as_bytes());
        }
    }
    bytes
}

/// Gives each piece to a reader; none where the bytes are not what [`write()`] wrote.
#[must_use]
pub fn read<'a>(bytes: &'a [u8], mut with: impl FnMut(Piece<'a>)) -> Option<()> {
    let (first, mut bytes) = bytes.split_first()?;
    match *first {
        AS_EXPORTED => {}
        SAVED_AGAIN => with(Piece::SavedAgain),
        _ => return None,
    }
    while !bytes.is_empty() {
        let number = word(&mut bytes)?;
        for _ in 0..word(&mut bytes)? {
            let (letter, rest) = bytes.split_first()?;
            bytes = rest;
            let (kind, _) = KINDS.iter().find(|(_, other)| other == letter)?;
            let length = usize::try_from(word(&mut bytes)?).ok()?;
            let (text, rest) = bytes.split_at_checked(length)?;
            bytes = rest;
            with(Piece::Cell(*kind, core::str::from_utf8(text).ok()?));
        }
        with(Piece::EndOfRow(number));
    }
    Some(())
}

fn word(bytes: &mut &[u8]) -> Option<u32> {
    let (word, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*word))
}

//! Cells in rows: what delimited text and a spreadsheet have in common.
//!
//! One text holds all cells, so that a table of a hundred thousand rows is three allocations.

use crate::text::trimmed;

/// What a cell was, before it was text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Text, as it stands in the file.
    Text,
    /// A number of a spreadsheet: digits and a point, whatever the reader's locale.
    Number,
    /// A day of a spreadsheet, `YYYY-MM-DD` with a time behind it where it has one.
    Day,
}

/// A table as it stands in a file.
#[derive(Default)]
pub struct Table {
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<usize>,
    /// What each cell was; empty when all are text.
    kinds: Vec<CellKind>,
    /// Per row: its line from 1, and where its cells end in `ends`.
    rows: Vec<(u32, usize)>,
    /// Whether a spreadsheet program saved the file.
    saved_again: bool,
    from_1904: bool,
}

impl Table {
    /// A table of texts. `text`: all cells; `ends`: where each ends in it, in bytes; `rows`: per row its line from 1, and
    /// how many cells end with it.
    #[must_use]
    pub fn of(text: String, ends: Vec<usize>, rows: Vec<(u32, usize)>) -> Self {
        Self { text, ends, rows, ..Self::default() }
    }

    /// Adds a cell to the row that is being written.
    pub fn push_cell(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        if !self.kinds.is_empty() {
            self.kinds.push(CellKind::Text);
        }
    }

    /// Adds a cell that was no text.
    pub fn push_typed(&mut self, text: &str, kind: CellKind) {
        if kind != CellKind::Text && self.kinds.is_empty() {
            self.kinds = vec![CellKind::Text; self.ends.len()];
        }
        self.push_cell(text);
        if let Some(last) = self.kinds.last_mut() {
            *last = kind;
        }
    }

    /// Ends the row, which starts at a line from 1.
    pub fn end_row(&mut self, line: u32) {
        self.rows.push((line, self.ends.len()));
    }

    /// Says that a spreadsheet program saved the file, so that it is not the exporter's own.
    pub fn save_again(&mut self) {
        self.saved_again = true;
    }

    /// Whether a spreadsheet program saved the file.
    #[must_use]
    pub fn was_saved_again(&self) -> bool {
        self.saved_again
    }

    /// Says that the spreadsheet counts days from 1904.
    pub fn count_from_1904(&mut self) {
        self.from_1904 = true;
    }

    /// Whether the spreadsheet counts days from 1904; else from 1900.
    #[must_use]
    pub fn counts_from_1904(&self) -> bool {
        self.from_1904
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A row by its position.
    #[must_use]
    pub fn row(&self, position: usize) -> Option<Row<'_>> {
        let (line, to) = *self.rows.get(position)?;
        let from = position.checked_sub(1).and_then(|before| self.rows.get(before)).map_or(0, |(_, end)| *end);
        Some(Row { table: self, line, from, to })
    }

    /// All rows, in order.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + Clone {
        (0..self.len()).filter_map(|position| self.row(position))
    }
}

/// One row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    /// The line of its first cell, from 1.
    pub line: u32,
    from: usize,
    to: usize,
}

impl<'a> Row<'a> {
    /// How many cells the row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.to.saturating_sub(self.from)
    }

    /// Whether no cell has anything but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells().all(|cell| trimmed(cell).is_empty())
    }

    /// A cell as it stands; none beyond the row's end.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&'a str> {
        let position = self.from.checked_add(column).filter(|position| *position < self.to)?;
        let end = *self.table.ends.get(position)?;
        let start = position.checked_sub(1).and_then(|before| self.table.ends.get(before)).copied().unwrap_or(0);
        self.table.text.get(start..end)
    }

    /// What a cell was.
    #[must_use]
    pub fn kind(&self, column: usize) -> CellKind {
        let position = self.from.saturating_add(column);
        self.table.kinds.get(position).copied().unwrap_or(CellKind::Text)
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let row = *self;
        (0..row.width()).filter_map(move |column| row.cell(column))
    }
}

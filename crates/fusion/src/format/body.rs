//! The rows of a table that may be movements, and those that are none whatever the layout says: names that are written
//! again at a page's break, a block that was pasted twice, a sum below the rows.
//!
//! Takes a table and where its names stand, gives the rows between them and the table's end. Columns are decided from
//! these rows alone.

use super::recognise::clean;
use super::stated::around;
use super::{Field, Match, Words};
use crate::sorted::{numbered, sort_by_key};
use crate::table::{CellKind, Row, Table};
use crate::when::{DateOrder, serial};

/// The rows between a table's header and its end.
pub(super) struct Body<'a> {
    pub table: &'a Table,
    pub first: usize,
    pub end: usize,
    /// The names of the table, where rows of other tables stand between its own.
    pub section: &'a Words,
    /// Rows that are no movements, in order.
    out: Vec<(usize, Out)>,
    /// Those that may be, in order: every column is decided from all of them.
    rows: Vec<Row<'a>>,
    /// The position of the last of these.
    last: Option<usize>,
}

/// Why a row is no movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Out {
    /// The names again, or what stood above them.
    Names,
    /// A row of a block that stands there a second time.
    Pasted,
    /// A sum of a part of the rows.
    PartSum,
    /// A sum of all rows.
    Sum,
}

/// What begins a sum; nothing else in letters of ASCII stands behind it.
const SUMS: &[&str] =
    &["total", "totals", "grand total", "sum", "summe", "gesamt", "gesamtsumme", "totaal", "合计", "总计", "总额"];
/// What begins a sum of a part.
const PART_SUMS: &[&str] = &["subtotal", "sub-total", "zwischensumme", "subtotaal", "小计", "本页合计", "本页小计"];

impl<'a> Body<'a> {
    pub fn of(table: &'a Table, found: &Match<'a>) -> Self {
        let first = found.header.map_or(found.from, |header| header.saturating_add(1));
        let mut body = Self {
            table,
            first,
            end: found.end(table),
            section: &found.format.section,
            out: Vec::new(),
            rows: Vec::new(),
            last: None,
        };
        if let Some(header) = found.header.filter(|_| body.section.is_empty()) {
            body.leave_out_names(header, found.from);
        }
        body.leave_out_sums(found);
        sort_by_key(&mut body.out, |(position, _)| *position);
        body.keep();
        body
    }

    /// The text above and below the rows.
    pub fn preamble(&self, found: &Match<'_>) -> String {
        around(self.table, found.from..self.first, self.end..found.next(self.table))
    }

    /// The file's line of a line of that text, both from 1.
    pub fn line_around(&self, found: &Match<'_>, line: u32) -> Option<u32> {
        let mut around = (found.from..self.first).chain(self.end..found.next(self.table));
        let position = around.nth(usize::try_from(line).ok()?.checked_sub(1)?)?;
        Some(self.table.row(position)?.line)
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> + use<'a, '_> {
        self.rows.iter().copied()
    }

    /// The lines of rows that are no movements.
    pub fn left_out(&self) -> impl Iterator<Item = u32> + use<'a, '_> {
        self.out.iter().filter_map(|(position, _)| Some(self.table.row(*position)?.line))
    }

    /// The first line of a block that stands there a second time.
    pub fn pasted(&self) -> Option<u32> {
        let (position, _) = self.out.iter().find(|(_, out)| *out == Out::Pasted)?;
        Some(self.table.row(*position)?.line)
    }

    /// The row of sums of all rows, where it is the last of all.
    pub fn sums(&self) -> Option<Row<'a>> {
        let last = self.last?;
        let mut sums = self.out.iter().filter(|(position, out)| *out == Out::Sum && *position > last);
        sums.next_back().and_then(|(position, _)| self.table.row(*position))
    }

    /// The cells of a column that are not empty.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        let cells = self.rows().filter_map(move |row| row.cell(column));
        cells.map(clean).filter(|cell| !cell.is_empty())
    }

    /// The cells of a column that are text: what a spreadsheet typed needs no deciding.
    pub fn texts(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        self.rows()
            .filter(move |row| row.kind(column) == CellKind::Text)
            .filter_map(move |row| row.cell(column))
            .map(clean)
            .filter(|cell| !cell.is_empty() && *cell != "-" && *cell != "/")
    }

    /// Keeps the rows that are not left out.
    fn keep(&mut self) {
        let mut out = self.out.iter().map(|(position, _)| *position).peekable();
        for position in self.first..self.end {
            while out.next_if(|out| *out < position).is_some() {}
            if out.peek() == Some(&position) {
                continue;
            }
            if let Some(row) = self.table.row(position).filter(|row| self.belongs(*row)) {
                self.rows.push(row);
                self.last = Some(position);
            }
        }
    }

    fn belongs(&self, row: Row<'_>) -> bool {
        let is_data = || row.cell(1).map(clean) == Some("Data");
        let of_section = || self.section.matches(row.cell(0).unwrap_or_default()) && is_data();
        !row.is_blank() && (self.section.is_empty() || of_section())
    }

    /// Leaves out names that are written again, with what stands above them as it did the first time, and every block
    /// behind them that stood there before.
    fn leave_out_names(&mut self, header: usize, from: usize) {
        let again: Vec<usize> = (self.first..self.end).filter(|position| same(self.table, header, *position)).collect();
        if again.is_empty() {
            return;
        }
        let mut ends = Vec::with_capacity(again.len());
        for position in &again {
            let above = |height: &usize| {
                let (one, other) = (header.checked_sub(*height), position.checked_sub(*height));
                let both = one.zip(other).filter(|(one, other)| *one >= from && *other >= self.first);
                both.is_some_and(|(one, other)| same(self.table, one, other))
            };
            let height = (1..).take_while(above).count();
            let start = position.saturating_sub(height);
            self.out.extend((start..=*position).map(|position| (position, Out::Names)));
            ends.push(start);
        }
        ends.push(self.end);
        let starts = core::iter::once(self.first).chain(again.iter().map(|position| position.saturating_add(1)));
        let rows = |from: usize, to: usize| {
            (from..to)
                .filter(|position| self.table.row(*position).is_some_and(|row| !row.is_blank()))
                .collect::<Vec<_>>()
        };
        let blocks: Vec<Vec<usize>> = starts.zip(ends).map(|(from, to)| rows(from, to)).collect();
        let cells = |block: &Vec<usize>| block.iter().map(|row| cells(self.table, *row)).collect::<Vec<_>>();
        for (block, repeats) in blocks.iter().zip(repeats(blocks.iter().map(cells).collect())) {
            if repeats {
                self.out.extend(block.iter().map(|position| (*position, Out::Pasted)));
            }
        }
    }

    /// Leaves out rows that are sums: their first cell says so, and their day is none.
    fn leave_out_sums(&mut self, found: &Match<'_>) {
        const ORDERS: [DateOrder; 3] = [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear];
        let is_day = |cell: &str| {
            ORDERS.iter().any(|order| order.parse(cell).is_some())
                || serial::when(cell, self.table.counts_from_1904()).is_some()
        };
        let sums = (self.first..self.end).filter_map(|position| {
            let row = self.table.row(position)?;
            let out = sum_word(row.cells().map(clean).find(|cell| !cell.is_empty())?)?;
            (self.belongs(row) && !is_day(found.cell(row, Field::Date))).then_some((position, out))
        });
        let sums: Vec<_> = sums.collect();
        self.out.extend(sums);
    }
}

/// Whether a cell names a sum, and of what.
fn sum_word(cell: &str) -> Option<Out> {
    // A sum's name is short; the rest of a longer cell would be a person's own text.
    const LONGEST: usize = 40;
    // Most rows begin with a day.
    if cell.len() > LONGEST || cell.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let begins = |word: &str| {
        let start = cell.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word));
        let rest = start.and_then(|start| cell.get(start.len()..));
        rest.is_some_and(|rest| !rest.contains(|letter: char| letter.is_ascii_alphabetic()))
    };
    if PART_SUMS.iter().any(|word| begins(word)) {
        return Some(Out::PartSum);
    }
    SUMS.iter().any(|word| begins(word)).then_some(Out::Sum)
}

/// Whether each of some blocks stood there before.
fn repeats<K: Ord>(blocks: Vec<K>) -> Vec<bool> {
    let mut seen = vec![false; blocks.len()];
    let before = |number: usize| seen.get_mut(number).is_some_and(|seen| core::mem::replace(seen, true));
    numbered(blocks).into_iter().map(before).collect()
}

/// The cells of a row, empty ones at the end apart.
fn cells(table: &Table, position: usize) -> Vec<&str> {
    let mut cells: Vec<&str> = table.row(position).into_iter().flat_map(|row| row.cells()).map(clean).collect();
    let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last.saturating_add(1));
    cells.truncate(filled);
    cells
}

/// Whether two rows have the same cells, empty ones at the end apart; a blank row is like none.
pub(super) fn same(table: &Table, one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (table.row(one), table.row(other)) else { return false };
    let width = one.width().max(other.width());
    !one.is_blank() && (0..width).all(|column| cell(one, column) == cell(other, column))
}

fn cell<'a>(row: Row<'a>, column: usize) -> &'a str {
    row.cell(column).map_or("", clean)
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::*;
    use crate::sorted::counted::{Counted, most};

    #[test]
    fn a_block_repeats_where_it_stood_before() {
        assert_eq!(repeats(vec!["a", "b", "a", "c", "b", "a"]), [false, false, true, false, true, true]);
    }

    #[test]
    fn the_comparisons_of_many_blocks_grow_as_their_number_and_its_logarithm() {
        for blocks in [16, 256, 4_096] {
            let compared = Cell::new(0);
            repeats((0..blocks).map(|block| Counted(block * 7_919 % blocks, &compared)).collect());
            assert!(compared.get() <= most(blocks), "{} comparisons of {blocks} blocks", compared.get());
        }
    }
}

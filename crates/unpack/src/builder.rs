//! A workbook while it is read: what it may still hold, its rows, its styles.
//!
//! Takes cells as the forms of workbooks keep them, gives sheets, or says which limit is reached before there is room for
//! more.

use std::collections::BTreeMap;

use crate::limits::{Limits, MAX_SHARED};
use crate::number;
use crate::number_format::NumberFormat;
use crate::problem::{Part, Problem};
use crate::serial;
use crate::workbook::{Area, Cell, Row, Sheet, Value};

/// What all sheets together may still hold.
pub(crate) struct Room<'a> {
    limits: &'a Limits,
    rows: usize,
    cells: usize,
    text_bytes: usize,
    merged: usize,
}

impl<'a> Room<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, rows: limits.rows, cells: limits.cells, text_bytes: limits.text_bytes, merged: limits.merged }
    }
}

/// Takes room for so many, or says which limit is reached.
fn take(left: &mut usize, wanted: usize, limit: usize, of: &str) -> Result<(), Problem> {
    *left = left.checked_sub(wanted).ok_or_else(|| Problem::too_large(limit, of))?;
    Ok(())
}

/// A sheet while it is read: rows and cells come in any order, most often in theirs.
pub(crate) struct SheetBuilder<'a, 'b> {
    sheet: Sheet,
    /// The row that is being filled; number 0 before the first.
    row: Row,
    others: BTreeMap<u32, Row>,
    room: &'a mut Room<'b>,
}

impl<'a, 'b> SheetBuilder<'a, 'b> {
    pub(crate) fn new(name: String, hidden: bool, room: &'a mut Room<'b>) -> Self {
        let sheet = Sheet { name, hidden, ..Sheet::default() };
        Self { sheet, row: Row::default(), others: BTreeMap::new(), room }
    }

    /// Goes to a row by its number from 1, new where there was none.
    fn turn_to(&mut self, number: u32) -> Result<(), Problem> {
        if self.row.number == number {
            return Ok(());
        }
        let next = match self.others.remove(&number) {
            Some(row) => row,
            None => {
                take(&mut self.room.rows, 1, self.room.limits.rows, "rows")?;
                Row { number, ..Row::default() }
            }
        };
        let before = core::mem::replace(&mut self.row, next);
        self.put_away(before);
        Ok(())
    }

    fn put_away(&mut self, row: Row) {
        if row.number > 0 {
            self.others.insert(row.number, row);
        }
    }

    /// Notes whether a row, from 1, is hidden.
    pub(crate) fn note_row(&mut self, number: u32, hidden: bool) -> Result<(), Problem> {
        if hidden {
            self.turn_to(number)?;
            self.row.hidden = true;
        }
        Ok(())
    }

    /// Puts a cell into a row from 1 and a column from 0.
    pub(crate) fn put(&mut self, row: u32, column: usize, cell: Cell) -> Result<(), Problem> {
        if cell.value == Value::Empty && !cell.formula {
            return Ok(());
        }
        if column >= self.room.limits.columns {
            return Err(Problem::too_large(self.room.limits.columns, "columns"));
        }
        if let Value::Text(text) = &cell.value {
            take(&mut self.room.text_bytes, text.len(), self.room.limits.text_bytes, "bytes of text")?;
        }
        if cell.formula {
            self.sheet.formulas = self.sheet.formulas.saturating_add(1);
        }
        self.turn_to(row)?;
        let width = column.saturating_add(1);
        let more = width.saturating_sub(self.row.cells.len());
        take(&mut self.room.cells, more, self.room.limits.cells, "cells")?;
        if more > 0 {
            self.row.cells.resize_with(width, Cell::default);
        }
        if let Some(place) = self.row.cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    /// Notes a merged area.
    pub(crate) fn merge(&mut self, area: Area) -> Result<(), Problem> {
        take(&mut self.room.merged, 1, self.room.limits.merged, "merged areas")?;
        self.sheet.merged.push(area);
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Sheet {
        let last = core::mem::take(&mut self.row);
        self.put_away(last);
        Sheet { rows: self.others.into_values().collect(), ..self.sheet }
    }
}

/// The formats of a workbook, and which of them each style of a cell has.
pub(crate) struct Styles {
    /// The first is the general one, for styles that are not told.
    pub(crate) formats: Vec<NumberFormat>,
    positions: BTreeMap<u16, usize>,
    of_style: Vec<usize>,
}

impl Default for Styles {
    fn default() -> Self {
        Self { formats: vec![NumberFormat::default()], positions: BTreeMap::from([(0, 0)]), of_style: Vec::new() }
    }
}

impl Styles {
    /// Adds a style with the format of that number, which a workbook may have told itself.
    pub(crate) fn add(&mut self, number: u16, told: &BTreeMap<u16, String>) -> Result<(), Problem> {
        if self.of_style.len() >= MAX_SHARED {
            return Err(Problem::too_large(MAX_SHARED, "styles").part(Part::Styles));
        }
        let position = *self.positions.entry(number).or_insert_with(|| {
            let code = told.get(&number);
            self.formats.push(code.map_or_else(|| NumberFormat::built_in(number), |code| NumberFormat::of_code(code)));
            self.formats.len().saturating_sub(1)
        });
        self.of_style.push(position);
        Ok(())
    }

    /// A number in that style: a day, a time, or a number with its text.
    pub(crate) fn value(&self, number: f64, text: String, style: usize, date1904: bool) -> Value {
        let position = self.of_style.get(style).copied().unwrap_or(0);
        let format = self.formats.get(position).filter(|format| format.shows_day() || format.shows_time());
        let moment = format.and_then(|format| serial::moment(number, format, date1904));
        moment.unwrap_or(Value::Number { text, format: position })
    }

    /// The same of a number without a text of its own. None of what is no number.
    pub(crate) fn value_of(&self, number: f64, style: usize, date1904: bool) -> Option<Value> {
        Some(self.value(number, number::shortest(number)?, style, date1904))
    }
}

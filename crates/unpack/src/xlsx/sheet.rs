//! The cells of a sheet (ISO/IEC 29500-1 §18.3).

use std::borrow::Cow;

use super::is_true;
use super::texts::{Collected, unescaped};
use super::xml::{Element, Token, Xml};
use crate::builder::{SheetBuilder, Styles};
use crate::problem::{Part, Problem};
use crate::workbook::{Area, Cell, Sheet, Value};
use crate::{number, serial};

/// What all sheets of a workbook share.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) styles: Styles,
    pub(super) texts: Vec<String>,
    pub(super) date1904: bool,
}

/// In which ways the texts of cells are kept.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) shared: bool,
    pub(super) inline: bool,
}

/// Reads a sheet.
pub(super) fn read(
    text: &str,
    part: Part,
    shared: &Shared,
    kept: &mut Kept,
    mut builder: SheetBuilder<'_, '_>,
) -> Result<Sheet, Problem> {
    let mut xml = Xml::new(text, part);
    let mut at = Position { row: 0, next_column: 0 };
    let mut open: Option<Open> = None;
    let mut is_in_cells = false;
    while let Some(token) = xml.next()? {
        match (token, &mut open) {
            (Token::Open(element), None) => match element.name() {
                "sheetData" => is_in_cells = true,
                "row" if is_in_cells => {
                    let hidden = at.start_row(&element, part)?;
                    builder.note_row(at.row, hidden).map_err(|problem| problem.part(part))?;
                }
                "c" if is_in_cells => open = Some(Open::of(&element, &mut at, part)?),
                "mergeCell" => {
                    let area = element.attribute("ref")?.and_then(|text| area(&text));
                    let area = area.ok_or_else(|| Problem::damaged(part, "merged cells as A1:B2"))?;
                    builder.merge(area).map_err(|problem| problem.part(part))?;
                }
                _ => {}
            },
            (Token::Open(element), Some(cell)) => cell.open(element.name()),
            (Token::Text(piece), Some(cell)) => cell.text(&piece),
            (Token::Close(end), Some(cell)) if end.name() != "c" => cell.close(end.name()),
            (Token::Close(end), _) => match end.name() {
                "c" => {
                    if let Some(cell) = open.take() {
                        let here = |problem: Problem| problem.part(part).row(at.row);
                        let column = cell.column;
                        match cell.kind {
                            CellType::SharedText => kept.shared = true,
                            CellType::InlineText => kept.inline = true,
                            _ => {}
                        }
                        let cell = cell.finish(shared).ok_or_else(|| here(damaged_cell()))?;
                        builder.put(at.row, column, cell).map_err(here)?;
                    }
                }
                "sheetData" => is_in_cells = false,
                _ => {}
            },
            (Token::Text(_), None) => {}
        }
    }
    Ok(builder.finish())
}

fn damaged_cell() -> Problem {
    Problem::damaged(Part::Workbook, "cells with values of their types")
}

/// Where the next row and cell stand, which a program may leave out.
struct Position {
    row: u32,
    next_column: usize,
}

impl Position {
    /// Goes to a row; whether it is hidden.
    fn start_row(&mut self, element: &Element<'_>, part: Part) -> Result<bool, Problem> {
        let (mut number, mut hidden) = (None, false);
        element.each(|key, value| match key {
            "r" => number = Some(value.parse().ok().filter(|number| *number > 0)),
            "hidden" => hidden = is_true(&value),
            _ => {}
        })?;
        let number = number.unwrap_or_else(|| self.row.checked_add(1));
        self.row = number.ok_or_else(|| Problem::damaged(part, "rows with numbers from 1"))?;
        self.next_column = 0;
        Ok(hidden)
    }
}

/// What the value of a cell is (§18.18.11).
#[derive(Clone, Copy)]
enum CellType {
    Number,
    SharedText,
    InlineText,
    FormulaText,
    Bool,
    Error,
    Date,
    Unknown,
}

impl CellType {
    fn of(word: &str) -> Self {
        match word {
            "n" | "" => Self::Number,
            "s" => Self::SharedText,
            "inlineStr" => Self::InlineText,
            "str" => Self::FormulaText,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Unknown,
        }
    }
}

/// A cell that is being read.
struct Open {
    column: usize,
    style: usize,
    kind: CellType,
    formula: bool,
    is_in_value: bool,
    value: Option<String>,
    inline: Collected,
}

impl Open {
    fn of(element: &Element<'_>, at: &mut Position, part: Part) -> Result<Self, Problem> {
        let (mut place, mut kind, mut style) = (None, CellType::Number, 0);
        element.each(|key, value| match key {
            "r" => place = Some(reference(&value)),
            "t" => kind = CellType::of(&value),
            "s" => style = value.parse().unwrap_or(0),
            _ => {}
        })?;
        let column = match place {
            None => at.next_column,
            Some(Some((column, row))) if row == at.row => {
                usize::try_from(column).unwrap_or(usize::MAX).saturating_sub(1)
            }
            Some(_) => return Err(Problem::damaged(part, "cells named by their column and row").row(at.row)),
        };
        at.next_column = column.saturating_add(1);
        let (formula, is_in_value, value, inline) = (false, false, None, Collected::default());
        Ok(Self { column, style, kind, formula, is_in_value, value, inline })
    }

    fn open(&mut self, name: &str) {
        match name {
            "v" => (self.is_in_value, self.value) = (true, Some(String::new())),
            "f" => self.formula = true,
            name => self.inline.open(name),
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "v" => self.is_in_value = false,
            name => self.inline.close(name),
        }
    }

    fn text(&mut self, piece: &str) {
        match (&mut self.value, self.is_in_value) {
            (Some(value), true) => value.push_str(piece),
            _ => self.inline.text(piece),
        }
    }

    /// The cell; none where its value is not of its type.
    fn finish(self, shared: &Shared) -> Option<Cell> {
        let value = self.value.unwrap_or_default();
        let value = match self.kind {
            CellType::InlineText => Value::Text(self.inline.finish()),
            CellType::FormulaText => Value::Text(match unescaped(&value) {
                Cow::Borrowed(_) => value,
                Cow::Owned(text) => text,
            }),
            _ if value.trim().is_empty() => Value::Empty,
            CellType::SharedText => Value::Text(shared.texts.get(value.trim().parse::<usize>().ok()?)?.clone()),
            CellType::Bool => Value::Bool(is_true(value.trim())),
            CellType::Error => Value::Error(value),
            CellType::Date => serial::of_iso(value.trim()).unwrap_or(Value::Text(value)),
            CellType::Number => {
                let text = number::of_text(&value)?;
                shared.styles.value(number::parse(&value)?, text, self.style, shared.date1904)
            }
            CellType::Unknown => return None,
        };
        let value = if value == Value::Text(String::new()) { Value::Empty } else { value };
        Some(Cell { value, formula: self.formula })
    }
}

/// Column and row from 1, of `BC12`.
fn reference(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = text.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(value).checked_add(1)?)?;
    }
    let row = digits.parse().ok().filter(|row| *row > 0)?;
    (column > 0).then_some((column, row))
}

/// An area, of `A1:C1`; of `A1`, one cell.
fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ((left, top), (right, bottom)) = (reference(first)?, reference(last)?);
    Some(Area { rows: (top, bottom), columns: (left, right) })
}

//! The cells of a sheet (MS-XLS §2.1.7.20.5).

use super::globals::Globals;
use super::records::{Fields, Record, Records};
use crate::builder::SheetBuilder;
use crate::problem::{Part, Problem};
use crate::workbook::{Area, Cell, Sheet, Value};

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const ROW: u16 = 0x0208;
const SHARED_TEXT: u16 = 0x00fd;
const TEXT: u16 = 0x0204;
const RICH_TEXT: u16 = 0x00d6;
const NUMBER: u16 = 0x0203;
const SHORT_NUMBER: u16 = 0x027e;
const SHORT_NUMBERS: u16 = 0x00bd;
const BOOL_OR_ERROR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const TEXT_OF_FORMULA: u16 = 0x0207;
const MERGED: u16 = 0x00e5;

/// Reads a sheet, from its first record to its last.
pub(super) fn read(
    records: Records<'_>,
    part: Part,
    globals: &Globals,
    builder: SheetBuilder<'_, '_>,
) -> Result<Sheet, Problem> {
    let mut reader = Reader { part, globals, builder, formula: None };
    reader.all(records)?;
    Ok(reader.builder.finish())
}

/// Where a cell stands and how it is shown.
#[derive(Clone, Copy)]
struct Place {
    /// From 1.
    row: u32,
    /// From 0.
    column: usize,
    style: usize,
}

struct Reader<'g, 'a, 'b> {
    part: Part,
    globals: &'g Globals,
    builder: SheetBuilder<'a, 'b>,
    /// The formula whose text comes in a later record.
    formula: Option<Place>,
}

impl Reader<'_, '_, '_> {
    fn all(&mut self, mut records: Records<'_>) -> Result<(), Problem> {
        let first = records.next()?;
        if first.is_none_or(|record| record.id != BEGIN) {
            return Err(Problem::damaged(self.part, "the beginning of a sheet"));
        }
        // Charts inside a sheet are sheets of their own.
        let mut depth: u32 = 0;
        loop {
            let record = records.next()?.ok_or_else(|| Problem::damaged(self.part, "the end of the sheet"))?;
            match (record.id, depth) {
                (BEGIN, _) => depth = depth.saturating_add(1),
                (END, 0) => return Ok(()),
                (END, _) => depth = depth.saturating_sub(1),
                (_, 0) => self.record(&record)?,
                _ => {}
            }
        }
    }

    fn record(&mut self, record: &Record<'_>) -> Result<(), Problem> {
        let mut fields = record.fields();
        match record.id {
            ROW => {
                let row = u32::from(fields.half()?).saturating_add(1);
                fields.skip(10)?;
                let hidden = fields.half()? & 0x20 != 0;
                self.builder.note_row(row, hidden).map_err(|problem| problem.part(self.part))
            }
            SHARED_TEXT => {
                let place = place(&mut fields)?;
                let text = usize::try_from(fields.word()?).ok().and_then(|number| self.globals.texts.get(number));
                self.put(place, text.map(|text| Value::Text(text.clone())), false)
            }
            TEXT | RICH_TEXT => {
                let place = place(&mut fields)?;
                let text = fields.text()?;
                self.put(place, Some(Value::Text(text)), false)
            }
            NUMBER => {
                let place = place(&mut fields)?;
                let number = fields.float()?;
                self.put_number(place, number, false)
            }
            SHORT_NUMBER => {
                let place = place(&mut fields)?;
                let number = short_number(fields.word()?);
                self.put_number(place, number, false)
            }
            SHORT_NUMBERS => {
                let row = u32::from(fields.half()?).saturating_add(1);
                let mut column = usize::from(fields.half()?);
                // The last field is the last column again.
                while fields.left() > 2 {
                    let place = Place { row, column, style: fields.half()?.into() };
                    let number = short_number(fields.word()?);
                    self.put_number(place, number, false)?;
                    column = column.saturating_add(1);
                }
                Ok(())
            }
            BOOL_OR_ERROR => {
                let place = place(&mut fields)?;
                let (value, is_error) = (fields.byte()?, fields.byte()? != 0);
                self.put(place, Some(bool_or_error(value, is_error)), false)
            }
            FORMULA => {
                let place = place(&mut fields)?;
                self.formula(place, fields.eight()?)
            }
            TEXT_OF_FORMULA => {
                let text = fields.text()?;
                self.formula.take().map_or(Ok(()), |place| self.put(place, Some(Value::Text(text)), true))
            }
            MERGED => {
                let count = fields.half()?;
                for _ in 0..count {
                    let mut next = || fields.half().map(|number| u32::from(number).saturating_add(1));
                    let area = Area { rows: (next()?, next()?), columns: (next()?, next()?) };
                    self.builder.merge(area).map_err(|problem| problem.part(self.part))?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The value that the program kept with a formula (§2.5.133).
    fn formula(&mut self, place: Place, kept: [u8; 8]) -> Result<(), Problem> {
        match kept {
            [kind, _, value, _, _, _, 0xff, 0xff] => match kind {
                0 => {
                    self.formula = Some(place);
                    Ok(())
                }
                1 | 2 => self.put(place, Some(bool_or_error(value, kind == 2)), true),
                _ => self.put(place, Some(Value::Empty), true),
            },
            number => self.put_number(place, f64::from_le_bytes(number), true),
        }
    }

    fn put_number(&mut self, place: Place, number: f64, formula: bool) -> Result<(), Problem> {
        let value = self.globals.styles.value_of(number, place.style, self.globals.date1904);
        self.put(place, value, formula)
    }

    fn put(&mut self, place: Place, value: Option<Value>, formula: bool) -> Result<(), Problem> {
        let here = |problem: Problem| problem.part(self.part).row(place.row);
        let value = value.ok_or_else(|| here(Problem::damaged(self.part, "cells with values of their types")))?;
        let value = if value == Value::Text(String::new()) { Value::Empty } else { value };
        self.builder.put(place.row, place.column, Cell { value, formula }).map_err(here)
    }
}

fn place(fields: &mut Fields<'_, '_>) -> Result<Place, Problem> {
    let row = u32::from(fields.half()?).saturating_add(1);
    Ok(Place { row, column: fields.half()?.into(), style: fields.half()?.into() })
}

/// A number in 32 bits: an integer, or the upper half of a long one; perhaps a hundred times too large (§2.5.217).
fn short_number(bits: u32) -> f64 {
    let number = if bits & 0x02 == 0 {
        f64::from_bits(u64::from(bits & !0x03) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 0x01 == 0 { number } else { number / 100.0 }
}

fn bool_or_error(value: u8, is_error: bool) -> Value {
    if !is_error {
        return Value::Bool(value != 0);
    }
    let shown = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "#ERROR!",
    };
    Value::Error(shown.to_owned())
}

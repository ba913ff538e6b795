//! What holds for all sheets of a workbook: their list, shared texts, formats, the calendar (MS-XLS §2.1.7.20.3).

use std::collections::BTreeMap;

use super::records::{Record, Records};
use crate::builder::Styles;
use crate::limits::{Limits, MAX_SHARED};
use crate::problem::{Part, Problem, ProblemKind};

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const LOCK: u16 = 0x002f;
const CALENDAR: u16 = 0x0022;
const FORMAT: u16 = 0x041e;
const STYLE: u16 = 0x00e0;
const SHEET: u16 = 0x0085;
const TEXTS: u16 = 0x00fc;
/// The only version that is read: BIFF8.
const VERSION: u16 = 0x0600;

/// What all sheets share.
pub(super) struct Globals {
    pub(super) sheets: Vec<Listed>,
    pub(super) texts: Vec<String>,
    pub(super) styles: Styles,
    pub(super) date1904: bool,
}

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Whether it is a table, and no chart or macro.
    pub(super) is_table: bool,
    /// Its first byte in the stream.
    pub(super) position: usize,
}

/// Refuses a workbook of another version, and one that is locked.
pub(super) fn version(stream: &[u8]) -> Result<(), Problem> {
    let mut records = Records::starting_at(stream, 0, Part::Workbook);
    let first = records.next()?.ok_or_else(no_beginning)?;
    if matches!(first.id, 0x0009 | 0x0209 | 0x0409) {
        return Err(Problem::new(ProblemKind::UnsupportedVersion));
    }
    if first.id != BEGIN {
        return Err(no_beginning());
    }
    if first.fields().half()? != VERSION {
        return Err(Problem::new(ProblemKind::UnsupportedVersion));
    }
    // The lock stands before everything that it locks.
    while let Some(record) = records.next()? {
        match record.id {
            LOCK => return Err(Problem::new(ProblemKind::EncryptedWorkbook)),
            SHEET | END => break,
            _ => {}
        }
    }
    Ok(())
}

fn no_beginning() -> Problem {
    Problem::damaged(Part::Workbook, "the beginning of a workbook")
}

impl Globals {
    pub(super) fn read(stream: &[u8], limits: &Limits) -> Result<Self, Problem> {
        let mut records = Records::starting_at(stream, 0, Part::Workbook);
        let mut globals = Self { sheets: Vec::new(), texts: Vec::new(), styles: Styles::default(), date1904: false };
        let mut told = BTreeMap::new();
        let mut styles = Vec::new();
        loop {
            let record = records.next()?.ok_or(Problem::damaged(Part::Workbook, "the end of its list"))?;
            let mut fields = record.fields();
            match record.id {
                CALENDAR => globals.date1904 = fields.half()? == 1,
                FORMAT => {
                    let number = fields.half()?;
                    told.insert(number, fields.text()?);
                }
                STYLE => {
                    fields.skip(2)?;
                    styles.push(fields.half()?);
                }
                SHEET => {
                    if globals.sheets.len() >= limits.sheets {
                        return Err(Problem::too_large(limits.sheets, "sheets"));
                    }
                    let position = usize::try_from(fields.word()?).unwrap_or(usize::MAX);
                    let hidden = fields.byte()? & 0x03 != 0;
                    let is_table = fields.byte()? == 0;
                    globals.sheets.push(Listed { name: fields.short_text()?, hidden, is_table, position });
                }
                TEXTS => globals.texts = texts(&record)?,
                END => break,
                _ => {}
            }
        }
        // Styles may stand before the formats that they name.
        styles.into_iter().try_for_each(|number| globals.styles.add(number, &told))?;
        Ok(globals)
    }
}

fn texts(record: &Record<'_>) -> Result<Vec<String>, Problem> {
    let mut fields = record.fields();
    fields.skip(4)?;
    let count = fields.word()?;
    if usize::try_from(count).unwrap_or(usize::MAX) > MAX_SHARED {
        return Err(Problem::too_large(MAX_SHARED, "shared texts").part(Part::SharedTexts));
    }
    // The count is not believed: each text has at least its length.
    (0..count).map(|_| fields.text().map_err(|problem| problem.part(Part::SharedTexts))).collect()
}

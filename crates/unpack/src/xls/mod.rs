//! Workbooks of the binary form BIFF8 (Microsoft's MS-XLS), in a compound file (MS-CFB).
//!
//! Takes bytes, gives tables. Every length and position that a file states is checked against the bytes that are there.
//! What older programs wrote, BIFF2 to BIFF5, is told apart and refused.

mod compound;
mod globals;
mod records;
mod sheet;
mod summary;

use crate::builder::{Room, SheetBuilder};
use crate::limits::Limits;
use crate::problem::{Part, Problem, ProblemKind};
use crate::workbook::Workbook;
use compound::Compound;
use globals::Globals;
use records::Records;

pub(crate) use compound::SIGNATURE;

/// Streams of a workbook: of BIFF8, and of BIFF5.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// Whether a compound file is a workbook that can be read.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Problem> {
    globals::version(&workbook_stream(&Compound::open(bytes)?)?)
}

/// The stream with the workbook.
fn workbook_stream(compound: &Compound<'_>) -> Result<Vec<u8>, Problem> {
    if compound.has("EncryptedPackage") {
        return Err(Problem::new(ProblemKind::EncryptedWorkbook));
    }
    let name = STREAMS.into_iter().find(|name| compound.has(name));
    compound.stream(name.ok_or_else(|| Problem::damaged(Part::Compound, "a workbook in it"))?)
}

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    let compound = Compound::open(bytes)?;
    let stream = workbook_stream(&compound)?;
    globals::version(&stream)?;
    let globals = Globals::read(&stream, limits)?;

    let mut room = Room::new(limits);
    let mut sheets = Vec::new();
    for (number, listed) in (1..).zip(&globals.sheets) {
        if listed.is_table {
            let part = Part::Sheet(number);
            let builder = SheetBuilder::new(listed.name.clone(), listed.hidden, &mut room);
            let records = Records::starting_at(&stream, listed.position, part);
            sheets.push(sheet::read(records, part, &globals, builder)?);
        }
    }
    let (formats, date1904) = (globals.styles.formats, globals.date1904);
    let said = compound.stream(summary::STREAM).unwrap_or_default();
    let [application, made_by, saved_by] =
        [summary::APPLICATION, summary::AUTHOR, summary::LAST_AUTHOR].map(|property| summary::text(&said, property));
    let two_hands = saved_by.is_some() && saved_by != made_by;
    Ok(Workbook { sheets, formats, date1904, application, two_hands, ..Workbook::default() })
}

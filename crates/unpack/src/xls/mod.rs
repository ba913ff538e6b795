//! Workbooks of the binary form BIFF8 (Microsoft's MS-XLS), in a compound file (MS-CFB).
//!
//! Takes bytes, gives tables. Every length and position that a file states is checked against the bytes that are there.
//! What older programs wrote, BIFF2 to BIFF5, is told apart and refused.

mod compound;
mod globals;
mod records;
mod sheet;

use crate::kind::Kind;
use crate::limits::Limits;
use crate::problem::{Part, Problem, ProblemKind};
use crate::workbook::{Room, SheetBuilder, Workbook};
use compound::Compound;
use globals::Globals;
use records::Records;

pub(crate) use compound::SIGNATURE;

/// Streams of a workbook: of BIFF8, and of BIFF5.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// What a compound file holds.
pub(crate) fn kind(bytes: &[u8]) -> Kind {
    let Ok(compound) = Compound::open(bytes) else { return Kind::Other };
    if compound.has("EncryptedPackage") {
        return Kind::EncryptedWorkbook;
    }
    let Ok(Some(stream)) = workbook_stream(&compound) else { return Kind::Other };
    match globals::version(&stream) {
        Err(problem) if problem.kind == ProblemKind::EncryptedWorkbook => Kind::EncryptedWorkbook,
        Err(problem) if problem.kind == ProblemKind::UnsupportedVersion => Kind::OtherWorkbook,
        _ => Kind::Xls,
    }
}

fn workbook_stream(compound: &Compound<'_>) -> Result<Option<Vec<u8>>, Problem> {
    let name = STREAMS.into_iter().find(|name| compound.has(name));
    name.map(|name| compound.stream(name)).transpose()
}

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    let compound = Compound::open(bytes)?;
    let stream = workbook_stream(&compound)?.ok_or(Problem::damaged(Part::Compound, "a workbook in it"))?;
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
    Ok(Workbook { sheets, formats, date1904, ..Workbook::default() })
}

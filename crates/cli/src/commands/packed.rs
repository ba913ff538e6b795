//! What statements arrive in: a text, an archive of several, a workbook.
//!
//! Takes a file's bytes and a password, gives statements. A page does the same in its worker.

use prescreen::terms::Digest;
use prescreen_fusion::format::{Answers, Format};
use prescreen_fusion::table::Table;
use prescreen_fusion::text::Host;
use prescreen_fusion::{Problem, ProblemKind, Statement, open_table, read_file, read_sheets, sheet};
use prescreen_unpack::{self as unpack, Kind, Limits, Member, packed};

use super::statement::Native;

/// How a file is read.
pub struct Reading<'a> {
    /// The layouts, the person's own first.
    pub formats: &'a [Format],
    /// What the person said where a file does not tell.
    pub answers: Answers,
    /// The password of a locked file.
    pub password: Option<&'a str>,
    /// What decodes encodings of East Asia.
    pub host: &'a dyn Host,
}

/// What a file came to.
#[derive(Default)]
pub struct Found {
    /// What was read.
    pub statements: Vec<Statement>,
    /// What was not: of an archive, every file that is no statement, by its number.
    pub problems: Vec<Problem>,
}

impl Reading<'_> {
    /// Reads a file of any kind.
    pub fn read(&self, bytes: &[u8]) -> Found {
        if unpack::kind(bytes) != Kind::Zip {
            return self.one(bytes).into();
        }
        match unpack::members(bytes, self.password.map(str::as_bytes), &Limits::default()) {
            Ok(members) => self.members(&members),
            Err(problem) => Err(Problem::from(&problem)).into(),
        }
    }

    /// A file that is no archive.
    fn one(&self, bytes: &[u8]) -> Result<Vec<Statement>, Problem> {
        match unpack::kind(bytes) {
            Kind::Xlsx | Kind::Xls => read_sheets(&sheets(bytes)?, self.formats, self.answers, Digest::of(bytes)),
            Kind::EncryptedWorkbook => Err(Problem::new(ProblemKind::EncryptedWorkbook)),
            Kind::OtherWorkbook => Err(Problem::new(ProblemKind::UnsupportedVersion)),
            Kind::Zip | Kind::Pdf | Kind::Other => read_file(bytes, self.formats, self.answers, self.host),
        }
    }

    /// The statements among an archive's files, and what keeps each of the others from being one.
    fn members(&self, members: &[Member]) -> Found {
        let mut found = Found::default();
        for member in members {
            match self.one(&member.bytes) {
                Ok(read) => found.statements.extend(read),
                Err(problem) => found.problems.push(problem.in_member(member.number)),
            }
        }
        found
    }
}

/// The tables of a text or of a workbook's sheets, for whoever makes a layout of one.
///
/// # Errors
/// As reading the file.
pub fn tables(bytes: &[u8], formats: &[Format]) -> Result<Vec<Table>, Problem> {
    match unpack::kind(bytes) {
        Kind::Xlsx | Kind::Xls => sheets(bytes),
        _ => open_table(bytes, formats, &Native).map(|table| vec![table]),
    }
}

/// The sheets of a workbook that it shows.
fn sheets(bytes: &[u8]) -> Result<Vec<Table>, Problem> {
    let workbook = unpack::sheets(bytes, &Limits::default()).map_err(|problem| Problem::from(&problem))?;
    let shown = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
    Ok(shown.filter_map(|shown| sheet::table(&packed::write(&workbook, shown))).collect())
}

impl From<Result<Vec<Statement>, Problem>> for Found {
    fn from(read: Result<Vec<Statement>, Problem>) -> Self {
        match read {
            Ok(statements) => Self { statements, problems: Vec::new() },
            Err(problem) => Self { statements: Vec::new(), problems: vec![problem] },
        }
    }
}

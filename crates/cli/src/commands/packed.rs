//! What statements arrive in: a text, an archive of several, a workbook.
//!
//! Takes a file's bytes and a password, gives statements. A page does the same in its worker.

use prescreen::terms::Digest;
use prescreen_fusion::format::{Answers, Format};
use prescreen_fusion::text::Host;
use prescreen_fusion::{Problem, ProblemKind, Statement, read_file, read_sheets, sheet};
use prescreen_unpack::{self as unpack, Kind, Limits, ProblemKind as Unopened, packed};

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

impl Reading<'_> {
    /// Reads a file of any kind.
    pub fn read(&self, bytes: &[u8]) -> Result<Vec<Statement>, Problem> {
        let limits = Limits::default();
        match unpack::kind(bytes) {
            Kind::Zip => {
                let password = self.password.map(str::as_bytes);
                let members = unpack::members(bytes, password, &limits).map_err(|problem| unopened(&problem))?;
                self.members(members.iter().map(|member| member.bytes.as_slice()))
            }
            Kind::Xlsx | Kind::Xls => {
                let workbook = unpack::sheets(bytes, &limits).map_err(|problem| unopened(&problem))?;
                let shown = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
                let tables: Vec<_> = shown.filter_map(|shown| sheet::table(&packed::write(&workbook, shown))).collect();
                read_sheets(&tables, self.formats, self.answers, Digest::of(bytes))
            }
            Kind::EncryptedWorkbook => Err(Problem::new(ProblemKind::PasswordNeeded)),
            Kind::OtherWorkbook => Err(Problem::new(ProblemKind::WrongKind)),
            Kind::Pdf | Kind::Other => read_file(bytes, self.formats, self.answers, self.host),
        }
    }

    /// The statements among an archive's files. What is no statement beside one is passed over.
    fn members<'m>(&self, members: impl Iterator<Item = &'m [u8]>) -> Result<Vec<Statement>, Problem> {
        let (mut statements, mut first) = (Vec::new(), None);
        for member in members {
            match self.read(member) {
                Ok(read) => statements.extend(read),
                Err(problem) => first = first.or(Some(problem)),
            }
        }
        match first {
            Some(problem) if statements.is_empty() => Err(problem),
            _ => Ok(statements),
        }
    }
}

/// Why a container cannot be opened, in the words of statements.
fn unopened(problem: &unpack::Problem) -> Problem {
    let kind = match problem.kind {
        Unopened::Empty => ProblemKind::Empty,
        Unopened::PasswordNeeded | Unopened::EncryptedWorkbook => ProblemKind::PasswordNeeded,
        Unopened::PasswordWrong => ProblemKind::PasswordWrong,
        Unopened::Damaged => ProblemKind::Syntax,
        Unopened::TooLarge => ProblemKind::TooLarge,
        _ => ProblemKind::WrongKind,
    };
    Problem::new(kind).expected(problem.expected.clone())
}

//! Statements that are no table: OFX and QIF, MT940 and CAMT, and what programs of banks and brokers answer.
//!
//! Takes a file's bytes, gives its statements, or nothing where it is none of these. A file is known by its content. What
//! a standard leaves open is asked: a missing currency stays missing, and an ambiguous day is a problem.

mod berlin_group;
mod camt;
mod charset;
mod draft;
mod flex;
mod mt940;
mod ofx;
mod open_banking;
mod qif;
mod tree;
mod unescape;

use prescreen::terms::Digest;

use crate::format::Answers;
use crate::integrity::continued;
use crate::problem::{Problem, ProblemKind};
use crate::seek::contains;
use crate::statement::{NoteKind, Statement};
use crate::text::{Host, with_line_ends};

pub use tree::{MAX_DEPTH, MAX_ELEMENTS};
use tree::{Script, Tree};

/// Characters in which a document says what it is.
const HEAD: usize = 4096;
/// Bytes that hold what says it: as many lines as any reader looks at.
const HEAD_BYTES: usize = 64 * 1024;

/// What all readers are given beside the text.
#[derive(Clone, Copy)]
struct Source {
    file: Digest,
    answers: Answers,
}

/// The standards.
#[derive(Clone, Copy)]
enum Standard {
    Ofx,
    Xml,
    Json,
    Qif,
    Mt940,
}

/// Reads a document of a standard; none where it is of none.
pub(crate) fn read(
    bytes: &[u8],
    file: Digest,
    answers: Answers,
    host: &dyn Host,
) -> Option<Result<Vec<Statement>, Problem>> {
    // Every standard is told by marks of ASCII among the first: most files are none, and are not decoded for it.
    let ascii = bytes.iter().take(HEAD_BYTES).filter(|byte| byte.is_ascii() && **byte != 0);
    Standard::of(&ascii.map(|byte| char::from(*byte)).collect::<String>())?;
    let (text, another) = charset::text_of(bytes, host)?;
    let text = with_line_ends(text);
    let text = text.trim_start_matches(['\u{feff}', '\0']);
    let standard = Standard::of(text)?;
    let source = Source { file, answers };
    let statements = match standard {
        Standard::Ofx => ofx::read(text, source),
        Standard::Xml => xml(text, source)?,
        Standard::Json => json(text, source)?,
        Standard::Qif => qif::read(text, source),
        Standard::Mt940 => mt940::read(text, source),
    };
    Some(statements.map(|mut statements| {
        continued(&mut statements);
        if another {
            statements.iter_mut().for_each(|statement| statement.note(NoteKind::OtherEncoding, None));
        }
        statements
    }))
}

impl Standard {
    fn of(text: &str) -> Option<Self> {
        let start = text.trim_start();
        let head: String = start.chars().take(HEAD).collect::<String>().to_ascii_uppercase();
        if head.starts_with("OFXHEADER") || contains(&head, "<OFX>") || contains(&head, "<?OFX") {
            return Some(Self::Ofx);
        }
        if start.starts_with('<') {
            return Some(Self::Xml);
        }
        if start.starts_with(['{', '[']) && !mt940::is_one(text) {
            return Some(Self::Json);
        }
        if qif::is_one(text) {
            return Some(Self::Qif);
        }
        mt940::is_one(text).then_some(Self::Mt940)
    }
}

/// XML, by its elements; none where it is no statement that is known here.
fn xml(text: &str, source: Source) -> Option<Result<Vec<Statement>, Problem>> {
    let known = |name: &str| contains(text, name);
    let (camt, flex) = (known("BkToCstmr"), known("FlexStatement") || known("FlexQueryResponse"));
    if !camt && !flex {
        // Orders for payments have the same namespace as statements.
        let order = known("urn:iso:std:iso:20022");
        return order.then(|| {
            Err(Problem::new(ProblemKind::WrongExport).expected("a statement: camt.052, camt.053 or camt.054"))
        });
    }
    let tree = match Tree::of_markup(text, Script::Xml) {
        Ok(tree) => tree,
        Err(problem) => return Some(Err(problem)),
    };
    Some(if camt { camt::read(&tree, source) } else { flex::read(&tree, source) })
}

/// JSON, by its keys; none where it is no statement that is known here.
fn json(text: &str, source: Source) -> Option<Result<Vec<Statement>, Problem>> {
    let known = |name: &str| contains(text, name);
    let uk = known("\"Data\"") && (known("\"Transaction\"") || known("\"Balance\""));
    let berlin = known("\"transactionAmount\"")
        || known("\"balanceAmount\"")
        || (known("\"transactions\"") && known("\"booked\""));
    if !uk && !berlin {
        return None;
    }
    let tree = match Tree::of_json(text) {
        Ok(tree) => tree,
        Err(problem) => return Some(Err(problem)),
    };
    Some(if uk { open_banking::read(&tree, source) } else { berlin_group::read(&tree, source) })
}

/// The statements, of which there has to be one.
fn at_least_one(statements: Vec<Statement>, expected: &str) -> Result<Vec<Statement>, Problem> {
    if statements.is_empty() { Err(Problem::new(ProblemKind::Empty).expected(expected)) } else { Ok(statements) }
}

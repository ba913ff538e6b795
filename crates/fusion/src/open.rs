//! One file to statements: what it is, by its content, and which reader it is for.
//!
//! Takes bytes and what the host can do, gives statements or what is wrong. Names of files are never looked at.

use prescreen::terms::Digest;

use crate::answered;
use crate::content::Content;
use crate::delimited::{DELIMITERS, Delimited};
use crate::format::{self, Answers, Format, Match};
use crate::integrity::writing;
use crate::problem::{Problem, ProblemKind};
use crate::reader;
use crate::statement::Statement;
use crate::table::Table;
use crate::text::{self, Host};

/// Largest file, in bytes.
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;
/// Most tables in one file.
const MAX_TABLES: usize = 256;
/// How many columns a layout has to need, for a table that lacks one of them to be told so.
const NEARLY: usize = 5;
/// Lines in which a layout is looked for.
const HEAD_BYTES: usize = 64 * 1024;

/// Reads a file of text.
///
/// # Errors
/// What is wrong, with its line where it has one.
pub fn read_file(
    bytes: &[u8],
    formats: &[Format],
    answers: Answers,
    host: &dyn Host,
) -> Result<Vec<Statement>, Problem> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Problem::new(ProblemKind::TooLarge).expected(format!("at most {MAX_FILE_BYTES} bytes")));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::new(ProblemKind::Empty));
    }
    if Content::of(bytes) != Content::Text {
        return Err(Problem::new(ProblemKind::WrongKind));
    }
    if text::is_cut(bytes) {
        return Err(Problem::new(ProblemKind::Cut));
    }
    let file = Digest::of(bytes);
    answered::read(answers, &|answers| read_text(bytes, formats, answers, file, host))
}

fn read_text(
    bytes: &[u8],
    formats: &[Format],
    answers: Answers,
    file: Digest,
    host: &dyn Host,
) -> Result<Vec<Statement>, Problem> {
    if let Some(statements) = reader::read(bytes, file, answers, host) {
        return statements;
    }
    let mut unknown = None;
    for encoding in text::candidates(bytes) {
        let Some(text) = text::decode(bytes, encoding, host) else { continue };
        if let Some((delimiter, format)) = form_of(&text, formats) {
            let whole = Delimited::read(&text, delimiter);
            let found = format::recognise(&whole.table, core::slice::from_ref(format));
            let mut statements = read_tables(&whole.table, found, formats, answers, file)?;
            for statement in &mut statements {
                let lines = || statement.rows.iter().map(|row| row.line);
                let (first, last) = (lines().min().unwrap_or(0), lines().max().unwrap_or(0));
                statement.integrity.checks.extend(writing(&text, delimiter, first, last));
            }
            // A quote that never closes has swallowed the rows behind it.
            let last = whole.table.rows().next_back().map_or(1, |row| row.line);
            return if whole.open_quote { Err(Problem::new(ProblemKind::Cut).at(last)) } else { Ok(statements) };
        }
        unknown = unknown.or_else(|| {
            let head = |delimiter| unknown_table(&Delimited::read(head_of(&text), delimiter).table, formats);
            DELIMITERS.into_iter().map(head).max_by_key(|problem| problem.kind == ProblemKind::MissingColumn)
        });
    }
    Err(unknown.unwrap_or_else(|| Problem::new(ProblemKind::Encoding)))
}

/// A text as a table: as a layout finds it, else with the delimiter that parts days and amounts into most columns. For
/// whoever makes a layout of it.
///
/// # Errors
/// As [`read_file`]; a text that is no table of rows in any way has an unknown format.
pub fn open_table(bytes: &[u8], formats: &[Format], host: &dyn Host) -> Result<Table, Problem> {
    if Content::of(bytes) != Content::Text {
        return Err(Problem::new(ProblemKind::WrongKind));
    }
    if text::is_cut(bytes) {
        return Err(Problem::new(ProblemKind::Cut));
    }
    let decoded = || text::candidates(bytes).into_iter().filter_map(|encoding| text::decode(bytes, encoding, host));
    let known =
        decoded().find_map(|text| form_of(&text, formats).map(|(delimiter, _)| Delimited::read(&text, delimiter)));
    if let Some(known) = known {
        return Ok(known.table);
    }
    let text = decoded().next().ok_or_else(|| Problem::new(ProblemKind::Encoding))?;
    let tables = DELIMITERS.into_iter().map(|delimiter| Delimited::read(&text, delimiter).table);
    let columns = |table: &Table| format::propose(table, &[]).map_or(0, |proposal| proposal.columns.len());
    let best = tables.map(|table| (columns(&table), table)).max_by_key(|(columns, _)| *columns);
    match best {
        Some((columns, table)) if columns > 1 => Ok(table),
        _ => Err(Problem::new(ProblemKind::UnknownFormat)),
    }
}

/// Reads a table, of a spreadsheet or a text.
///
/// # Errors
/// As [`read_file`].
pub fn read_table(
    table: &Table,
    formats: &[Format],
    answers: Answers,
    file: Digest,
) -> Result<Vec<Statement>, Problem> {
    answered::read(answers, &|answers| read_tables(table, format::recognise(table, formats), formats, answers, file))
}

/// The tables of a file, of which the first was found in a layout.
fn read_tables(
    table: &Table,
    found: Option<Match<'_>>,
    formats: &[Format],
    answers: Answers,
    file: Digest,
) -> Result<Vec<Statement>, Problem> {
    let found = found.ok_or_else(|| unknown_table(table, formats))?;
    if let Some(wanted) = &found.format.instead_of {
        return Err(wrong_export(found.format, formats.iter().find(|format| format.id == *wanted)));
    }
    let mut statements = format::read(table, &found, answers, file)?;
    let mut from = found.next(table);
    let mut tables = 1_usize;
    while let Some(next) = (from < table.len()).then(|| format::recognise_from(table, formats, from)).flatten() {
        tables = tables.saturating_add(1);
        if tables > MAX_TABLES {
            let expected = format!("at most {MAX_TABLES} tables");
            return Err(Problem::new(ProblemKind::TooLarge).expected(expected));
        }
        statements.extend(format::read(table, &next, answers, file)?);
        from = next.next(table);
    }
    Ok(statements)
}

/// Reads the sheets of a workbook: each that is in a known layout. A sheet that repeats another's rows is read once.
///
/// # Errors
/// As [`read_file`], of the first sheet where none is read.
pub fn read_sheets(
    sheets: &[Table],
    formats: &[Format],
    answers: Answers,
    file: Digest,
) -> Result<Vec<Statement>, Problem> {
    let (mut statements, mut first): (Vec<Statement>, Option<Problem>) = (Vec::new(), None);
    for sheet in sheets {
        match read_table(sheet, formats, answers, file) {
            Ok(read) => statements
                .extend(read.into_iter().filter(|statement| !repeats(&statements, statement)).collect::<Vec<_>>()),
            // A sheet of notes beside the statement is no fault; a statement that cannot be read is.
            Err(problem) if matches!(problem.kind, ProblemKind::UnknownFormat | ProblemKind::MissingColumn) => {
                first = first.or(Some(problem));
            }
            Err(problem) => return Err(problem),
        }
    }
    match first {
        Some(problem) if statements.is_empty() => Err(problem),
        None if statements.is_empty() => Err(Problem::new(ProblemKind::Empty)),
        _ => Ok(statements),
    }
}

/// Whether a statement's movements are those of one that was read.
fn repeats(read: &[Statement], statement: &Statement) -> bool {
    let movements = |of: &Statement| of.rows.iter().map(|row| (row.date, row.time, row.amount)).collect::<Vec<_>>();
    read.iter().any(|other| other.format == statement.format && movements(other) == movements(statement))
}

/// A table in no layout, or in one but for a column.
fn unknown_table(table: &Table, formats: &[Format]) -> Problem {
    let lacks_one = |format: &&Format| {
        let lacking = format::missing(table, format).map(|(_, lacking)| lacking);
        lacking.filter(|lacking| lacking.len() == 1).and_then(|lacking| lacking.first().copied())
    };
    let long = formats.iter().filter(|format| !format.fallback && format.required.len() >= NEARLY);
    let found = long.filter_map(|format| lacks_one(&format).map(|field| (format, field))).next();
    match found {
        Some((format, field)) => {
            let column = format.columns.get(&field).and_then(|names| names.first());
            let name = format.names.get("en").map_or_else(|| format.id.to_string(), Clone::clone);
            let column = column.map_or_else(|| field.word().to_owned(), Clone::clone);
            Problem::new(ProblemKind::MissingColumn).field(column).expected(name)
        }
        None => Problem::new(ProblemKind::UnknownFormat),
    }
}

/// Another export than the statement: which one it is, which is wanted, and how to get that.
fn wrong_export(found: &Format, wanted: Option<&Format>) -> Problem {
    let name = |format: &Format| format.names.get("en").cloned().unwrap_or_else(|| format.id.to_string());
    let guide = wanted.into_iter().flat_map(|wanted| wanted.guide.iter());
    Problem::new(ProblemKind::WrongExport)
        .field(name(found))
        .expected(wanted.map(name).unwrap_or_default())
        .guide(guide.map(|(locale, text)| (locale.clone(), text.clone())).collect())
}

/// The delimiter with which a layout is found in the first lines, and the layout.
fn form_of<'f>(text: &str, formats: &'f [Format]) -> Option<(u8, &'f Format)> {
    let head = head_of(text);
    DELIMITERS.into_iter().find_map(|delimiter| {
        let table = Delimited::read(head, delimiter).table;
        format::recognise(&table, formats).map(|found| (delimiter, found.format))
    })
}

/// The first lines of a text.
fn head_of(text: &str) -> &str {
    let mut end = text.len().min(HEAD_BYTES);
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    text.get(..end).unwrap_or_default()
}

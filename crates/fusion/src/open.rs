//! One file to statements: what it is, by its content, and which reader it is for.
//!
//! Takes bytes and what the host can do, gives statements or what is wrong. Names of files are never looked at.

use prescreen::terms::Digest;
use prescreen_unpack::Content;

use crate::answered;
use crate::delimited::{DELIMITERS, Delimited};
use crate::format::{self, Answers, Format, Match};
use crate::integrity::{Check, Last, writing};
use crate::problem::{Problem, ProblemKind};
use crate::reader;
use crate::sorted::Grouped;
use crate::statement::{NoteKind, Row, Statement};
use crate::table::Table;
use crate::text::{self, Host, NoHost};

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
    read_file_of(bytes, Digest::of(bytes), formats, answers, host)
}

/// The same for whoever has the file's SHA-256.
///
/// # Errors
/// As [`read_file`].
pub fn read_file_of(
    bytes: &[u8],
    file: Digest,
    formats: &[Format],
    answers: Answers,
    host: &dyn Host,
) -> Result<Vec<Statement>, Problem> {
    whole_text(bytes, host)?;
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
    for text in text::decoded(bytes, host) {
        if let Some((delimiter, format)) = form_of(&text, formats) {
            let whole = Delimited::read(&text, delimiter);
            let found = format::recognise(&whole.table, core::slice::from_ref(format));
            let ended = text.ends_with(['\n', '\r']) || !text.contains(['\n', '\r']);
            let (mut statements, last) = read_tables(&whole.table, found, formats, answers, file, !ended, host)?;
            end(&mut statements, last);
            for statement in &mut statements {
                if statement.integrity.held(Check::Writing).is_none() {
                    let written = writing(&text, delimiter, statement.rows.iter().map(|row| row.line).collect());
                    statement.integrity.checks.extend(written);
                }
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

/// Whether bytes can be a file of text: neither too large, nor empty, nor of another kind, nor cut within a letter.
fn whole_text(bytes: &[u8], host: &dyn Host) -> Result<(), Problem> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Problem::new(ProblemKind::TooLarge).at_most(MAX_FILE_BYTES, "bytes"));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::new(ProblemKind::Empty));
    }
    if Content::of(bytes) != Content::Text {
        return Err(Problem::new(ProblemKind::WrongKind));
    }
    if text::is_cut(bytes, host) { Err(Problem::new(ProblemKind::Cut)) } else { Ok(()) }
}

/// A text as a table: as a layout finds it, else as [`open_unknown`] does. For whoever makes a layout of it.
///
/// # Errors
/// As [`read_file`]; a text that is no table of rows in any way has an unknown format.
pub fn open_table(bytes: &[u8], formats: &[Format], host: &dyn Host) -> Result<Table, Problem> {
    whole_text(bytes, host)?;
    let known = text::decoded(bytes, host)
        .find_map(|text| form_of(&text, formats).map(|(delimiter, _)| Delimited::read(&text, delimiter)));
    known.map_or_else(|| open_unknown(bytes, host), |known| Ok(known.table))
}

/// A text that is in no layout as a table, with the delimiter that parts days and amounts into most columns.
///
/// # Errors
/// As [`open_table`].
pub fn open_unknown(bytes: &[u8], host: &dyn Host) -> Result<Table, Problem> {
    whole_text(bytes, host)?;
    let text = text::decoded(bytes, host).next().ok_or_else(|| Problem::new(ProblemKind::Encoding))?;
    let tables = DELIMITERS.into_iter().map(|delimiter| Delimited::read(&text, delimiter).table);
    let columns = |table: &Table| format::propose_by(table, &[]).map_or(0, |proposal| proposal.columns.len());
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
    answered::read(answers, &|answers| {
        let found = format::recognise(table, formats);
        read_tables(table, found, formats, answers, file, false, &NoHost).map(|(statements, _)| statements)
    })
}

/// Takes the last row of a text that ends with it: the statement that has it, or all where none does.
fn end(statements: &mut [Statement], last: Option<Last>) {
    let has = |statement: &Statement| last.is_some_and(|last| statement.rows.iter().any(|row| row.line == last.line));
    let read = statements.iter().any(has);
    // What looks like a row and gave none lacks what every other has.
    let last = last.map(|last| Last { short: last.short || !read, ..last });
    for statement in statements {
        let own = last.filter(|_| !read || has(statement));
        statement.integrity.ends(own);
    }
}

/// The tables of a file, of which the first was found in a layout, and where the text is `open`, without a line's end, the
/// last row where nothing stands behind it.
fn read_tables(
    table: &Table,
    found: Option<Match<'_>>,
    formats: &[Format],
    answers: Answers,
    file: Digest,
    open: bool,
    host: &dyn Host,
) -> Result<(Vec<Statement>, Option<Last>), Problem> {
    let found = found.ok_or_else(|| unknown_table(table, formats))?;
    if let Some(wanted) = &found.format.instead_of {
        return Err(wrong_export(found.format, formats.iter().find(|format| format.id == *wanted)));
    }
    let mut statements = format::read(table, &found, answers, file, host)?;
    let mut from = found.next(table);
    let last_of = |found: &Match<'_>| open.then(|| format::last(table, found)).flatten();
    let mut last = last_of(&found);
    let mut tables = 1_usize;
    while let Some(next) = (from < table.len()).then(|| format::recognise_from(table, formats, from)).flatten() {
        tables = tables.saturating_add(1);
        if tables > MAX_TABLES {
            return Err(Problem::new(ProblemKind::TooLarge).at_most(MAX_TABLES, "tables"));
        }
        for statement in format::read(table, &next, answers, file, host)? {
            match statements.iter_mut().find_map(|other| is_pasted(other, &statement).then_some(other)) {
                Some(other) => other.note(NoteKind::PastedTwice, statement.rows.first().map(|row| row.line)),
                None => statements.push(statement),
            }
        }
        from = next.next(table);
        last = last_of(&next);
    }
    Ok((statements, last))
}

/// Reads the sheets of a workbook: each that is in a known layout. A sheet that repeats another's account and
/// rows is read once, and noted.
///
/// # Errors
/// As [`read_file`], of the first sheet where none is read.
pub fn read_sheets(
    sheets: &[Table],
    formats: &[Format],
    answers: Answers,
    file: Digest,
) -> Result<Vec<Statement>, Problem> {
    let (mut statements, mut first): (Vec<(usize, Statement)>, Option<Problem>) = (Vec::new(), None);
    for (number, sheet) in sheets.iter().enumerate() {
        match read_table(sheet, formats, answers, file) {
            Ok(read) => statements.extend(read.into_iter().map(|statement| (number, statement))),
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
        _ => Ok(once(statements, movements, |kept| kept.note(NoteKind::PastedTwice, None))),
    }
}

/// Whether a table's rows are those of another of the same account, to the letter.
fn is_pasted(one: &mut Statement, other: &Statement) -> bool {
    // The lines on which they stand are not what they say.
    let same = |(one, other): (&mut Row, &Row)| {
        let line = core::mem::replace(&mut one.line, other.line);
        let same = *one == *other;
        one.line = line;
        same
    };
    !one.rows.is_empty()
        && (&one.format, &one.account, one.currency, one.rows.len())
            == (&other.format, &other.account, other.currency, other.rows.len())
        && one.rows.iter_mut().zip(&other.rows).all(same)
}

/// What makes a sheet another's repetition: its layout, its account and currency, and of each movement when, how much,
/// which way, what it changes and the balance behind it.
fn movements(statement: &Statement) -> Vec<u8> {
    let Statement { format, account, currency, rows, .. } = statement;
    // No text has this byte.
    let mut key = [format.as_bytes(), account.as_bytes(), currency.as_str().as_bytes()].join(&0xff);
    for row in rows {
        let time = row.time.map_or(-1, |time| i64::from(time.seconds()));
        let none = i64::MIN;
        let numbers = [row.amount, row.effect.unwrap_or(none), row.balance.unwrap_or(none), time];
        key.extend(row.date.days().to_le_bytes());
        key.extend(numbers.into_iter().flat_map(i64::to_le_bytes));
        key.extend(row.direction.word().bytes());
    }
    key
}

/// Those that repeat none of a sheet before theirs, which is the number beside each; what is repeated is told so.
fn once<T, K: Ord>(mut read: Vec<(usize, T)>, key: impl Fn(&T) -> K, repeated: impl Fn(&mut T)) -> Vec<T> {
    let keyed = read.iter().enumerate().map(|(place, (sheet, one))| (key(one), (*sheet, place)));
    let alike = Grouped::new(keyed.collect());
    let mut repeats = vec![false; read.len()];
    for group in alike.groups() {
        // Two statements of one sheet are two: they are of two accounts or currencies.
        let Some((_, (first, kept))) = group.first() else { continue };
        for (_, (_, place)) in group.iter().filter(|(_, (sheet, _))| sheet != first) {
            if let (Some(repeats), Some((_, kept))) = (repeats.get_mut(*place), read.get_mut(*kept)) {
                *repeats = true;
                repeated(kept);
            }
        }
    }
    read.into_iter().zip(repeats).filter_map(|((_, one), repeats)| (!repeats).then_some(one)).collect()
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
            let name = format.names.get("en").map_or_else(|| format.id.as_str().to_owned(), Clone::clone);
            let column = column.map_or_else(|| field.word().to_owned(), Clone::clone);
            Problem::new(ProblemKind::MissingColumn).field(column).expected(name)
        }
        None => Problem::new(ProblemKind::UnknownFormat),
    }
}

/// Another export than the statement: which one it is, which is wanted, and how to get that.
fn wrong_export(found: &Format, wanted: Option<&Format>) -> Problem {
    let name = |format: &Format| format.names.get("en").cloned().unwrap_or_else(|| format.id.as_str().to_owned());
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

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::*;
    use crate::sorted::counted::{Counted, most};

    #[test]
    fn a_sheet_that_was_seen_is_read_once_and_two_of_one_sheet_are_two() {
        let read = vec![(0, 1), (0, 1), (0, 2), (1, 2), (1, 3), (1, 3), (2, 1)];
        assert_eq!(once(read, |one| *one, |_| {}), [1, 1, 2, 3, 3]);
    }

    #[test]
    fn the_comparisons_of_many_sheets_grow_as_their_number_and_its_logarithm() {
        for sheets in [16, 256, 4_096] {
            let compared = Cell::new(0);
            let read = (0..sheets).map(|sheet| (0, sheet * 7_919 % sheets)).collect();
            once(read, |sheet| Counted(*sheet, &compared), |_| {});
            assert!(compared.get() <= most(sheets), "{} comparisons of {sheets} sheets", compared.get());
        }
    }
}

//! Rows of files that come in pieces: lines of JSON, or CSV with its head. One row of a file is held at a time.
//!
//! What is wrong is said with its line, and with nothing of what stands in it.

use core::mem;

use csv_core::{ReadRecordResult, Reader};

use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_experiment::analysis::rows::{Row, distinct};

/// What lines of JSON are, and what to write instead of one that is none.
#[derive(Clone, Copy)]
pub struct Form {
    /// Bytes of a line, at most.
    pub max_bytes: usize,
    /// What is said with what is wrong.
    pub help: &'static str,
}

/// Bytes of a row of a table, at most: a quote that nothing closes would take the rest of the file.
const MAX_ROW_BYTES: usize = 1 << 20;
/// Columns of a table, at most.
const MAX_COLUMNS: usize = 1 << 12;
/// What some programs begin a text file with.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Takes a row.
pub type Take<'t> = &'t mut dyn FnMut(Row<'_>) -> Result<(), Error>;

/// The rows of a file, while it comes in.
pub struct Rows {
    form: Form,
    source: Source,
    /// The line that the row read last begins on, from 1.
    line: u64,
}

enum Source {
    /// Nothing has come yet that says what it is.
    Unknown(Vec<u8>),
    Lines(Vec<u8>),
    Table(Box<Table>),
}

/// A table, while it comes in.
struct Table {
    reader: Reader,
    names: Option<Vec<String>>,
    bytes: Vec<u8>,
    filled: usize,
    ends: Vec<usize>,
    cells: usize,
    /// The line that the row begins on.
    begins: u64,
}

impl Rows {
    /// No file yet.
    pub fn new(form: Form) -> Self {
        Self { form, source: Source::Unknown(Vec::new()), line: 0 }
    }

    /// Takes the next piece of a file.
    pub fn push(&mut self, piece: &[u8], take: Take<'_>) -> Result<(), Error> {
        if let Source::Unknown(head) = &mut self.source {
            head.extend_from_slice(piece);
            let Some(source) = begun(head) else { return Ok(()) };
            let head = mem::take(head);
            self.source = source;
            return self.read(head.strip_prefix(MARK).unwrap_or(&head), take);
        }
        self.read(piece, take)
    }

    /// The file is over; another may follow.
    pub fn end(&mut self, take: Take<'_>) -> Result<(), Error> {
        let form = self.form;
        let ended = mem::replace(self, Self::new(form));
        let mut line = ended.line;
        let read = match ended.source {
            // White space at most, or the mark alone.
            Source::Unknown(_) => Ok(()),
            Source::Lines(rest) if rest.is_empty() => Ok(()),
            Source::Lines(rest) => {
                line = line.saturating_add(1);
                document(&rest, form).and_then(|json| take(Row::Document(json)))
            }
            // To the reader of tables nothing means that the file is over.
            Source::Table(mut table) => table.read(&[], &mut line, take),
        };
        read.map_err(|error| at_line(line, error))
    }

    fn read(&mut self, piece: &[u8], take: Take<'_>) -> Result<(), Error> {
        let (form, line) = (self.form, &mut self.line);
        let read = match &mut self.source {
            Source::Unknown(_) => Ok(()),
            Source::Lines(rest) => lines(rest, piece, form, line, take),
            Source::Table(table) if piece.is_empty() => Ok(()),
            Source::Table(table) => table.read(piece, line, take),
        };
        read.map_err(|error| at_line(*line, error))
    }
}

/// Lines of JSON begin with a brace, a table with a name.
fn begun(head: &[u8]) -> Option<Source> {
    if MARK.starts_with(head) {
        return None;
    }
    let first = head.strip_prefix(MARK).unwrap_or(head).iter().find(|byte| !byte.is_ascii_whitespace())?;
    Some(if *first == b'{' { Source::Lines(Vec::new()) } else { Source::Table(Box::new(Table::new())) })
}

fn lines(rest: &mut Vec<u8>, piece: &[u8], form: Form, line: &mut u64, take: Take<'_>) -> Result<(), Error> {
    let mut left = piece;
    while let Some(end) = left.iter().position(|byte| *byte == b'\n') {
        let (head, tail) = left.split_at(end);
        *line = line.saturating_add(1);
        let json = if rest.is_empty() {
            document(head, form)
        } else {
            rest.extend_from_slice(head);
            document(&mem::take(rest), form)
        };
        take(Row::Document(json?))?;
        left = tail.get(1..).unwrap_or_default();
    }
    rest.extend_from_slice(left);
    if rest.len() > form.max_bytes {
        *line = line.saturating_add(1);
        return Err(too_long(form.max_bytes, form.help));
    }
    Ok(())
}

fn document(bytes: &[u8], form: Form) -> Result<Json, Error> {
    if bytes.len() > form.max_bytes {
        return Err(too_long(form.max_bytes, form.help));
    }
    let wrong = |message: &str| Error::new(Code::Syntax, "", message).help(form.help);
    let text = core::str::from_utf8(bytes).map_err(|_| wrong("not UTF-8 text"))?;
    if text.trim().is_empty() {
        return Err(wrong("the line is empty"));
    }
    Json::parse(text, form.max_bytes).map_err(|error| error.without_content().help(form.help))
}

impl Table {
    fn new() -> Self {
        let (bytes, ends) = (vec![0; 1 << 10], vec![0; 64]);
        Self { reader: Reader::new(), names: None, bytes, filled: 0, ends, cells: 0, begins: 1 }
    }

    /// Reads a piece; an empty one is the end of the file.
    fn read(&mut self, piece: &[u8], line: &mut u64, take: Take<'_>) -> Result<(), Error> {
        let mut left = piece;
        loop {
            *line = self.begins;
            let (bytes, ends) = (self.bytes.get_mut(self.filled..), self.ends.get_mut(self.cells..));
            let (Some(bytes), Some(ends)) = (bytes, ends) else { return Ok(()) };
            let (result, read, written, ended) = self.reader.read_record(left, bytes, ends);
            left = left.get(read..).unwrap_or_default();
            self.filled = self.filled.saturating_add(written);
            self.cells = self.cells.saturating_add(ended);
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok(()),
                ReadRecordResult::OutputFull if self.bytes.len() < MAX_ROW_BYTES => {
                    self.bytes.resize(self.bytes.len().saturating_mul(2), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MAX_COLUMNS => {
                    self.ends.resize(self.ends.len().saturating_mul(2), 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    return Err(too_long(MAX_ROW_BYTES, "look for a quote that is opened and not closed"));
                }
                ReadRecordResult::Record => {
                    self.record(take)?;
                    (self.filled, self.cells, self.begins) = (0, 0, self.reader.line());
                    if left.is_empty() && !piece.is_empty() {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// The row that is whole now.
    fn record(&mut self, take: Take<'_>) -> Result<(), Error> {
        let mut from = 0;
        let mut cells = Vec::with_capacity(self.cells);
        for end in self.ends.iter().take(self.cells) {
            let cell = self.bytes.get(from..*end).unwrap_or_default();
            let wrong = |_| Error::new(Code::Syntax, "", "not UTF-8 text").help("save it as UTF-8");
            cells.push(core::str::from_utf8(cell).map_err(wrong)?.to_owned());
            from = *end;
        }
        let Some(names) = &self.names else {
            let names: Vec<String> = cells.iter().map(|name| name.trim().to_owned()).collect();
            distinct(&names)?;
            self.names = Some(names);
            return Ok(());
        };
        if cells.len() != names.len() {
            let message = format!("{} cells; the head names {} columns", cells.len(), names.len());
            return Err(Error::new(Code::Inconsistent, "", message).help("a text with a comma stands in quotes"));
        }
        take(Row::Cells(names, &cells))
    }
}

fn too_long(most: usize, help: &str) -> Error {
    Error::new(Code::Limit, "", format!("longer than {most} bytes")).help(help)
}

/// The line stands behind the fault: a pointer says where in the row it is.
fn at_line(line: u64, error: Error) -> Error {
    Error { message: format!("{} (line {line})", error.message), ..error }
}

//! A file with a JSON document on each line, read one line at a time.
//!
//! What is wrong with a line is said with its number, and with nothing of what stands in it.

use std::io::{BufRead as _, BufReader, Read as _};

use prescreen::json::Json;
use prescreen::{Code, Error};

use super::super::InputError;
use super::Input;

/// The lines of a file.
pub struct Lines {
    name: String,
    reader: BufReader<Input>,
    line: usize,
    form: Form,
    bytes: Vec<u8>,
}

/// What lines are.
#[derive(Clone, Copy)]
pub struct Form {
    /// Bytes of a line, at most.
    pub max_bytes: usize,
    /// How that is said.
    pub max_said: &'static str,
    /// How a line is read.
    pub parse: fn(&str, usize) -> Result<Json, Error>,
    /// What to write instead of a line that is none.
    pub help: &'static str,
}

impl Lines {
    /// Opens a file, or standard input for `-`.
    pub fn open(path: &str, form: Form) -> Result<Self, Vec<InputError>> {
        Ok(Self::of(Input::open(path)?, form))
    }

    /// The lines of what was opened.
    pub(super) fn of(input: Input, form: Form) -> Self {
        let name = input.name.clone();
        Self { name, reader: BufReader::with_capacity(1 << 16, input), line: 0, form, bytes: Vec::new() }
    }

    /// The document of the next line; none behind the last line.
    pub fn next_json(&mut self) -> Result<Option<Json>, Vec<InputError>> {
        self.bytes.clear();
        let limit = u64::try_from(self.form.max_bytes).unwrap_or(u64::MAX).saturating_add(1);
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut self.bytes);
        if read.map_err(|error| vec![InputError::file(&self.name, &error)])? == 0 {
            return Ok(None);
        }
        self.line = self.line.saturating_add(1);
        let read = document(&self.bytes, self.line == 1, self.form);
        read.map(Some).map_err(|(column, error)| self.problem(column, error))
    }

    /// The line that was read last, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The error with the place of the line that was read last.
    pub fn problem(&self, column: usize, error: Error) -> Vec<InputError> {
        let (line, column) = (Some(self.line), Some(column));
        vec![InputError { file: self.name.clone(), line, column, ..InputError::of(error) }]
    }
}

/// The document of a line; where not, the column and what is wrong.
fn document(bytes: &[u8], first: bool, form: Form) -> Result<Json, (usize, Error)> {
    let wrong = |code, message: &str| (1, Error::new(code, "", message).help(form.help));
    let mark = b"\xef\xbb\xbf";
    let bytes = bytes.strip_prefix(mark).filter(|_| first).unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    if bytes.len() > form.max_bytes {
        return Err(wrong(Code::Limit, &format!("the line is longer than {}", form.max_said)));
    }
    let text = core::str::from_utf8(bytes).map_err(|_| wrong(Code::Syntax, "the line is not UTF-8 text"))?;
    if text.trim().is_empty() {
        return Err(wrong(Code::Syntax, "the line is empty"));
    }
    (form.parse)(text, form.max_bytes).map_err(|error| match error.code {
        Code::Syntax => (broken_at(text), Error::new(Code::Syntax, "", "not valid JSON").help(form.help)),
        // The pointer would name keys that may be a person's.
        _ => (1, error.without_content().help(form.help)),
    })
}

/// The column at which a line stops being JSON.
fn broken_at(text: &str) -> usize {
    let error = serde_json::from_str::<serde_json::Value>(text).err();
    let bytes = error.map_or(1, |error| error.column()).max(1);
    let before = text.get(..bytes.saturating_sub(1)).map_or(bytes, |before| before.chars().count().saturating_add(1));
    before.max(1)
}

//! People's attributes: a file with a JSON object on each line, read one line at a time.
//!
//! What is wrong with a line is said with its number, and with nothing of what stands in it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};

use prescreen::json::Json;
use prescreen::{Code, Error};

use super::super::InputError;

/// Bytes of a line, at most.
const MAX_LINE_BYTES: usize = 1024 * 1024;
const HELP: &str = "write one JSON object a line, such as {\"id\": \"p-1\", \"country\": \"CH\"}";

/// The lines of a file.
pub struct People {
    name: String,
    reader: Box<dyn BufRead>,
    line: usize,
}

impl People {
    /// Opens a file, or standard input for `-`.
    pub fn open(path: &str) -> Result<Self, Vec<InputError>> {
        if path == "-" {
            return Ok(Self { name: "standard input".into(), reader: Box::new(stdin().lock()), line: 0 });
        }
        let file = File::open(path).map_err(|error| vec![InputError::file(path, &error)])?;
        Ok(Self { name: path.into(), reader: Box::new(BufReader::new(file)), line: 0 })
    }

    /// The attributes of the next person; none behind the last line.
    pub fn next_person(&mut self) -> Result<Option<Json>, Vec<InputError>> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes);
        if read.map_err(|error| vec![InputError::file(&self.name, &error)])? == 0 {
            return Ok(None);
        }
        self.line = self.line.saturating_add(1);
        person(&bytes, self.line == 1).map(Some).map_err(|(column, error)| {
            let (line, column) = (Some(self.line), Some(column));
            vec![InputError { file: self.name.clone(), line, column, ..InputError::of(error) }]
        })
    }
}

/// The attributes of a line; where not, the column and what is wrong.
fn person(bytes: &[u8], first: bool) -> Result<Json, (usize, Error)> {
    let wrong = |code, message: &str| (1, Error::new(code, "", message).help(HELP));
    let mark = b"\xef\xbb\xbf";
    let bytes = bytes.strip_prefix(mark).filter(|_| first).unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    if bytes.len() > MAX_LINE_BYTES {
        return Err(wrong(Code::Limit, "the line is longer than 1 MiB"));
    }
    let text = core::str::from_utf8(bytes).map_err(|_| wrong(Code::Syntax, "the line is not UTF-8 text"))?;
    if text.trim().is_empty() {
        return Err(wrong(Code::Syntax, "the line is empty"));
    }
    let attributes = Json::parse_loose(text, MAX_LINE_BYTES).map_err(|error| match error.code {
        Code::Syntax => (broken_at(text), Error::new(Code::Syntax, "", "not valid JSON").help(HELP)),
        // The pointer would name keys that may be a person's.
        _ => (1, error.without_content().help(HELP)),
    })?;
    match (&attributes, attributes.get("id")) {
        (Json::Map(_), Some(Json::Int(_) | Json::Float(_))) => Ok(attributes),
        (Json::Map(_), Some(Json::Text(id))) if !id.is_empty() => Ok(attributes),
        (Json::Map(_), None) => Err(wrong(Code::MissingField, "the line has no 'id'")),
        (Json::Map(_), Some(Json::Text(_))) => Err(wrong(Code::Type, "the 'id' is empty")),
        (Json::Map(_), Some(other)) => {
            Err(wrong(Code::Type, &format!("the 'id' is {}; a text or a number is expected", other.kind())))
        }
        (other, _) => Err(wrong(Code::Type, &format!("the line is {}; an object is expected", other.kind()))),
    }
}

/// The column at which a line stops being JSON.
fn broken_at(text: &str) -> usize {
    let error = serde_json::from_str::<serde_json::Value>(text).err();
    let bytes = error.map_or(1, |error| error.column()).max(1);
    let before = text.get(..bytes.saturating_sub(1)).map_or(bytes, |before| before.chars().count().saturating_add(1));
    before.max(1)
}

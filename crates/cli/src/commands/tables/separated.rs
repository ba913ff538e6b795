//! Rows of CSV: a line of names, then a line for each row.

use std::io::{Error, ErrorKind, Read, Result as Io};

use prescreen_scorecard::{Kind, Problem};

use super::super::InputError;
use super::{Input, Quotes, Stray, problem};

/// Bytes of a row, about and at most: a quote that nothing closes would take the rest of the file.
const MAX_ROW_BYTES: usize = 1 << 20;

/// What some programs write between cells instead of commas.
const OTHERS: [(char, &str); 3] = [(';', "semicolons"), ('\t', "tabs"), ('|', "vertical bars")];

/// The rows of a file.
pub struct Separated {
    name: String,
    reader: csv::Reader<Bounded>,
    record: csv::StringRecord,
}

impl Separated {
    /// The rows of what was opened, and the names of the columns.
    pub fn open(input: Input) -> Result<(Self, Vec<String>), Vec<InputError>> {
        let name = input.name.clone();
        let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(Bounded {
            input,
            row: 0,
            quotes: Quotes::default(),
        });
        let names = reader.headers().map_err(|error| broken(&name, &error))?;
        let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        if let [one] = names.as_slice()
            && let Some((_, sign)) = OTHERS.iter().find(|(separator, _)| one.contains(*separator))
        {
            let message = format!("the header is one name, with {sign} in it");
            let help = "save the file with commas between cells";
            return Err(vec![problem(&name, Problem::new(Kind::Form, message, help).in_line(1))]);
        }
        Ok((Self { name, reader, record: csv::StringRecord::new() }, names))
    }

    /// Reads the next row, with its line; false behind the last.
    pub fn next_row(&mut self, line: &mut usize, cells: &mut Vec<String>) -> Result<bool, Vec<InputError>> {
        if !self.reader.read_record(&mut self.record).map_err(|error| broken(&self.name, &error))? {
            return Ok(false);
        }
        self.reader.get_mut().row = 0;
        *line = self.record.position().map_or(0, |position| as_line(position.line()));
        cells.resize(self.record.len(), String::new());
        for (cell, text) in cells.iter_mut().zip(&self.record) {
            cell.clear();
            cell.push_str(text);
        }
        Ok(true)
    }
}

/// A file of which no more is read for a row than a row may have.
struct Bounded {
    input: Input,
    /// Bytes that were read for the row.
    row: usize,
    quotes: Quotes,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> Io<usize> {
        if self.row > MAX_ROW_BYTES {
            return Err(Error::from(ErrorKind::FileTooLarge));
        }
        let read = self.input.read(into)?;
        let watched =
            if read == 0 { self.quotes.end() } else { self.quotes.watch(into.get(..read).unwrap_or_default()) };
        watched.map_err(Error::other)?;
        self.row = self.row.saturating_add(read);
        Ok(read)
    }
}

fn as_line(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}

/// What CSV's reader says, without the cells.
fn broken(file: &str, error: &csv::Error) -> Vec<InputError> {
    if let csv::ErrorKind::Io(error) = error.kind()
        && let Some(stray) = error.get_ref().and_then(|inner| inner.downcast_ref::<Stray>())
    {
        return vec![problem(file, Problem::new(Kind::Form, stray.message, Stray::HELP).in_line(stray.line))];
    }
    let found = match error.kind() {
        csv::ErrorKind::Io(error) if error.kind() == ErrorKind::FileTooLarge => {
            let message = format!("a row is longer than {MAX_ROW_BYTES} bytes");
            Problem::new(Kind::Form, message, "look for a quote that is opened and not closed")
        }
        csv::ErrorKind::Io(error) => return vec![InputError::file(file, error)],
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let message = format!("the line has {len} cells; the header names {expected_len} columns");
            Problem::new(Kind::Ragged, message, "a text with a comma stands in quotes")
        }
        csv::ErrorKind::Utf8 { .. } => Problem::new(Kind::Form, "the file is not UTF-8 text", "save it as UTF-8"),
        _ => Problem::new(Kind::Form, "the file is no CSV", "commas between cells, a line for each row"),
    };
    let line = error.position().map(|position| as_line(position.line()));
    vec![problem(file, Problem { line, ..found })]
}

//! Rows for a model: a CSV file whose header names the features.
//!
//! Takes the file, gives values in the model's order; empty is missing. A column that the model does not
//! need is named, and left out. No line is passed over, so that the n-th score is the n-th row's: an empty line is a
//! row where there is one column, and an error where there are several, but behind the last row.

use prescreen::{Code, Error};
use prescreen_model::Model;

use super::tables::{Quotes, Stray};
use super::{InputError, input};

/// Bytes of a file of rows.
const MAX_ROWS_BYTES: usize = 1 << 30;
/// What ends a line, the longest first.
const LINE_ENDS: [&[u8]; 3] = [b"\r\n", b"\n", b"\r"];

/// Rows in the model's order, one after another.
pub struct Rows {
    /// Values, NaN where missing.
    pub values: Vec<f64>,
    /// Columns that the model does not need.
    pub unused: Vec<String>,
}

impl Rows {
    /// Reads a file, or standard input for `-`.
    pub fn read(path: &str, model: &Model) -> Result<Self, Vec<InputError>> {
        let bytes = input::bytes(path, MAX_ROWS_BYTES)?;
        let name = |problem| InputError { file: path.into(), ..problem };
        Self::of(&bytes, model).map_err(|problems| problems.into_iter().map(name).collect())
    }

    fn of(bytes: &[u8], model: &Model) -> Result<Self, Vec<InputError>> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Quotes::of(bytes).map_err(stray)?;
        let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(bytes);
        let header = reader.headers().map_err(|error| broken(&error))?.clone();
        let mut columns = Vec::with_capacity(model.features().len());
        for feature in model.features() {
            let mut found = header.iter().enumerate().filter(|(_, name)| *name == feature);
            let (first, second) = (found.next(), found.next());
            match (first, second) {
                (Some((column, _)), None) => columns.push(column),
                (None, _) => {
                    return Err(header_problem(&format!(
                        "the header has no column '{feature}', which the model needs"
                    ))
                    .into());
                }
                (Some(_), Some(_)) => {
                    return Err(header_problem(&format!("the header has two columns '{feature}'")).into());
                }
            }
        }
        let unused = header.iter().enumerate().filter(|(column, _)| !columns.contains(column));
        let unused = unused.map(|(_, name)| name.to_owned()).collect();
        let mut values = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            // The reader passes over empty lines by itself.
            let start = after_line_end(bytes, reader.position().byte());
            let (empty, content) = empty_lines(bytes, start);
            let ended = content >= bytes.len();
            if header.len() == 1 {
                values.extend(core::iter::repeat_n(f64::NAN, empty));
            } else if empty > 0 && !ended {
                return Err(empty_line(line_of(bytes, start), header.len()).into());
            }
            let at_line = |problem| InputError { line: Some(line_of(bytes, content)), column: Some(1), ..problem };
            if ended || !reader.read_record(&mut record).map_err(|error| at_line(broken(&error)))? {
                return Ok(Self { values, unused });
            }
            for (column, feature) in columns.iter().zip(model.features()) {
                let text = record.get(*column).unwrap_or_default().trim();
                let value = if text.is_empty() { Ok(f64::NAN) } else { text.parse() };
                values.push(value.map_err(|_| at_line(not_a_number(feature)))?);
            }
        }
    }
}

/// Where the next line starts: the reader may have left the second half of a line's end.
fn after_line_end(bytes: &[u8], position: u64) -> usize {
    let position = usize::try_from(position).unwrap_or(usize::MAX);
    let before = position.checked_sub(1).and_then(|before| bytes.get(before..));
    position.saturating_add(usize::from(before.is_some_and(|end| end.starts_with(b"\r\n"))))
}

/// Empty lines from a place on, and the place behind them.
fn empty_lines(bytes: &[u8], mut place: usize) -> (usize, usize) {
    let mut count = 0_usize;
    let end_at = |place| bytes.get(place..).and_then(|rest| LINE_ENDS.iter().find(|end| rest.starts_with(end)));
    while let Some(end) = end_at(place) {
        place = place.saturating_add(end.len());
        count = count.saturating_add(1);
    }
    (count, place)
}

/// The line of a place, from 1.
fn line_of(bytes: &[u8], place: usize) -> usize {
    let before = bytes.get(..place).unwrap_or(bytes);
    before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1)
}

fn broken(error: &csv::Error) -> InputError {
    let mut problem = InputError::of(Error::new(Code::Syntax, "", format!("not CSV: {error}")));
    problem.line = error.position().and_then(|position| usize::try_from(position.line()).ok());
    problem.column = problem.line.map(|_| 1);
    problem
}

fn stray(Stray { line, message }: Stray) -> InputError {
    in_line(line, Error::new(Code::Syntax, "", ["not CSV: ", message].concat()).help(Stray::HELP))
}

fn header_problem(message: &str) -> InputError {
    let error = Error::new(Code::MissingField, "", message);
    in_line(1, error.help("the header names the features; 'model check' lists them"))
}

fn not_a_number(feature: &str) -> InputError {
    let error = Error::new(Code::Type, "", format!("the value of '{feature}' is not a number"));
    InputError::of(error.help("leave a missing value empty"))
}

fn empty_line(line: usize, columns: usize) -> InputError {
    let error = Error::new(Code::Type, "", format!("the line is empty; the header names {columns} columns"));
    in_line(line, error.help("a row without values has its commas; remove a line that is no row"))
}

fn in_line(line: usize, error: Error) -> InputError {
    InputError { line: Some(line), column: Some(1), ..InputError::of(error) }
}

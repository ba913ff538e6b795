//! Rows from a file of CSV or Parquet, and files of bins and cards.

use prescreen::{Code, Error};
use prescreen_scorecard::{Kind, Problem, Reading, Sample, Table};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{parquet, problem, problems};
use crate::commands::{Document, InputError, input};

/// Bytes of a file of rows.
const MAX_ROWS_BYTES: usize = 1 << 30;
/// Bytes of a file of bins or of a card.
const MAX_FILE_BYTES: usize = 16 << 20;

/// Reads a sample from a file, or standard input for `-`.
pub(super) fn sample(path: &str, reading: &Reading) -> Result<Sample, Vec<InputError>> {
    let table = table(path)?;
    Sample::read(&table, reading).map_err(|all| problems(path, all))
}

/// Reads a table.
pub(super) fn table(path: &str) -> Result<Table, Vec<InputError>> {
    let bytes = input::bytes(path, MAX_ROWS_BYTES)?;
    if bytes.len() > MAX_ROWS_BYTES {
        let message = format!("the file is larger than {MAX_ROWS_BYTES} bytes");
        let error = Error::new(Code::Limit, "", message).help("take a sample of the rows");
        return Err(InputError { file: path.into(), ..InputError::of(error) }.into());
    }
    let read = if parquet::is(&bytes) {
        parquet::table(bytes)
    } else {
        of_csv(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
    };
    read.map_err(|error| problem(path, error).into())
}

fn of_csv(bytes: &[u8]) -> Result<Table, Problem> {
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let names: Vec<String> =
        reader.headers().map_err(|error| broken(&error))?.iter().map(|name| name.trim().to_owned()).collect();
    let mut table = Table { columns: vec![Vec::new(); names.len()], names, lines: Vec::new() };
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| broken(&error))? {
        let line = record.position().map_or(0, csv::Position::line);
        table.lines.push(usize::try_from(line).unwrap_or(usize::MAX));
        record.iter().zip(&mut table.columns).for_each(|(cell, column)| column.push(cell.to_owned()));
    }
    Ok(table)
}

/// What CSV's reader says, without the cells.
fn broken(error: &csv::Error) -> Problem {
    let line = error.position().and_then(|position| usize::try_from(position.line()).ok());
    let problem = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let message = format!("the line has {len} cells; the header names {expected_len} columns");
            Problem::new(Kind::Ragged, message, "a text with a comma stands in quotes")
        }
        csv::ErrorKind::Utf8 { .. } => Problem::new(Kind::Form, "the file is not UTF-8 text", "save it as UTF-8"),
        _ => Problem::new(Kind::Form, "the file is no CSV", "commas between cells, a line for each row"),
    };
    Problem { line, ..problem }
}

/// Reads a file of bins or a card.
pub(super) fn read<T: DeserializeOwned>(path: &str) -> Result<T, Vec<InputError>> {
    let file = Document::read(path, MAX_FILE_BYTES)?;
    serde_json::from_str(&file.text).map_err(|error| {
        let problem = Problem::new(
            Kind::Form,
            format!("not such a file: {error}"),
            "'scorecard bin' and 'scorecard fit' write them",
        );
        let column = Some(error.column());
        vec![InputError { column, ..super::problem(path, problem.in_line(error.line())) }]
    })
}

/// Writes one of our files: a line for each value, so that people can edit it.
pub(super) fn write(path: &str, value: &impl Serialize) -> Result<(), Vec<InputError>> {
    let text = serde_json::to_string_pretty(value).map_err(|error| InputError::usage(&error.to_string()))?;
    input::write(path, text + "\n")
}

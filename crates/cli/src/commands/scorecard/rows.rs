//! Rows from a file as the table of a sample, and files of bins and cards.

use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_scorecard::{Kind, Problem, Reading, Sample, Table};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::problems;
use crate::commands::tables::{Form, Row, Rows, Usual, problem};
use crate::commands::{Document, InputError, input};

/// Bytes of the cells of all rows.
const MAX_ROWS_BYTES: usize = 1 << 30;
/// Bytes of a file of bins or of a card.
const MAX_FILE_BYTES: usize = 16 << 20;

/// Lines of JSON: an object for each row.
const FORM: Form = Form {
    max_bytes: 1 << 20,
    max_said: "1 MiB",
    parse: Json::parse_loose,
    help: "write one JSON object a line, with a number, a text or null for each column",
};

/// Reads a sample from a file, or standard input for `-`.
pub(super) fn sample(path: &str, reading: &Reading) -> Result<Sample, Vec<InputError>> {
    let table = table(path)?;
    Sample::read(&table, reading).map_err(|all| problems(path, all))
}

/// Reads a table.
pub(super) fn table(path: &str) -> Result<Table, Vec<InputError>> {
    let mut rows = Rows::open(path, Usual::Separated, FORM)?;
    let names = rows.names().to_vec();
    let mut table = Table { columns: vec![Vec::new(); names.len()], names, lines: Vec::new() };
    let mut bytes = 0_usize;
    while let Some(row) = rows.next_row()? {
        let before = table.lines.len();
        let taken = match row {
            Row::Cells(_, cells) => {
                cells.iter().zip(&mut table.columns).for_each(|(cell, column)| column.push(cell.clone()));
                Ok(cells.iter().map(String::len).sum())
            }
            Row::Document(document) => add(&document, &mut table),
        };
        bytes = bytes.saturating_add(taken.map_err(|error| rows.problem(error))?);
        if bytes > MAX_ROWS_BYTES {
            let message = format!("the cells up to here are larger than {MAX_ROWS_BYTES} bytes");
            return Err(rows.problem(Error::new(Code::Limit, "", message).help("take a sample of the rows")));
        }
        table.lines.push(rows.line());
        // A name that a line leaves out has an empty cell.
        table.columns.iter_mut().for_each(|column| column.resize(before.saturating_add(1), String::new()));
    }
    Ok(table)
}

/// Adds a line of JSON to a table; gives the bytes of its cells. A name that stands there first begins a column.
fn add(document: &Json, table: &mut Table) -> Result<usize, Error> {
    let Json::Map(entries) = document else {
        let message = format!("the line is {}; an object is expected", document.kind());
        return Err(Error::new(Code::Type, "", message).help(FORM.help));
    };
    let mut bytes = 0_usize;
    for (name, value) in entries {
        let cell = match value {
            Json::Null => String::new(),
            Json::Text(text) => text.clone(),
            Json::Bool(value) => value.to_string(),
            Json::Int(value) => value.to_string(),
            Json::Float(value) => value.to_string(),
            Json::List(_) | Json::Map(_) => {
                let message = format!("column '{name}': the cell is neither a number nor text");
                return Err(Error::new(Code::Type, "", message).help("write a column for each of its values"));
            }
        };
        bytes = bytes.saturating_add(cell.len());
        let known = table.names.iter().position(|other| other == name);
        let place = known.unwrap_or_else(|| {
            table.names.push(name.clone());
            table.columns.push(vec![String::new(); table.lines.len()]);
            table.names.len().saturating_sub(1)
        });
        table.columns.get_mut(place).into_iter().for_each(|column| column.push(cell.clone()));
    }
    Ok(bytes)
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
        vec![InputError { column, ..self::problem(path, problem.in_line(error.line())) }]
    })
}

/// Writes one of our files: a line for each value, so that people can edit it.
pub(super) fn write(path: &str, value: &impl Serialize) -> Result<(), Vec<InputError>> {
    let text = serde_json::to_string_pretty(value).map_err(|error| InputError::usage(&error.to_string()))?;
    input::write(path, text + "\n")
}

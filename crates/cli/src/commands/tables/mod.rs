//! The rows of a file, one at a time: lines of JSON, CSV, Parquet.
//!
//! Takes a path (`-` is standard input), gives each row as it stands there; what is wrong is said with file and line, and
//! with nothing of what stands in it. It must never hold more of a file than a row, or of Parquet some rows of each column.

mod input;
mod lines;
mod parquet;
mod quotes;
mod separated;

use prescreen::Error;
use prescreen::json::Json;
use prescreen_scorecard::Problem;

use super::InputError;
use input::Input;
pub use lines::{Form, Lines};
pub use quotes::{Quotes, Stray};

/// What a file is whose name and beginning do not say it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Usual {
    /// Lines of JSON.
    Lines,
    /// CSV.
    Separated,
}

/// A row.
pub enum Row<'a> {
    /// The document of a line.
    Document(Json),
    /// The names of the columns, and a text for each; empty where nothing is there.
    Cells(&'a [String], &'a [String]),
}

/// The rows of a file.
pub struct Rows {
    name: String,
    /// Of the row that was read last.
    line: usize,
    source: Source,
    names: Vec<String>,
    cells: Vec<String>,
}

enum Source {
    Lines(Box<Lines>),
    Separated(Box<separated::Separated>),
    Parquet(Box<parquet::Parquet>),
}

impl Rows {
    /// Opens a file, or standard input for `-`: Parquet by its first bytes; CSV where the name ends in `.csv`, lines of JSON
    /// in the form `form` where it ends in `.ndjson` or `.jsonl`; else what is usual.
    pub fn open(path: &str, usual: Usual, form: Form) -> Result<Self, Vec<InputError>> {
        let input = Input::open(path)?;
        let name = input.name.clone();
        let ends = |end: &str| path.to_ascii_lowercase().ends_with(end);
        let (source, names) = if input.is_parquet() || ends(".parquet") {
            let (parquet, names) = parquet::Parquet::open(input)?;
            (Source::Parquet(Box::new(parquet)), names)
        } else if ends(".csv") || (usual == Usual::Separated && !ends(".ndjson") && !ends(".jsonl")) {
            let (separated, names) = separated::Separated::open(input)?;
            (Source::Separated(Box::new(separated)), names)
        } else {
            (Source::Lines(Box::new(Lines::of(input, form))), Vec::new())
        };
        Ok(Self { name, line: 0, source, cells: Vec::new(), names })
    }

    /// The file as the person named it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the columns; none of lines of JSON.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The line of the row that was read last, from 1; of Parquet the number of the row.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The next row; none behind the last.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, Vec<InputError>> {
        let there = match &mut self.source {
            Source::Lines(lines) => {
                let document = lines.next_json()?;
                self.line = lines.line();
                return Ok(document.map(Row::Document));
            }
            Source::Separated(separated) => separated.next_row(&mut self.line, &mut self.cells)?,
            Source::Parquet(parquet) => parquet.next_row(&mut self.line, &mut self.cells)?,
        };
        Ok(there.then_some(Row::Cells(&self.names, &self.cells)))
    }

    /// The error with the place of the row that was read last.
    pub fn problem(&self, error: Error) -> Vec<InputError> {
        let (line, column) = (Some(self.line), Some(1));
        vec![InputError { file: self.name.clone(), line, column, ..InputError::of(error) }]
    }
}

/// What is wrong with the rows of a file, or with what was asked of them.
pub fn problem(file: &str, problem: Problem) -> InputError {
    let Problem { kind, column, line, message, help } = problem;
    let message = if column.is_empty() { message } else { format!("column '{column}': {message}") };
    let (code, at, column) = (kind.as_str(), String::new(), line.map(|_| 1));
    InputError { file: file.into(), line, column, code, at, message, help }
}

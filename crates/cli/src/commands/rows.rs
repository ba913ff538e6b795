//! Rows for a model: a CSV file whose header names the features.
//!
//! Takes the file, gives values in the model's order; empty is missing. A column that the model does not
//! need is named, and left out.

use prescreen::{Code, Error};
use prescreen_model::Model;

use super::{InputError, input};

/// Bytes of a file of rows.
const MAX_ROWS_BYTES: usize = 1 << 30;

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
        while reader.read_record(&mut record).map_err(|error| broken(&error))? {
            for (column, feature) in columns.iter().zip(model.features()) {
                let text = record.get(*column).unwrap_or_default().trim();
                let value = if text.is_empty() { Ok(f64::NAN) } else { text.parse() };
                values.push(value.map_err(|_| not_a_number(&record, feature))?);
            }
        }
        Ok(Self { values, unused })
    }
}

fn broken(error: &csv::Error) -> InputError {
    let mut problem = InputError::of(Error::new(Code::Syntax, "", format!("not CSV: {error}")));
    problem.line = error.position().and_then(|position| usize::try_from(position.line()).ok());
    problem.column = problem.line.map(|_| 1);
    problem
}

fn header_problem(message: &str) -> InputError {
    let error = Error::new(Code::MissingField, "", message);
    InputError {
        line: Some(1),
        column: Some(1),
        ..InputError::of(error.help("the header names the features; 'model check' lists them"))
    }
}

fn not_a_number(record: &csv::StringRecord, feature: &str) -> InputError {
    let error = Error::new(Code::Type, "", format!("the value of '{feature}' is not a number"));
    let line = record.position().and_then(|position| usize::try_from(position.line()).ok());
    InputError { line, column: line.map(|_| 1), ..InputError::of(error.help("leave a missing value empty")) }
}

//! The result of the statement that `experiment sql` prints: lines of JSON, or a table.

use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_experiment::analysis::counted::{COLUMNS, Cell, Counted};
use prescreen_experiment::analysis::plan::Plan;
use prescreen_experiment::analysis::statistics::Statistics;

use super::super::InputError;
use super::super::tables::{Form, Row, Rows, Usual};

const HELP: &str =
    "save the result of `prescreen experiment sql` as CSV with its head, as Parquet, or as lines of JSON";
const FORM: Form = Form { max_bytes: 4 * 1024, max_said: "4 KiB", parse: Json::parse, help: HELP };

/// The statistics of a result.
pub fn read(path: &str, plan: &Plan) -> Result<Statistics, Vec<InputError>> {
    let mut counted = Counted::new(plan);
    let mut rows = Rows::open(path, Usual::Lines, FORM)?;
    while let Some(row) = rows.next_row()? {
        let added = match row {
            Row::Document(json) => add(&mut counted, |column| cell_of(&json, column)),
            Row::Cells(names, cells) => add(&mut counted, |column| {
                let place = names.iter().position(|name| name == column)?;
                cells.get(place).cloned()
            }),
        };
        added.map_err(|error| rows.problem(error))?;
    }
    let of_file = |error| vec![InputError { file: path.into(), ..InputError::of(error) }];
    counted.statistics().map_err(of_file)
}

fn add(counted: &mut Counted<'_>, cell: impl Fn(&str) -> Option<String>) -> Result<(), Error> {
    let missing =
        |column: &str| Error::new(Code::MissingField, format!("/{column}"), "this column is missing").help(HELP);
    let mut texts: Vec<String> = Vec::with_capacity(COLUMNS.len());
    for column in COLUMNS {
        texts.push(cell(column).ok_or_else(|| missing(column))?);
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let [phase, variation, part, item, bucket, value] = texts[..] else { return Ok(()) };
    counted.add(&Cell { phase, variation, part, item, bucket, value })
}

/// Engines write whole numbers as numbers or as texts, and an empty text as nothing.
fn cell_of(json: &Json, column: &str) -> Option<String> {
    match json.get(column)? {
        Json::Text(text) => Some(text.clone()),
        Json::Int(number) => Some(number.to_string()),
        Json::Null => Some(String::new()),
        _ => None,
    }
}

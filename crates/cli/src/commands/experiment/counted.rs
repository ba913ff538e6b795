//! The result of the statement that `experiment sql` prints: a table with a head, or lines of JSON.

use std::fs::File;

use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_experiment::analysis::counted::{COLUMNS, Cell, Counted};
use prescreen_experiment::analysis::plan::Plan;
use prescreen_experiment::analysis::statistics::Statistics;

use super::super::InputError;
use super::lines::{Form, Lines};

const HELP: &str = "save the result of `prescreen experiment sql` as CSV with its head, or as lines of JSON";
const FORM: Form = Form { max_bytes: 4 * 1024, max_said: "4 KiB", parse: Json::parse, help: HELP };

/// The statistics of a result; of a table where its name ends in `.csv`.
pub fn read(path: &str, plan: &Plan) -> Result<Statistics, Vec<InputError>> {
    let mut counted = Counted::new(plan);
    if path.to_ascii_lowercase().ends_with(".csv") {
        add_rows(path, &mut counted)?;
    } else {
        let mut lines = Lines::open(path, FORM)?;
        while let Some(json) = lines.next_json()? {
            add(&mut counted, |column| cell_of(&json, column)).map_err(|error| lines.problem(1, error))?;
        }
    }
    let of_file = |error| vec![InputError { file: path.into(), ..InputError::of(error) }];
    counted.statistics().map_err(of_file)
}

fn add_rows(path: &str, counted: &mut Counted<'_>) -> Result<(), Vec<InputError>> {
    let file = File::open(path).map_err(|error| vec![InputError::file(path, &error)])?;
    let mut reader = csv::Reader::from_reader(file);
    let wrong = |line: Option<u64>, error: Error| {
        let line = line.and_then(|line| usize::try_from(line).ok());
        vec![InputError { file: path.into(), line, column: line.map(|_| 1), ..InputError::of(error) }]
    };
    let broken = |error: &csv::Error| {
        let message = "the row has another number of cells than the head, or is not UTF-8 text";
        wrong(error.position().map(csv::Position::line), Error::new(Code::Syntax, "", message).help(HELP))
    };
    let head = reader.headers().map_err(|error| broken(&error))?.clone();
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).map_err(|error| broken(&error))? {
        let line = row.position().map(csv::Position::line);
        let cell = |column: &str| {
            let place = head.iter().position(|name| name == column);
            place.and_then(|place| row.get(place)).map(str::to_owned)
        };
        add(counted, cell).map_err(|error| wrong(line, error))?;
    }
    Ok(())
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

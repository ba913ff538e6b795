//! The events of an experiment: lines of JSON, or rows of a table, read one at a time.

use std::fs::File;
use std::io::{Read, stdin};

use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_experiment::analysis::event::{Event, MAX_EVENT_BYTES};
use prescreen_experiment::analysis::people::People;
use prescreen_experiment::analysis::plan::Plan;

use super::super::InputError;
use super::lines::{Form, Lines};

const HELP: &str = "`prescreen schema experiment-event` prints the form of an event";
const FORM: Form = Form { max_bytes: MAX_EVENT_BYTES, max_said: "16 KiB", parse: Json::parse, help: HELP };

/// Adds the events of a file; of a table where its name ends in `.csv`.
pub fn add(path: &str, plan: &Plan, people: &mut People<'_>) -> Result<(), Vec<InputError>> {
    if path.to_ascii_lowercase().ends_with(".csv") {
        return add_rows(path, plan, people);
    }
    let mut lines = Lines::open(path, FORM)?;
    while let Some(json) = lines.next_json()? {
        take(&json, plan, people).map_err(|error| lines.problem(1, error))?;
    }
    Ok(())
}

fn take(json: &Json, plan: &Plan, people: &mut People<'_>) -> Result<(), Error> {
    let with_help = |error: Error| if error.help.is_empty() { error.help(HELP) } else { error };
    match Event::read(json, plan).map_err(with_help)? {
        Some(event) => people.add(&event).map_err(|error| error.help("raise the number with --people")),
        None => {
            people.pass_over();
            Ok(())
        }
    }
}

/// A table has the event's fields as its columns, `segments.NAME` for a segment; an empty cell says nothing.
fn add_rows(path: &str, plan: &Plan, people: &mut People<'_>) -> Result<(), Vec<InputError>> {
    let source: Box<dyn Read> = match path {
        "-" => Box::new(stdin().lock()),
        path => Box::new(File::open(path).map_err(|error| vec![InputError::file(path, &error)])?),
    };
    let mut reader = csv::Reader::from_reader(source);
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
        let json = event(&head, &row);
        take(&json, plan, people).map_err(|error| wrong(line, error))?;
    }
    Ok(())
}

/// A row as the event's JSON: what is a whole number, `true` or `false` in a column of such is read as that.
fn event(head: &csv::StringRecord, row: &csv::StringRecord) -> Json {
    let mut fields: Vec<(String, Json)> = Vec::new();
    let mut segments = Vec::new();
    for (name, cell) in head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
        let text = || Json::Text(cell.to_owned());
        if let Some(segment) = name.strip_prefix("segments.") {
            segments.push((segment.to_owned(), text()));
            continue;
        }
        let value = match name {
            "seq" | "seconds" | "amount" => cell.parse().map_or_else(|_| text(), Json::Int),
            "careless" => cell.parse().map_or_else(|_| text(), Json::Bool),
            _ => text(),
        };
        fields.push((name.to_owned(), value));
    }
    if !segments.is_empty() {
        fields.push(("segments".into(), Json::Map(segments)));
    }
    Json::Map(fields)
}

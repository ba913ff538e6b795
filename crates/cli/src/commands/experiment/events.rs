//! The events of an experiment: lines of JSON, or rows of a table, read one at a time.

use prescreen::Error;
use prescreen::json::Json;
use prescreen_experiment::analysis::event::{Event, MAX_EVENT_BYTES};
use prescreen_experiment::analysis::people::People;
use prescreen_experiment::analysis::plan::Plan;

use super::super::InputError;
use super::super::tables::{Form, Row, Rows, Usual};

const HELP: &str = "`prescreen schema experiment-event` prints the form of an event";
const FORM: Form = Form { max_bytes: MAX_EVENT_BYTES, max_said: "16 KiB", parse: Json::parse, help: HELP };

/// Adds the events of a file.
pub fn add(path: &str, plan: &Plan, people: &mut People<'_>) -> Result<(), Vec<InputError>> {
    let mut rows = Rows::open(path, Usual::Lines, FORM)?;
    while let Some(row) = rows.next_row()? {
        let event = match row {
            Row::Document(json) => json,
            Row::Cells(names, cells) => event(names, cells),
        };
        take(&event, plan, people).map_err(|error| rows.problem(error))?;
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

/// A row as the event's JSON. Its columns are the event's fields, `segments.NAME` a segment; an empty cell says nothing, and
/// what is a whole number, `true` or `false` in a column of such is read as that.
fn event(names: &[String], cells: &[String]) -> Json {
    let mut fields: Vec<(String, Json)> = Vec::new();
    let mut segments = Vec::new();
    for (name, cell) in names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        let text = || Json::text(cell);
        if let Some(segment) = name.strip_prefix("segments.") {
            segments.push((segment.to_owned(), text()));
            continue;
        }
        let value = match name.as_str() {
            "seq" | "seconds" | "amount" => cell.parse().map_or_else(|_| text(), Json::Int),
            "careless" => cell.parse().map_or_else(|_| text(), Json::Bool),
            _ => text(),
        };
        fields.push((name.clone(), value));
    }
    if !segments.is_empty() {
        fields.push(("segments".into(), Json::Map(segments)));
    }
    Json::Map(fields)
}

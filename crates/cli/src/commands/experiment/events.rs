//! The events of an experiment: lines of JSON, or rows of a table, read one at a time.

use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_experiment::analysis::event::MAX_EVENT_BYTES;
use prescreen_experiment::analysis::people::People;
use prescreen_experiment::analysis::plan::Plan;
use prescreen_experiment::analysis::rows::EVENT_HELP;

use super::super::InputError;
use super::super::tables::{Form, Rows, Usual};

const FORM: Form = Form { max_bytes: MAX_EVENT_BYTES, max_said: "16 KiB", parse: Json::parse, help: EVENT_HELP };

/// Adds the events of a file.
pub fn add(path: &str, people: &mut People<&Plan>) -> Result<(), Vec<InputError>> {
    let mut rows = Rows::open(path, Usual::Lines, FORM)?;
    while let Some(row) = rows.next_row()? {
        people.add_row(row.into()).map_err(|error| rows.problem(with_option(error)))?;
    }
    Ok(())
}

/// With the option that makes room.
fn with_option(error: Error) -> Error {
    if error.code == Code::Limit { error.help("raise the number with --people") } else { error }
}

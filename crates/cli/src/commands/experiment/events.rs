//! The events of an experiment: lines of JSON, or rows of a table, read one at a time.

use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_experiment::analysis::event::MAX_EVENT_BYTES;
use prescreen_experiment::analysis::people::People;
use prescreen_experiment::analysis::plan::Plan;
use prescreen_experiment::analysis::rows::EVENT_HELP;
use prescreen_scorecard::{Kind, Problem};

use super::super::InputError;
use super::super::tables::{Form, problem};

const FORM: Form = Form { max_bytes: MAX_EVENT_BYTES, max_said: "16 KiB", parse: Json::parse, help: EVENT_HELP };

/// Adds the events of a file, which holds at least one.
pub fn add(path: &str, people: &mut People<&Plan>) -> Result<(), Vec<InputError>> {
    let mut rows = super::open(path, FORM)?;
    let mut is_empty = true;
    while let Some(row) = rows.next_row()? {
        is_empty = false;
        people.add_row(row.into()).map_err(|error| rows.problem(with_option(error)))?;
    }
    if is_empty {
        let help = "name the file that the events were written to, or leave this one out";
        return Err(vec![problem(rows.name(), Problem::new(Kind::NoRows, "no event stands in it", help))]);
    }
    Ok(())
}

/// With the option that makes room.
fn with_option(error: Error) -> Error {
    if error.code == Code::Limit { error.help("raise the number with --people") } else { error }
}

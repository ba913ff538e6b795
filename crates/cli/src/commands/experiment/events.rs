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

/// Adds the events of files, of which at least one holds some: warehouses write parts that are empty.
pub fn add(paths: &[String], people: &mut People<&Plan>) -> Result<(), Vec<InputError>> {
    let mut names = Vec::new();
    for path in paths {
        let mut rows = super::open(path, FORM)?;
        while let Some(row) = rows.next_row()? {
            people.add_row(row.into()).map_err(|error| rows.problem(with_option(error)))?;
        }
        names.push(rows.name().to_owned());
    }
    if people.has_events() {
        return Ok(());
    }
    let help = "name the files that the events were written to";
    let empty = |name: &String| problem(name, Problem::new(Kind::NoRows, "no event stands in it", help));
    Err(names.iter().map(empty).collect())
}

/// With the option that makes room for more people; none makes room for more events of one.
fn with_option(error: Error) -> Error {
    let is_of_people = error.code == Code::Limit && error.at == "/unit";
    if is_of_people { error.help("raise the number with --people") } else { error }
}

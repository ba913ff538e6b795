//! The statistics of an experiment as SQL for the engine that holds its events, so that no event leaves it.
//!
//! Takes a plan, an engine and the name of a table whose columns are the fields of an event; gives one statement. Its
//! result is what [`People`](super::people::People) would count of the same events, as cells that
//! [`Counted`](super::counted::Counted) takes: whole numbers alone, so that the report is the same to the last digit.

mod engine;
mod events;
pub(super) mod sums;

use prescreen::{Code, Error};

pub use engine::Engine;

use super::plan::Plan;

/// The statement that counts the events of a table.
///
/// # Errors
/// With `syntax` where `table` is no name: parts of letters, digits, `_` and `-`, with dots between them.
pub fn statement(plan: &Plan, engine: Engine, table: &str) -> Result<String, Error> {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if !table.split('.').all(is_part) {
        let message = "a table's name is made of letters, digits, '_' and '-', with dots between its parts";
        return Err(Error::new(Code::Syntax, "", message));
    }
    let table: Vec<String> = table.split('.').map(|part| engine.name(part)).collect();
    let steps = events::steps(plan, engine, &table.join("."));
    let steps: Vec<String> = steps.iter().map(|(name, query)| format!("{name} AS (\n{query}\n)")).collect();
    let cells = sums::cells(plan, engine).join("\nUNION ALL\n");
    Ok(format!(
        "-- Experiment {}, for {}. Its result, as CSV with its head or as lines of JSON, is for\n\
         -- prescreen experiment report --statistics RESULT --plan PLAN\n\
         WITH\n{}\n{cells}{}\n",
        plan.experiment,
        engine.word(),
        steps.join(",\n"),
        engine.end()
    ))
}

/// Words as a list of SQL texts; ids have no mark that would have to be doubled.
fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("'{word}'")).collect();
    words.join(", ")
}

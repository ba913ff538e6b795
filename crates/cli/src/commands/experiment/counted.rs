//! The result of the statement that `experiment sql` prints: lines of JSON, or a table.

use prescreen::json::Json;
use prescreen_experiment::analysis::counted::Counted;
use prescreen_experiment::analysis::plan::Plan;
use prescreen_experiment::analysis::rows::{MAX_RESULT_BYTES, RESULT_HELP};
use prescreen_experiment::analysis::statistics::Statistics;

use super::super::InputError;
use super::super::tables::Form;

const FORM: Form = Form { max_bytes: MAX_RESULT_BYTES, max_said: "4 KiB", parse: Json::parse, help: RESULT_HELP };

/// The statistics of a result.
pub fn read(path: &str, plan: &Plan) -> Result<Statistics, Vec<InputError>> {
    let mut counted = Counted::new(plan);
    let mut rows = super::open(path, FORM)?;
    while let Some(row) = rows.next_row()? {
        counted.add_row(row.into()).map_err(|error| rows.problem(error))?;
    }
    let of_file = |error| vec![InputError { file: path.into(), ..InputError::of(error) }];
    counted.statistics().map_err(of_file)
}

//! `experiment`: who sees which variant, what an experiment takes, and what it says.

mod assign;
mod counted;
mod events;
mod kept;
mod page;
mod people;
mod planned;
mod report;
mod sql;
mod variant;

use clap::{Args, Subcommand};
use prescreen_experiment::Payload;
use prescreen_experiment::analysis::rows::{Row, distinct};
use prescreen_server::visible;

use super::{Done, InputError, tables};
pub use assign::AssignArgs;
pub use report::ReportArgs;

/// Experiments: who sees which variant, how many people it takes, and what comes out, on this machine.
#[derive(Args)]
pub struct ExperimentArgs {
    #[command(subcommand)]
    command: ExperimentCommand,
}

#[derive(Subcommand)]
enum ExperimentCommand {
    /// Say what each feature is for each person: one line of JSON for each line read
    ///
    /// A line is {"id": …, "FEATURE": value, …} with every feature of the file, in its order, as the official SDK 1.8
    /// gives it: the same hash, the same bucket. Nothing is drawn by chance, and nothing is asked of a network. What a
    /// feature has no value for is null. A line that cannot be used ends the run, with exit code 2; the lines before it
    /// stand.
    ///
    /// With sticky buckets, who was given a variation keeps it though weights or targeting change: --sticky reads the
    /// documents, --sticky-changed writes those that changed, also where a line ends the run.
    ///
    /// The key of an encrypted file is read from the environment variable PRESCREEN_FEATURES_KEY, or from a file.
    Assign(AssignArgs),
    /// Say how many people and days a plan takes, and what it can find
    Plan(planned::PlanArgs),
    /// Say what the events of an experiment show: sample ratio first, then metrics, guardrails and a plain conclusion
    ///
    /// Events are lines of JSON, rows of a file whose name ends in .csv, or of Parquet, read one after the other and never
    /// as a whole; `prescreen schema experiment-event` prints their form. Answers are none of it. Exit code 1 where the
    /// sample ratio does not fit, a guardrail moved, events are damaged differently by variation, or nobody was exposed.
    ///
    /// With --html the report is a page too, which needs no network and prints. Where it cannot be written, the text is
    /// printed all the same, and the exit code is 2.
    Report(ReportArgs),
    /// Print the SQL with which an engine counts the events of a table: what a report needs, and no event
    ///
    /// The result, as CSV with its head, as Parquet or as lines of JSON, is for `prescreen experiment report --statistics`;
    /// that report is the one that the events themselves give, to the last digit.
    Sql(sql::SqlArgs),
    /// Make the pack of a variant, prove it, and hold it beside the control, before anybody is assigned to it
    ///
    /// A pack names in `knobs` what an experiment may vary: texts, the order of questions and of options, notices, layout.
    /// Points and rules are tried in a shadow pack. Exit code 1 where a promise is broken or somebody comes to another class:
    /// the counterexample is printed, and nothing is written.
    Variant(variant::VariantArgs),
}

impl ExperimentArgs {
    /// The command, where it is the one that prints a line for each that it reads.
    pub fn assign(&self) -> Option<&AssignArgs> {
        match &self.command {
            ExperimentCommand::Assign(args) => Some(args),
            _ => None,
        }
    }

    /// The command, where it is the one that is printed though a page of it cannot be written.
    pub fn report(&self) -> Option<&ReportArgs> {
        match &self.command {
            ExperimentCommand::Report(args) => Some(args),
            _ => None,
        }
    }

    /// Runs any other command.
    pub fn run(&self) -> Done {
        match &self.command {
            ExperimentCommand::Assign(_) | ExperimentCommand::Report(_) => {
                Err(super::InputError::usage("assign and report print more than an answer").into())
            }
            ExperimentCommand::Plan(args) => args.run(),
            ExperimentCommand::Sql(args) => args.run(),
            ExperimentCommand::Variant(args) => args.run(),
        }
    }
}

/// The rows of events, or of what was counted of them, from columns that each stand there once.
fn open(path: &str, form: tables::Form) -> Result<tables::Rows, Vec<InputError>> {
    let rows = tables::Rows::open(path, tables::Usual::Lines, form)?;
    let twice = |error| vec![InputError { file: rows.name().into(), ..InputError::of(error) }];
    distinct(rows.names()).map_err(twice)?;
    Ok(rows)
}

impl<'a> From<tables::Row<'a>> for Row<'a> {
    fn from(row: tables::Row<'a>) -> Self {
        match row {
            tables::Row::Document(document) => Self::Document(document),
            tables::Row::Cells(names, cells) => Self::Cells(names, cells),
        }
    }
}

/// What is said of weights that no SDK takes, of which nothing is said otherwise.
fn passed_over(payload: &Payload) -> impl Iterator<Item = String> {
    payload.passed_over_weights().into_iter().map(|(key, weights)| {
        let weights: Vec<String> = weights.iter().map(ToString::to_string).collect();
        format!(
            "note: the weights of the experiment '{}' do not count ({}): they are not one for each variation with a sum of 1, and \
             every SDK assigns by equal ones\n  write them as shares of 1",
            visible(key),
            weights.join(", ")
        )
    })
}

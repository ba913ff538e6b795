//! `scorecard`: bin, fit and report on rows with a known outcome, for those who build scorecards.
//!
//! Takes rows as CSV or Parquet and says what they hold; a row is never repeated. What a cell means is said by options, written into
//! the file of bins and from there into the card, and guessed nowhere.

mod bin;
mod fit;
mod page;
mod parquet;
mod pictures;
mod report;
mod rows;

use clap::{Args, Subcommand};
use prescreen_scorecard::Problem;

use super::{Done, InputError};

/// Scorecards for those who build them: bins, weights of evidence, a fit, points, and how good they are.
///
/// The steps hand on files that a person can read and edit: 'bin' writes bins, 'fit' turns them into a card, 'report' judges
/// the card. Weight of evidence is ln(share of the bad / share of the good); more points are safer. Logarithms and
/// breaks are the same on every machine.
#[derive(Args)]
pub struct ScorecardArgs {
    #[command(subcommand)]
    command: ScorecardCommand,
}

#[derive(Subcommand)]
enum ScorecardCommand {
    Bin(bin::BinArgs),
    Fit(fit::FitArgs),
    Report(report::ReportArgs),
}

impl ScorecardArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        match &self.command {
            ScorecardCommand::Bin(args) => args.run(),
            ScorecardCommand::Fit(args) => args.run(),
            ScorecardCommand::Report(args) => args.run(),
        }
    }
}

/// What is wrong with the rows or options of a file.
fn problem(file: &str, problem: Problem) -> InputError {
    let Problem { kind, column, line, message, help } = problem;
    let message = if column.is_empty() { message } else { format!("column '{column}': {message}") };
    let (code, at, column) = (kind.as_str(), String::new(), line.map(|_| 1));
    InputError { file: file.into(), line, column, code, at, message, help }
}

fn problems(file: &str, all: Vec<Problem>) -> Vec<InputError> {
    all.into_iter().map(|one| problem(file, one)).collect()
}

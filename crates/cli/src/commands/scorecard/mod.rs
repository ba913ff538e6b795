//! `scorecard`: bin, fit and report on rows with a known outcome, for those who build scorecards.
//!
//! Takes rows as CSV, Parquet or lines of JSON and says what they hold; a row is never repeated. What a cell means is said by options, written into
//! the file of bins and from there into the card, and guessed nowhere.

mod bin;
mod fit;
mod page;
mod pictures;
mod report;
mod rows;
pub mod scale;

use clap::{Args, Subcommand};
use prescreen_scorecard::Problem;

use super::tables::problem;
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

fn problems(file: &str, all: Vec<Problem>) -> Vec<InputError> {
    all.into_iter().map(|one| problem(file, one)).collect()
}

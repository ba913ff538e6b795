//! `experiment report`: what the events of an experiment show.

use clap::Args;
use prescreen_experiment::analysis::items::{Items, MAX_ITEMS_BYTES};
use prescreen_experiment::analysis::people::{People, USUAL_PEOPLE};
use prescreen_experiment::analysis::plan::{MAX_PLAN_BYTES, Plan};
use prescreen_experiment::analysis::report::{Collecting, Report};
use prescreen_experiment::analysis::statistics::Statistics;
use prescreen_experiment::told;
use prescreen_scorecard::{Kind, Problem};

use super::super::tables::problem;
use super::super::{Answer, Document, InputError, input};
use super::{counted, events, page};

/// Arguments of `experiment report`.
#[derive(Args)]
pub struct ReportArgs {
    /// Events: lines of JSON, CSV (.csv) or Parquet; '-' for lines or Parquet on standard input
    #[arg(required_unless_present = "statistics", value_name = "EVENTS")]
    events: Vec<String>,
    /// What an engine counted, by `prescreen experiment sql`, in place of events: lines of JSON, CSV (.csv) or Parquet
    #[arg(long, value_name = "FILE", conflicts_with = "events")]
    statistics: Option<String>,
    /// The experiment's plan
    #[arg(long, value_name = "FILE")]
    plan: String,
    /// Sums and counts of answers, from whoever may hold those: reliability and differential item functioning
    #[arg(long, value_name = "FILE")]
    items: Option<String>,
    /// Collecting is over: nothing more will come, though no event is from after the last phase
    #[arg(long)]
    collected: bool,
    /// Write the report to this file, in HTML, in English and Chinese
    #[arg(long, value_name = "FILE")]
    html: Option<String>,
    /// Print the text in this language
    #[arg(long, value_name = "LANGUAGE", value_parser = told::LANGUAGES, default_value = "en")]
    locale: String,
    /// People to make room for, at most
    #[arg(long, value_name = "NUMBER", default_value_t = USUAL_PEOPLE)]
    people: usize,
}

/// A report, and what became of its page.
pub struct Reported {
    /// The report.
    pub answer: Answer,
    /// Whether the page could be written, where one was asked for.
    pub page: Result<(), Vec<InputError>>,
}

impl ReportArgs {
    /// Runs the command.
    pub fn run(&self) -> Result<Reported, Vec<InputError>> {
        let mut paths: Vec<&str> = self.events.iter().map(String::as_str).collect();
        paths.push(&self.plan);
        paths.extend(self.statistics.as_deref());
        paths.extend(self.items.as_deref());
        input::one_standard_input(&paths)?;
        input::apart(&paths, &[self.html.as_deref()])?;
        let plan = plan(&self.plan)?;
        let items = self.items.as_ref().map(|path| read(path, MAX_ITEMS_BYTES, |text| Items::read(text, &plan)));
        let items = items.transpose()?;
        let (statistics, bytes) = match &self.statistics {
            Some(path) => (counted::read(path, &plan)?, None),
            None => self.count(&plan)?,
        };
        if statistics.events.read == 0 {
            return Err(self.of_nothing(&plan, statistics.events.other_experiments).into());
        }
        let collecting = if self.collected { Collecting::IsOver } else { Collecting::GoesOn };
        let report = Report::of(&plan, &statistics, items.as_ref(), collecting);
        let json = serde_json::to_value(&report).map_err(|_| InputError::operation("the report has no JSON form"))?;
        let page = self.html.as_ref().map_or(Ok(()), |path| {
            let failed = |error| InputError::operation(&format!("no page could be made: {error}"));
            input::write(path, page::page(&report, &json, plan.looks).map_err(failed)?)
        });
        let text = told::report(&report, plan.looks, &self.locale, bytes).map_err(InputError::of)?;
        Ok(Reported { answer: Answer { text, json, findings: report.has_findings() }, page })
    }

    /// What is wrong where no event of the plan's experiment was read.
    fn of_nothing(&self, plan: &Plan, others: u64) -> InputError {
        let key = &plan.experiment;
        let message = match others {
            0 => "no event was counted".to_owned(),
            _ => format!("no event of experiment {key} stands in it, and {others} of other experiments"),
        };
        let help =
            "compare the plan's `experiment` with that of the events, and name the file or table that they stand in";
        let named = self.statistics.as_ref().or(self.events.first()).map_or("", String::as_str);
        let name = if named == "-" { "standard input" } else { named };
        problem(name, Problem::new(Kind::NoRows, &message, help))
    }

    /// Counts the events; beside it the bytes that each person took.
    fn count(&self, plan: &Plan) -> Result<(Statistics, Option<usize>), Vec<InputError>> {
        let mut people = People::new(plan, self.people);
        events::add(&self.events, &mut people)?;
        let bytes = people.bytes_per_person();
        Ok((people.statistics(), Some(bytes)))
    }
}

/// Reads a plan.
pub fn plan(path: &str) -> Result<Plan, Vec<InputError>> {
    read(path, MAX_PLAN_BYTES, Plan::read)
}

fn read<T>(
    path: &str,
    max_bytes: usize,
    read: impl FnOnce(&str) -> Result<T, prescreen::Error>,
) -> Result<T, Vec<InputError>> {
    let file = Document::read(path, max_bytes)?;
    read(&file.text).map_err(|error| file.problem(error).into())
}

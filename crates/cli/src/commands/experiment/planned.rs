//! `experiment plan`: how many people and days a plan takes, and what it can find.

use clap::Args;
use prescreen_experiment::analysis::planned::Planned;
use prescreen_experiment::told;

use super::super::{Answer, Done, InputError};
use super::report::plan;

/// Arguments of `experiment plan`.
#[derive(Args)]
pub struct PlanArgs {
    /// The experiment's plan
    #[arg(value_name = "PLAN")]
    plan: String,
    /// Print the text in this language
    #[arg(long, value_name = "LANGUAGE", value_parser = told::LANGUAGES, default_value = "en")]
    locale: String,
}

impl PlanArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let planned = Planned::of(&plan(&self.plan)?);
        let json = serde_json::to_value(&planned).map_err(|_| InputError::operation("the answer has no JSON form"))?;
        let text = told::planned(&planned, &self.locale).map_err(InputError::of)?;
        Ok(Answer { text, json, findings: !planned.enough })
    }
}

//! `experiment plan`: how many people and days a plan takes, and what it can find.

use clap::Args;
use prescreen_experiment::analysis::planned::Planned;

use super::super::{Answer, Done, InputError};
use super::report::plan;

/// Arguments of `experiment plan`.
#[derive(Args)]
pub struct PlanArgs {
    /// The experiment's plan
    #[arg(value_name = "PLAN")]
    plan: String,
}

impl PlanArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let planned = Planned::of(&plan(&self.plan)?);
        let json = serde_json::to_value(&planned).map_err(|_| InputError::operation("the answer has no JSON form"))?;
        let mut text = String::new();
        for phase in &planned.phases {
            text.push_str(&format!("{}: {} days, about {} people\n", phase.phase, phase.days, phase.people));
            for one in &phase.comparisons {
                text.push_str(&format!(
                    "  {} against {}: an effect of {:.1}% takes {} people in all, {} days, at one planned look\n",
                    one.variation,
                    planned.control,
                    100.0 * planned.smallest_effect,
                    said(one.people_once),
                    said(one.days_once)
                ));
                text.push_str(&format!(
                    "    {} people, {} days, at any number of looks\n",
                    said(one.people_always),
                    said(one.days_always)
                ));
                text.push_str(&format!(
                    "    in this phase: power {:.0}% at one look, {:.0}% at any; the smallest effect at one look is {:.1}%\n",
                    100.0 * one.power_once,
                    100.0 * one.power_always,
                    100.0 * one.smallest_effect
                ));
            }
        }
        Ok(Answer { text, json, findings: !planned.enough })
    }
}

fn said(number: Option<f64>) -> String {
    number.map_or_else(|| "too many".into(), |number| format!("{number:.0}"))
}

//! `experiment sql`: the statistics of an experiment as a statement for the engine that holds its events.

use clap::Args;
use prescreen::json::{Json, read_text};
use prescreen_experiment::analysis::sql::{Engine, statement};
use serde_json::json;

use super::super::{Answer, Done, InputError};
use super::report::plan;

/// Arguments of `experiment sql`.
#[derive(Args)]
pub struct SqlArgs {
    /// The experiment's plan
    #[arg(long, value_name = "FILE")]
    plan: String,
    /// The engine that holds the events
    #[arg(long, value_parser = ["duckdb", "postgres", "spark", "bigquery", "clickhouse"])]
    engine: String,
    /// The table or view of the events: its columns are the fields of an event, and segment_NAME for each segment
    #[arg(long, value_name = "NAME", default_value = "events")]
    table: String,
}

impl SqlArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let plan = plan(&self.plan)?;
        let word = Json::text(self.engine.as_str()).canonical();
        let engine: Engine = read_text(&word, word.len()).map_err(InputError::of)?;
        let wrong =
            |error: prescreen::Error| InputError::usage(&format!("'--table {}': {}", self.table, error.message));
        let text = statement(&plan, engine, &self.table).map_err(wrong)?;
        let json = json!({ "engine": self.engine, "statement": text });
        Ok(Answer::new(text, json))
    }
}

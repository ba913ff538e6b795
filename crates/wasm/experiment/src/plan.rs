//! A plan: what it takes, and the statement by which an engine counts its events.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::Error;
use prescreen::json::{Json, read_text};
use prescreen_boundary::{answer, thrown};
use prescreen_experiment::analysis::plan::Plan;
use prescreen_experiment::analysis::planned::Planned;
use prescreen_experiment::analysis::sql::{Engine, statement};
use prescreen_experiment::told;

/// An experiment's plan, read and checked.
#[wasm_bindgen]
pub struct ExperimentPlan {
    pub(crate) plan: Rc<Plan>,
}

#[wasm_bindgen]
impl ExperimentPlan {
    /// Reads a plan; throws an `Error` with `code`, `at` and `help`.
    pub fn read(text: &str) -> Result<ExperimentPlan, JsValue> {
        Plan::read(text).map(|plan| Self { plan: Rc::new(plan) }).map_err(|error| thrown(&error))
    }

    /// What it takes, and what it can find.
    pub fn planned(&self) -> JsValue {
        answer(Ok(Planned::of(&self.plan)))
    }

    /// The same as text, in the language of a locale.
    pub fn planned_text(&self, locale: &str) -> JsValue {
        answer(told::planned(&Planned::of(&self.plan), locale))
    }

    /// The statement that counts the events of a table.
    pub fn statement(&self, engine: &str, table: &str) -> JsValue {
        let under = |at: &str, error: Error| Error { at: at.into(), ..error };
        let word = Json::text(engine).canonical();
        let engine = read_text::<Engine>(&word, word.len()).map_err(|error| under("/engine", error));
        let of = |engine| statement(&self.plan, engine, table).map_err(|error| under("/table", error));
        answer(engine.and_then(of))
    }
}

//! Who is in which variation, as the broker's own system for experiments said it: a file, read once at the start.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

/// An experiment with a questionnaire, and who was assigned to what.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// Its key.
    experiment: String,
    /// Each customer's variation; who is not in it is in no experiment.
    people: BTreeMap<String, Variation>,
}

/// A variation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Variation {
    /// Its key.
    variation: String,
    /// The pack that asks, where it is another than the usual one.
    #[serde(default)]
    pack: Option<String>,
}

impl Experiment {
    /// What a customer's sessions are opened with: the assignment, and the pack.
    pub fn of<'e>(&'e self, customer: &str) -> Option<(Value, Option<&'e str>)> {
        let Variation { variation, pack } = self.people.get(customer)?;
        Some((json!({ "experiment": self.experiment, "variation": variation }), pack.as_deref()))
    }
}

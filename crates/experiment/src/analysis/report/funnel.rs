//! How far people came, and how long each question took.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::plan::Plan;
use super::super::statistics::{Arm, PhaseStatistics, number};

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuestionReport {
    /// The question.
    pub question: String,
    /// How many people of each variation came past it.
    pub reached: Vec<Reached>,
}

/// The people of a variation who left a question behind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reached {
    /// The variation.
    pub variation: String,
    /// People.
    pub people: u64,
    /// As a share of everybody who was exposed.
    pub share: f64,
    /// Seconds: lower quartile, median and upper quartile; none where no time is known.
    pub seconds: Option<[u16; 3]>,
}

pub(super) fn questions(plan: &Plan, counted: &PhaseStatistics) -> Vec<QuestionReport> {
    let reached = |n: usize, variation: String, arm: &Arm| {
        let people = arm.answered.get(n).copied().unwrap_or(0);
        let share = if arm.people > 0 { number(people) / number(arm.people) } else { 0.0 };
        Reached { variation, people, share, seconds: arm.seconds.get(n).and_then(quartiles) }
    };
    let question = |(n, question): (usize, &_)| QuestionReport {
        question: ToString::to_string(question),
        reached: plan
            .variations
            .iter()
            .zip(&counted.arms)
            .map(|(variation, arm)| reached(n, variation.to_string(), arm))
            .collect(),
    };
    plan.questions.iter().enumerate().map(question).collect()
}

/// The least seconds within which a quarter, a half and three quarters of people were.
fn quartiles(times: &BTreeMap<u16, u64>) -> Option<[u16; 3]> {
    let all = times.values().fold(0u64, |sum, count| sum.saturating_add(*count));
    let at = |quarters: u64| {
        let wanted = all.saturating_mul(quarters).div_ceil(4);
        let mut sum = 0u64;
        let reached = times.iter().find(|(_, count)| {
            sum = sum.saturating_add(**count);
            sum >= wanted
        });
        reached.map(|(seconds, _)| *seconds)
    };
    Some([at(1)?, at(2)?, at(3)?])
}

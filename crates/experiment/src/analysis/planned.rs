//! Before an experiment starts: what its plan takes, and what it can find.

use serde::Serialize;

use super::plan::{Plan, share};
use super::report::{designs, needed};

/// What a plan takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ExperimentPlanned"))]
pub struct Planned {
    /// The control.
    pub control: String,
    /// The smallest effect worth finding, as a share of the control's mean.
    pub smallest_effect: f64,
    /// Whether the last phase is long enough for it, by the plan's looks.
    pub enough: bool,
    /// Each phase.
    pub phases: Vec<PlannedPhase>,
}

/// What a phase takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedPhase {
    /// The phase.
    pub phase: String,
    /// Its days.
    pub days: f64,
    /// People who will be exposed on them, in all variations.
    pub people: f64,
    /// Each variation but the control.
    pub comparisons: Vec<PlannedComparison>,
}

/// What a comparison takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedComparison {
    /// The variation.
    pub variation: String,
    /// People in all variations whom it takes at one planned look.
    pub people_once: Option<f64>,
    /// Days for that.
    pub days_once: Option<f64>,
    /// People in all variations whom it takes at any number of looks.
    pub people_always: Option<f64>,
    /// Days for that.
    pub days_always: Option<f64>,
    /// The probability to find the smallest effect in this phase at one planned look.
    pub power_once: f64,
    /// The same at its end, where it was looked at all the time.
    pub power_always: f64,
    /// The smallest effect that this phase finds with the wanted probability at one planned look, as a share of the mean.
    pub smallest_effect: f64,
    /// The same at its end, where it is looked at all the time.
    pub smallest_effect_always: f64,
}

impl Planned {
    /// What a plan takes.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let (smallest, baseline) = (share(plan.smallest_effect_bp), share(plan.baseline_bp));
        let daily = f64::from(plan.people_per_day);
        let phase = |phase: &super::plan::Phase| {
            let days = f64::from(phase.to.days().saturating_sub(phase.from.days()));
            let people = days * daily;
            let comparison = |(n, design, pair): (usize, super::power::Design, f64)| {
                let effect = baseline * smallest;
                let once = design.people(effect, plan.power()).map(|people| libm::ceil(people / pair));
                let always = design.people_always_valid(effect, plan.power(), plan.tuned_to());
                let always = always.map(|people| libm::ceil(people / pair));
                let days = |people: Option<f64>| people.map(|people| libm::ceil(people / daily));
                PlannedComparison {
                    variation: plan.variations.get(n).map(ToString::to_string).unwrap_or_default(),
                    people_once: once,
                    days_once: days(once),
                    people_always: always,
                    days_always: days(always),
                    power_once: design.power(people * pair, effect),
                    power_always: design.power_always_valid(people * pair, effect, plan.tuned_to()),
                    smallest_effect: design.smallest_difference(people * pair, plan.power()) / baseline,
                    smallest_effect_always: design.smallest_difference_always_valid(
                        people * pair,
                        plan.power(),
                        plan.tuned_to(),
                    ) / baseline,
                }
            };
            let comparisons = designs(plan, &phase.weights).into_iter().map(comparison).collect();
            PlannedPhase { phase: phase.id.to_string(), days, people, comparisons }
        };
        let phases: Vec<PlannedPhase> = plan.phases.iter().map(phase).collect();
        let long = |phase: &PlannedPhase| needed(plan, &phase.phase).is_some_and(|needed| phase.people >= needed);
        Self {
            control: plan.variations.first().map(ToString::to_string).unwrap_or_default(),
            smallest_effect: smallest,
            enough: phases.last().is_some_and(long),
            phases,
        }
    }
}

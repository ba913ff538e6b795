//! Before an experiment starts: what its plan takes, and what it can find.

use serde::Serialize;

use super::plan::{Looks, Phase, Plan, share};
use super::power::Design;

/// What a plan takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ExperimentPlanned"))]
pub struct Planned {
    /// The control.
    pub control: String,
    /// The smallest effect worth finding, as a share of the control's mean.
    pub smallest_effect: f64,
    /// Whether it is worked out as a fall: a share that rose by it would be above 100%.
    pub falls: bool,
    /// The level of each comparison: of several variations the plan's by their number, the least by which Holm's correction
    /// compares the primary metric, so that each is found with the wanted probability whatever the others show.
    pub level: f64,
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
    /// Its days on which events are collected.
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
    /// The smallest effect that this phase finds with the wanted probability at one planned look, as a share of the mean; none where
    /// none is possible, because a share would be below 0% or above 100%.
    pub smallest_effect: Option<f64>,
    /// The same at its end, where it is looked at all the time.
    pub smallest_effect_always: Option<f64>,
}

impl Planned {
    /// What a plan takes.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let phases: Vec<PlannedPhase> = plan.phases.iter().map(|phase| PlannedPhase::of(plan, phase)).collect();
        let long = |phase: &PlannedPhase| needed(plan, &phase.phase).is_some_and(|needed| phase.people >= needed);
        Self {
            control: plan.variations.first().map(ToString::to_string).unwrap_or_default(),
            smallest_effect: share(plan.smallest_effect_bp),
            falls: plan.falls(),
            level: level(plan),
            enough: phases.last().is_some_and(long),
            phases,
        }
    }
}

impl PlannedPhase {
    fn of(plan: &Plan, phase: &Phase) -> Self {
        let (power, tuned_to, daily) = (plan.power(), plan.tuned_to(), f64::from(plan.people_per_day));
        let days = f64::from(plan.collected_days(phase));
        let people = days * daily;
        let effect = share(plan.baseline_bp) * share(plan.smallest_effect_bp);
        let days_of = |people: Option<f64>| people.map(|people| libm::ceil(people / daily));
        let comparison = |compared: Compared| {
            let (design, pair) = (compared.design(plan, share(plan.smallest_effect_bp)), compared.pair());
            let all = |people: Option<f64>| people.map(|people| libm::ceil(people / pair));
            let once = all(design.people(effect, power));
            let always = all(design.people_always_valid(effect, power, tuned_to));
            let smallest = |difference: fn(&Design, f64, f64, f64) -> f64| {
                compared.smallest_effect(plan, |design| difference(design, people * pair, power, tuned_to))
            };
            PlannedComparison {
                variation: plan.variations.get(compared.variation).map(ToString::to_string).unwrap_or_default(),
                people_once: once,
                days_once: days_of(once),
                people_always: always,
                days_always: days_of(always),
                power_once: design.power(people * pair, effect),
                power_always: design.power_always_valid(people * pair, effect, tuned_to),
                smallest_effect: smallest(|design, people, power, _| design.smallest_difference(people, power)),
                smallest_effect_always: smallest(Design::smallest_difference_always_valid),
            }
        };
        let comparisons = compared(&phase.weights).map(comparison).collect();
        Self { phase: phase.id.to_string(), days, people, comparisons }
    }
}

/// People in all variations whom the plan needs in a phase, for the comparison that needs most.
#[must_use]
pub(super) fn needed(plan: &Plan, phase: &str) -> Option<f64> {
    let phase = plan.phases.iter().find(|other| other.id.as_str() == phase)?;
    let smallest = share(plan.smallest_effect_bp);
    let effect = share(plan.baseline_bp) * smallest;
    let needs = compared(&phase.weights).map(|compared| {
        let design = compared.design(plan, smallest);
        let people = match plan.looks {
            Looks::Once => design.people(effect, plan.power()),
            Looks::Always => design.people_always_valid(effect, plan.power(), plan.tuned_to()),
        };
        people.map(|people| libm::ceil(people / compared.pair()))
    });
    needs.flatten().reduce(f64::max)
}

/// The level at which a comparison is planned: the least of Holm's, which the smallest of several p-values is held against.
fn level(plan: &Plan) -> f64 {
    let comparisons = plan.variations.iter().skip(1).map(|_| 1.0).sum::<f64>();
    plan.alpha() / comparisons
}

/// A variation and the control, by their weights.
struct Compared {
    /// The variation's position.
    variation: usize,
    control: f64,
    weight: f64,
    whole: f64,
}

/// Each variation beside the control.
fn compared(weights: &[u32]) -> impl Iterator<Item = Compared> {
    let whole: f64 = weights.iter().copied().map(f64::from).sum();
    let control = weights.first().copied().map_or(0.0, f64::from);
    let others = weights.iter().enumerate().skip(1);
    others.map(move |(variation, weight)| Compared { variation, control, weight: f64::from(*weight), whole })
}

impl Compared {
    /// The share of all people who are in either of the two.
    fn pair(&self) -> f64 {
        (self.control + self.weight) / self.whole
    }

    /// What finds an effect of this size, a share of the control's mean.
    fn design(&self, plan: &Plan, effect: f64) -> Design {
        let baseline = share(plan.baseline_bp);
        let moved = baseline * if plan.falls() { 1.0 - effect } else { 1.0 + effect };
        let deviation = share(plan.deviation_bp.unwrap_or(0));
        let is_share = plan.decides_by_a_share();
        let variance = |mean: f64| if is_share { (mean * (1.0 - mean)).max(1e-9) } else { deviation * deviation };
        Design {
            control_variance: variance(baseline),
            variation_variance: variance(moved),
            control_share: self.control / (self.control + self.weight),
            variation_share: self.weight / (self.control + self.weight),
            alpha: level(plan),
        }
    }

    /// The smallest effect that is as large as the difference that is found at that effect's own variance.
    fn smallest_effect(&self, plan: &Plan, difference: impl Fn(&Design) -> f64) -> Option<f64> {
        let baseline = share(plan.baseline_bp);
        let found = |effect: f64| difference(&self.design(plan, effect)) / baseline;
        if !plan.decides_by_a_share() {
            return Some(found(0.0));
        }
        let (mut low, mut high) = (0.0, if plan.falls() { 1.0 } else { 1.0 / baseline - 1.0 });
        if found(high) > high {
            return None;
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if found(middle) > middle { low = middle } else { high = middle }
        }
        Some(high)
    }
}

/// Times by which an effect is narrowed down by half: to the last digit that a float has.
const HALVINGS: u32 = 64;

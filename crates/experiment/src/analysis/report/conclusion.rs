//! What a report comes to: what it says, what would change it, and what somebody has to look at, as a list of closed
//! sentences that every language is told from.

use serde::Serialize;

use super::super::event::Hour;
use super::super::plan::{Looks, Plan, share};
use super::super::planned::needed;
use super::super::statistics::number;
use super::PhaseReport;
use super::cause::CauseKind;
use super::comparison::{Bounds, Comparison, Effect, Role};
use super::guardrail::GuardrailKind;

/// What an experiment says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conclusion {
    /// The phase it is of: the last one in which somebody counts; none where nobody was exposed.
    pub phase: Option<String>,
    /// In one word.
    pub verdict: Verdict,
    /// For each variation but the control, what the primary metric says.
    pub readings: Vec<Reading>,
    /// People who were counted in the phase.
    pub counted: u64,
    /// People in all whom it takes to find the smallest effect, by the plan's looks.
    pub needed: Option<f64>,
    /// About how many days that still takes, 0 where it is done; none where nothing is waited for: something was found, a guardrail
    /// moved, or the phase is over.
    pub days_left: Option<f64>,
    /// What it says, what would change it, what has to be looked at, in this order. Every language is told from this alone.
    pub said: Vec<Sentence>,
}

/// A conclusion in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nobody was exposed.
    NoData,
    /// The sample ratio does not fit: nothing can be said.
    Blocked,
    /// The events of one variation are damaged otherwise than another's: what they show may come from that.
    Damaged,
    /// A guardrail moved: a matter for compliance, whatever the metric says.
    GuardrailMoved,
    /// Something was found, or shown to be absent.
    Ready,
    /// No measurable difference, or not enough data yet.
    Inconclusive,
    /// The one planned look has not come yet.
    TooEarly,
}

/// What the primary metric says of a variation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading {
    /// The variation.
    pub variation: String,
    /// What it says.
    pub says: Says,
}

/// What a comparison says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Higher than the control.
    Higher,
    /// Lower than the control.
    Lower,
    /// Within the smallest effect worth finding, either way.
    NoDifference,
    /// No measurable difference, or not enough data yet.
    Inconclusive,
    /// The same, though its own interval leaves out 0: corrected for all variations that are compared, it does not differ.
    DiffersAlone,
    /// No test can be made of it: fewer than two people, or nobody differs from anybody in either variation.
    Untested,
}

/// One thing that a conclusion says, with all that it is said from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "sentence", rename_all = "snake_case")]
pub enum Sentence {
    /// Nobody was exposed in any phase.
    Nobody,
    /// The numbers of people do not fit the weights.
    NoResult,
    /// The planned look comes when the phase ends.
    TooEarly {
        /// The day after its last.
        to: String,
        /// The hour of the last event.
        last: Option<String>,
    },
    /// Events of the variations are damaged differently, which can look like an effect.
    Damaged {
        /// By what.
        cause: CauseKind,
    },
    /// What the primary metric says of a variation.
    Reading {
        /// The variation.
        variation: String,
        /// The metric.
        metric: String,
        /// What it says.
        says: Says,
        /// The difference from the control.
        estimate: f64,
        /// From and to, by the plan's looks.
        interval: [f64; 2],
        /// Whether these are shares of the control's value, or in the metric's unit.
        of_control: bool,
        /// With how many variations the control is compared.
        compared: usize,
    },
    /// The primary metric of a variation cannot be tested.
    Untested {
        /// The variation.
        variation: String,
        /// The metric.
        metric: String,
    },
    /// More people would change that.
    MorePeople,
    /// The plan takes more people, and they are still to come.
    DaysLeft {
        /// What was counted, and what the plan takes.
        planned: PlannedPeople,
        /// About how many days that takes.
        days: f64,
    },
    /// The plan takes more people, and the phase is over.
    NewPhase {
        /// What was counted, and what the plan takes.
        planned: PlannedPeople,
    },
    /// Enough people were counted, and the intervals leave out the smallest effect worth finding, either way.
    Excluded {
        /// What was counted, and what the plan takes.
        planned: PlannedPeople,
        /// The metric.
        metric: String,
    },
    /// Enough people were counted by the plan's figures, and the intervals hold the smallest effect worth finding.
    NotKnown {
        /// What was counted, and what the plan takes.
        planned: PlannedPeople,
        /// The metric.
        metric: String,
    },
    /// A guardrail moved.
    Moved {
        /// The guardrail.
        guardrail: GuardrailKind,
        /// The variation in which it did.
        variation: String,
    },
    /// Guardrails of which nothing was given.
    NotChecked {
        /// The variation.
        variation: String,
        /// These.
        guardrails: Vec<GuardrailKind>,
    },
    /// The sample ratio of another phase does not fit.
    FailedElsewhere {
        /// The phase.
        phase: String,
    },
    /// The events of another phase are damaged differently by variation.
    DamagedElsewhere {
        /// The phase.
        phase: String,
    },
    /// A guardrail moved in another phase.
    MovedElsewhere {
        /// The phase.
        phase: String,
    },
    /// The last event is long after the last phase.
    Far {
        /// Its hour.
        last: String,
    },
}

/// How many people there are, and how many the smallest effect takes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedPeople {
    /// The smallest effect worth finding, as a share of the control's value.
    pub effect: f64,
    /// People in all whom it takes.
    pub needed: f64,
    /// People who were counted.
    pub counted: u64,
}

impl Conclusion {
    /// Of the last phase in which somebody counts; what another one has to be looked at for is said behind it.
    pub(super) fn of(plan: &Plan, phases: &[PhaseReport], last: Option<Hour>, is_far: bool) -> Self {
        let phase = concluded_on(phases);
        let mut conclusion = Self::of_phase(plan, phase, last);
        for other in phases.iter().filter(|other| phase.is_some_and(|phase| phase.phase != other.phase)) {
            let named = other.phase.clone();
            if other.sample_ratio.failed {
                conclusion.said.push(Sentence::FailedElsewhere { phase: named });
                continue;
            }
            if other.sample_ratio.damage().next().is_some() {
                conclusion.said.push(Sentence::DamagedElsewhere { phase: named.clone() });
            }
            if other.moved().next().is_some() {
                conclusion.said.push(Sentence::MovedElsewhere { phase: named });
            }
        }
        let far = last.filter(|_| is_far).map(|last| Sentence::Far { last: last.to_string() });
        conclusion.said.extend(far);
        conclusion
    }

    fn of_phase(plan: &Plan, phase: Option<&PhaseReport>, last: Option<Hour>) -> Self {
        let progress = phase.map(|phase| Progress::of(plan, phase)).unwrap_or_default();
        let without_readings = |verdict, said| Self {
            phase: phase.map(|phase| phase.phase.clone()),
            verdict,
            readings: Vec::new(),
            counted: progress.counted,
            needed: progress.needed,
            days_left: progress.days_left,
            said,
        };
        let Some(phase) = phase else { return without_readings(Verdict::NoData, vec![Sentence::Nobody]) };
        if phase.sample_ratio.failed {
            return without_readings(Verdict::Blocked, vec![Sentence::NoResult]);
        }
        let mut said: Vec<Sentence> =
            phase.sample_ratio.damage().map(|cause| Sentence::Damaged { cause: cause.cause }).collect();
        let is_damaged = !said.is_empty();
        if plan.looks == Looks::Once && !phase.over {
            said.push(Sentence::TooEarly { to: phase.to.clone(), last: last.map(|last| last.to_string()) });
            return without_readings(Verdict::TooEarly, said);
        }
        let primary = phase.metrics.iter().find(|metric| metric.role == Role::Primary);
        let mut readings = Vec::new();
        for variation in plan.variations.iter().skip(1).map(ToString::to_string) {
            let effect = primary.and_then(|primary| primary.effects.iter().find(|one| one.variation == variation));
            let says = effect.map_or(Says::Untested, |effect| says(plan, effect));
            said.push(match effect {
                Some(effect) => reading(plan, effect, says),
                None => Sentence::Untested { variation: variation.clone(), metric: plan.primary.to_string() },
            });
            readings.push(Reading { variation, says });
        }
        let is_open = |says: Says| matches!(says, Says::Inconclusive | Says::DiffersAlone | Says::Untested);
        let open: Vec<&str> =
            readings.iter().filter(|one| is_open(one.says)).map(|one| one.variation.as_str()).collect();
        let found = open.len() < readings.len();
        let waits = !open.is_empty();
        if waits {
            said.push(what_would_change_it(plan, primary, &open, &progress, phase.over));
        }
        let moved = phase.moved().map(|guardrail| Sentence::Moved {
            guardrail: guardrail.guardrail,
            variation: guardrail.variation.clone(),
        });
        said.extend(moved);
        for Reading { variation, .. } in &readings {
            let of_it = phase.not_checked.iter().filter(|one| one.variation == *variation);
            let guardrails: Vec<GuardrailKind> = of_it.map(|one| one.guardrail).collect();
            if !guardrails.is_empty() {
                said.push(Sentence::NotChecked { variation: variation.clone(), guardrails });
            }
        }
        let verdict = match (is_damaged, phase.moved().next().is_some(), found) {
            (true, ..) => Verdict::Damaged,
            (false, true, _) => Verdict::GuardrailMoved,
            (false, false, true) => Verdict::Ready,
            (false, false, false) => Verdict::Inconclusive,
        };
        // Days are left where there is something to wait for.
        let waits = waits && verdict == Verdict::Inconclusive && !phase.over;
        let days_left = progress.days_left.filter(|_| waits);
        Self { readings, days_left, ..without_readings(verdict, said) }
    }
}

fn bounds_of(plan: &Plan, bounds: &Bounds) -> [f64; 2] {
    match plan.looks {
        Looks::Once => bounds.fixed,
        Looks::Always => bounds.always_valid,
    }
}

/// The bounds in which an effect is said.
fn said_in(effect: &Effect) -> &Bounds {
    effect.of_control.as_ref().unwrap_or(&effect.absolute)
}

fn says(plan: &Plan, effect: &Effect) -> Says {
    let p = match plan.looks {
        Looks::Once => effect.p_adjusted,
        Looks::Always => effect.p_always_valid_adjusted,
    };
    if p < plan.alpha() {
        return if effect.absolute.estimate > 0.0 { Says::Higher } else { Says::Lower };
    }
    // The interval is of this variation alone, and p corrected for all of them.
    let [low, high] = bounds_of(plan, said_in(effect));
    if low > 0.0 || high < 0.0 {
        return Says::DiffersAlone;
    }
    // How well the control's value is known counts too.
    let known = effect.relative.as_ref().map(|relative| bounds_of(plan, relative));
    if excludes_the_smallest(plan, effect) && known.is_some_and(|known| is_within(plan, known)) {
        Says::NoDifference
    } else {
        Says::Inconclusive
    }
}

/// Whether an interval lies within the smallest effect worth finding, either way.
fn is_within(plan: &Plan, [low, high]: [f64; 2]) -> bool {
    let smallest = share(plan.smallest_effect_bp);
    -smallest < low && high < smallest
}

fn excludes_the_smallest(plan: &Plan, effect: &Effect) -> bool {
    effect.of_control.as_ref().is_some_and(|of_control| is_within(plan, bounds_of(plan, of_control)))
}

fn reading(plan: &Plan, effect: &Effect, says: Says) -> Sentence {
    let bounds = said_in(effect);
    Sentence::Reading {
        variation: effect.variation.clone(),
        metric: plan.primary.to_string(),
        says,
        estimate: bounds.estimate,
        interval: bounds_of(plan, bounds),
        of_control: effect.of_control.is_some(),
        compared: plan.variations.len().saturating_sub(1),
    }
}

/// The last phase in which somebody counts; people who saw several variations do not.
pub(in super::super) fn concluded_on(phases: &[PhaseReport]) -> Option<&PhaseReport> {
    let counts = |phase: &&PhaseReport| phase.sample_ratio.people.iter().any(|people| *people > 0);
    phases.iter().rev().find(counts).or(phases.last())
}

/// How many people there are, and how many it takes.
#[derive(Default)]
struct Progress {
    counted: u64,
    needed: Option<f64>,
    days_left: Option<f64>,
}

impl Progress {
    fn of(plan: &Plan, phase: &PhaseReport) -> Self {
        let counted = phase.sample_ratio.people.iter().fold(0u64, |sum, people| sum.saturating_add(*people));
        let needed = needed(plan, &phase.phase);
        let days = |needed: f64| libm::ceil((needed - number(counted)).max(0.0) / f64::from(plan.people_per_day));
        Self { counted, needed, days_left: needed.map(days) }
    }
}

fn what_would_change_it(
    plan: &Plan,
    primary: Option<&Comparison>,
    open: &[&str],
    progress: &Progress,
    over: bool,
) -> Sentence {
    let (counted, Some(needed), Some(days)) = (progress.counted, progress.needed, progress.days_left) else {
        return Sentence::MorePeople;
    };
    let planned = PlannedPeople { effect: share(plan.smallest_effect_bp), needed, counted };
    if days > 0.0 && over {
        return Sentence::NewPhase { planned };
    }
    if days > 0.0 {
        return Sentence::DaysLeft { planned, days };
    }
    let metric = plan.primary.to_string();
    let excluded = |variation: &&str| {
        let effect = primary.and_then(|primary| primary.effects.iter().find(|one| one.variation == **variation));
        effect.is_some_and(|effect| excludes_the_smallest(plan, effect))
    };
    if open.iter().all(excluded) {
        Sentence::Excluded { planned, metric }
    } else {
        Sentence::NotKnown { planned, metric }
    }
}

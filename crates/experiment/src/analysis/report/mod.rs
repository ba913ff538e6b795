//! The report of an experiment: whether its counts can be trusted first, then what they say, in plain words last.
//!
//! Takes a plan and statistics, gives plain values for a program, a page or a printed text. It never pools phases, and
//! says nothing of a phase whose sample ratio does not fit.

mod cause;
mod causes;
mod comparison;
mod conclusion;
mod funnel;
mod guardrail;
mod ratio;

use serde::Serialize;

use super::event::Hour;
use super::items::{Items, ItemsReport};
use super::plan::{Phase, Plan};
use super::statistics::{EventCounts, PhaseStatistics, Statistics};

pub use cause::{Burst, Cause, CauseDetail, CauseKind, Others};
pub use comparison::{Bounds, Comparison, Effect, Measured, Role};
pub use conclusion::{Conclusion, PlannedPeople, Reading, Says, Sentence, Verdict};
pub use funnel::{QuestionReport, Reached};
pub use guardrail::{Category, Guardrail, GuardrailKind, Moved, NotChecked};
pub use ratio::{Collected, DayCount, SampleRatio, WordCount};

/// What an experiment says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ExperimentReport"))]
pub struct Report {
    /// Version of this format: 1.
    pub experiment_report: u32,
    /// The experiment's key.
    pub experiment: String,
    /// The variations; the first is the control.
    pub variations: Vec<String>,
    /// Level of the tests.
    pub alpha: f64,
    /// What became of the events.
    pub events: Events,
    /// Each phase with people in it, in time.
    pub phases: Vec<PhaseReport>,
    /// What may be learned of the items, where their sums were given, and the sample ratio of the phase concluded on fits.
    pub items: Option<ItemsReport>,
    /// What the last of these phases says in which somebody counts.
    pub conclusion: Conclusion,
}

/// What became of the events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Events {
    /// Events of this experiment that were read.
    pub read: u64,
    /// Events of other experiments, passed over.
    pub other_experiments: u64,
    /// Events that had been received already; counted once.
    pub repeated: u64,
    /// Events whose number another, different event of the same person has; each counts.
    pub same_number: u64,
    /// Events that happened before their person was exposed; not counted.
    pub before_exposure: u64,
    /// Events received after the plan stops collecting; not counted.
    pub too_late: u64,
    /// People of whom anything was received in time.
    pub people: u64,
    /// People of whom no exposure was received; not counted.
    pub without_exposure: u64,
    /// People whose first exposure may have been lost: events came from before the first one that was received, and a number among
    /// those is missing. They count.
    pub first_exposure_lost: u64,
    /// People exposed outside of all phases; not counted.
    pub outside_phases: u64,
    /// The hour of the last event that counts.
    pub last: Option<String>,
    /// Whether that is long after the last phase, so that a collector's clock may have been wrong.
    pub last_is_far: bool,
}

/// What one phase says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhaseReport {
    /// The phase.
    pub phase: String,
    /// Its first day.
    pub from: String,
    /// The day after its last.
    pub to: String,
    /// Whether nothing that counts is to come: an event was received after its last day, or after the plan stops collecting, or the
    /// reader says so.
    pub over: bool,
    /// Whether as many people are in each variation as the weights say.
    pub sample_ratio: SampleRatio,
    /// What of the variations' events came and what did not.
    pub collected: Vec<Collected>,
    /// The metrics; empty where the sample ratio does not fit.
    pub metrics: Vec<Comparison>,
    /// What must not move; empty where the sample ratio does not fit. Never corrected for several tests.
    pub guardrails: Vec<Guardrail>,
    /// Guardrails that are not checked, because nothing was given of them; empty where the sample ratio does not fit.
    pub not_checked: Vec<NotChecked>,
    /// How far people came: one denominator for all questions, everybody who was exposed. Empty where the sample ratio does not fit.
    pub questions: Vec<QuestionReport>,
}

/// Whether more events are to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collecting {
    /// Nobody says that it is over: the events tell.
    GoesOn,
    /// The reader says that it is over.
    IsOver,
}

impl Report {
    /// Whether somebody has to look at it: nobody was exposed, or in any phase the sample ratio does not fit, events are damaged
    /// differently by variation, or a guardrail moved.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        let found = |phase: &PhaseReport| {
            phase.sample_ratio.failed || phase.sample_ratio.damage().next().is_some() || phase.moved().next().is_some()
        };
        self.conclusion.verdict == Verdict::NoData || self.phases.iter().any(found)
    }

    /// Makes a report. A phase is over where an event came after it, or the reader says that collecting is.
    #[must_use]
    pub fn of(plan: &Plan, statistics: &Statistics, items: Option<&Items>, collecting: Collecting) -> Self {
        let counts = &statistics.events;
        let with_people = plan
            .phases
            .iter()
            .zip(&statistics.phases)
            .filter(|(_, counted)| counted.crossed > 0 || counted.arms.iter().any(|arm| arm.people > 0));
        let phases: Vec<PhaseReport> =
            with_people.map(|(phase, counted)| PhaseReport::of(plan, phase, counted, statistics, collecting)).collect();
        let conclusion = Conclusion::of(plan, &phases, counts.last, is_far(plan, counts.last));
        Self {
            experiment_report: 1,
            experiment: plan.experiment.to_string(),
            variations: plan.variations.iter().map(ToString::to_string).collect(),
            alpha: plan.alpha(),
            events: Events {
                read: counts.read,
                other_experiments: counts.other_experiments,
                repeated: counts.repeated,
                same_number: counts.same_number,
                before_exposure: counts.before_exposure,
                too_late: counts.too_late,
                people: counts.people,
                without_exposure: counts.without_exposure,
                first_exposure_lost: counts.first_exposure_lost,
                outside_phases: counts.outside_phases,
                last: counts.last.map(|hour| hour.to_string()),
                last_is_far: is_far(plan, counts.last),
            },
            phases,
            items: items.filter(|_| conclusion.verdict != Verdict::Blocked).map(|items| items.report(plan)),
            conclusion,
        }
    }
}

impl PhaseReport {
    /// The guardrails that moved.
    pub fn moved(&self) -> impl Iterator<Item = &Guardrail> {
        self.guardrails.iter().filter(|guardrail| guardrail.moved == Moved::Moved)
    }

    fn of(
        plan: &Plan,
        phase: &Phase,
        counted: &PhaseStatistics,
        statistics: &Statistics,
        collecting: Collecting,
    ) -> Self {
        let mut sample_ratio = SampleRatio::of(plan, phase, counted);
        causes::explain(&mut sample_ratio, plan, counted, &statistics.events, &phase.weights);
        let sound = !sample_ratio.failed;
        let (guardrails, not_checked) =
            if sound { guardrail::guardrails(plan, counted) } else { (Vec::new(), Vec::new()) };
        Self {
            phase: phase.id.to_string(),
            from: phase.from.to_string(),
            to: phase.to.to_string(),
            over: collecting == Collecting::IsOver || is_over(plan, phase, &statistics.events),
            collected: ratio::collected(plan, counted),
            metrics: if sound { comparison::compare(plan, counted) } else { Vec::new() },
            guardrails,
            not_checked,
            questions: if sound { funnel::questions(plan, counted) } else { Vec::new() },
            sample_ratio,
        }
    }
}

/// Days behind the last phase from which an event is odd.
const FAR_DAYS: u32 = 90;

fn is_far(plan: &Plan, last: Option<Hour>) -> bool {
    let ended = plan.phases.last().map(|phase| Hour::of_day(phase.to).0.saturating_add(24 * FAR_DAYS));
    ended.zip(last).is_some_and(|(ended, last)| last.0 > ended)
}

/// Whether an event shows that a phase is over.
fn is_over(plan: &Plan, phase: &Phase, events: &EventCounts) -> bool {
    let ends_within = plan.collected_until.is_some_and(|end| end <= phase.to);
    events.last.is_some_and(|last| last >= Hour::of_day(phase.to)) || (ends_within && events.too_late > 0)
}

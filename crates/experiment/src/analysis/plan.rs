//! What was decided before an experiment started: variations, phases, metrics, and what is to be found.
//!
//! Takes the plan's JSON text (whole numbers alone: rates are basis points), gives it checked. A report can say nothing
//! that the plan does not name: every word of an event is one of the plan's.

use prescreen::date::Date;
use prescreen::documents;
use prescreen::id::Id;
use prescreen::json::{Entries, read_text};
use prescreen::words;
use prescreen::{Code, Error};
use sha2::{Digest, Sha256};

use super::percent::exact;

/// The form of what the statement counts: another one where a number is counted otherwise, so that an earlier result is told apart.
const RESULT_FORM: &str = "result 3";
/// Bytes of a plan, at most.
pub const MAX_PLAN_BYTES: usize = 1024 * 1024;
/// Variations of an experiment, at most.
pub const MAX_VARIATIONS: usize = 16;
/// Phases, metrics and goals, at most of each.
pub const MAX_PARTS: usize = 64;
/// Questions, classes and words of a segment, at most of each.
pub const MAX_WORDS: usize = 200;
/// Segments, at most.
pub const MAX_SEGMENTS: usize = 8;

/// The plan of an experiment.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, rename = "ExperimentPlan"))]
pub struct Plan {
    /// Version of this format: 1.
    pub experiment_plan: i64,
    /// The experiment's key, as events name it.
    pub experiment: Id,
    /// The variations; the first is the control. At least 2.
    pub variations: Vec<Id>,
    /// The phases, in time: a change of weights or targeting starts another one. They are never pooled.
    pub phases: Vec<Phase>,
    /// What is measured.
    pub metrics: Vec<Metric>,
    /// The metric that decides.
    pub primary: Id,
    /// When the result is looked at: it says which interval the conclusion goes by.
    pub looks: Looks,
    /// Level of the tests, in basis points; 500 where it is left out.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub alpha_bp: Option<u32>,
    /// Wanted probability to find the smallest effect, in basis points; 8000 where it is left out.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub power_bp: Option<u32>,
    /// The smallest effect worth finding, of the primary metric: a share of the control's mean, in basis points.
    pub smallest_effect_bp: u32,
    /// The primary metric's mean in the control before the experiment, in basis points of its unit.
    pub baseline_bp: u32,
    /// The primary metric's standard deviation, in basis points of its unit; of a share it follows from the baseline.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub deviation_bp: Option<u32>,
    /// People who are exposed on a day, in all variations.
    pub people_per_day: u32,
    /// People in both compared variations near whom always-valid intervals are tightest; 5000 where it is left out.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tuned_to: Option<u32>,
    /// What people may do behind the questionnaire, such as a purchase.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub goals: Vec<Id>,
    /// The questions, in their order.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub questions: Vec<Id>,
    /// The pack's classes, in their order.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub classes: Vec<Id>,
    /// What exposures may say of where they happened, such as a browser's family: each with its words.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub segments: Entries<Id, Vec<Id>>,
    /// How far a guardrail's share may move and still count as the same, in basis points.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub margins: Margins,
    /// The day from which events come too late to count.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub collected_until: Option<Date>,
}

/// A time with one set of weights.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Phase {
    /// Its name.
    pub id: Id,
    /// Its first day, UTC.
    pub from: Date,
    /// The day after its last, UTC.
    pub to: Date,
    /// The variations' weights, in their order; each above 0.
    pub weights: Vec<u32>,
}

/// One metric.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Metric {
    /// Its name.
    pub id: Id,
    /// What it counts.
    pub kind: MetricKind,
    /// The goal that it counts; none for completions.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub goal: Option<Id>,
    /// Of a ratio, the goal below the line.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub per: Option<Id>,
    /// Whether amounts are adjusted by what the same people did before (CUPED).
    #[cfg_attr(feature = "schema", schemars(default))]
    pub adjusted: bool,
}

/// What a metric counts, of everybody who was exposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum MetricKind {
    /// The share of people who completed the questionnaire.
    Completion,
    /// The share of people who reached a goal at least once.
    Goal,
    /// The mean over people of their amounts of a goal.
    Amount,
    /// All amounts of a goal by all amounts of another.
    Ratio,
}

/// When a result is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Looks {
    /// Once, when the phase is over: fixed-horizon intervals.
    Once,
    /// At any time and as often as one likes: always-valid intervals.
    Always,
}

/// How far a guardrail's share may move and still count as the same, in basis points; 300 where one is left out.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Margins {
    /// Of each class.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub class_bp: Option<u32>,
    /// Of each outcome.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub outcome_bp: Option<u32>,
    /// Of careless answering.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub careless_bp: Option<u32>,
}

documents! {
    Plan {
        experiment_plan, experiment, variations, phases, metrics, primary, looks, alpha_bp, power_bp, smallest_effect_bp,
        baseline_bp, deviation_bp, people_per_day, tuned_to, collected_until;
        [goals, questions, classes, segments, margins]
    }
    Phase { id, from, to, weights }
    Metric { id, kind, goal, per; [adjusted] }
    Margins { class_bp, outcome_bp, careless_bp }
}

words! {
    MetricKind { Completion = "completion", Goal = "goal", Amount = "amount", Ratio = "ratio" }
    Looks { Once = "once", Always = "always" }
}

impl Plan {
    /// Reads a plan from its JSON text.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer when the text is no plan, or the plan contradicts itself.
    pub fn read(text: &str) -> Result<Self, Error> {
        let plan: Self = read_text(text, MAX_PLAN_BYTES)?;
        if plan.experiment_plan != 1 {
            return Err(Error::new(Code::Range, "/experiment_plan", "only version 1 of this format is read"));
        }
        plan.check_lists()?;
        plan.check_phases()?;
        plan.check_metrics()?;
        plan.check_numbers()?;
        Ok(plan)
    }

    /// Level of the tests, above 0 and below 1.
    #[must_use]
    pub fn alpha(&self) -> f64 {
        share(self.alpha_bp.unwrap_or(500))
    }

    /// Wanted power, above 0 and below 1.
    #[must_use]
    pub fn power(&self) -> f64 {
        share(self.power_bp.unwrap_or(8000))
    }

    /// People near whom always-valid intervals are tightest.
    #[must_use]
    pub fn tuned_to(&self) -> f64 {
        f64::from(self.tuned_to.unwrap_or(5000))
    }

    /// The primary metric; the first where there is none of its name.
    #[must_use]
    pub fn primary_metric(&self) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.id == self.primary)
    }

    /// Whether the primary metric is a share of people.
    #[must_use]
    pub(super) fn decides_by_a_share(&self) -> bool {
        let shares = [MetricKind::Completion, MetricKind::Goal];
        self.primary_metric().is_some_and(|metric| shares.contains(&metric.kind))
    }

    /// Whether the smallest effect can be a fall alone: a share that rose by it would be above 100%.
    #[must_use]
    pub(super) fn falls(&self) -> bool {
        let times = 10_000_u64.saturating_add(self.smallest_effect_bp.into());
        self.decides_by_a_share() && u64::from(self.baseline_bp).saturating_mul(times) > 100_000_000
    }

    /// Days of a phase on which events are collected.
    #[must_use]
    pub(super) fn collected_days(&self, phase: &Phase) -> i32 {
        let end = self.collected_until.map_or(phase.to, |until| until.min(phase.to));
        end.days().saturating_sub(phase.from.days()).max(0)
    }

    /// The margin of classes, as a share.
    #[must_use]
    pub fn class_margin(&self) -> f64 {
        share(self.margins.class_bp.unwrap_or(USUAL_MARGIN_BP))
    }

    /// The margin of outcomes, as a share.
    #[must_use]
    pub fn outcome_margin(&self) -> f64 {
        share(self.margins.outcome_bp.unwrap_or(USUAL_MARGIN_BP))
    }

    /// The margin of careless answering, as a share.
    #[must_use]
    pub fn careless_margin(&self) -> f64 {
        share(self.margins.careless_bp.unwrap_or(USUAL_MARGIN_BP))
    }

    /// A number by which what an engine counted is known to be of this plan: what the statement is made from decides it, below 2^48.
    #[must_use]
    pub(super) fn mark(&self) -> u64 {
        let list = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(",");
        let mut parts = vec![RESULT_FORM.to_owned(), self.experiment.to_string()];
        parts.extend([&self.variations, &self.goals, &self.questions, &self.classes].map(|ids| list(ids)));
        parts.extend(self.phases.iter().map(|phase| format!("{} {} {}", phase.id, phase.from, phase.to)));
        let named = |id: &Option<Id>| id.as_ref().map(ToString::to_string).unwrap_or_default();
        let metrics = self.metrics.iter();
        parts.extend(metrics.map(|it| format!("{} {} {}/{}", it.id, it.kind.word(), named(&it.goal), named(&it.per))));
        parts.extend(self.segments.iter().map(|(id, words)| format!("{id} {}", list(words))));
        parts.push(self.collected_until.map(|end| end.to_string()).unwrap_or_default());
        let digest = Sha256::digest(parts.join("\n").as_bytes());
        digest.iter().take(6).fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }

    fn check_lists(&self) -> Result<(), Error> {
        if self.variations.len() < 2 {
            return Err(Error::new(Code::Range, "/variations", "an experiment has at least 2 variations"));
        }
        distinct(&self.variations, "/variations", MAX_VARIATIONS)?;
        distinct(&self.goals, "/goals", MAX_PARTS)?;
        distinct(&self.questions, "/questions", MAX_WORDS)?;
        distinct(&self.classes, "/classes", MAX_WORDS)?;
        if self.segments.len() > MAX_SEGMENTS {
            return Err(too_many("/segments", MAX_SEGMENTS));
        }
        for (id, words) in self.segments.iter() {
            distinct(words, &format!("/segments/{id}"), MAX_WORDS)?;
        }
        Ok(())
    }

    fn check_phases(&self) -> Result<(), Error> {
        let ids: Vec<Id> = self.phases.iter().map(|phase| phase.id.clone()).collect();
        distinct(&ids, "/phases", MAX_PARTS)?;
        if ids.is_empty() {
            return Err(Error::new(Code::Range, "/phases", "an experiment has at least 1 phase"));
        }
        let mut before: Option<Date> = None;
        for (n, phase) in self.phases.iter().enumerate() {
            let at = format!("/phases/{n}");
            if phase.to <= phase.from {
                let message = "a phase ends on a day after its first";
                return Err(Error::new(Code::Range, format!("{at}/to"), message));
            }
            if before.is_some_and(|end| phase.from < end) {
                let message = "a phase starts when the one before it has ended";
                return Err(Error::new(Code::Inconsistent, format!("{at}/from"), message));
            }
            before = Some(phase.to);
            if phase.weights.len() != self.variations.len() || phase.weights.contains(&0) {
                let message = "a phase has one weight above 0 for each variation";
                return Err(Error::new(Code::Range, format!("{at}/weights"), message));
            }
        }
        let nothing = self.phases.iter().find(|phase| self.collected_days(phase) == 0);
        if let Some((until, phase)) = self.collected_until.zip(nothing) {
            let message = format!(
                "nothing is collected in the phase '{}': events of {until} and later do not count, and it starts on {}",
                phase.id, phase.from
            );
            let help = "Give a day behind the last phase's first, or leave it out.";
            return Err(Error::new(Code::Inconsistent, "/collected_until", message).help(help));
        }
        Ok(())
    }

    fn check_metrics(&self) -> Result<(), Error> {
        let ids: Vec<Id> = self.metrics.iter().map(|metric| metric.id.clone()).collect();
        distinct(&ids, "/metrics", MAX_PARTS)?;
        if self.primary_metric().is_none() {
            return Err(Error::new(Code::Reference, "/primary", "no metric has this name"));
        }
        for (n, metric) in self.metrics.iter().enumerate() {
            let at = |field: &str| format!("/metrics/{n}/{field}");
            let (counts, divides) = (metric.kind != MetricKind::Completion, metric.kind == MetricKind::Ratio);
            for (field, named, wanted) in [("goal", &metric.goal, counts), ("per", &metric.per, divides)] {
                match named {
                    None if wanted => {
                        return Err(Error::new(Code::MissingField, at(field), "this kind of metric names a goal here"));
                    }
                    Some(_) if !wanted => {
                        return Err(Error::new(Code::UnknownField, at(field), "this kind of metric has no such goal"));
                    }
                    Some(goal) if !self.goals.contains(goal) => {
                        return Err(Error::new(Code::Reference, at(field), "the goal is not one of `goals`"));
                    }
                    _ => {}
                }
            }
            if metric.adjusted && metric.kind != MetricKind::Amount {
                let message = "only amounts are adjusted by those before";
                return Err(Error::new(Code::Inconsistent, at("adjusted"), message));
            }
        }
        Ok(())
    }

    /// A share and the smallest effect come to a share, one way or the other.
    fn check_share_moved(&self) -> Result<(), Error> {
        if !self.falls() || self.smallest_effect_bp <= 10_000 {
            return Ok(());
        }
        let moved = share(self.baseline_bp) * (1.0 + share(self.smallest_effect_bp));
        let [baseline, effect, moved] = [share(self.baseline_bp), share(self.smallest_effect_bp), moved].map(exact);
        let message = format!(
            "a baseline of {baseline} and {effect} of it come to {moved}, no share is above 100%, and none falls by more than all of it"
        );
        let help = "Give a smaller effect: it is a share of the baseline, not points beside it.";
        Err(Error::new(Code::Inconsistent, "/smallest_effect_bp", message).help(help))
    }

    fn check_numbers(&self) -> Result<(), Error> {
        let within = |value: Option<u32>, at: &str, least: u32, most: u32| {
            let outside = value.is_some_and(|value| value < least || value > most);
            let message = format!("expected a whole number from {least} to {most}");
            if outside { Err(Error::new(Code::Range, at, message)) } else { Ok(()) }
        };
        within(self.alpha_bp, "/alpha_bp", 1, 5000)?;
        within(self.power_bp, "/power_bp", 5000, 9999)?;
        within(Some(self.smallest_effect_bp), "/smallest_effect_bp", 1, 100_000)?;
        within(Some(self.baseline_bp), "/baseline_bp", 1, u32::MAX)?;
        within(Some(self.people_per_day), "/people_per_day", 1, u32::MAX)?;
        within(self.tuned_to, "/tuned_to", 1, u32::MAX)?;
        within(self.margins.class_bp, "/margins/class_bp", 1, 10_000)?;
        within(self.margins.outcome_bp, "/margins/outcome_bp", 1, 10_000)?;
        within(self.margins.careless_bp, "/margins/careless_bp", 1, 10_000)?;
        if self.decides_by_a_share() {
            within(Some(self.baseline_bp), "/baseline_bp", 1, 9999)?;
            self.check_share_moved()?;
            if self.deviation_bp.is_some() {
                let message = "the deviation of a share follows from the baseline";
                return Err(Error::new(Code::Inconsistent, "/deviation_bp", message));
            }
        } else if self.deviation_bp.is_none_or(|deviation| deviation == 0) {
            let message = "a primary metric that is no share needs a standard deviation above 0";
            return Err(Error::new(Code::MissingField, "/deviation_bp", message));
        }
        Ok(())
    }
}

/// Basis points within which a guardrail's share counts as the same, where a plan does not say.
const USUAL_MARGIN_BP: u32 = 300;

/// Basis points as a share.
pub(super) fn share(basis_points: u32) -> f64 {
    f64::from(basis_points) / 10_000.0
}

fn distinct(ids: &[Id], at: &str, most: usize) -> Result<(), Error> {
    if ids.len() > most {
        return Err(too_many(at, most));
    }
    for (n, id) in ids.iter().enumerate() {
        if ids.iter().take(n).any(|other| other == id) {
            return Err(Error::new(Code::Duplicate, format!("{at}/{n}"), "this name stands there already"));
        }
    }
    Ok(())
}

fn too_many(at: &str, most: usize) -> Error {
    Error::new(Code::Limit, at, format!("at most {most} can stand here"))
}

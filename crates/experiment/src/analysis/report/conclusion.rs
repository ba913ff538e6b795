//! The report in plain words: what it says, what would change it, and what somebody has to look at.

use serde::Serialize;

use super::super::event::Hour;
use super::super::percent::exact;
use super::super::plan::{Looks, Plan, share};
use super::super::planned::needed;
use super::super::statistics::number;
use super::PhaseReport;
use super::comparison::{Bounds, Comparison, Effect, Role};
use super::guardrail::{GuardrailKind, Moved};

/// What an experiment says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conclusion {
    /// The phase it is of; none where nobody was exposed.
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
    /// In sentences: what it says, what would change it, what has to be looked at.
    pub text: Vec<String>,
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
}

impl Conclusion {
    /// Of the last phase in which somebody counts; what another one has to be looked at for is said behind it.
    pub(super) fn of(plan: &Plan, phases: &[PhaseReport], last: Option<Hour>, is_far: bool) -> Self {
        let phase = concluded_on(phases);
        let mut conclusion = Self::of_phase(plan, phase, last);
        for before in phases.iter().filter(|other| phase.is_some_and(|phase| phase.phase != other.phase)) {
            if before.sample_ratio.failed {
                conclusion
                    .text
                    .push(format!("In phase {} the sample ratio does not fit: it has no result.", before.phase));
            } else if before.guardrails.iter().any(|guardrail| guardrail.moved == Moved::Moved) {
                conclusion.text.push(format!("In phase {} a guardrail moved: a matter for compliance.", before.phase));
            }
        }
        if let Some(last) = last.filter(|_| is_far) {
            conclusion.text.push(format!(
                "The last event is of {last}, long after the last phase: if that is a wrong clock's, a phase may not be over yet."
            ));
        }
        conclusion
    }

    fn of_phase(plan: &Plan, phase: Option<&PhaseReport>, last: Option<Hour>) -> Self {
        let progress = phase.map(|phase| Progress::of(plan, phase)).unwrap_or_default();
        let none = |verdict, text: &str| Self {
            phase: phase.map(|phase| phase.phase.clone()),
            verdict,
            readings: Vec::new(),
            counted: progress.counted,
            needed: progress.needed,
            days_left: progress.days_left,
            text: vec![text.into()],
        };
        let Some(phase) = phase else { return none(Verdict::NoData, "Nobody was exposed in any phase.") };
        if phase.sample_ratio.failed {
            let text = "There is no result: the numbers of people do not fit the weights, so the variations' people are \
                        not alike. Mend the cause, and start a new phase.";
            return none(Verdict::Blocked, text);
        }
        if plan.looks == Looks::Once && !phase.over {
            let last = last.map(|last| format!(", and the last event is of {last}")).unwrap_or_default();
            let text = format!(
                "The one planned look comes when the phase is over: it ends with {}{last}. Read events from after that, or say that \
                 collecting is over: until then the look's intervals do not hold.",
                phase.to
            );
            return none(Verdict::TooEarly, &text);
        }
        let primary = phase.metrics.iter().find(|metric| metric.role == Role::Primary);
        let mut text = Vec::new();
        let mut readings = Vec::new();
        for effect in primary.iter().flat_map(|primary| &primary.effects) {
            let says = says(plan, effect);
            text.push(sentence(plan, effect, says));
            readings.push(Reading { variation: effect.variation.clone(), says });
        }
        let found = readings.iter().any(|reading| reading.says != Says::Inconclusive);
        let open = readings.iter().any(|reading| reading.says == Says::Inconclusive) || readings.is_empty();
        if readings.is_empty() {
            let same = "Within each variation everybody came to the same, so that no interval can be worked out: what there is \
                        to say are the shares themselves.";
            text.push(same.into());
        } else if open {
            text.push(what_would_change_it(plan, primary, &progress, phase.over));
        }
        let moved = phase.guardrails.iter().filter(|guardrail| guardrail.moved == Moved::Moved);
        let alarms: Vec<String> = moved
            .map(|guardrail| {
                let what = match guardrail.guardrail {
                    GuardrailKind::Classes => "classes are distributed otherwise",
                    GuardrailKind::Refer => "another share is referred to a person",
                    GuardrailKind::InsufficientEvidence => "of another share too little is known",
                    GuardrailKind::Careless => "another share answers carelessly",
                };
                format!("In {} {what} than in the control: a matter for compliance, not a win.", guardrail.variation)
            })
            .collect();
        let verdict = match (alarms.is_empty(), found) {
            (false, _) => Verdict::GuardrailMoved,
            (true, true) => Verdict::Ready,
            (true, false) => Verdict::Inconclusive,
        };
        text.extend(alarms);
        // Days are left where there is something to wait for.
        let waits = open && !readings.is_empty() && verdict == Verdict::Inconclusive && !phase.over;
        let days_left = progress.days_left.filter(|_| waits);
        Self { readings, text, days_left, ..none(verdict, "") }
    }
}

fn bounds_of(plan: &Plan, bounds: &Bounds) -> [f64; 2] {
    match plan.looks {
        Looks::Once => bounds.fixed,
        Looks::Always => bounds.always_valid,
    }
}

/// The bounds and p-value that the plan's looks make valid.
fn valid(plan: &Plan, effect: &Effect) -> (f64, [f64; 2], &'static str) {
    let bounds = |bounds: &Bounds| bounds_of(plan, bounds);
    let said = effect.of_control.as_ref().unwrap_or(&effect.absolute);
    match plan.looks {
        Looks::Once => (effect.p_adjusted, bounds(said), "one planned look"),
        Looks::Always => (effect.p_always_valid_adjusted, bounds(said), "valid at every look"),
    }
}

fn says(plan: &Plan, effect: &Effect) -> Says {
    let (p, [low, high], _) = valid(plan, effect);
    let smallest = share(plan.smallest_effect_bp);
    if p < plan.alpha() {
        return if effect.absolute.estimate > 0.0 { Says::Higher } else { Says::Lower };
    }
    // How well the control's value is known counts too.
    let known = effect.relative.as_ref().map(|relative| bounds_of(plan, relative));
    let is_within = |[low, high]: [f64; 2]| -smallest < low && high < smallest;
    if effect.of_control.is_some() && is_within([low, high]) && known.is_some_and(is_within) {
        Says::NoDifference
    } else {
        Says::Inconclusive
    }
}

fn sentence(plan: &Plan, effect: &Effect, says: Says) -> String {
    let (_, [low, high], holds) = valid(plan, effect);
    let relative = effect.of_control.as_ref();
    let estimate = relative.unwrap_or(&effect.absolute).estimate;
    let signed = |value: f64| {
        if relative.is_some() { format!("{:+.1}%", 100.0 * value) } else { format!("{value:+.4}") }
    };
    let range =
        format!("{} ({} to {}; {}, {holds})", signed(estimate), signed(low), signed(high), exact(1.0 - plan.alpha()));
    let (variation, metric) = (&effect.variation, &plan.primary);
    match says {
        Says::Higher => format!("{variation}: {metric} is higher than in the control: {range}."),
        Says::Lower => format!("{variation}: {metric} is lower than in the control: {range}."),
        Says::NoDifference => format!(
            "{variation}: {metric} is the same as in the control, within the smallest effect worth finding: {range}."
        ),
        // The interval is of this variation alone, and p corrected for all of them.
        Says::Inconclusive if low > 0.0 || high < 0.0 => format!(
            "{variation}: no measurable difference of {metric}, or not enough data yet: alone it would differ, {range}, but \
             not once that is corrected for the {} variations that are compared.",
            plan.variations.len().saturating_sub(1)
        ),
        Says::Inconclusive => {
            format!("{variation}: no measurable difference of {metric}, or not enough data yet: {range}.")
        }
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

fn what_would_change_it(plan: &Plan, primary: Option<&Comparison>, progress: &Progress, over: bool) -> String {
    let (counted, Some(needed), Some(days)) = (progress.counted, progress.needed, progress.days_left) else {
        return "More people would change that.".into();
    };
    let smallest = share(plan.smallest_effect_bp);
    let planned = format!("To find an effect of {} takes {needed:.0} people in all", exact(smallest));
    if days > 0.0 && over {
        return format!("{planned}; {counted} were counted, and the phase is over: finding it takes a new phase.");
    }
    if days > 0.0 {
        return format!("{planned}; {counted} were counted: about {days:.0} more days.");
    }
    let metric = primary.map_or("the metric", |primary| &*primary.metric);
    format!(
        "{planned}; {counted} were counted. An effect of that size would have been found with a probability of {}: \
         {metric} moves less, or not at all.",
        exact(plan.power())
    )
}

//! All that a report is made from: counts and exact sums by phase and variation.
//!
//! INVARIANT: everything here is an integer that is added up, so that the order of events, the number of files and the
//! engine that counted change no digit.

use std::collections::BTreeMap;

use prescreen::terms::Outcome;

use super::event::Hour;
use super::plan::Plan;
use super::sample::{Joint, Moments};

/// The outcomes, in the order of [`Arm::outcomes`].
pub const OUTCOMES: [Outcome; 6] = [
    Outcome::Proceed,
    Outcome::ProceedAfter,
    Outcome::Pause,
    Outcome::InsufficientEvidence,
    Outcome::Refer,
    Outcome::Refuse,
];

/// The statistics of an experiment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statistics {
    /// What became of the events.
    pub events: EventCounts,
    /// For each phase of the plan, in its order.
    pub phases: Vec<PhaseStatistics>,
}

/// What became of the events, in numbers of events unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventCounts {
    /// Events of this experiment that were read.
    pub read: u64,
    /// Events of other experiments, passed over.
    pub other_experiments: u64,
    /// Events that had been received already, with the same number and content; not counted again.
    pub repeated: u64,
    /// Events whose number another, different event of the same person has: they were not numbered in one sequence. Each counts.
    pub same_number: u64,
    /// Events that happened before their person was exposed, by number and by hour, where no number below that of the exposure is
    /// missing. They count nowhere.
    pub before_exposure: u64,
    /// Events received on or after the day on which the plan stops collecting; not counted.
    pub too_late: u64,
    /// People of whom anything was received in time.
    pub people: u64,
    /// People of whom something was received, but no exposure: it was lost. They count nowhere.
    pub without_exposure: u64,
    /// People of whom an event came from before the first exposure that was received, by number and by hour, while a number below
    /// that exposure's is missing: it may have been the first exposure. They count, with all their events.
    pub first_exposure_lost: u64,
    /// People who were exposed outside of all phases. They count nowhere.
    pub outside_phases: u64,
    /// Hour of the last event that counts, if there is any; values before have no say in it.
    pub last: Option<Hour>,
}

/// The statistics of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhaseStatistics {
    /// For each variation of the plan, in its order.
    pub arms: Vec<Arm>,
    /// People who were exposed to more than one variation; they count nowhere else.
    pub crossed: u64,
    /// For each hour with exposures: people of each variation, and how many of all went on to anything else.
    pub hours: BTreeMap<u32, HourCounts>,
    /// For each segment and word of the plan, and behind the last word for nothing said: people of each variation.
    pub segments: Vec<Vec<Vec<u64>>>,
}

/// People who were first exposed in one hour.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HourCounts {
    /// Of each variation.
    pub people: Vec<u64>,
    /// Of all, those of whom another event was received.
    pub went_on: u64,
}

/// The people of one variation in one phase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arm {
    /// People who were exposed: the one denominator.
    pub people: u64,
    /// Of them, those who completed.
    pub completed: u64,
    /// Of these, with each class of the plan.
    pub classes: Vec<u64>,
    /// Of these, with each outcome of [`OUTCOMES`].
    pub outcomes: Vec<u64>,
    /// Of these, of whom it is known whether they answered carelessly.
    pub careless_known: u64,
    /// Of these, careless.
    pub careless: u64,
    /// For each question of the plan: people who left it behind.
    pub answered: Vec<u64>,
    /// For each question: how many people took so many seconds.
    pub seconds: Vec<BTreeMap<u16, u64>>,
    /// For each metric of the plan, its sums over the people.
    pub metrics: Vec<Sums>,
    /// Events that people must have sent, by their highest number.
    pub sent: u64,
    /// Of these, those that were not received.
    pub lost: u64,
    /// People of whom any event was not received, by their numbers.
    pub incomplete: u64,
    /// People, some of whose events were received more than a day after the hour of their device.
    pub late: u64,
    /// People, all of whose events were: late, or of a device whose clock is behind.
    pub behind: u64,
    /// People whose device was more than an hour ahead of the collector.
    pub ahead: u64,
}

/// Exact sums over people of a value and of one beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// People.
    pub n: u64,
    /// Sum of the value.
    pub sum: i128,
    /// Sum of its squares.
    pub sum_squares: i128,
    /// Sum of the value beside it: a ratio's denominator, or the value before.
    pub other_sum: i128,
    /// Sum of the squares of that.
    pub other_squares: i128,
    /// Sum of the products of both.
    pub products: i128,
}

impl Statistics {
    /// Of nobody.
    #[must_use]
    pub fn none(plan: &Plan) -> Self {
        let variations = plan.variations.len();
        let words = |words: &Vec<_>| vec![vec![0; variations]; words.len().saturating_add(1)];
        let phase = PhaseStatistics {
            arms: vec![Arm::none(plan); variations],
            segments: plan.segments.values().map(words).collect(),
            ..PhaseStatistics::default()
        };
        Self { events: EventCounts::default(), phases: vec![phase; plan.phases.len()] }
    }
}

impl Arm {
    /// Of nobody.
    #[must_use]
    pub fn none(plan: &Plan) -> Self {
        Self {
            classes: vec![0; plan.classes.len()],
            outcomes: vec![0; OUTCOMES.len()],
            answered: vec![0; plan.questions.len()],
            seconds: vec![BTreeMap::new(); plan.questions.len()],
            metrics: vec![Sums::default(); plan.metrics.len()],
            ..Self::default()
        }
    }
}

impl PhaseStatistics {
    /// People of each variation.
    #[must_use]
    pub fn people(&self) -> Vec<u64> {
        self.arms.iter().map(|arm| arm.people).collect()
    }
}

impl Sums {
    /// Adds a person.
    pub fn add(&mut self, value: i64, other: i64) {
        let (value, other) = (i128::from(value), i128::from(other));
        self.n = self.n.saturating_add(1);
        self.sum = self.sum.saturating_add(value);
        self.sum_squares = self.sum_squares.saturating_add(value.saturating_mul(value));
        self.other_sum = self.other_sum.saturating_add(other);
        self.other_squares = self.other_squares.saturating_add(other.saturating_mul(other));
        self.products = self.products.saturating_add(value.saturating_mul(other));
    }

    /// The same as moments; exact where sums stay below 2^53.
    #[must_use]
    pub fn joint(&self) -> Joint {
        let n = number(self.n);
        let moments = |sum, squares| Moments { n, sum, sum_squares: squares };
        Joint {
            main: moments(exact(self.sum), exact(self.sum_squares)),
            other: moments(exact(self.other_sum), exact(self.other_squares)),
            products: exact(self.products),
        }
    }
}

/// A count as a number; exact to 2^53.
pub(super) fn number(count: u64) -> f64 {
    count as f64
}

fn exact(sum: i128) -> f64 {
    sum as f64
}

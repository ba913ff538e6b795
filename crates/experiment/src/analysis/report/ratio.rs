//! The sample ratio of a phase, broken down where it does not fit.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::event::Hour;
use super::super::multiple::holm;
use super::super::plan::{Phase, Plan};
use super::super::sample_ratio::{THRESHOLD, p};
use super::super::statistics::{PhaseStatistics, number};
use super::cause::Cause;

/// Whether as many people are in each variation as the weights say.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SampleRatio {
    /// People of each variation.
    pub people: Vec<u64>,
    /// What the weights lead to expect.
    pub expected: Vec<f64>,
    /// The p-value of the chi-square test.
    pub p: Option<f64>,
    /// Below this the check has failed.
    pub threshold: f64,
    /// Whether it has: then nothing else of this phase can be relied on.
    pub failed: bool,
    /// People who saw several variations; not counted.
    pub crossed: u64,
    /// What is likely to have caused it, where it failed.
    pub causes: Vec<Cause>,
    /// What is odd about the events all the same, where it fits.
    pub seen: Vec<Cause>,
    /// People by segment and word, where it failed.
    pub by_segment: Vec<WordCount>,
    /// People by day of first exposure, where it failed.
    pub by_day: Vec<DayCount>,
}

/// People of one word of a segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WordCount {
    /// The segment.
    pub segment: String,
    /// The word; none for people of whom none is known.
    pub word: Option<String>,
    /// People of each variation.
    pub people: Vec<u64>,
    /// The p-value of these people's ratio, adjusted for the number of words (Holm).
    pub p: f64,
    /// The p-value of all others' ratio.
    pub rest_p: Option<f64>,
}

/// People of one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayCount {
    /// The day, UTC.
    pub day: String,
    /// People of each variation.
    pub people: Vec<u64>,
    /// The p-value of their ratio; not adjusted.
    pub p: Option<f64>,
}

/// What of a variation's events came and what did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Collected {
    /// The variation.
    pub variation: String,
    /// Events that people must have sent, by their numbers.
    pub sent: u64,
    /// Of these, those that were not received.
    pub lost: u64,
    /// People, some of whose events were received more than a day late.
    pub late_people: u64,
    /// People, all of whose events were: late, or of a device whose clock is behind.
    pub behind_people: u64,
    /// People whose device's clock is more than an hour ahead.
    pub ahead_people: u64,
}

/// What came of each variation.
pub(super) fn collected(plan: &Plan, counted: &PhaseStatistics) -> Vec<Collected> {
    let one = |(variation, arm): (&_, &super::super::statistics::Arm)| Collected {
        variation: ToString::to_string(variation),
        sent: arm.sent,
        lost: arm.lost,
        late_people: arm.late,
        behind_people: arm.behind,
        ahead_people: arm.ahead,
    };
    plan.variations.iter().zip(&counted.arms).map(one).collect()
}

impl SampleRatio {
    /// What is odd though the ratio fits, and touches the variations differently.
    pub fn damage(&self) -> impl Iterator<Item = &Cause> {
        self.seen.iter().filter(|cause| cause.by_variation)
    }

    pub(super) fn of(plan: &Plan, phase: &Phase, counted: &PhaseStatistics) -> Self {
        let weights: Vec<f64> = phase.weights.iter().copied().map(f64::from).collect();
        let people = counted.people();
        let all: f64 = people.iter().copied().map(number).sum();
        let whole: f64 = weights.iter().sum();
        let p = fit(&people, &weights);
        let failed = p.is_some_and(|p| p < THRESHOLD);
        let mut ratio = Self {
            expected: weights.iter().map(|weight| all * weight / whole).collect(),
            p,
            threshold: THRESHOLD,
            failed,
            crossed: counted.crossed,
            causes: Vec::new(),
            seen: Vec::new(),
            by_segment: Vec::new(),
            by_day: Vec::new(),
            people,
        };
        if failed {
            ratio.by_segment = by_segment(plan, counted, &weights);
            ratio.by_day = by_day(counted, &weights);
        }
        ratio
    }
}

fn by_segment(plan: &Plan, counted: &PhaseStatistics, weights: &[f64]) -> Vec<WordCount> {
    let all = counted.people();
    let mut rows = Vec::new();
    for ((segment, words), counts) in plan.segments.iter().zip(&counted.segments) {
        let names = words.iter().map(|word| Some(word.to_string())).chain([None]);
        for (word, people) in names.zip(counts) {
            let rest: Vec<u64> = all.iter().zip(people).map(|(all, here)| all.saturating_sub(*here)).collect();
            if let Some(p) = fit(people, weights) {
                let (segment, people, rest_p) = (segment.to_string(), people.clone(), fit(&rest, weights));
                rows.push(WordCount { segment, word, people, p, rest_p });
            }
        }
    }
    let adjusted = holm(&rows.iter().map(|row| row.p).collect::<Vec<f64>>());
    rows.iter_mut().zip(adjusted).for_each(|(row, p)| row.p = p);
    rows
}

fn by_day(counted: &PhaseStatistics, weights: &[f64]) -> Vec<DayCount> {
    let mut days: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
    for (hour, counts) in &counted.hours {
        let sums = days.entry(hour / 24).or_insert_with(|| vec![0; weights.len()]);
        sums.iter_mut().zip(&counts.people).for_each(|(sum, count)| *sum = sum.saturating_add(*count));
    }
    let row = |(day, people): (u32, Vec<u64>)| {
        let name = Hour(day.saturating_mul(24)).day().map(|day| day.to_string()).unwrap_or_default();
        DayCount { day: name, p: fit(&people, weights), people }
    };
    days.into_iter().map(row).collect()
}

/// The p-value of people's ratio.
pub(super) fn fit(people: &[u64], weights: &[f64]) -> Option<f64> {
    p(&people.iter().copied().map(number).collect::<Vec<f64>>(), weights)
}

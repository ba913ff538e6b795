//! The sample ratio of a phase, broken down where it does not fit, and what may have caused it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::event::Hour;
use super::super::multiple::holm;
use super::super::plan::{Phase, Plan};
use super::super::sample_ratio::{THRESHOLD, p};
use super::super::shift::compare;
use super::super::statistics::{EventCounts, PhaseStatistics, number};

/// A share of people in several variations from which that is named as a cause.
const CROSSED_SHARE: f64 = 0.01;
/// A p-value from which a part of the people fits.
const FITS: f64 = 0.05;
/// Times the usual hour that make a burst, with so many people at least.
const BURST: f64 = 5.0;
const BURST_PEOPLE: u64 = 50;

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
    /// People by segment and word, where it failed.
    pub by_segment: Vec<WordCount>,
    /// People by day of first exposure, where it failed.
    pub by_day: Vec<DayCount>,
}

/// A likely cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cause {
    /// Which one.
    pub cause: CauseKind,
    /// What was seen, and what to look at.
    pub text: String,
}

/// Kinds of causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// People of whom other events came, but no exposure.
    ExposuresLost,
    /// More events of one variation are lost than of another.
    LossDiffers,
    /// People in several variations.
    Crossed,
    /// Hours with very many people.
    Burst,
    /// One word of a segment alone does not fit.
    Segment,
    /// It fits before a day and not from it on, or the other way round.
    Day,
    /// The weights of another phase fit.
    OtherWeights,
    /// Nothing of these is seen.
    NothingSeen,
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
    pub(super) fn of(plan: &Plan, phase: &Phase, counted: &PhaseStatistics, events: &EventCounts) -> Self {
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
            by_segment: Vec::new(),
            by_day: Vec::new(),
            people,
        };
        if failed {
            ratio.by_segment = by_segment(plan, counted, &weights);
            ratio.by_day = by_day(counted, &weights);
            ratio.causes = ratio.find_causes(plan, counted, events, &weights);
        }
        ratio
    }

    fn find_causes(&self, plan: &Plan, counted: &PhaseStatistics, events: &EventCounts, weights: &[f64]) -> Vec<Cause> {
        let found = [
            exposures_lost(events),
            loss_differs(plan, counted),
            self.crossed(),
            burst(counted, weights),
            self.segment(),
            self.day(weights),
            self.other_weights(plan),
        ];
        let mut causes: Vec<Cause> = found.into_iter().flatten().map(|(cause, text)| Cause { cause, text }).collect();
        if causes.is_empty() {
            let text = "Nothing in the events tells why. Look at: exposures written after a page or a variation was \
                        already left; a variation that redirects, crashes or is slower; assignment and exposure by \
                        different ids; exposures sent under a condition that a variation changes; targeting that was \
                        changed without a new phase.";
            causes.push(Cause { cause: CauseKind::NothingSeen, text: text.into() });
        }
        causes
    }

    fn crossed(&self) -> Found {
        let people: f64 = self.people.iter().copied().map(number).sum();
        let share = number(self.crossed) / (people + number(self.crossed));
        (share > CROSSED_SHARE).then(|| {
            let text = format!(
                "{} people ({:.1}%) saw more than one variation. Look at: an id that changes on login, two devices, \
                 weights changed without sticky buckets.",
                self.crossed,
                100.0 * share
            );
            (CauseKind::Crossed, text)
        })
    }

    /// A word alone that does not fit, and is not like the others.
    fn segment(&self) -> Found {
        let rows = self.by_segment.len();
        let stands_out = |word: &&WordCount| {
            let rest = self.people.iter().zip(&word.people).map(|(all, here)| all.saturating_sub(*here));
            let alone = word.p < THRESHOLD && word.rest_p.is_some_and(|p| p >= THRESHOLD);
            alone && differ(&word.people, &rest.collect::<Vec<u64>>(), rows)
        };
        let word = self.by_segment.iter().filter(stands_out).min_by(|one, other| one.p.total_cmp(&other.p))?;
        let named = word.word.as_deref().unwrap_or("nothing said");
        let text = format!(
            "The ratio is off where {} is {named} ({}), and fits elsewhere. Look at what this variation does there.",
            word.segment,
            joined(&word.people)
        );
        Some((CauseKind::Segment, text))
    }

    /// A day that parts people whose ratios differ, of whom one part fits.
    fn day(&self, weights: &[f64]) -> Found {
        let sums = |days: &[DayCount]| {
            let mut sums = vec![0u64; weights.len()];
            for day in days {
                sums.iter_mut().zip(&day.people).for_each(|(sum, people)| *sum = sum.saturating_add(*people));
            }
            sums
        };
        let cut = |n: usize| {
            let (before, after) = self.by_day.split_at_checked(n)?;
            let (p_before, p_after) = (fit(&sums(before), weights)?, fit(&sums(after), weights)?);
            let fits = p_before.max(p_after) >= FITS && p_before.min(p_after) < THRESHOLD;
            let clear = fits && differ(&sums(before), &sums(after), self.by_day.len());
            let change = compare(&sums(before), &sums(after), 1.0, THRESHOLD)?.p;
            clear.then(|| (change, after.first().map(|day| day.day.clone()), p_before > p_after))
        };
        let cuts = (1..self.by_day.len()).filter_map(cut);
        let (_, day, from) = cuts.min_by(|one, other| one.0.total_cmp(&other.0))?;
        let (day, when) = (day?, if from { "before" } else { "from" });
        let text = format!(
            "The ratio fits {when} {day} and not otherwise. Look at what was changed then: weights, targeting or a \
             release belong into a phase of their own."
        );
        Some((CauseKind::Day, text))
    }

    fn other_weights(&self, plan: &Plan) -> Found {
        let fits = |phase: &&Phase| {
            let weights: Vec<f64> = phase.weights.iter().copied().map(f64::from).collect();
            fit(&self.people, &weights).is_some_and(|p| p >= FITS)
        };
        let phase = plan.phases.iter().find(fits)?;
        let text = format!(
            "The counts fit the weights of phase {}. Look at whether its weights were still, or already, in force.",
            phase.id
        );
        Some((CauseKind::OtherWeights, text))
    }
}

type Found = Option<(CauseKind, String)>;

fn exposures_lost(events: &EventCounts) -> Found {
    (events.without_exposure > 0).then(|| {
        let text = format!(
            "Of {} people events came, but no exposure. Look at exposures that are sent when a page is being left: \
             write them with the first step, and have them acknowledged.",
            events.without_exposure
        );
        (CauseKind::ExposuresLost, text)
    })
}

fn loss_differs(plan: &Plan, counted: &PhaseStatistics) -> Found {
    let received = |arm: &super::super::statistics::Arm| number(arm.sent.saturating_sub(arm.lost));
    let (sent, lost): (Vec<f64>, Vec<f64>) =
        counted.arms.iter().map(|arm| (number(arm.sent), number(arm.lost))).unzip();
    let lost_p = p(&lost, &sent)?;
    let kept: Vec<f64> = counted.arms.iter().map(received).collect();
    let kept_p = p(&kept, &sent)?;
    (lost_p.min(kept_p) < THRESHOLD).then(|| {
        let shares = sent.iter().zip(&lost).zip(&plan.variations);
        let said: Vec<String> =
            shares.map(|((sent, lost), variation)| format!("{variation} {:.2}%", 100.0 * lost / sent)).collect();
        let text = format!(
            "Events are lost at different rates: {}. Look at pages of that variation that are left before events are sent.",
            said.join(", ")
        );
        (CauseKind::LossDiffers, text)
    })
}

fn burst(counted: &PhaseStatistics, weights: &[f64]) -> Found {
    let total = |people: &[u64]| people.iter().fold(0u64, |sum, count| sum.saturating_add(*count));
    let mut totals: Vec<u64> = counted.hours.values().map(|hour| total(&hour.people)).collect();
    totals.sort_unstable();
    let usual = number(*totals.get(totals.len() / 2)?);
    let is_burst = |people: u64| people >= BURST_PEOPLE && number(people) > BURST * usual;
    let (mut rest, mut most, mut people, mut went_on) = (vec![0u64; weights.len()], None, 0u64, 0u64);
    for (hour, counts) in &counted.hours {
        let here = total(&counts.people);
        if is_burst(here) {
            most = most.max(Some((here, *hour)));
            (people, went_on) = (people.saturating_add(here), went_on.saturating_add(counts.went_on));
        } else {
            rest.iter_mut().zip(&counts.people).for_each(|(sum, count)| *sum = sum.saturating_add(*count));
        }
    }
    let (here, hour) = most?;
    let fits = fit(&rest, weights).map_or("there is nobody else", |p| {
        if p < THRESHOLD { "the others' ratio does not fit either" } else { "the others' ratio fits" }
    });
    let text = format!(
        "{people} people came in hours with more than {BURST} times the usual number ({here} in {}, usually {usual}); \
         {:.1}% of them went on, and {fits}. Look for programs: a filter of bots belongs before assignment.",
        Hour(hour),
        100.0 * number(went_on) / number(people)
    );
    Some((CauseKind::Burst, text))
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

/// Whether two groups have different ratios, as one of so many that were looked at.
fn differ(some: &[u64], others: &[u64], looked_at: usize) -> bool {
    let tests = number(u64::try_from(looked_at).unwrap_or(u64::MAX));
    compare(some, others, 1.0, THRESHOLD).is_some_and(|shift| shift.p * tests < THRESHOLD)
}

fn fit(people: &[u64], weights: &[f64]) -> Option<f64> {
    p(&people.iter().copied().map(number).collect::<Vec<f64>>(), weights)
}

fn joined(people: &[u64]) -> String {
    people.iter().map(u64::to_string).collect::<Vec<String>>().join(" to ")
}

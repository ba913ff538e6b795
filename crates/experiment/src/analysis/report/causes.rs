//! What may have caused a sample ratio that does not fit, and what is odd about events though it fits.

use super::super::event::Hour;
use super::super::plan::{Phase, Plan};
use super::super::sample_ratio::{THRESHOLD, p};
use super::super::shift::compare;
use super::super::statistics::{Arm, EventCounts, PhaseStatistics, number};
use super::cause::{Cause, CauseKind};
use super::ratio::{DayCount, SampleRatio, WordCount, fit};

/// A share of people in several variations above which that is named as a cause.
const CROSSED_SHARE: f64 = 0.01;
/// A share of people without exposure above which more is lost than an event in a hundred, or a few.
const WITHOUT_EXPOSURE_SHARE: f64 = 0.05;
/// How far the shares of lost events have to be apart to be named: of millions of events, any difference is significant.
const LOSS_APART: f64 = 0.001;
/// A p-value from which a part of the people fits.
const FITS: f64 = 0.05;
/// Times the usual hour that make a burst, with so many people at least.
const BURST: f64 = 5.0;
const BURST_PEOPLE: u64 = 50;

type Found = Option<Cause>;

/// Puts into a sample ratio what is likely to have caused that it does not fit, or what is odd though it fits.
pub(super) fn explain(
    ratio: &mut SampleRatio,
    plan: &Plan,
    counted: &PhaseStatistics,
    events: &EventCounts,
    weights: &[u32],
) {
    let weights: Vec<f64> = weights.iter().copied().map(f64::from).collect();
    if ratio.failed {
        ratio.causes = likely(ratio, plan, counted, events, &weights);
    } else {
        ratio.seen = seen(ratio, plan, counted, events, &weights);
    }
}

/// What is likely to have caused a ratio that does not fit; never nothing.
fn likely(
    ratio: &SampleRatio,
    plan: &Plan,
    counted: &PhaseStatistics,
    events: &EventCounts,
    weights: &[f64],
) -> Vec<Cause> {
    let found = [
        exposures_lost(events),
        loss_differs(plan, counted),
        crossed(ratio),
        burst(counted, weights),
        segment(ratio),
        day(ratio, weights),
        other_weights(ratio, plan),
    ];
    let mut causes: Vec<Cause> = found.into_iter().flatten().collect();
    if causes.is_empty() {
        let text = "Nothing in the events tells why. Look at: exposures written after a page or a variation was already \
                    left; a variation that redirects, crashes or is slower; assignment and exposure by different ids; \
                    exposures sent under a condition that a variation changes; targeting that was changed without a new \
                    phase.";
        causes.push(Cause::of(CauseKind::NothingSeen, text));
    }
    causes
}

/// What is odd about the events of a phase whose ratio fits.
fn seen(
    ratio: &SampleRatio,
    plan: &Plan,
    counted: &PhaseStatistics,
    events: &EventCounts,
    weights: &[f64],
) -> Vec<Cause> {
    let many = number(events.without_exposure) > WITHOUT_EXPOSURE_SHARE * number(events.people);
    let lost = many.then(|| exposures_lost(events)).flatten();
    [lost, loss_differs(plan, counted), crossed(ratio), burst(counted, weights)].into_iter().flatten().collect()
}

fn crossed(ratio: &SampleRatio) -> Found {
    let people: f64 = ratio.people.iter().copied().map(number).sum();
    let share = number(ratio.crossed) / (people + number(ratio.crossed));
    (share > CROSSED_SHARE).then(|| {
        let text = format!(
            "{} people ({:.1}%) saw more than one variation. Look at: an id that changes on login, two devices, \
             weights changed without sticky buckets.",
            ratio.crossed,
            100.0 * share
        );
        Cause::of(CauseKind::Crossed, text).of_people(ratio.crossed)
    })
}

/// A word alone that does not fit, and is not like the others.
fn segment(ratio: &SampleRatio) -> Found {
    let rows = ratio.by_segment.len();
    let stands_out = |word: &&WordCount| {
        let rest = ratio.people.iter().zip(&word.people).map(|(all, here)| all.saturating_sub(*here));
        let alone = word.p < THRESHOLD && word.rest_p.is_some_and(|p| p >= THRESHOLD);
        alone && differ(&word.people, &rest.collect::<Vec<u64>>(), rows)
    };
    let word = ratio.by_segment.iter().filter(stands_out).min_by(|one, other| one.p.total_cmp(&other.p))?;
    let named = word.word.as_deref().unwrap_or("nothing said");
    let text = format!(
        "The ratio is off where {} is {named} ({}), and fits elsewhere. Look at what this variation does there.",
        word.segment,
        joined(&word.people)
    );
    let people = word.people.iter().fold(0u64, |sum, count| sum.saturating_add(*count));
    let place = format!("{} {named}", word.segment);
    Some(Cause::of(CauseKind::Segment, text).at(place).of_people(people))
}

/// A day that parts people whose ratios differ, of whom one part fits.
fn day(ratio: &SampleRatio, weights: &[f64]) -> Found {
    let sums = |days: &[DayCount]| {
        let mut sums = vec![0u64; weights.len()];
        for day in days {
            sums.iter_mut().zip(&day.people).for_each(|(sum, people)| *sum = sum.saturating_add(*people));
        }
        sums
    };
    let cut = |n: usize| {
        let (before, after) = ratio.by_day.split_at_checked(n)?;
        let (p_before, p_after) = (fit(&sums(before), weights)?, fit(&sums(after), weights)?);
        let fits = p_before.max(p_after) >= FITS && p_before.min(p_after) < THRESHOLD;
        let clear = fits && differ(&sums(before), &sums(after), ratio.by_day.len());
        let change = compare(&sums(before), &sums(after), 1.0, THRESHOLD)?.p;
        clear.then(|| (change, after.first().map(|day| day.day.clone()), p_before > p_after))
    };
    let cuts = (1..ratio.by_day.len()).filter_map(cut);
    let (_, day, from) = cuts.min_by(|one, other| one.0.total_cmp(&other.0))?;
    let (day, when) = (day?, if from { "before" } else { "from" });
    let text = format!(
        "The ratio fits {when} {day} and not otherwise. Look at what was changed then: weights, targeting or a \
         release belong into a phase of their own."
    );
    Some(Cause::of(CauseKind::Day, text).at(day))
}

fn other_weights(ratio: &SampleRatio, plan: &Plan) -> Found {
    let fits = |phase: &&Phase| {
        let weights: Vec<f64> = phase.weights.iter().copied().map(f64::from).collect();
        fit(&ratio.people, &weights).is_some_and(|p| p >= FITS)
    };
    let phase = plan.phases.iter().find(fits)?;
    let text = format!(
        "The counts fit the weights of phase {}. Look at whether its weights were still, or already, in force.",
        phase.id
    );
    Some(Cause::of(CauseKind::OtherWeights, text).at(phase.id.to_string()))
}

fn exposures_lost(events: &EventCounts) -> Found {
    (events.without_exposure > 0).then(|| {
        let text = format!(
            "Of {} people events came, but no exposure. Look at exposures that are sent when a page is being left: \
             write them with the first step, and have them acknowledged.",
            events.without_exposure
        );
        Cause::of(CauseKind::ExposuresLost, text).of_people(events.without_exposure)
    })
}

fn loss_differs(plan: &Plan, counted: &PhaseStatistics) -> Found {
    let received = |arm: &Arm| number(arm.sent.saturating_sub(arm.lost));
    let (sent, lost): (Vec<f64>, Vec<f64>) =
        counted.arms.iter().map(|arm| (number(arm.sent), number(arm.lost))).unzip();
    let lost_p = p(&lost, &sent)?;
    let kept: Vec<f64> = counted.arms.iter().map(received).collect();
    let kept_p = p(&kept, &sent)?;
    let shares = || lost.iter().zip(&sent).filter(|(_, sent)| **sent > 0.0).map(|(lost, sent)| lost / sent);
    let apart = shares().fold(0.0, f64::max) - shares().fold(1.0, f64::min);
    (lost_p.min(kept_p) < THRESHOLD && apart >= LOSS_APART).then(|| {
        let shares = sent.iter().zip(&lost).zip(&plan.variations);
        let said: Vec<String> =
            shares.map(|((sent, lost), variation)| format!("{variation} {:.2}%", 100.0 * lost / sent)).collect();
        let text = format!(
            "Events are lost at different rates: {}. Look at pages of that variation that are left before events are sent.",
            said.join(", ")
        );
        Cause::of(CauseKind::LossDiffers, text)
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
    Some(Cause::of(CauseKind::Burst, text).at(Hour(hour).to_string()).of_people(people))
}

/// Whether two groups have different ratios, as one of so many that were looked at.
fn differ(some: &[u64], others: &[u64], looked_at: usize) -> bool {
    let tests = number(u64::try_from(looked_at).unwrap_or(u64::MAX));
    compare(some, others, 1.0, THRESHOLD).is_some_and(|shift| shift.p * tests < THRESHOLD)
}

fn joined(people: &[u64]) -> String {
    people.iter().map(u64::to_string).collect::<Vec<String>>().join(" to ")
}

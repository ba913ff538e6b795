//! What may have caused a sample ratio that does not fit, and what is odd about events though it fits.

use super::super::event::Hour;
use super::super::numeric::ChiSquare;
use super::super::plan::{Phase, Plan, share};
use super::super::sample_ratio::THRESHOLD;
use super::super::shift::compare;
use super::super::statistics::{Arm, EventCounts, PhaseStatistics, number};
use super::cause::{Burst, Cause, CauseDetail, CauseKind, Others};
use super::ratio::{DayCount, SampleRatio, WordCount, fit};

/// A share of people in several variations above which that is named as a cause.
const CROSSED_SHARE: f64 = 0.01;
/// A share of people without exposure above which more is lost than an event in a hundred, or a few.
const WITHOUT_EXPOSURE_SHARE: f64 = 0.05;
/// How far the shares of lost events have to be apart to be named: of millions of events, any difference is significant.
const LOSS_APART: f64 = 0.001;
/// The part of the smallest effect worth finding from which shares of lost events that far apart can look like one.
const LOSS_MATTERS: f64 = 0.1;
/// The part of the people whom a variation lacks from which lost exposures explain that.
const EXPLAINS: f64 = 0.5;
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
        nobody_there(ratio, plan),
        exposures_lost(events),
        loss_differs(plan, counted),
        crossed(ratio),
        burst(counted, weights),
        segment(ratio),
        day(ratio, weights),
        other_weights(ratio, plan),
    ];
    let mut causes: Vec<Cause> = found.into_iter().flatten().collect();
    if is_unexplained(&causes, ratio) {
        causes.extend(weights_differ(ratio, plan));
    }
    if causes.is_empty() {
        causes.push(Cause::of(CauseKind::NothingSeen));
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
    let many = number(of_lost_exposures(events)) > WITHOUT_EXPOSURE_SHARE * number(events.people);
    let lost = many.then(|| exposures_lost(events)).flatten();
    [lost, loss_differs(plan, counted), crossed(ratio), burst(counted, weights)].into_iter().flatten().collect()
}

fn crossed(ratio: &SampleRatio) -> Found {
    let people: f64 = ratio.people.iter().copied().map(number).sum();
    let share = number(ratio.crossed) / (people + number(ratio.crossed));
    let cause = || Cause::of(CauseKind::Crossed).of_people(ratio.crossed).with(CauseDetail::Share(share));
    (share > CROSSED_SHARE).then(cause)
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
    let people = word.people.iter().fold(0u64, |sum, count| sum.saturating_add(*count));
    let place = format!("{} {}", word.segment, word.word.as_deref().unwrap_or("–"));
    let cause = Cause::of(CauseKind::Segment).at(place).of_people(people);
    Some(cause.with(CauseDetail::People(word.people.clone())))
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
    let (_, day, before) = cuts.min_by(|one, other| one.0.total_cmp(&other.0))?;
    Some(Cause::of(CauseKind::Day).at(day?).with(CauseDetail::FitsBefore(before)))
}

fn other_weights(ratio: &SampleRatio, plan: &Plan) -> Found {
    let fits = |phase: &&Phase| {
        let weights: Vec<f64> = phase.weights.iter().copied().map(f64::from).collect();
        fit(&ratio.people, &weights).is_some_and(|p| p >= FITS)
    };
    let phase = plan.phases.iter().find(fits)?;
    Some(Cause::of(CauseKind::OtherWeights).at(phase.id.to_string()))
}

fn nobody_there(ratio: &SampleRatio, plan: &Plan) -> Found {
    let (variation, _) = plan.variations.iter().zip(&ratio.people).find(|(_, people)| **people == 0)?;
    Some(Cause::of(CauseKind::NobodyThere).at(variation.to_string()))
}

/// Whether nothing was found that can have caused it, or only too few lost exposures.
fn is_unexplained(causes: &[Cause], ratio: &SampleRatio) -> bool {
    let lacks = ratio.people.iter().zip(&ratio.expected).map(|(people, expected)| expected - number(*people));
    let lacking = lacks.fold(0.0, f64::max);
    causes
        .iter()
        .all(|cause| cause.cause == CauseKind::ExposuresLost && number(cause.people.unwrap_or(0)) < EXPLAINS * lacking)
}

/// Days and words, all of which are off alike.
fn weights_differ(ratio: &SampleRatio, plan: &Plan) -> Found {
    let days: Vec<&[u64]> = ratio.by_day.iter().map(|day| day.people.as_slice()).collect();
    let words = |segment: &str| -> Vec<&[u64]> {
        let of_it = ratio.by_segment.iter().filter(|row| row.segment == segment);
        of_it.map(|row| row.people.as_slice()).collect()
    };
    let parts = core::iter::once(days).chain(plan.segments.iter().map(|(segment, _)| words(segment.as_str())));
    let p: Vec<f64> = parts.filter_map(|rows| homogeneous(&rows)).collect();
    let alike = !p.is_empty() && p.iter().all(|p| *p >= THRESHOLD);
    alike.then(|| Cause::of(CauseKind::WeightsDiffer).with(CauseDetail::People(ratio.people.clone())))
}

/// The p-value of Pearson's test that all rows have one ratio; none of fewer than two rows with people.
fn homogeneous(rows: &[&[u64]]) -> Option<f64> {
    let total = |people: &[u64]| people.iter().copied().map(number).sum::<f64>();
    let rows: Vec<&[u64]> = rows.iter().copied().filter(|row| total(row) > 0.0).collect();
    let (first, others) = rows.split_first()?;
    let columns: Vec<f64> = (0..first.len())
        .map(|n| rows.iter().filter_map(|row| row.get(n)).copied().map(number).sum::<f64>())
        .filter(|column| *column > 0.0)
        .collect();
    let all: f64 = columns.iter().sum();
    let mut statistic = 0.0;
    for row in &rows {
        let whole = total(row);
        for (n, people) in row.iter().enumerate() {
            let column: f64 = rows.iter().filter_map(|row| row.get(n)).copied().map(number).sum();
            let expected = whole * column / all;
            if expected > 0.0 {
                statistic += (number(*people) - expected) * (number(*people) - expected) / expected;
            }
        }
    }
    let count = |length: usize| number(u64::try_from(length).unwrap_or(u64::MAX));
    let degrees = count(others.len()) * (count(columns.len()) - 1.0);
    (degrees > 0.0).then(|| ChiSquare(degrees).above(statistic))
}

/// People of whom no exposure came, or perhaps not the first one.
fn of_lost_exposures(events: &EventCounts) -> u64 {
    events.without_exposure.saturating_add(events.first_exposure_lost)
}

fn exposures_lost(events: &EventCounts) -> Found {
    let people = of_lost_exposures(events);
    (people > 0).then(|| Cause::of(CauseKind::ExposuresLost).of_people(people))
}

fn loss_differs(plan: &Plan, counted: &PhaseStatistics) -> Found {
    let (sent, lost): (Vec<f64>, Vec<f64>) =
        counted.arms.iter().map(|arm| (number(arm.sent), number(arm.lost))).unzip();
    // By people, because the events of one are lost together.
    let people = |arm: &Arm| [arm.incomplete, arm.people.saturating_sub(arm.incomplete)];
    let people: Vec<[u64; 2]> = counted.arms.iter().map(people).collect();
    let p = homogeneous(&people.iter().map(<[u64; 2]>::as_slice).collect::<Vec<&[u64]>>())?;
    let shares = || lost.iter().zip(&sent).filter(|(_, sent)| **sent > 0.0).map(|(lost, sent)| lost / sent);
    let apart = shares().fold(0.0, f64::max) - shares().fold(1.0, f64::min);
    let shares = sent.iter().zip(&lost).map(|(sent, lost)| if *sent > 0.0 { lost / sent } else { 0.0 }).collect();
    let matters = apart >= LOSS_MATTERS * share(plan.smallest_effect_bp);
    let cause = || Cause::of(CauseKind::LossDiffers).with(CauseDetail::Lost(shares)).by_variation(matters);
    (p < THRESHOLD && apart >= LOSS_APART).then(cause)
}

fn burst(counted: &PhaseStatistics, weights: &[f64]) -> Found {
    let total = |people: &[u64]| people.iter().fold(0u64, |sum, count| sum.saturating_add(*count));
    let mut totals: Vec<u64> = counted.hours.values().map(|hour| total(&hour.people)).collect();
    totals.sort_unstable();
    let usual = *totals.get(totals.len() / 2)?;
    let is_burst = |people: u64| people >= BURST_PEOPLE && number(people) > BURST * number(usual);
    let (mut burst, mut rest) = (vec![0u64; weights.len()], vec![0u64; weights.len()]);
    let (mut most, mut went_on) = (None, 0u64);
    for (hour, counts) in &counted.hours {
        let here = total(&counts.people);
        let sums = if is_burst(here) {
            most = most.max(Some((here, *hour)));
            went_on = went_on.saturating_add(counts.went_on);
            &mut burst
        } else {
            &mut rest
        };
        sums.iter_mut().zip(&counts.people).for_each(|(sum, count)| *sum = sum.saturating_add(*count));
    }
    let (most, hour) = most?;
    let others = match fit(&rest, weights) {
        None => Others::Nobody,
        Some(p) if p < THRESHOLD => Others::DoNotFit,
        Some(_) => Others::Fit,
    };
    let people = total(&burst);
    let went_on = number(went_on) / number(people);
    let by_variation = fit(&burst, weights).is_some_and(|p| p < THRESHOLD);
    let detail = CauseDetail::Burst(Burst { times: BURST, most, usual, went_on, others });
    let cause = Cause::of(CauseKind::Burst).at(Hour(hour).to_string()).of_people(people);
    Some(cause.by_variation(by_variation).with(detail))
}

/// Whether two groups have different ratios, as one of so many that were looked at.
fn differ(some: &[u64], others: &[u64], looked_at: usize) -> bool {
    let tests = number(u64::try_from(looked_at).unwrap_or(u64::MAX));
    compare(some, others, 1.0, THRESHOLD).is_some_and(|shift| shift.p * tests < THRESHOLD)
}

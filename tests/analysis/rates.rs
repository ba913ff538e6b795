//! How often intervals hold and tests find, over drawn experiments: a fixed seed, so that nothing depends on luck.

use prescreen_experiment::analysis::difference::{Difference, Interval, Scale};
use prescreen_experiment::analysis::items::Items;
use prescreen_experiment::analysis::matrix::Matrix;
use prescreen_experiment::analysis::plan::Plan;
use prescreen_experiment::analysis::reliability::{alpha, omega, same_alpha_p};
use prescreen_experiment::analysis::report::{GuardrailKind, Moved};
use prescreen_experiment::analysis::sample::Sample;
use prescreen_experiment::analysis::shift::{compare, wilson};

use serde_json::{Value, json};

use super::draws::Draws;
use super::made::{Kind, USUAL, person, plan, read, report};

const ALPHA: f64 = 0.05;

/// A rate with its 99.9% interval.
fn rate(found: usize, of: usize) -> (f64, Interval) {
    let share = found as f64 / of as f64;
    (share, wilson(share, of as f64, 3.29))
}

/// The number of drawn experiments in which an interval misses the truth at any look, fixed-horizon and always-valid.
fn misses(seed: u64, experiments: usize, effect: f64) -> (usize, usize, usize) {
    let mut draws = Draws::new(seed);
    let (mut fixed, mut always, mut at_end) = (0, 0, 0);
    for _ in 0..experiments {
        let mut counts = [[0.0; 2]; 2];
        let (mut missed_fixed, mut missed_always, mut missed_last) = (false, false, false);
        for person in 1..=2000 {
            let side = draws.below(2);
            counts[side][0] += 1.0;
            counts[side][1] += f64::from(u8::from(draws.happens(0.4 + effect * side as f64)));
            if person < 200 || person % 20 > 0 {
                continue;
            }
            let [a, b] = counts.map(|[n, successes]| Sample::share(n, successes));
            let Some(difference) = Difference::of(&a, &b, Scale::Absolute) else { continue };
            missed_last = !difference.interval(ALPHA).holds(effect);
            missed_fixed |= missed_last;
            missed_always |= !difference.always_valid(ALPHA, 1000.0).holds(effect);
        }
        fixed += usize::from(missed_fixed);
        always += usize::from(missed_always);
        at_end += usize::from(missed_last);
    }
    (fixed, always, at_end)
}

#[test]
fn always_valid_intervals_hold_at_every_look_and_fixed_ones_do_not() {
    for (seed, effect) in [(41, 0.0), (42, 0.08)] {
        let (fixed, always, at_end) = misses(seed, 2000, effect);
        let ((fixed, of_fixed), (always, of_always), (at_end, of_end)) =
            (rate(fixed, 2000), rate(always, 2000), rate(at_end, 2000));
        println!(
            "effect {effect}: at 91 looks fixed {fixed:.4}, always valid {always:.4}; at the last alone {at_end:.4}"
        );
        // Looked at 91 times, a fixed interval misses several times as often as it says.
        assert!(of_fixed.low > 3.0 * ALPHA, "{of_fixed:?}");
        // The always-valid one does not miss more often than it says.
        assert!(of_always.high < ALPHA, "{always} {of_always:?}");
        // Looked at once, the fixed one holds as it says.
        assert!(of_end.holds(ALPHA), "{at_end} {of_end:?}");
    }
}

/// Answers of a person to items of four options with the same loading, shifted by so much on the first.
fn answers(draws: &mut Draws, items: usize, loading: f64, ability: f64, shift: f64) -> Vec<usize> {
    let answer = |n: usize| {
        let own = (1.0 - loading * loading).sqrt() * draws.normal();
        let value = loading * ability + own + if n == 0 { shift } else { 0.0 };
        [-0.8, 0.0, 0.8].iter().filter(|cut| value > **cut).count()
    };
    (0..items).map(answer).collect()
}

/// What a report says of six items and 800 people, of whom half are in the focal group: for each item, whether it is found to
/// work otherwise.
fn items_found(draws: &mut Draws, plan: &Plan, shift: f64, impact: f64) -> Vec<bool> {
    let counts = vec![vec![0u32; 4]; 16];
    let mut items = vec![[counts.clone(), counts]; 6];
    for n in 0..800 {
        let focal = n % 2 == 1;
        let ability = draws.normal() + if focal { impact } else { 0.0 };
        let answers = answers(draws, 6, 0.7, ability, if focal { shift } else { 0.0 });
        let whole: usize = answers.iter().sum();
        for (groups, answer) in items.iter_mut().zip(&answers) {
            groups[usize::from(focal)][whole - answer][*answer] += 1;
        }
    }
    let differential: Vec<Value> = items
        .iter()
        .enumerate()
        .map(|(n, [reference, focal])| {
            let strata: Vec<Value> = (0..16)
                .map(|score| json!({ "score": score, "reference": reference[score], "focal": focal[score] }))
                .collect();
            json!({ "item": format!("item-{n}"), "by": "variation", "reference": "control", "focal": "plain", "strata": strata })
        })
        .collect();
    let document = json!({ "experiment_items": 1, "experiment": "words", "differential": differential });
    let report = Items::read(&document.to_string(), plan).unwrap().report(plan);
    assert_eq!(report.differential.len(), 6);
    report.differential.iter().map(|one| one.found).collect()
}

#[test]
fn an_item_that_works_otherwise_is_found_and_none_where_none_does() {
    let mut of_six = plan();
    of_six["questions"] = (0..6).map(|n| format!("item-{n}")).collect();
    let (mut draws, plan) = (Draws::new(51), read(&of_six));
    let mut reports = |shift: f64, impact: f64| -> Vec<Vec<bool>> {
        (0..400).map(|_| items_found(&mut draws, &plan, shift, impact)).collect()
    };
    let (planted, none, higher) = (reports(0.5, 0.0), reports(0.0, 0.0), reports(0.0, 0.3));
    let any = |reports: &[Vec<bool>]| rate(reports.iter().filter(|found| found.contains(&true)).count(), 400).1;
    let first = rate(planted.iter().filter(|found| found[0]).count(), 400).1;
    // Reports in which any of the six is found.
    let (none, higher) = (any(&none), any(&higher));
    println!("found: planted {first:?}, none {none:?}, a higher group {higher:?}");
    assert!(first.low > 0.9, "{first:?}");
    assert!(none.high < ALPHA, "{none:?}");
    // A group that is higher on everything is no item that works otherwise: not shown to be found more often than the level,
    // though the score that people are matched by is itself uncertain, which leaves a little of the difference.
    assert!(higher.low < ALPHA && higher.high < 3.0 * ALPHA, "{higher:?}");
}

/// Counts of three classes of so many people.
fn classes(draws: &mut Draws, people: usize, shares: [f64; 3]) -> [u64; 3] {
    let mut counts = [0; 3];
    for _ in 0..people {
        let drawn = draws.share();
        counts[usize::from(drawn >= shares[0]) + usize::from(drawn >= shares[0] + shares[1])] += 1;
    }
    counts
}

#[test]
fn classes_that_shift_are_found_and_those_that_do_not_are_shown_alike() {
    let mut draws = Draws::new(61);
    let usual = [0.2, 0.5, 0.3];
    let mut count = |people: usize, shares: [f64; 3]| {
        let (mut moved, mut alike) = (0, 0);
        for _ in 0..1000 {
            let (a, b) = (classes(&mut draws, people, usual), classes(&mut draws, people, shares));
            let shift = compare(&a, &b, 0.05, ALPHA).unwrap();
            moved += usize::from(shift.p < ALPHA);
            alike += usize::from(shift.equivalent);
        }
        (rate(moved, 1000).1, rate(alike, 1000).1)
    };
    let (moved, _) = count(1500, [0.15, 0.5, 0.35]);
    assert!(moved.low > 0.85, "a planted shift: {moved:?}");
    let (moved, alike) = count(4000, usual);
    assert!(moved.holds(ALPHA) && alike.low > 0.9, "none: {moved:?} {alike:?}");
    // A shift of just the margin is taken for none as rarely as the level says.
    let (_, alike) = count(4000, [0.2, 0.45, 0.35]);
    assert!(alike.low < ALPHA && alike.high < 2.0 * ALPHA, "at the margin: {alike:?}");
}

/// Drawn reports of guardrails.
const REPORTS: usize = 400;

/// How often a report says that each guardrail moved: of 400 people in each variation, of whom all complete.
fn moved(seed: u64, plain: &Kind) -> Vec<(GuardrailKind, Interval)> {
    let (mut draws, plan, control) = (Draws::new(seed), read(&plan()), with_all_outcomes());
    let mut found: Vec<(GuardrailKind, usize)> = Vec::new();
    for _ in 0..REPORTS {
        let mut events = Vec::new();
        for n in 0..800 {
            let (variation, kind) = if n % 2 == 0 { ("control", &control) } else { ("plain", plain) };
            let all = person(&mut draws, n, variation, kind);
            events
                .extend(all.into_iter().filter(|event| event["event"] == "exposure" || event["event"] == "completion"));
        }
        let report = report(&plan, &events);
        assert!(report.phases[0].guardrails.len() == 4 && report.phases[0].not_checked.is_empty());
        for guardrail in &report.phases[0].guardrails {
            let told = matches!(guardrail.moved, Moved::Moved | Moved::WithinMargin);
            match found.iter_mut().find(|(kind, _)| *kind == guardrail.guardrail) {
                Some((_, count)) => *count += usize::from(told),
                None => found.push((guardrail.guardrail, usize::from(told))),
            }
        }
    }
    found.into_iter().map(|(kind, count)| (kind, rate(count, REPORTS).1)).collect()
}

/// People of whom some are referred, and of some too little is known.
fn with_all_outcomes() -> Kind {
    Kind { completes: 1.0, referred: 0.1, insufficient: 0.1, ..USUAL }
}

#[test]
fn a_shift_of_one_outcome_alone_is_found_and_what_did_not_shift_at_about_the_level() {
    use GuardrailKind::{Careless, Classes, InsufficientEvidence, Refer};
    let all = [Classes, Refer, InsufficientEvidence, Careless];
    for (seed, plain, planted) in [
        (81, Kind { referred: 0.2, ..with_all_outcomes() }, Some(Refer)),
        (82, Kind { insufficient: 0.2, ..with_all_outcomes() }, Some(InsufficientEvidence)),
        (83, with_all_outcomes(), None),
    ] {
        let rates = moved(seed, &plain);
        println!("planted {planted:?}: {rates:?}");
        for kind in all {
            let (_, rate) = rates.iter().find(|(of, _)| *of == kind).unwrap();
            if Some(kind) == planted {
                assert!(rate.low > 0.85, "{planted:?}: {rate:?}");
            } else {
                assert!(rate.holds(ALPHA), "{planted:?}, {kind:?}: {rate:?}");
            }
        }
    }
}

/// Covariances of six items of drawn people.
fn covariances(draws: &mut Draws, people: usize, loading: f64) -> Matrix {
    let mut sums = [0.0; 6];
    let mut products = [[0.0; 6]; 6];
    for _ in 0..people {
        let ability = draws.normal();
        let values: Vec<f64> =
            (0..6).map(|_| loading * ability + (1.0 - loading * loading).sqrt() * draws.normal()).collect();
        for i in 0..6 {
            sums[i] += values[i];
            for j in 0..6 {
                products[i][j] += values[i] * values[j];
            }
        }
    }
    let n = people as f64;
    let mut matrix = Matrix::zero(6);
    for i in 0..6 {
        for j in 0..6 {
            matrix.add(i, j, (products[i][j] - sums[i] * sums[j] / n) / (n - 1.0));
        }
    }
    matrix
}

#[test]
fn reliability_lies_in_its_interval_and_a_difference_is_found() {
    let mut draws = Draws::new(71);
    // Six items that load alike: alpha and omega are both 6 λ² / (1 + 5 λ²).
    let truth = |loading: f64| 6.0 * loading * loading / (1.0 + 5.0 * loading * loading);
    let (mut of_alpha, mut of_omega, mut same, mut other) = (0, 0, 0, 0);
    for _ in 0..1000 {
        let (first, second) = (covariances(&mut draws, 300, 0.7), covariances(&mut draws, 300, 0.7));
        let weaker = covariances(&mut draws, 300, 0.5);
        let estimate = alpha(&first, 300.0, ALPHA).unwrap();
        of_alpha += usize::from(estimate.interval.holds(truth(0.7)));
        of_omega += usize::from(omega(&first, 300.0, ALPHA).unwrap().interval.holds(truth(0.7)));
        let value = |matrix: &Matrix| alpha(matrix, 300.0, ALPHA).unwrap().value;
        let p = |others: &Matrix| same_alpha_p(estimate.value, 300.0, value(others), 300.0, 6.0);
        same += usize::from(p(&second) < ALPHA);
        other += usize::from(p(&weaker) < ALPHA);
    }
    for covered in [of_alpha, of_omega] {
        assert!(rate(covered, 1000).1.holds(1.0 - ALPHA), "{covered}");
    }
    assert!(rate(same, 1000).1.holds(ALPHA), "{same}");
    assert!(rate(other, 1000).1.low > 0.95, "{other}");
}

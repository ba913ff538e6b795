//! What the report concludes: a difference, none, too few people, a guardrail that moved.

use prescreen::Code;
use prescreen_experiment::analysis::plan::{Looks, Plan};
use prescreen_experiment::analysis::planned::Planned;
use prescreen_experiment::analysis::power::Design;
use prescreen_experiment::analysis::report::{Collecting, GuardrailKind, Moved, Role, Says, Verdict};
use prescreen_experiment::told;
use serde_json::{Value, json};

use super::draws::Draws;
use super::made::{Kind, USUAL, collected, hour, people, person, plan, read, report};

#[test]
fn a_difference_is_said_with_its_interval() {
    let better = Kind { completes: 0.8, ..USUAL };
    let found = report(&read(&plan()), &people(&mut Draws::new(21), 4000, &USUAL, &better));
    assert_eq!(found.conclusion.verdict, Verdict::Ready, "{:?}", found.conclusion);
    assert_eq!(found.conclusion.readings[0].says, Says::Higher);
    let effect = &found.phases[0].metrics[0].effects[0];
    // The truth is 0.1, and 0.8 / 0.7 − 1 = 14.3%; both intervals hold it, and are of the difference.
    let relative = effect.relative.unwrap();
    for ([low, high], truth) in [
        (effect.absolute.fixed, 0.1),
        (effect.absolute.always_valid, 0.1),
        (relative.fixed, 0.1 / 0.7),
        (relative.always_valid, 0.1 / 0.7),
    ] {
        assert!(low < truth && truth < high && low > 0.0 && high < 0.3, "{low} {high}");
    }
    let width = |[low, high]: [f64; 2]| high - low;
    assert!(width(effect.absolute.always_valid) > width(effect.absolute.fixed));
    assert!(found.conclusion.text[0].starts_with("plain: completed is higher than in the control: +"));
}

#[test]
fn too_few_people_are_said_with_how_many_it_takes() {
    let found = report(&read(&plan()), &people(&mut Draws::new(22), 600, &USUAL, &USUAL));
    assert_eq!(found.conclusion.verdict, Verdict::Inconclusive);
    assert_eq!(found.conclusion.readings[0].says, Says::Inconclusive);
    assert!(found.conclusion.text[0].contains("no measurable difference of completed, or not enough data yet"));
    let text = &found.conclusion.text[1];
    assert!(text.contains("600 were counted: about") && text.contains("more days"), "{text}");
}

#[test]
fn no_difference_worth_finding_is_shown_by_enough_people() {
    let found = report(&read(&plan()), &people(&mut Draws::new(23), 20_000, &USUAL, &USUAL));
    assert_eq!(found.conclusion.readings[0].says, Says::NoDifference, "{:?}", found.conclusion);
    assert_eq!(found.conclusion.verdict, Verdict::Ready);
}

#[test]
fn a_planned_look_waits_until_the_phase_is_over() {
    let mut once = plan();
    once["looks"] = json!("once");
    let better = Kind { completes: 0.9, ..USUAL };
    let mut events = people(&mut Draws::new(24), 1000, &USUAL, &better);
    let early = report(&read(&once), &events);
    assert_eq!(early.conclusion.verdict, Verdict::TooEarly);
    // It says what the phase waits for, and from when the last event is.
    let said = early.conclusion.text.concat();
    assert!(
        said.contains("2026-11-30") && said.contains("2026-11-29T") && said.contains("collecting is over"),
        "{said}"
    );
    // Or the reader says so: a file may end with the last day.
    let over = collected(&read(&once), &events, Collecting::IsOver);
    assert_eq!((over.conclusion.verdict, over.phases[0].over), (Verdict::Ready, true));
    assert_eq!(over.conclusion.days_left, None, "nothing is waited for");
    // Events of a day behind the phase say that it is over.
    events.push(json!({ "event": "goal", "experiment": "words", "unit": "p-1", "seq": 99, "goal": "visit",
        "received": "2026-11-30T00" }));
    assert_eq!(report(&read(&once), &events).conclusion.verdict, Verdict::Ready);
}

#[test]
fn days_are_left_only_where_there_is_something_to_wait_for() {
    let few = people(&mut Draws::new(26), 300, &USUAL, &USUAL);
    let goes_on = report(&read(&plan()), &few);
    assert_eq!(goes_on.conclusion.verdict, Verdict::Inconclusive);
    assert!(goes_on.conclusion.days_left.unwrap() > 0.0 && goes_on.conclusion.text.concat().contains("more days"));
    let over = collected(&read(&plan()), &few, Collecting::IsOver);
    assert_eq!((over.conclusion.verdict, over.conclusion.days_left), (Verdict::Inconclusive, None));
    assert!(over.conclusion.text.concat().contains("takes a new phase"), "{:?}", over.conclusion.text);
}

#[test]
fn where_nobody_differs_within_a_variation_the_shares_are_all_there_is_to_say() {
    let none = Kind { completes: 0.0, ..USUAL };
    let all = Kind { completes: 1.0, ..USUAL };
    let found = report(&read(&plan()), &people(&mut Draws::new(27), 3000, &all, &none));
    assert!(found.conclusion.readings.is_empty());
    let said = found.conclusion.text.concat();
    assert!(said.contains("no interval can be worked out") && !said.contains("moves less"), "{said}");
    assert_eq!(found.conclusion.days_left, None);
}

#[test]
fn what_an_earlier_phase_has_to_be_looked_at_for_is_said() {
    let mut two = plan();
    two["phases"] = json!([
        { "id": "first", "from": "2026-11-02", "to": "2026-11-16", "weights": [9, 1] },
        { "id": "second", "from": "2026-11-16", "to": "2026-11-30", "weights": [1, 1] },
    ]);
    // By a fair coin in both, which fits the second alone.
    let found = report(&read(&two), &people(&mut Draws::new(28), 2000, &USUAL, &USUAL));
    assert!(found.phases[0].sample_ratio.failed && !found.phases[1].sample_ratio.failed);
    assert_eq!(found.conclusion.phase.as_deref(), Some("second"));
    let said = found.conclusion.text.concat();
    assert!(said.contains("In phase first the sample ratio does not fit"), "{said}");
}

/// So many people of each variation, of whom so many completed.
fn completed(of_each: [usize; 2], day: usize) -> Vec<Value> {
    let one = |variation: &str, n: usize, completes: bool| {
        let event = |seq: u32, kind: &str| json!({ "event": kind, "experiment": "words", "unit": format!("{variation}-{day}-{n}"), "received": hour(day, 9), "seq": seq });
        let mut exposure = event(0, "exposure");
        exposure["variation"] = json!(variation);
        if completes { vec![exposure, event(1, "completion")] } else { vec![exposure] }
    };
    let [control, plain] = of_each;
    (0..100).flat_map(|n| [one("control", n, n < control), one("plain", n, n < plain)].concat()).collect()
}

#[test]
fn the_interval_that_is_said_never_contradicts_what_is_found() {
    for (looks, counts) in
        [("once", [5, 16]), ("once", [12, 5]), ("always", [12, 35]), ("always", [30, 12]), ("once", [2, 0])]
    {
        let mut of = plan();
        (of["looks"], of["segments"]) = (json!(looks), json!({}));
        let found = collected(&read(&of), &completed(counts, 3), Collecting::IsOver);
        for effect in &found.phases[0].metrics[0].effects {
            let of_control = effect.of_control.unwrap();
            for (p, absolute, share) in [
                (effect.p, effect.absolute.fixed, of_control.fixed),
                (effect.p_always_valid, effect.absolute.always_valid, of_control.always_valid),
            ] {
                for [low, high] in [absolute, share] {
                    assert_eq!(p < 0.05, low > 0.0 || high < 0.0, "{looks} {counts:?}: p {p}, {low} to {high}");
                }
                assert!(share[0] >= -1.0);
            }
            let expected = (effect.absolute.estimate / (counts[0] as f64 / 100.0)).max(-1.0);
            assert!((of_control.estimate - expected).abs() < 1e-12);
        }
    }
    // By Welch's t of 5 and 16 of 100: t = 2.58 with 160 degrees of freedom, p = 0.011, and 1.6% to 20.4% of points.
    let mut once = plan();
    once["looks"] = json!("once");
    let found = collected(&read(&once), &completed([5, 16], 3), Collecting::IsOver);
    assert_eq!(found.conclusion.readings[0].says, Says::Higher);
    let said = &found.conclusion.text[0];
    assert!(said.contains("+220.0% (+5") && !said.contains("(-"), "{said}");
}

#[test]
fn nothing_of_a_phase_whose_ratio_does_not_fit_is_shown_by_variation() {
    let mut skewed = plan();
    skewed["phases"][0]["weights"] = json!([1, 9]);
    let found = report(&read(&skewed), &people(&mut Draws::new(29), 2000, &USUAL, &USUAL));
    assert_eq!(found.conclusion.verdict, Verdict::Blocked);
    let phase = &found.phases[0];
    assert!(phase.metrics.is_empty() && phase.guardrails.is_empty() && phase.questions.is_empty());
}

#[test]
fn a_phase_is_over_where_the_plan_stops_collecting_with_it() {
    let mut once = plan();
    (once["looks"], once["collected_until"]) = (json!("once"), json!("2026-11-30"));
    let better = Kind { completes: 0.9, ..USUAL };
    let mut events = people(&mut Draws::new(24), 1000, &USUAL, &better);
    assert_eq!(report(&read(&once), &events).conclusion.verdict, Verdict::TooEarly);
    // What comes too late does not count, and says that the time is over.
    events.push(json!({ "event": "goal", "experiment": "words", "unit": "p-1", "seq": 99, "goal": "visit",
        "received": "2026-11-30T00" }));
    let found = report(&read(&once), &events);
    assert_eq!((found.conclusion.verdict, found.events.too_late), (Verdict::Ready, 1));
}

#[test]
fn a_value_before_ends_no_phase_and_an_event_of_years_later_is_said_to_be_odd() {
    let mut once = plan();
    once["looks"] = json!("once");
    let mut events = people(&mut Draws::new(24), 1000, &USUAL, &USUAL);
    events.push(json!({ "event": "before", "experiment": "words", "unit": "p-1", "goal": "visit", "received": "2099-01-01T00" }));
    assert_eq!(report(&read(&once), &events).conclusion.verdict, Verdict::TooEarly);
    events.push(json!({ "event": "goal", "experiment": "words", "unit": "p-1", "seq": 99, "goal": "visit",
        "received": "2099-01-01T00" }));
    let found = report(&read(&once), &events);
    let said = found.conclusion.text.concat();
    assert!(found.events.last_is_far && said.contains("2099-01-01T00") && said.contains("wrong clock"), "{said}");
}

#[test]
fn somebody_who_saw_several_variations_starts_no_phase() {
    let mut two = plan();
    two["phases"] = json!([
        { "id": "first", "from": "2026-11-02", "to": "2026-11-16", "weights": [1, 1] },
        { "id": "second", "from": "2026-11-16", "to": "2026-11-30", "weights": [1, 1] },
    ]);
    let mut events = completed([10, 90], 3);
    for (seq, variation) in [(0, "control"), (1, "plain")] {
        events.push(
            json!({ "event": "exposure", "experiment": "words", "unit": "crossed", "seq": seq, "variation": variation,
            "received": hour(20, 9) }),
        );
    }
    let found = report(&read(&two), &events);
    assert_eq!((found.phases.len(), found.phases[1].sample_ratio.crossed), (2, 1));
    assert_eq!((found.conclusion.phase.as_deref(), found.conclusion.counted), (Some("first"), 200));
    assert_eq!(found.conclusion.readings[0].says, Says::Higher);
}

#[test]
fn what_differs_alone_and_not_once_it_is_corrected_is_said_so() {
    let mut three = plan();
    three["variations"] = json!(["control", "plain", "short"]);
    three["phases"][0]["weights"] = json!([1, 1, 1]);
    three["looks"] = json!("once");
    let mut events = completed([50, 65], 3);
    let mut short: Vec<Value> = completed([0, 52], 4)
        .into_iter()
        .filter(|event| event["unit"].as_str().unwrap().starts_with("plain"))
        .collect();
    short.iter_mut().filter(|event| event["event"] == "exposure").for_each(|event| event["variation"] = json!("short"));
    events.extend(short);
    let found = collected(&read(&three), &events, Collecting::IsOver);
    let effect = &found.phases[0].metrics[0].effects[0];
    // 50 and 65 of 100 each: t = 2.16, p = 0.032 alone, and by Holm twice that.
    assert!(effect.p < 0.05 && effect.p_adjusted > 0.05, "{} {}", effect.p, effect.p_adjusted);
    assert_eq!(found.conclusion.readings[0].says, Says::Inconclusive);
    assert!(found.conclusion.text[0].contains("corrected for the 2 variations"), "{}", found.conclusion.text[0]);
}

#[test]
fn a_better_rate_that_shifts_classes_is_a_matter_for_compliance() {
    let braver = Kind { completes: 0.8, classes: [0.1, 0.5, 0.4], ..USUAL };
    let found = report(&read(&plan()), &people(&mut Draws::new(25), 4000, &USUAL, &braver));
    assert_eq!(found.conclusion.readings[0].says, Says::Higher);
    assert_eq!(found.conclusion.verdict, Verdict::GuardrailMoved);
    let moved: Vec<GuardrailKind> = found.phases[0]
        .guardrails
        .iter()
        .filter(|guardrail| guardrail.moved == Moved::Moved)
        .map(|guardrail| guardrail.guardrail)
        .collect();
    assert_eq!(moved, [GuardrailKind::Classes]);
    assert!(found.conclusion.text.iter().any(|text| text.contains("a matter for compliance, not a win")));
}

#[test]
fn a_careless_variation_is_found() {
    let careless = Kind { careless: 0.25, ..USUAL };
    let found = report(&read(&plan()), &people(&mut Draws::new(26), 4000, &USUAL, &careless));
    let guardrail = found.phases[0].guardrails.iter().find(|one| one.guardrail == GuardrailKind::Careless).unwrap();
    assert_eq!(guardrail.moved, Moved::Moved);
}

#[test]
fn metrics_that_do_not_decide_are_corrected_together() {
    let better = Kind { completes: 0.8, ..USUAL };
    let found = report(&read(&plan()), &people(&mut Draws::new(27), 2000, &USUAL, &better));
    let metrics = &found.phases[0].metrics;
    assert_eq!(metrics.iter().filter(|metric| metric.role == Role::Primary).count(), 1);
    let p: Vec<f64> = metrics[1..].iter().map(|metric| metric.effects[0].p).collect();
    let adjusted = prescreen_experiment::analysis::multiple::benjamini_hochberg(&p);
    for (metric, adjusted) in metrics[1..].iter().zip(adjusted) {
        assert_eq!(metric.effects[0].p_adjusted, adjusted);
    }
    assert_eq!(metrics[0].effects[0].p_adjusted, metrics[0].effects[0].p);
}

#[test]
fn what_people_did_before_makes_an_interval_narrower() {
    let width = |adjusted: bool| {
        let mut plan = plan();
        plan["metrics"][3]["adjusted"] = json!(adjusted);
        let found = report(&read(&plan), &people(&mut Draws::new(28), 4000, &USUAL, &USUAL));
        let [low, high] = found.phases[0].metrics[3].effects[0].absolute.fixed;
        high - low
    };
    assert!(width(true) < 0.97 * width(false), "{} {}", width(true), width(false));
}

#[test]
fn nobody_is_no_result() {
    let found = report(&read(&plan()), &[]);
    assert_eq!((found.conclusion.verdict, found.phases.len()), (Verdict::NoData, 0));
}

#[test]
fn a_plan_that_contradicts_itself_is_refused_with_its_place() {
    let wrong = |at: &str, value: Value| {
        let mut plan = plan();
        let (parent, last) = at.rsplit_once('/').unwrap();
        plan.pointer_mut(parent).unwrap()[last] = value;
        let error = Plan::read(&plan.to_string()).unwrap_err();
        (error.code, error.at)
    };
    for (at, value, code, place) in [
        ("/experiment_plan", json!(2), Code::Range, "/experiment_plan"),
        ("/variations", json!(["one"]), Code::Range, "/variations"),
        ("/variations", json!(["one", "one"]), Code::Duplicate, "/variations/1"),
        ("/primary", json!("none"), Code::Reference, "/primary"),
        ("/phases", json!([]), Code::Range, "/phases"),
        ("/baseline_bp", json!(10_000), Code::Range, "/baseline_bp"),
        ("/baseline_bp", json!(0.7), Code::Number, "/baseline_bp"),
        ("/alpha_bp", json!(0), Code::Range, "/alpha_bp"),
        ("/deviation_bp", json!(100), Code::Inconsistent, "/deviation_bp"),
        ("/unknown", json!(1), Code::UnknownField, "/unknown"),
        // 70% cannot double, and falls by all of it at most; and nothing is collected on the first day, nor before.
        ("/smallest_effect_bp", json!(10_001), Code::Inconsistent, "/smallest_effect_bp"),
        ("/smallest_effect_bp", json!(100_000), Code::Inconsistent, "/smallest_effect_bp"),
        ("/collected_until", json!("2026-11-02"), Code::Inconsistent, "/collected_until"),
        ("/collected_until", json!("2026-10-31"), Code::Inconsistent, "/collected_until"),
        ("/margins", json!({ "class_bp": 0 }), Code::Range, "/margins/class_bp"),
    ] {
        assert_eq!(wrong(at, value), (code, place.into()), "{at}");
    }
    for (at, value, code) in [
        ("/phases/0/weights", json!([1]), Code::Range),
        ("/phases/0/weights", json!([1, 0]), Code::Range),
        ("/phases/0/to", json!("2026-11-02"), Code::Range),
        ("/metrics/1/goal", json!("nothing"), Code::Reference),
        ("/metrics/1/goal", Value::Null, Code::MissingField),
        ("/metrics/0/goal", json!("purchase"), Code::UnknownField),
        ("/metrics/2/per", Value::Null, Code::MissingField),
        ("/metrics/0/adjusted", json!(true), Code::Inconsistent),
    ] {
        assert_eq!(wrong(at, value), (code, at.into()));
    }
}

#[test]
fn a_share_may_move_up_to_all_of_it_and_collecting_may_end_on_the_second_day() {
    let with = |field: &str, value: Value| {
        let mut plan = plan();
        plan[field] = value;
        plan
    };
    // 70% and 42.85% of it are 99.995%; 42.86% are 100.002%, and a fall to 40% all the same.
    for (effect, falls) in [(4285, false), (4286, true), (10_000, true)] {
        assert_eq!(Planned::of(&read(&with("smallest_effect_bp", json!(effect)))).falls, falls, "{effect}");
    }
    read(&with("collected_until", json!("2026-11-03")));
    let mut all = with("baseline_bp", json!(5000));
    all["smallest_effect_bp"] = json!(10_000);
    read(&all);
    // Amounts are no shares.
    let mut amounts = with("primary", json!("purchases"));
    (amounts["deviation_bp"], amounts["smallest_effect_bp"]) = (json!(9000), json!(20_000));
    read(&amounts);
    let mut beyond = with("baseline_bp", json!(9500));
    beyond["smallest_effect_bp"] = json!(15_000);
    let error = Plan::read(&beyond.to_string()).unwrap_err();
    assert!(
        error.message.contains("95%") && error.message.contains("150%") && error.message.contains("237.5%"),
        "{error}"
    );
    assert!(!error.help.is_empty());
}

#[test]
fn several_variations_take_people_for_the_level_that_holm_leaves_each() {
    let mut three = plan();
    three["variations"] = json!(["control", "plain", "short"]);
    three["phases"][0]["weights"] = json!([1, 1, 1]);
    let planned = Planned::of(&read(&three));
    // (2.241403 + 0.841621)² (0.21 + 0.1771) / 0.5 / 0.07² = 1501.8 in two of three variations, at 2.5% each.
    let people = planned.phases[0].comparisons.iter().map(|one| one.people_once).collect::<Vec<_>>();
    assert_eq!((people, planned.level), (vec![Some(2253.0), Some(2253.0)], 0.025));
    assert!(told::planned(&planned, "en").unwrap().contains("each of 2 comparisons is planned at a level of 2.50%"));
    assert!(told::planned(&planned, "zh").unwrap().contains("2 项比较各按 2.50%"));
    // What a report says that it takes is the plan's.
    let found = report(&read(&three), &people_of_three());
    assert_eq!(found.conclusion.needed, planned.phases[0].comparisons[0].people_always);
    // Of one variation it is the plan's own level, and nothing is said of several.
    let two = Planned::of(&read(&plan()));
    assert!(two.level == 0.05 && !told::planned(&two, "en").unwrap().contains("comparisons"));
}

/// A few people in each of three variations.
fn people_of_three() -> Vec<Value> {
    let mut draws = Draws::new(23);
    let variation = |n: usize| ["control", "plain", "short"][n % 3];
    (0..60).flat_map(|n| person(&mut draws, n, variation(n), &USUAL)).collect()
}

#[test]
fn a_plan_counts_the_days_that_are_collected() {
    let mut short = plan();
    short["collected_until"] = json!("2026-11-05");
    let phase = &Planned::of(&read(&short)).phases[0];
    assert_eq!((phase.days, phase.people), (3.0, 420.0));
    // A later phase of which nothing is collected is refused as the first is.
    short["phases"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "second", "from": "2026-12-01", "to": "2026-12-31", "weights": [1, 1] }));
    for until in ["2026-11-05", "2026-12-01"] {
        short["collected_until"] = json!(until);
        let error = Plan::read(&short.to_string()).unwrap_err();
        assert_eq!((error.code, &*error.at), (Code::Inconsistent, "/collected_until"));
        assert!(error.message.contains("'second'"), "{error}");
    }
    short["collected_until"] = json!("2026-12-02");
    let days: Vec<f64> = Planned::of(&read(&short)).phases.iter().map(|phase| phase.days).collect();
    assert_eq!(days, [28.0, 1.0]);
}

#[test]
fn the_smallest_effect_of_a_share_has_its_own_variance_and_is_possible() {
    let planned = |baseline: u32, effect: u32, daily: u32| {
        let mut plan = plan();
        (plan["baseline_bp"], plan["smallest_effect_bp"], plan["people_per_day"]) =
            (json!(baseline), json!(effect), json!(daily));
        Planned::of(&read(&plan))
    };
    for daily in [2, 20, 2000] {
        let found = planned(7000, 1000, daily);
        let effect = found.phases[0].comparisons[0].smallest_effect.unwrap();
        let moved = 0.7 * (1.0 + effect);
        let design = Design {
            control_variance: 0.21,
            variation_variance: moved * (1.0 - moved),
            control_share: 0.5,
            variation_share: 0.5,
            alpha: 0.05,
        };
        let power = design.power(28.0 * f64::from(daily), 0.7 * effect);
        assert!(moved < 1.0 && (power - 0.8).abs() < 1e-6, "{daily}: {effect} {power}");
    }
    // Of 28 people, with no variance left at 100%, a difference of 2.8016 √(0.21 / 0.5 / 28) = 34 points; there are 30.
    let none = planned(7000, 1000, 1);
    let one = &none.phases[0].comparisons[0];
    assert_eq!((one.smallest_effect, one.smallest_effect_always), (None, None));
    let said = told::planned(&none, "en").unwrap();
    assert!(said.contains("at one look is none that is possible, at any none that is possible"), "{said}");
    // 95% fall to 85.5%: 2.8016² (0.0475 + 0.123975) / 0.5 / 0.095² = 298.3.
    let falls = planned(9500, 1000, 20);
    assert_eq!(falls.phases[0].comparisons[0].people_once, Some(299.0));
    assert!(falls.falls && told::planned(&falls, "en").unwrap().contains("worked out as a fall"));
    assert!(told::planned(&falls, "zh").unwrap().contains("按下降计算"));
}

#[test]
fn levels_effects_and_powers_are_printed_with_the_decimals_that_they_take() {
    let mut plan = plan();
    (plan["alpha_bp"], plan["power_bp"], plan["smallest_effect_bp"]) = (json!(1), json!(9999), json!(1));
    let found = report(&read(&plan), &people(&mut Draws::new(22), 600, &USUAL, &USUAL));
    let text = found.conclusion.text.join(" ");
    assert!(text.contains("; 99.99%, valid") && text.contains("To find an effect of 0.01% takes"), "{text}");
    for locale in ["en", "zh"] {
        let told = told::report(&found, Looks::Always, locale, None).unwrap();
        assert!(told.contains("99.99%") && !told.contains("100%"), "{told}");
        let planned = told::planned(&Planned::of(&read(&plan)), locale).unwrap();
        assert!(planned.contains("0.01%") && !planned.contains(" 0.0%"), "{planned}");
    }
    // A power of all but nothing is not all.
    (plan["alpha_bp"], plan["smallest_effect_bp"], plan["people_per_day"]) = (json!(500), json!(1000), json!(250));
    let planned = Planned::of(&read(&plan));
    let power = planned.phases[0].comparisons[0].power_once;
    assert!(power > 0.995 && power < 1.0, "{power}");
    let said = told::planned(&planned, "en").unwrap();
    assert!(said.contains("power 99.") && !said.contains("100%") && !said.contains("100.0"), "{said}");
}

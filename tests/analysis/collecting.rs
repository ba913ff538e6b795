//! What becomes of events that are lost, repeated, late, of a wrong clock or of no person, and what the report says of it.

use prescreen::Code;
use prescreen::json::Json;
use prescreen_experiment::analysis::event::{Event, Hour, Unit};
use prescreen_experiment::analysis::people::People;
use prescreen_experiment::analysis::report::{CauseKind, Report, Verdict};
use serde_json::{Value, json};

use super::draws::Draws;
use super::made::{USUAL, causes_said, hour, people, person_at, plan, read, report, said};

fn causes(report: &Report) -> Vec<CauseKind> {
    report.phases.last().unwrap().sample_ratio.causes.iter().map(|cause| cause.cause).collect()
}

/// Whether the check failed, nothing is said of metrics and guardrails, and the headline is withheld.
fn is_blocked(report: &Report) -> bool {
    let phase = report.phases.last().unwrap();
    phase.sample_ratio.failed
        && phase.metrics.is_empty()
        && phase.guardrails.is_empty()
        && report.conclusion.verdict == Verdict::Blocked
}

#[test]
fn a_sound_experiment_is_not_blocked() {
    let plan = read(&plan());
    let found = report(&plan, &people(&mut Draws::new(1), 3000, &USUAL, &USUAL));
    let phase = &found.phases[0];
    assert!(!phase.sample_ratio.failed && phase.sample_ratio.causes.is_empty());
    assert_eq!(phase.sample_ratio.people.iter().sum::<u64>(), 3000);
    assert_eq!((phase.collected[0].lost, found.events.repeated, found.events.people), (0, 0, 3000));
    assert_eq!(phase.metrics.len(), 4);
    // One denominator: of everybody exposed fewer and fewer come past each question.
    for side in 0..2 {
        let shares: Vec<f64> = phase.questions.iter().map(|question| question.reached[side].share).collect();
        assert!(shares[0] > shares[1] && shares[1] > shares[2] && (shares[2] - 0.7).abs() < 0.04, "{shares:?}");
        assert!(phase.questions.iter().all(|question| {
            let [low, middle, high] = question.reached[side].seconds.unwrap();
            (5..25).contains(&low) && low < middle && middle < high
        }));
    }
}

#[test]
fn one_percent_of_events_lost_is_said_and_blocks_nothing() {
    let plan = read(&plan());
    let mut draws = Draws::new(2);
    let events = people(&mut draws, 3000, &USUAL, &USUAL);
    let numbered = |event: &&Value| event["seq"].is_u64();
    let all = events.iter().filter(numbered).count() as f64;
    let kept: Vec<Value> = events.into_iter().filter(|event| event["seq"].is_null() || !draws.happens(0.01)).collect();
    let lost = all - kept.iter().filter(numbered).count() as f64;
    let found = report(&plan, &kept);
    let phase = &found.phases[0];
    assert!(!phase.sample_ratio.failed, "lost at random: the ratio still fits");
    // The last event of a person leaves no gap behind it, and of people without exposure nothing is counted: what is
    // seen is a part of what was lost.
    let seen: u64 = phase.collected.iter().map(|collected| collected.lost).sum();
    assert!(seen as f64 <= lost && seen as f64 > 0.5 * lost, "{seen} of {lost}");
    assert!(found.events.without_exposure > 0 && found.events.without_exposure < 60);
}

#[test]
fn repeated_events_count_once() {
    let plan = read(&plan());
    let mut draws = Draws::new(3);
    let events = people(&mut draws, 2000, &USUAL, &USUAL);
    let mut repeated = Vec::new();
    let mut again = 0;
    for event in &events {
        repeated.push(event.clone());
        if event["seq"].is_u64() && draws.happens(0.05) {
            repeated.push(event.clone());
            again += 1;
        }
    }
    let (once, twice) = (report(&plan, &events), report(&plan, &repeated));
    assert!(again > 200);
    assert_eq!(twice.events.repeated, again);
    assert_eq!((once.phases, once.conclusion), (twice.phases, twice.conclusion));
}

#[test]
fn the_order_of_events_changes_nothing() {
    let plan = read(&plan());
    let mut draws = Draws::new(4);
    let mut events = people(&mut draws, 500, &USUAL, &USUAL);
    let first = report(&plan, &events);
    for n in (1..events.len()).rev() {
        events.swap(n, draws.below(n + 1));
    }
    assert_eq!(report(&plan, &events), first);
}

#[test]
fn clocks_two_days_off_are_said_and_decide_nothing() {
    let plan = read(&plan());
    let mut draws = Draws::new(5);
    let events = people(&mut draws, 2000, &USUAL, &USUAL);
    let mut off = events.clone();
    let (mut behind, mut ahead) = (0, 0);
    let mut shift = 0i64;
    for event in &mut off {
        if event["event"] == "exposure" {
            shift = [0, 0, 0, -2, 2][draws.below(5)];
            behind += u64::from(shift == -2);
            ahead += u64::from(shift == 2);
        }
        if let Some(at) = event["at"].as_str() {
            let hour = Hour(Hour::parse(at).unwrap().0.checked_add_signed(shift as i32 * 24).unwrap());
            event["at"] = json!(hour.to_string());
        }
    }
    let (right, wrong) = (report(&plan, &events), report(&plan, &off));
    let sums = |report: &Report| {
        let collected = &report.phases[0].collected;
        collected.iter().fold((0, 0), |sum, one| (sum.0 + one.behind_people, sum.1 + one.ahead_people))
    };
    assert!(behind > 100 && ahead > 100);
    assert_eq!((sums(&right), sums(&wrong)), ((0, 0), (behind, ahead)));
    assert_eq!(
        (right.phases[0].metrics.clone(), right.conclusion),
        (wrong.phases[0].metrics.clone(), wrong.conclusion)
    );
}

#[test]
fn an_event_that_comes_days_after_the_others_is_late() {
    let mut plan = plan();
    plan["collected_until"] = json!("2026-12-04");
    let plan = read(&plan);
    let mut draws = Draws::new(6);
    let mut events = people(&mut draws, 400, &USUAL, &USUAL);
    let completions = events.iter_mut().filter(|event| event["event"] == "completion");
    let mut moved = 0u64;
    for (n, event) in completions.enumerate() {
        if n % 10 == 0 {
            // Received when collecting has ended: it does not count. Others come two days late, and do.
            event["received"] = json!(if n % 20 == 0 { "2026-12-04T00" } else { "2026-12-03T23" });
            moved += 1;
        }
    }
    let found = report(&plan, &events);
    let late: u64 = found.phases[0].collected.iter().map(|collected| collected.late_people).sum();
    assert!(moved > 20);
    assert_eq!(found.events.too_late, moved.div_ceil(2));
    assert_eq!(late, moved / 2);
}

#[test]
fn a_wave_of_bots_is_found_by_its_hour() {
    let plan = read(&plan());
    let mut draws = Draws::new(7);
    let mut events = people(&mut draws, 3000, &USUAL, &USUAL);
    for n in 0..400 {
        events.push(json!({
            "event": "exposure", "experiment": "words", "unit": format!("bot-{n}"), "seq": 0, "variation": "plain",
            "received": hour(9, 3), "segments": { "browser": "chrome" },
        }));
    }
    let found = report(&plan, &events);
    assert!(is_blocked(&found));
    assert!(causes(&found).contains(&CauseKind::Burst), "{:?}", causes(&found));
    let burst = found.phases[0].sample_ratio.causes.iter().find(|cause| cause.cause == CauseKind::Burst).unwrap();
    assert_eq!((burst.people, burst.place.as_deref()), (Some(400), Some("2026-11-11T03")));
    let text = causes_said(&found).concat();
    assert!(text.contains("400 people") && text.contains("2026-11-11T03"), "{text}");
    assert!(text.contains("0.0% of them went on") && text.contains("the others' ratio fits"), "{text}");
}

#[test]
fn exposures_that_are_lost_when_a_page_is_left_are_found_by_what_came_after() {
    let plan = read(&plan());
    let mut draws = Draws::new(8);
    let mut events = people(&mut draws, 3000, &USUAL, &USUAL);
    // In one variation a third of the exposures are lost; what people do next is not.
    events.retain(|event| !(event["event"] == "exposure" && event["variation"] == "plain" && draws.happens(0.33)));
    let found = report(&plan, &events);
    assert!(is_blocked(&found));
    assert_eq!(causes(&found)[0], CauseKind::ExposuresLost);
    assert!(found.events.without_exposure > 400);
}

#[test]
fn a_browser_in_which_a_variation_breaks_is_named() {
    let plan = read(&plan());
    let mut draws = Draws::new(9);
    let events = people(&mut draws, 4000, &USUAL, &USUAL);
    let mut gone = std::collections::BTreeSet::new();
    for event in &events {
        let breaks = event["variation"] == "plain" && event["segments"]["browser"] == "safari";
        if breaks && draws.happens(0.5) {
            gone.insert(event["unit"].as_str().unwrap().to_owned());
        }
    }
    let kept: Vec<Value> = events.into_iter().filter(|event| !gone.contains(event["unit"].as_str().unwrap())).collect();
    let found = report(&plan, &kept);
    assert!(is_blocked(&found));
    assert_eq!(causes(&found), [CauseKind::Segment]);
    let text = causes_said(&found).concat();
    assert!(text.contains("browser safari"), "{text}");
    assert_eq!(found.phases[0].sample_ratio.by_segment.len(), 3);
}

#[test]
fn weights_that_change_in_the_middle_belong_into_a_phase_of_their_own() {
    let mut draws = Draws::new(10);
    let mut events = Vec::new();
    for n in 0..4000 {
        let day = draws.below(28);
        let share = if day < 14 { 0.5 } else { 0.8 };
        let variation = if draws.happens(share) { "plain" } else { "control" };
        events.extend(person_at(&mut draws, &format!("p-{n}"), variation, &USUAL, &hour(day, 12), "other"));
    }
    let one = plan();
    let found = report(&read(&one), &events);
    assert!(is_blocked(&found) && causes(&found) == [CauseKind::Day], "{:?}", causes(&found));
    let cause = found.phases[0].sample_ratio.causes.iter().find(|cause| cause.cause == CauseKind::Day).unwrap();
    let named: u32 = cause.place.as_ref().unwrap().strip_prefix("2026-11-").unwrap().parse().unwrap();
    let text = causes_said(&found).concat();
    assert!(text.contains("fits before 2026-11-") && (15..=17).contains(&named), "{text}");
    let mut two = plan();
    two["phases"] = json!([
        { "id": "even", "from": "2026-11-02", "to": "2026-11-16", "weights": [1, 1] },
        { "id": "four", "from": "2026-11-16", "to": "2026-11-30", "weights": [1, 4] },
    ]);
    let found = report(&read(&two), &events);
    assert_eq!(found.phases.len(), 2);
    assert!(found.phases.iter().all(|phase| !phase.sample_ratio.failed));
    assert_eq!(found.conclusion.phase.as_deref(), Some("four"));
    // The second phase with the first one's weights: those are named.
    two["phases"][1]["weights"] = json!([1, 1]);
    two["phases"][0]["weights"] = json!([1, 4]);
    let swapped = report(&read(&two), &events);
    assert!(causes(&swapped).contains(&CauseKind::OtherWeights), "{:?}", causes(&swapped));
}

#[test]
fn people_who_see_both_variations_count_in_neither() {
    let plan = read(&plan());
    let mut draws = Draws::new(11);
    let mut events = people(&mut draws, 3000, &USUAL, &USUAL);
    let mut crossed = 0;
    for n in 0..events.len() {
        if events[n]["event"] == "exposure" && events[n]["variation"] == "control" && draws.happens(0.2) {
            let mut again = events[n].clone();
            again["variation"] = json!("plain");
            again["seq"] = json!(200);
            events.push(again);
            crossed += 1;
        }
    }
    let found = report(&plan, &events);
    assert_eq!(found.phases[0].sample_ratio.crossed, crossed);
    assert_eq!(found.phases[0].sample_ratio.people.iter().sum::<u64>(), 3000 - crossed);
    assert!(is_blocked(&found) && causes(&found).contains(&CauseKind::Crossed));
}

#[test]
fn different_events_with_one_number_count_each_whatever_the_order() {
    let plan = read(&plan());
    let event = |seq: u32, kind: &str, more: Value| {
        let mut event =
            json!({ "event": kind, "experiment": "words", "unit": "p", "received": "2026-11-03T08", "seq": seq });
        more.as_object().unwrap().iter().for_each(|(name, value)| event[name] = value.clone());
        event
    };
    let mut events = vec![
        event(0, "exposure", json!({ "variation": "plain" })),
        event(1, "completion", json!({ "class": "C3" })),
        event(1, "completion", json!({ "class": "C2" })),
        event(1, "goal", json!({ "goal": "purchase", "amount": 2 })),
        event(1, "goal", json!({ "goal": "purchase", "amount": 5 })),
        event(1, "goal", json!({ "goal": "purchase", "amount": 5 })),
    ];
    let forwards = report(&plan, &events);
    assert_eq!((forwards.events.repeated, forwards.events.same_number), (1, 3));
    let bought = |found: &Report| {
        found.phases[0].metrics.iter().find(|one| one.metric == "purchases").unwrap().measured[1].clone()
    };
    assert_eq!(bought(&forwards).numerator, 7.0);
    events.reverse();
    assert_eq!(report(&plan, &events), forwards);
}

#[test]
fn what_happened_before_the_exposure_does_not_count() {
    let plan = read(&plan());
    let event = |day: usize, seq: u32, kind: &str, more: Value| {
        let mut event =
            json!({ "event": kind, "experiment": "words", "unit": "p", "received": hour(day, 8), "seq": seq });
        more.as_object().unwrap().iter().for_each(|(name, value)| event[name] = value.clone());
        event
    };
    let earlier = event(3, 0, "completion", json!({}));
    let exposure = event(4, 1, "exposure", json!({ "variation": "plain" }));
    let share = |events: &[Value]| {
        let found = report(&plan, events);
        (found.phases[0].metrics[0].measured[1].numerator, found.events.before_exposure)
    };
    assert_eq!(share(&[earlier.clone(), exposure.clone()]), (0.0, 1));
    assert_eq!(share(&[exposure.clone(), earlier]), (0.0, 1));
    // An exposure that was received late, and a sender who counts from 0 again, do not make a completion an earlier one.
    assert_eq!(
        share(&[event(4, 0, "exposure", json!({ "variation": "plain" })), event(3, 1, "completion", json!({}))]),
        (1.0, 0)
    );
    assert_eq!(share(&[exposure, event(5, 0, "completion", json!({}))]), (1.0, 0));
}

#[test]
fn where_the_first_exposure_may_be_lost_what_came_before_the_next_one_counts() {
    let plan = read(&plan());
    let mut events = Vec::new();
    // Everybody is exposed and completes; half of one variation's first exposures are lost, and all come back the next day.
    for n in 0..400 {
        let variation = ["control", "plain"][n % 2];
        let event = |day: usize, seq: u32, kind: &str| json!({ "event": kind, "experiment": "words", "unit": format!("p-{n}"), "seq": seq, "received": hour(day, 9) });
        for (day, seq) in [(3, 0), (4, 2)] {
            let mut exposure = event(day, seq, "exposure");
            exposure["variation"] = json!(variation);
            if seq > 0 || variation == "control" || n % 4 == 1 {
                events.push(exposure);
            }
        }
        events.push(event(3, 1, "completion"));
    }
    let found = report(&plan, &events);
    let measured = &found.phases[0].metrics[0].measured;
    assert_eq!((measured[0].value, measured[1].value), (1.0, 1.0));
    assert_eq!((found.events.before_exposure, found.events.first_exposure_lost), (0, 100));
    // A quarter of all people: it is named.
    let seen = &found.phases[0].sample_ratio.seen;
    assert!(seen.iter().any(|cause| cause.cause == CauseKind::ExposuresLost && cause.people == Some(100)), "{seen:?}");
}

#[test]
fn events_lost_at_different_rates_are_said_before_the_conclusion() {
    let plan = read(&plan());
    let lost_in_plain = |share: f64| {
        let mut draws = Draws::new(12);
        let mut of = "";
        let mut events = people(&mut draws, 3000, &USUAL, &USUAL);
        events.retain(|event| {
            if event["event"] == "exposure" {
                of = if event["variation"] == "plain" { "plain" } else { "control" };
            }
            event["event"] == "before" || event["event"] == "exposure" || of == "control" || !draws.happens(share)
        });
        report(&plan, &events)
    };
    let found = lost_in_plain(0.2);
    assert!(!found.phases[0].sample_ratio.failed && found.has_findings());
    assert_eq!(found.conclusion.verdict, Verdict::Damaged);
    assert!(said(&found)[0].starts_with("With care: events of the variations are lost at clearly different rates"));
    assert!(!found.conclusion.readings.is_empty() && found.conclusion.days_left.is_none());
    // One person of whom nearly all is lost, of a sender that counts otherwise: the events of one are lost together.
    let mut events = people(&mut Draws::new(12), 1000, &USUAL, &USUAL);
    events.push(json!({ "event": "goal", "experiment": "words", "unit": "p-1", "seq": 250, "goal": "visit",
        "received": hour(27, 9) }));
    let one = report(&plan, &events);
    assert!(one.phases[0].collected.iter().map(|collected| collected.lost).sum::<u64>() > 200);
    assert!(one.phases[0].sample_ratio.seen.is_empty(), "{:?}", one.phases[0].sample_ratio.seen);
    // As many lost in both, or hardly more in one: nothing to be careful of.
    for share in [0.0, 0.003] {
        let found = lost_in_plain(share);
        assert!(found.phases[0].sample_ratio.damage().next().is_none(), "{share}");
        assert_ne!(found.conclusion.verdict, Verdict::Damaged, "{share}");
    }
}

#[test]
fn a_burst_in_one_variation_is_said_before_the_conclusion_and_one_in_all_is_not() {
    let plan = read(&plan());
    let with_bots = |variations: [&str; 2]| {
        let mut events = people(&mut Draws::new(13), 3000, &USUAL, &USUAL);
        for n in 0..60 {
            events.push(json!({ "event": "exposure", "experiment": "words", "unit": format!("bot-{n}"), "seq": 0,
                "variation": variations[n % 2], "received": hour(9, 3), "segments": { "browser": "chrome" } }));
        }
        report(&plan, &events)
    };
    let one = with_bots(["plain", "plain"]);
    assert!(!one.phases[0].sample_ratio.failed && one.has_findings());
    assert_eq!(one.conclusion.verdict, Verdict::Damaged);
    assert!(said(&one)[0].starts_with("With care: a burst of people"), "{:?}", said(&one));
    let both = with_bots(["plain", "control"]);
    assert!(both.phases[0].sample_ratio.seen.iter().any(|cause| cause.cause == CauseKind::Burst));
    assert!(both.phases[0].sample_ratio.damage().next().is_none() && both.conclusion.verdict != Verdict::Damaged);
}

#[test]
fn a_ratio_that_is_off_alike_everywhere_is_one_of_weights_and_nobody_is_said_to_be_nobody() {
    let mut draws = Draws::new(14);
    let drawn = |draws: &mut Draws, share: f64| {
        let mut events = Vec::new();
        for n in 0..3000 {
            let variation = if draws.happens(share) { "plain" } else { "control" };
            let (at, browser) = (hour(draws.below(28), 12), ["chrome", "safari", "other"][draws.below(3)]);
            events.extend(person_at(draws, &format!("p-{n}"), variation, &USUAL, &at, browser));
        }
        events
    };
    let mut events = drawn(&mut draws, 2.0 / 3.0);
    let found = report(&read(&plan()), &events);
    assert_eq!(causes(&found), [CauseKind::WeightsDiffer]);
    assert!(causes_said(&found)[0].contains("assigned by other weights than the plan's"));
    // A few exposures that are lost as well do not explain it.
    events.retain(|event| event["event"] != "exposure" || !draws.happens(0.01));
    let found = report(&read(&plan()), &events);
    assert_eq!(causes(&found), [CauseKind::ExposuresLost, CauseKind::WeightsDiffer]);
    let found = report(&read(&plan()), &drawn(&mut draws, 0.0));
    assert_eq!(causes(&found), [CauseKind::NobodyThere]);
    assert!(causes_said(&found)[0].contains("Nobody was exposed to plain"));
}

#[test]
fn a_variation_that_loses_people_and_their_events_is_said_to_lose_more() {
    let mut draws = Draws::new(16);
    let mut events = Vec::new();
    for n in 0..3000 {
        let variation = if draws.happens(0.5) { "plain" } else { "control" };
        events
            .push((variation, person_at(&mut draws, &format!("p-{n}"), variation, &USUAL, &hour(n % 28, 12), "other")));
    }
    // Of a sixth of the people of one variation nothing comes, and of the others a fifth of what follows the exposure does not.
    let mut kept = Vec::new();
    for (variation, person) in events {
        let gone = variation == "plain" && draws.happens(1.0 / 6.0);
        let comes = |event: &Value| matches!(event["event"].as_str(), Some("exposure" | "before"));
        kept.extend(
            person.into_iter().filter(|event| !gone && (variation == "control" || comes(event) || !draws.happens(0.2))),
        );
    }
    let found = report(&read(&plan()), &kept);
    assert!(is_blocked(&found));
    assert_eq!(causes(&found), [CauseKind::LossDiffers]);
    let text = causes_said(&found).concat();
    assert!(text.contains("Events are lost at different rates: "), "{text}");
}

#[test]
fn of_a_ratio_that_nothing_explains_that_is_said_with_where_to_look() {
    let mut draws = Draws::new(17);
    let mut events = Vec::new();
    for n in 0..6000 {
        // Off in every browser and on every day, and in one browser more than in the others.
        let browser = ["chrome", "safari", "other"][draws.below(3)];
        let variation = if draws.happens(if browser == "safari" { 0.75 } else { 0.62 }) { "plain" } else { "control" };
        events.extend(person_at(&mut draws, &format!("p-{n}"), variation, &USUAL, &hour(n % 28, 12), browser));
    }
    let found = report(&read(&plan()), &events);
    assert!(is_blocked(&found));
    assert_eq!(causes(&found), [CauseKind::NothingSeen]);
    let text = causes_said(&found).concat();
    assert!(text.contains("Nothing in the events tells why. Look at: "), "{text}");
}

#[test]
fn people_are_kept_up_to_a_number() {
    let plan = read(&plan());
    let mut people = People::new(&plan, 2);
    let event = |unit: &str| {
        let text = json!({ "event": "exposure", "experiment": "words", "unit": unit, "seq": 0, "variation": "plain",
            "received": "2026-11-03T08" });
        Event::read(&Json::parse(&text.to_string(), 1000).unwrap(), &plan).unwrap().unwrap()
    };
    people.add(&event("a")).unwrap();
    people.add(&event("b")).unwrap();
    people.add(&event("a")).unwrap();
    assert_eq!(people.add(&event("c")).unwrap_err().code, Code::Limit);
    assert!((100..400).contains(&people.bytes_per_person()), "{}", people.bytes_per_person());
    // SHA-256 of "abc" starts so (FIPS 180-2, appendix B.1).
    assert_eq!(Unit::of("abc").0, 0xba78_16bf_8f01_cfea_4141_40de_5dae_2223);
}

#[test]
fn an_event_says_nothing_but_the_plans_words() {
    let plan = read(&plan());
    let whole = json!({ "event": "completion", "experiment": "words", "unit": "secret", "received": "2026-11-03T08",
        "seq": 4, "class": "C2", "outcome": "proceed", "careless": false });
    let read = |event: &Value| Event::read(&Json::parse(&event.to_string(), 1000).unwrap(), &plan);
    assert!(read(&whole).unwrap().is_some());
    let mut other = whole.clone();
    other["experiment"] = json!("another");
    assert!(read(&other).unwrap().is_none());
    for (field, value, code) in [
        ("answer", json!("secret"), Code::UnknownField),
        ("answers", json!({ "loss": "secret" }), Code::UnknownField),
        ("class", json!("secret"), Code::Reference),
        ("outcome", json!("secret"), Code::Range),
        ("careless", json!("secret"), Code::Type),
        ("received", json!("2026-11-03T08:12:59"), Code::Type),
        ("received", json!("2026-11-03T24"), Code::Type),
        ("received", json!(1_762_000_000), Code::Type),
        ("at", json!("2026-02-30T08"), Code::Type),
        ("seq", json!(256), Code::Range),
        ("seq", Value::Null, Code::MissingField),
        ("unit", json!(""), Code::Range),
        ("unit", json!(12), Code::Type),
        ("variation", json!("plain"), Code::UnknownField),
        ("question", json!("loss"), Code::UnknownField),
        ("goal", json!("purchase"), Code::UnknownField),
        ("event", json!("answer"), Code::Range),
    ] {
        let mut wrong = whole.clone();
        wrong[field] = value;
        let error = read(&wrong).unwrap_err();
        assert_eq!((error.code, &*error.at), (code, &*format!("/{field}")), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

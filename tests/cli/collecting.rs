//! What `experiment report` prints of events that were lost, repeated, of wrong clocks or of programs. Numbers are counted
//! here a second time, from the events alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::draws::Draws;
use super::made::{USUAL, hour, people, plan};
use super::{Run, file, folder, run_with};

fn reported(name: &str, events: &[Value]) -> Run {
    let plan = file(&folder(&format!("collecting-{name}")), "plan.json", &plan().to_string());
    let lines: String = events.iter().map(|event| format!("{event}\n")).collect();
    run_with(&["experiment", "report", "-", "--plan", &plan], &lines)
}

/// For each person the variation, where an exposure came.
fn variations(events: &[Value]) -> BTreeMap<&str, &str> {
    let exposed = events.iter().filter(|event| event["event"] == "exposure");
    exposed.map(|event| (event["unit"].as_str().unwrap(), event["variation"].as_str().unwrap())).collect()
}

fn count_of(variations: &BTreeMap<&str, &str>, of: &str) -> usize {
    variations.values().filter(|variation| **variation == of).count()
}

fn lines_with<'r>(run: &'r Run, part: &str) -> Vec<&'r str> {
    run.out.lines().map(str::trim).filter(|line| line.contains(part)).collect()
}

#[test]
fn one_percent_lost_at_random_is_said_for_each_variation_and_the_ratio_fits() {
    let mut draws = Draws::new(41);
    let mut events = people(&mut draws, 4000, &USUAL, &USUAL);
    events.retain(|event| event["seq"].is_null() || !draws.happens(0.01));
    let said = reported("lost", &events);
    assert_eq!(said.code, 0, "{}", said.err);
    let shown = variations(&events);
    let mut numbers: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for event in events.iter().filter(|event| event["seq"].is_u64()) {
        numbers.entry(event["unit"].as_str().unwrap()).or_default().insert(event["seq"].as_u64().unwrap());
    }
    for variation in ["control", "plain"] {
        // A person sent as many events as the highest number says; what is not there was lost.
        let of = |unit: &&str| shown.get(*unit) == Some(&variation);
        let sent: u64 = numbers.iter().filter(|(unit, _)| of(unit)).map(|(_, all)| all.last().unwrap() + 1).sum();
        let there: usize = numbers.iter().filter(|(unit, _)| of(unit)).map(|(_, all)| all.len()).sum();
        let lost = sent - there as u64;
        let share = 100.0 * lost as f64 / sent as f64;
        assert!((0.4..1.2).contains(&share), "{share}");
        assert_eq!(
            lines_with(&said, " events lost").iter().filter(|line| line.starts_with(variation)).collect::<Vec<_>>(),
            [&format!("{variation}: at least {lost} of {sent} events lost ({share:.1}%)")]
        );
    }
    let all: BTreeSet<&str> = events.iter().map(|event| event["unit"].as_str().unwrap()).collect();
    let without = all.iter().filter(|unit| !shown.contains_key(**unit)).count();
    assert_eq!(
        lines_with(&said, "no exposure"),
        [format!("{without} people have events but no exposure and do not count")]
    );
    assert!(said.out.contains("sample ratio fits") && !said.out.contains("also seen"), "{}", said.out);
}

#[test]
fn five_percent_repeated_are_said_and_count_once() {
    let mut draws = Draws::new(42);
    let events = people(&mut draws, 2000, &USUAL, &USUAL);
    let mut repeated = Vec::new();
    for event in &events {
        let times = if event["seq"].is_u64() && draws.happens(0.05) { 2 } else { 1 };
        repeated.extend(std::iter::repeat_n(event.clone(), times));
    }
    let (once, twice) = (reported("once", &events), reported("twice", &repeated));
    let again = repeated.len() - events.len();
    assert!(again > 300);
    assert_eq!(lines_with(&twice, "came again"), [format!("{again} events came again and count once")]);
    let phases = |run: &Run| run.out.split_once("\nphase ").unwrap().1.to_owned();
    assert_eq!(phases(&once), phases(&twice));
}

#[test]
fn events_that_come_almost_twice_each_are_no_mismatch() {
    // GrowthBook's thread 6386: ids counted 1.90 times, and the ratio fits all the same.
    let mut draws = Draws::new(43);
    let events = people(&mut draws, 2000, &USUAL, &USUAL);
    let mut all = Vec::new();
    for event in &events {
        let times = if event["seq"].is_u64() && draws.happens(0.9) { 2 } else { 1 };
        all.extend(std::iter::repeat_n(event.clone(), times));
    }
    let said = reported("almost-twice", &all);
    let shown = variations(&events);
    assert!(said.out.contains(&format!("sample ratio fits: control {} ", count_of(&shown, "control"))), "{}", said.out);
}

#[test]
fn clocks_two_days_off_are_said_for_each_variation() {
    let mut draws = Draws::new(44);
    let mut events = people(&mut draws, 1000, &USUAL, &USUAL);
    let mut off: BTreeMap<String, i64> = BTreeMap::new();
    for event in &mut events {
        let unit = event["unit"].as_str().unwrap().to_owned();
        let days = *off.entry(unit).or_insert_with(|| [0, 0, 0, -2, 2][draws.below(5)]);
        if let Some(at) = event["at"].as_str() {
            let day: i64 = at[8..10].parse::<i64>().unwrap() + days;
            // November has 30 days; a clock that is ahead says December.
            let (month, day) = if day > 30 {
                (12, day - 30)
            } else if day < 1 {
                (10, day + 31)
            } else {
                (11, day)
            };
            event["at"] = json!(format!("2026-{month:02}-{day:02}{}", &at[10..]));
        }
    }
    let said = reported("clocks", &events);
    assert_eq!(said.code, 0, "{}", said.err);
    let shown = variations(&events);
    for variation in ["control", "plain"] {
        let of = |days: i64| shown.iter().filter(|(unit, shown)| **shown == variation && off[**unit] == days).count();
        let expected = format!(
            "; {} people with all events more than a day late, or a clock behind; {} people with a clock ahead",
            of(-2),
            of(2)
        );
        let lines = lines_with(&said, " events lost");
        assert!(lines.iter().any(|line| line.starts_with(variation) && line.ends_with(&expected)), "{lines:?}");
    }
}

/// Exposures of programs in one hour, that do nothing else; those of the `n`-th person to a variation.
fn wave(count: usize, variation: fn(usize) -> &'static str) -> Vec<Value> {
    let exposure = |n: usize| {
        json!({ "event": "exposure", "experiment": "words", "unit": format!("bot-{n}"), "seq": 0,
            "variation": variation(n), "received": hour(9, 3) })
    };
    (0..count).map(exposure).collect()
}

#[test]
fn a_wave_of_bots_in_one_variation_withholds_the_result() {
    let mut events = people(&mut Draws::new(45), 3000, &USUAL, &USUAL);
    events.extend(wave(400, |_| "plain"));
    let said = reported("bots", &events);
    assert_eq!(said.code, 1, "{}", said.err);
    let shown = variations(&events);
    let (control, plain) = (count_of(&shown, "control"), count_of(&shown, "plain"));
    let half = (control + plain) as f64 / 2.0;
    let counts = format!(
        "sample ratio DOES NOT FIT: control {control} (expected {half:.1}), plain {plain} (expected {half:.1})"
    );
    assert!(said.out.contains(&counts), "{}", said.out);
    let causes = lines_with(&said, "likely cause");
    assert!(causes.iter().any(|cause| cause.contains("400 in 2026-11-11T03") && cause.contains("filter of bots")));
    assert!(said.out.contains("There is no result") && !said.out.contains("(primary)"), "{}", said.out);
}

#[test]
fn a_wave_of_bots_in_both_variations_is_said_though_the_ratio_fits() {
    let mut events = people(&mut Draws::new(46), 3000, &USUAL, &USUAL);
    events.extend(wave(400, |n| if n % 2 == 0 { "plain" } else { "control" }));
    let said = reported("bots-in-both", &events);
    assert!(said.out.contains("sample ratio fits"), "{}", said.out);
    let seen = lines_with(&said, "also seen");
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(seen[0].contains("400 people came in hours") && seen[0].contains("400 in 2026-11-11T03"), "{seen:?}");
    assert!(seen[0].contains("0.0% of them went on") && seen[0].contains("filter of bots"), "{seen:?}");
}

#[test]
fn exposures_that_leave_with_the_page_withhold_the_result() {
    // The same thread: 93% of the exposures of a variation lost when the page is left, what follows is not.
    let mut draws = Draws::new(47);
    let mut events = people(&mut draws, 2000, &USUAL, &USUAL);
    events.retain(|event| !(event["event"] == "exposure" && event["variation"] == "plain" && draws.happens(0.93)));
    let shown = variations(&events);
    let all: BTreeSet<&str> = events.iter().map(|event| event["unit"].as_str().unwrap()).collect();
    let without = all.iter().filter(|unit| !shown.contains_key(**unit)).count();
    let said = reported("exposures", &events);
    assert_eq!(said.code, 1);
    let causes = lines_with(&said, "likely cause");
    assert!(
        causes[0].starts_with(&format!(
            "likely cause: Of {without} people events came, but no exposure, or not the first one."
        )),
        "{causes:?}"
    );
    assert!(causes[0].contains("write them with the first step, and have them acknowledged"), "{causes:?}");
}

#[test]
fn a_share_of_people_in_several_variations_is_compared_as_a_share() {
    // GrowthBook's pull request 2378: a percentage was computed, and the count compared. One in a hundred is the limit.
    let events = people(&mut Draws::new(48), 10_000, &USUAL, &USUAL);
    let exposed: Vec<&Value> = events.iter().filter(|event| event["event"] == "exposure").collect();
    for (crossed, named) in [(99, false), (102, true)] {
        let mut all = events.clone();
        for event in exposed.iter().step_by(exposed.len() / crossed).take(crossed) {
            let mut again = (*event).clone();
            again["variation"] = json!(if event["variation"] == "plain" { "control" } else { "plain" });
            again["seq"] = json!(200);
            all.push(again);
        }
        let said = reported("crossed", &all);
        assert!(
            said.out.contains(&format!("{crossed} people saw several variations and do not count")),
            "{}",
            said.out
        );
        let seen = lines_with(&said, "also seen");
        assert_eq!(!seen.is_empty(), named, "{crossed}: {seen:?}");
        assert!(!named || seen[0].contains(&format!("{crossed} people (1.0%)")), "{seen:?}");
    }
}

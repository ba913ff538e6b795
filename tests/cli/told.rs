//! `experiment report` in Chinese: what it says in English, number for number.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::{Value, json};

use super::draws::Draws;
use super::made::{Kind, USUAL, hour, people, plan};
use super::support::{read_json, root};
use super::{file, folder, run};

/// A report with every part: items, a guardrail that moved, or a ratio that does not fit.
fn reports(name: &str, blocked: bool, looks: &str) -> [String; 2] {
    let folder = folder(&format!("told-{name}"));
    let mut plan = plan();
    plan["looks"] = json!(looks);
    plan["collected_until"] = json!("2026-12-20");
    let moved = Kind { classes: [0.6, 0.2, 0.2], ..USUAL };
    let mut draws = Draws::new(61);
    let mut events = people(&mut draws, 3000, &USUAL, &moved);
    events.retain(|event| event["seq"].is_null() || !draws.happens(0.02));
    let again: Vec<Value> = events.iter().filter(|event| event["seq"] == 1).take(9).cloned().collect();
    events.extend(again);
    for n in 0..if blocked { 400 } else { 0 } {
        events.push(json!({ "event": "exposure", "experiment": "words", "unit": format!("bot-{n}"), "seq": 0,
            "variation": "plain", "received": hour(9, 3) }));
    }
    // The phase is over.
    events.push(json!({ "event": "goal", "experiment": "words", "unit": "p-1", "seq": 99, "goal": "visit",
        "received": "2026-12-01T08" }));
    let sums = |variation: &str| {
        json!({ "variation": variation, "people": 5, "sums": [8, 9, 11],
            "products": [[18, 18, 22], [21, 24], [31]] })
    };
    let items = json!({ "experiment_items": 1, "experiment": "words",
        "reliability": [sums("control"), sums("plain")],
        "differential": [{ "item": "loss", "by": "variation", "reference": "control", "focal": "plain",
            "strata": [{ "score": 1, "reference": [9, 4], "focal": [5, 8] }] }] });
    let lines: String = events.iter().map(|event| format!("{event}\n")).collect();
    let (events, plan) = (file(&folder, "events.ndjson", &lines), file(&folder, "plan.json", &plan.to_string()));
    let items = file(&folder, "items.json", &items.to_string());
    ["en", "zh"].map(|locale| {
        let said = run(&["experiment", "report", &events, "--plan", &plan, "--items", &items, "--locale", locale]);
        assert_eq!(said.code, 1, "{}", said.err);
        said.out
    })
}

/// Numbers of every line.
fn numbers(text: &str) -> Vec<Vec<String>> {
    let number = Regex::new(r"[-+]?[0-9](?:[0-9.e-]*[0-9])?%?").unwrap();
    let of = |line: &str| {
        let mut found: Vec<String> = number.find_iter(line).map(|found| found.as_str().to_owned()).collect();
        found.sort();
        found
    };
    text.lines().map(of).collect()
}

#[test]
fn every_number_that_is_said_in_english_is_said_in_chinese() {
    for (name, blocked) in [("whole", false), ("blocked", true)] {
        let [english, chinese] = reports(name, blocked, "always");
        assert!(numbers(&english).iter().flatten().count() > 40, "{english}");
        assert_eq!(numbers(&english), numbers(&chinese), "{english}\n{chinese}");
        assert!(!chinese.contains('{') && !english.contains('{'), "{chinese}");
        for english in ["people", "against", "guardrail", "lost", "phase", "standard"] {
            assert!(!chinese.contains(english), "{english}: {chinese}");
        }
    }
}

#[test]
fn the_conclusion_says_the_same_in_chinese() {
    let conclusion = |text: &str| text.rsplit_once("\n\n").unwrap().1.to_owned();
    for (looks, holds) in [("always", "任意时刻查看"), ("once", "一次计划内查看")] {
        let [english, chinese] = reports(looks, false, looks).map(|text| conclusion(&text));
        assert!(chinese.contains("plain 组的风险等级分布与对照组不同：应由合规人员审查，不算优胜。"), "{chinese}");
        assert!(chinese.contains(holds), "{chinese}");
        assert_eq!(english.lines().count(), chinese.lines().count());
    }
    let [_, blocked] = reports("blocked-conclusion", true, "always");
    assert!(conclusion(&blocked).contains("没有结果：人数与权重不符"), "{blocked}");
    assert!(blocked.contains("可能的原因：400 人来自人数超过平时 5 倍的小时（2026-11-11T03 有 400 人"), "{blocked}");
}

#[test]
fn a_plan_says_the_same_numbers_in_chinese() {
    let folder = folder("told-plan");
    let of = |day: u32| {
        let mut plan = plan();
        plan["people_per_day"] = json!(day);
        let plan = file(&folder, &format!("{day}.json"), &plan.to_string());
        ["en", "zh"].map(|locale| run(&["experiment", "plan", &plan, "--locale", locale]).out)
    };
    let number = Regex::new(r"[0-9][0-9.]*%?").unwrap();
    let sorted = |line: &str| {
        let mut found: Vec<String> = number.find_iter(line).map(|found| found.as_str().to_owned()).collect();
        found.sort();
        found
    };
    for day in [1, 100_000] {
        let [english, chinese] = of(day);
        let numbers = |text: &str| text.lines().map(sorted).collect::<Vec<_>>();
        assert!(numbers(&english).iter().flatten().count() > 8, "{english}");
        assert_eq!(numbers(&english), numbers(&chinese), "{english}\n{chinese}");
        assert!(!chinese.contains('{') && !chinese.contains("people") && chinese.contains("检验功效"), "{chinese}");
    }
}

#[test]
fn a_phrase_has_the_same_parts_in_both_languages() {
    let words = |language: &str| read_json(&root().join(format!("crates/experiment/words/{language}.json")));
    let part = Regex::new(r"\{[a-z_]+\}").unwrap();
    let parts = |phrase: &Value| {
        let phrase = phrase.as_str().unwrap_or_default();
        part.find_iter(phrase).map(|part| part.as_str().to_owned()).collect::<BTreeSet<String>>()
    };
    let (english, chinese) = (words("en"), words("zh"));
    fn phrases<'a>(at: &str, words: &'a Value, into: &mut Vec<(String, &'a Value)>) {
        match words.as_object() {
            Some(words) => words.iter().for_each(|(name, word)| phrases(&format!("{at}/{name}"), word, into)),
            None => into.push((at.into(), words)),
        }
    }
    let mut all = Vec::new();
    phrases("", &english, &mut all);
    assert!(all.len() > 120);
    for (at, phrase) in all {
        assert_eq!(parts(phrase), parts(chinese.pointer(&at).unwrap()), "{at}");
    }
}

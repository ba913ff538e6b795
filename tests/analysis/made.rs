//! Experiments made by draws: a plan, and the events that people in it send.

use prescreen::json::Json;
use prescreen_experiment::analysis::event::Event;
use prescreen_experiment::analysis::people::People;
use prescreen_experiment::analysis::plan::{Looks, Plan};
use prescreen_experiment::analysis::report::{Collecting, Report};
use prescreen_experiment::told;
use serde_json::{Value, json};

use super::draws::Draws;

/// A plan of two variations with three questions and two classes, over four weeks.
pub fn plan() -> Value {
    json!({
        "experiment_plan": 1,
        "experiment": "words",
        "variations": ["control", "plain"],
        "phases": [{ "id": "main", "from": "2026-11-02", "to": "2026-11-30", "weights": [1, 1] }],
        "metrics": [
            { "id": "completed", "kind": "completion" },
            { "id": "bought", "kind": "goal", "goal": "purchase" },
            { "id": "per-visit", "kind": "ratio", "goal": "purchase", "per": "visit" },
            { "id": "purchases", "kind": "amount", "goal": "purchase", "adjusted": true }
        ],
        "primary": "completed",
        "looks": "always",
        "smallest_effect_bp": 1000,
        "baseline_bp": 7000,
        "people_per_day": 140,
        "goals": ["purchase", "visit"],
        "questions": ["horizon", "loss", "income"],
        "classes": ["C1", "C2", "C3"],
        "segments": { "browser": ["chrome", "safari", "other"] }
    })
}

pub fn read(plan: &Value) -> Plan {
    Plan::read(&plan.to_string()).unwrap()
}

/// How people of a variation are drawn.
#[derive(Clone)]
pub struct Kind {
    pub completes: f64,
    pub classes: [f64; 3],
    pub careless: f64,
    pub referred: f64,
    pub insufficient: f64,
}

pub const USUAL: Kind =
    Kind { completes: 0.7, classes: [0.2, 0.5, 0.3], careless: 0.1, referred: 0.1, insufficient: 0.0 };

/// An hour so many days and hours into November 2026, as events say it.
pub fn hour(day: usize, hour: usize) -> String {
    format!("2026-11-{:02}T{hour:02}", day + 2)
}

/// The events of a person, in their order.
pub fn person(draws: &mut Draws, n: usize, variation: &str, kind: &Kind) -> Vec<Value> {
    let (day, at) = (draws.below(28), 8 + draws.below(12));
    let browser = ["chrome", "safari", "other"][draws.below(3)];
    person_at(draws, &format!("p-{n}"), variation, kind, &hour(day, at), browser)
}

/// The same at a known hour with a known browser.
pub fn person_at(draws: &mut Draws, unit: &str, variation: &str, kind: &Kind, at: &str, browser: &str) -> Vec<Value> {
    let mut events: Vec<Value> = Vec::new();
    let mut send = |mut event: Value| {
        let fields = event.as_object_mut().unwrap();
        fields.insert("experiment".into(), json!("words"));
        fields.insert("unit".into(), json!(unit));
        fields.insert("received".into(), json!(at));
        if fields["event"] != "before" {
            fields.insert("at".into(), json!(at));
            fields.insert("seq".into(), json!(events.iter().filter(|event| event["event"] != "before").count()));
        }
        events.push(event);
    };
    let before = draws.below(4);
    send(json!({ "event": "before", "goal": "purchase", "amount": before }));
    send(json!({ "event": "exposure", "variation": variation, "segments": { "browser": browser } }));
    for question in ["horizon", "loss", "income"] {
        if !draws.happens(kind.completes.powf(1.0 / 3.0)) {
            return events;
        }
        send(json!({ "event": "question", "question": question, "seconds": 5 + draws.below(20) }));
    }
    let drawn = draws.share();
    let class = if drawn < kind.classes[0] {
        "C1"
    } else if drawn < kind.classes[0] + kind.classes[1] {
        "C2"
    } else {
        "C3"
    };
    let drawn = draws.share();
    let outcome = if drawn < kind.referred {
        "refer"
    } else if drawn < kind.referred + kind.insufficient {
        "insufficient_evidence"
    } else {
        "proceed"
    };
    let careless = draws.happens(kind.careless);
    send(json!({ "event": "completion", "class": class, "outcome": outcome, "careless": careless }));
    for _ in 0..1 + draws.below(3) {
        send(json!({ "event": "goal", "goal": "visit" }));
        if draws.happens(0.2 + 0.15 * before as f64) {
            send(json!({ "event": "goal", "goal": "purchase", "amount": 1 + draws.below(2) }));
        }
    }
    events
}

/// The events of so many people, by a fair coin in either variation.
pub fn people(draws: &mut Draws, count: usize, control: &Kind, plain: &Kind) -> Vec<Value> {
    let mut events = Vec::new();
    for n in 0..count {
        let (variation, kind) = if draws.happens(0.5) { ("plain", plain) } else { ("control", control) };
        events.extend(person(draws, n, variation, kind));
    }
    events
}

pub fn report(plan: &Plan, events: &[Value]) -> Report {
    collected(plan, events, Collecting::GoesOn)
}

/// The same, where the reader says whether more is to come.
pub fn collected(plan: &Plan, events: &[Value], collecting: Collecting) -> Report {
    let mut people = People::new(plan, 1_000_000);
    for event in events {
        let json = Json::parse(&event.to_string(), 10_000).unwrap();
        match Event::read(&json, plan).unwrap() {
            Some(event) => people.add(&event).unwrap(),
            None => people.pass_over(),
        }
    }
    Report::of(plan, &people.statistics(), None, collecting)
}

/// The sentences of a conclusion in English, as a plan says them that is looked at always.
pub fn said(report: &Report) -> Vec<String> {
    told::concluded(report, Looks::Always, "en").unwrap()
}

/// The causes of its last phase, or what was seen there.
pub fn causes_said(report: &Report) -> Vec<String> {
    told::causes(report, Looks::Always, "en").unwrap().pop().unwrap()
}

//! The pack's weights and bands, against a count of its own over every combination of signals.

use prescreen::Pack;
use prescreen::assessment::Assessment;
use serde_json::{Map, Value, json};

use crate::support::{load, read_json, root, screen, session};

type Part = (&'static str, fn() -> Value, fn() -> Value, u32, &'static str, &'static str);

/// Per signal or fact of `every-part`: value that fires, value that does not, weight, family, concern.
const PARTS: [Part; 5] = [
    ("webdriver", || json!(true), || json!(false), 40, "automation", "application"),
    ("typing-interval-variation", || json!(299), || json!(300), 40, "typing", "application"),
    ("injected-fields", || json!(3), || json!(2), 30, "entry", "application"),
    ("hidden-share", || json!(500), || json!(499), 30, "influence", "influence"),
    ("shared_account", || json!(true), || json!(false), 30, "record", "influence"),
];

pub fn pack() -> Pack {
    load(&root().join("tests/vectors/every-part/pack.json"))
}

/// Screens with each part fired (2), calm (1) or unknown (0).
fn screened(pack: &Pack, states: &[u8]) -> Assessment {
    let mut session = session(pack);
    for (name, value) in read_json(&root().join("tests/vectors/every-part/cases.json"))["default"].as_object().unwrap()
    {
        session[name] = value.clone();
    }
    let mut signals = Map::new();
    for ((id, fires, calm, ..), state) in PARTS.iter().zip(states) {
        let value = match state {
            0 => continue,
            1 => calm(),
            _ => fires(),
        };
        if *id == "shared_account" {
            session["facts"][*id] = value;
        } else {
            signals.insert((*id).into(), value);
        }
    }
    let case = json!({ "answers": {"loss": "all", "years": 5, "held": ["shares"], "wanted": ["bold"], "when": "later"}, "facts": {"debts": 0}, "signals": signals });
    screen(pack, &session, &case).unwrap()
}

/// The band by the pack's own words: weights and families that fired, per concern.
fn expected(states: &[u8]) -> &'static str {
    let sum = |concern: &str| {
        let fired = PARTS.iter().zip(states).filter(|(part, state)| **state == 2 && part.5 == concern);
        fired.fold((0, 0), |(weight, families), (part, _)| (weight + part.3, families + 1))
    };
    let (application, influence) = (sum("application"), sum("influence"));
    if application.0 >= 110 && application.1 >= 3 {
        "refer"
    } else if influence.0 >= 60 && influence.1 >= 2 {
        "pause"
    } else if application.0 >= 70 && application.1 >= 2 {
        "step_up"
    } else {
        "clear"
    }
}

fn every_combination() -> impl Iterator<Item = Vec<u8>> {
    (0..3_u32.pow(5)).map(|n| (0..5).map(|place| (n / 3_u32.pow(place) % 3) as u8).collect())
}

#[test]
fn every_combination_of_signals_gives_the_band_that_its_weights_give() {
    let pack = pack();
    for states in every_combination() {
        let assessment = screened(&pack, &states);
        let band = assessment.fraud.unwrap();
        assert_eq!(band.word(), expected(&states), "{states:?}");
        assert!(assessment.outcome >= band.outcome(), "{states:?}");
        assert_ne!(assessment.outcome.word(), "refuse", "{states:?}");
    }
}

#[test]
fn a_signal_that_is_unknown_counts_like_one_that_is_calm() {
    let pack = pack();
    for states in every_combination() {
        let calm: Vec<u8> = states.iter().map(|state| (*state).max(1)).collect();
        assert_eq!(screened(&pack, &states), screened(&pack, &calm), "{states:?}");
    }
}

#[test]
fn signals_never_touch_the_class() {
    let pack = pack();
    let without = screened(&pack, &[0; 5]);
    for states in every_combination() {
        let with = screened(&pack, &states);
        assert_eq!((with.class, with.dimensions), (without.class.clone(), without.dimensions.clone()));
    }
}

#[test]
fn a_pause_names_nothing_that_was_noticed() {
    let pack = pack();
    let mut pauses = 0;
    for states in every_combination() {
        let assessment = screened(&pack, &states);
        if assessment.fraud.unwrap().word() != "pause" {
            continue;
        }
        pauses += 1;
        let fraud = assessment.reasons.iter().filter(|reason| reason.part == prescreen::assessment::Part::Fraud);
        let codes: Vec<&str> = fraud.map(|reason| reason.code.as_str()).collect();
        assert_eq!(codes, ["band.later"], "{states:?}");
    }
    assert!(pauses > 0);
}

#[test]
fn a_step_up_comes_with_its_steps_and_its_reasons() {
    let pack = pack();
    let assessment = screened(&pack, &[2, 2, 0, 0, 0]);
    assert_eq!(assessment.outcome.word(), "proceed_after");
    assert_eq!(assessment.flows[0].as_str(), "confirm");
    let fraud: Vec<(&str, bool)> = assessment
        .reasons
        .iter()
        .filter(|reason| reason.code.as_str().starts_with("signal.") || reason.code.as_str().starts_with("band."))
        .map(|reason| (reason.code.as_str(), reason.deciding))
        .collect();
    assert_eq!(fraud, [("band.confirm", true), ("signal.driven", false), ("signal.key-rhythm", false)]);
}

/// Changes one thing of `every-part` and gives what the check then says: code and place.
pub fn findings(change: impl Fn(&mut Value)) -> Vec<(String, String)> {
    let mut pack = read_json(&root().join("tests/vectors/every-part/pack.json"));
    change(&mut pack);
    let errors = Pack::check(&pack.to_string()).unwrap_err();
    errors.iter().map(|error| (error.code.as_str().into(), error.at.clone())).collect()
}

#[test]
fn a_fraud_part_that_is_not_fair_does_not_load() {
    let changes: [(&str, Value, &str, &str); 14] = [
        // Two families in one rule; the absence of a signal; a person's own fact; age under another roof.
        (
            "/rules/0/when",
            json!({"webdriver": true, "typing-interval-variation": {"$lt": 300}}),
            "inconsistent",
            "/rules/0/when",
        ),
        ("/rules/0/when", json!({"webdriver": {"$exists": false}}), "inconsistent", "/rules/0/when"),
        ("/rules/0/when", json!({"trained": true}), "reference", "/rules/0/when/trained"),
        ("/rules/0/when", json!({"age": {"$gte": 65}}), "protected-feature", "/rules/0/when"),
        ("/rules/0/weight", json!(0), "range", "/rules/0/weight"),
        ("/rules/0/weight", json!(101), "range", "/rules/0/weight"),
        ("/rules/1/held_wrongly/0/held", json!(97), "range", "/rules/1/held_wrongly/0"),
        // One signal alone; a flow where none belongs; a band that nothing reaches; one that needs no rule.
        ("/bands/0/families", json!(1), "range", "/bands/0/families"),
        ("/bands/1/flow", json!("confirm"), "inconsistent", "/bands/1"),
        ("/bands/1/from", json!(141), "bands", "/bands/1"),
        ("/bands/1/families", json!(5), "bands", "/bands/1"),
        ("/bands/1/band", json!("clear"), "range", "/bands/1/band"),
        ("/bands/2/id", json!("signal.driven"), "duplicate", "/bands/2/id"),
        ("/consent", json!("privacy"), "inconsistent", "/consent"),
    ];
    for (at, value, code, place) in changes {
        let found = findings(|pack| {
            let (parent, name) = at.rsplit_once('/').unwrap();
            pack["fraud"].pointer_mut(parent).unwrap()[name] = value.clone();
        });
        let fits =
            |(said, place_said): &(String, String)| said == code && place_said.strip_prefix("/fraud") == Some(place);
        assert!(found.iter().any(fits), "{at} = {value}: {found:?}");
    }
    let found = findings(|pack| pack["notices"][1]["required"] = json!(true));
    assert!(found.contains(&("inconsistent".into(), "/fraud/consent".into())), "declining has to be free: {found:?}");
}

#[test]
fn signals_that_no_pack_reads_are_refused_and_not_repeated() {
    let plain = load(&root().join("packs/cn-bank.json"));
    let given = |signals: Value| json!({ "answers": {}, "signals": signals });
    let error = screen(&plain, &session(&plain), &given(json!({"webdriver": true}))).unwrap_err();
    assert_eq!((error.code.as_str(), error.at.as_str()), ("reference", "/signals"));
    for signals in [
        json!({"height": "secret"}),
        json!({"webdriver": 1}),
        json!({"typing-interval-variation": -1}),
        json!({"graphics": "secret"}),
    ] {
        let text = given(signals).to_string();
        let error = prescreen::Case::read(&text).unwrap_err();
        assert!(!error.to_string().contains("secret") && !error.at.contains("height"), "{error}");
    }
}

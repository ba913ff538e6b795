//! A team's model as one signal of a pack: what it reads, when it counts, which models a pack may name.

use prescreen::{Case, Screening, Session};
use prescreen_model::{Model, Scorer, basis_points, convert::convert, digest};
use serde_json::{Map, Value, json};

use crate::rules::{findings, pack};
use crate::support::{read_json, root, screen, session};

/// The model of `every-part`: 2 − 0.01 × step-variation + shared_account, as log-odds.
fn model() -> Model {
    convert(&std::fs::read(root().join("tests/vectors/every-part/model.json")).unwrap()).unwrap()
}

/// Its probability in basis points, by the formula.
fn by_hand(variation: i64, shared: bool) -> u32 {
    let odds = (2.0 - 0.01 * variation as f64 + f64::from(u8::from(shared))).exp();
    (odds / (1.0 + odds) * 10_000.0).round() as u32
}

/// A session with the firm's word on the account, and a case with these signals and scores.
fn given(shared: Option<bool>, signals: Value, scores: Value) -> (Value, Value) {
    let mut session = session(&pack());
    for (name, value) in read_json(&root().join("tests/vectors/every-part/cases.json"))["default"].as_object().unwrap()
    {
        session[name] = value.clone();
    }
    if let Some(shared) = shared {
        session["facts"]["shared_account"] = json!(shared);
    }
    let answers = json!({"loss": "all", "years": 5, "held": ["shares"], "wanted": ["bold"], "when": "later"});
    (session, json!({ "answers": answers, "facts": {"debts": 0}, "signals": signals, "scores": scores }))
}

fn row(shared: Option<bool>, signals: Value) -> Option<Vec<i64>> {
    let (session, case) = given(shared, signals, json!({}));
    let session = Session::read(&session.to_string()).unwrap();
    let pack = pack();
    let case = Case::read(&case.to_string()).unwrap();
    Screening::of(&pack, session, case).unwrap().model_row("steady").unwrap()
}

fn band(shared: Option<bool>, signals: Value, scores: Value) -> (&'static str, Vec<String>) {
    let (session, case) = given(shared, signals, scores);
    let found = screen(&pack(), &session, &case).unwrap();
    let signals = found.reasons.iter().map(|reason| reason.code.to_string()).filter(|code| code.starts_with("signal."));
    (found.fraud.unwrap().word(), signals.collect())
}

#[test]
fn a_row_is_in_the_packs_order_and_has_no_gaps() {
    assert_eq!(row(Some(true), json!({"step-variation": 250})), Some(vec![1, 250]));
    assert_eq!(row(Some(false), json!({"step-variation": 0})), Some(vec![0, 0]));
    assert_eq!(row(None, json!({"step-variation": 250})), None);
    assert_eq!(row(Some(true), json!({"steps": 9})), None);
    let (session, case) = given(None, json!({}), json!({}));
    let (session, case) = (Session::read(&session.to_string()).unwrap(), Case::read(&case.to_string()).unwrap());
    let pack = pack();
    let error = Screening::of(&pack, session, case).unwrap().model_row("other").unwrap_err();
    assert_eq!((error.code.as_str(), error.at.as_str()), ("reference", "/scores"));
}

#[test]
fn the_file_that_the_pack_names_scores_the_row_and_the_rule_reads_basis_points() {
    let model = model();
    let named = pack().document().fraud_models()[0].clone();
    assert_eq!(digest(&model.write()), named.hash);
    let positions = model.bind(&named.features.iter().map(|id| id.as_str()).collect::<Vec<_>>()).unwrap().positions;
    let mut scorer = Scorer::new(model);
    let mut fired = [0, 0];
    for variation in (0..600).step_by(5) {
        for shared in [false, true] {
            let signals = json!({"step-variation": variation});
            let row = row(Some(shared), signals.clone()).unwrap();
            let row: Vec<f64> = positions.iter().map(|place| row[*place] as f64).collect();
            let score = basis_points(scorer.score(&row).unwrap().output).unwrap();
            assert_eq!(u32::from(score), by_hand(variation, shared));
            let (_, reasons) = band(Some(shared), with(&signals, "webdriver", json!(true)), json!({"steady": score}));
            let expected = by_hand(variation, shared) >= 7000;
            fired[usize::from(expected)] += 1;
            assert_eq!(reasons.contains(&"signal.steady".into()), expected, "{variation} {shared}: {reasons:?}");
        }
    }
    assert!(fired[0] > 20 && fired[1] > 20, "both sides were seen: {fired:?}");
}

fn with(signals: &Value, id: &str, value: Value) -> Value {
    let mut signals: Map<String, Value> = signals.as_object().unwrap().clone();
    signals.insert(id.into(), value);
    signals.into()
}

#[test]
fn a_score_without_its_whole_row_counts_as_nothing() {
    let driven = json!({"webdriver": true});
    let whole = with(&driven, "step-variation", json!(1));
    let sure = json!({"steady": 10_000});
    assert_eq!(band(Some(false), whole.clone(), sure.clone()).0, "step_up");
    for (shared, signals, scores) in [
        (Some(false), whole.clone(), json!({})),
        (Some(false), driven.clone(), sure.clone()),
        (None, whole.clone(), sure.clone()),
        (Some(false), whole, json!({"steady": 6999})),
    ] {
        assert_eq!(band(shared, signals, scores).0, "clear");
    }
}

#[test]
fn a_model_alone_is_one_signal() {
    assert_eq!(band(Some(false), json!({"step-variation": 1}), json!({"steady": 10_000})).0, "clear");
}

#[test]
fn scores_that_no_pack_names_are_refused_and_not_repeated() {
    let plain = crate::support::load(&root().join("packs/cn-bank.json"));
    let scored = |scores: Value| json!({ "answers": {}, "scores": scores });
    let error = screen(&plain, &session(&plain), &scored(json!({"secret": 1}))).unwrap_err();
    assert_eq!((error.code.as_str(), error.at.as_str()), ("reference", "/scores"));
    assert!(!error.to_string().contains("secret"));
    let (session, case) = given(None, json!({}), json!({"steady": 10_001}));
    assert_eq!(screen(&pack(), &session, &case).unwrap_err().code.as_str(), "range");
    for scores in [json!({"steady": -1}), json!({"steady": 0.5}), json!({"steady": "secret"}), json!([1])] {
        let error = Case::read(&scored(scores).to_string()).unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn a_model_that_no_pack_may_name_does_not_load() {
    let changes: [(&str, Value, &str, &str); 10] = [
        ("hash", json!("c2hvcnQ"), "encoding", "/0/hash"),
        ("features", json!([]), "range", "/0/features"),
        ("features", json!(["step-variation", "step-variation"]), "duplicate", "/0/features/1"),
        // Not declared; a person's own fact; another model's score; how the form was used; age.
        ("features", json!(["hours"]), "reference", "/0/features/0"),
        ("features", json!(["trained"]), "reference", "/0/features/0"),
        ("features", json!(["model.steady"]), "reference", "/0/features/0"),
        ("features", json!(["entry-method"]), "range", "/0/features/0"),
        ("features", json!(["age"]), "protected-feature", "/0/features/0"),
        ("basis", json!({"firm": "nobody"}), "text", "/texts/en"),
        ("id", json!("unread"), "inconsistent", "/0"),
    ];
    for (name, value, code, place) in changes {
        let found = findings(|pack| pack["fraud"]["models"][0][name] = value.clone());
        let fits = |(said, at): &(String, String)| {
            said == code && (at == place || at.strip_prefix("/fraud/models") == Some(place))
        };
        assert!(found.iter().any(fits), "{name} = {value}: {found:?}");
    }
    let many = findings(|pack| {
        let one = pack["fraud"]["models"][0].clone();
        pack["fraud"]["models"] = vec![one; 5].into();
    });
    assert!(many.contains(&("limit".into(), "/fraud/models".into())), "{many:?}");
    let mixed = json!({"model.steady": {"$gte": 1}, "webdriver": true});
    let found = findings(|pack| pack["fraud"]["rules"][5]["when"] = mixed.clone());
    assert!(found.contains(&("inconsistent".into(), "/fraud/rules/5/when".into())), "{found:?}");
}

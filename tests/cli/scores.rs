//! `screen --model` and `model check --pack` over `every-part`: a team's model as one signal of a pack.

use serde_json::{Value, json};

use crate::support::{load, read_json, root, session};
use crate::{Run, file, folder, run};

fn every_part(name: &str) -> String {
    root().join("tests/vectors/every-part").join(name).to_str().unwrap().into()
}

/// Screens a person whose steps vary so much, per mille of their mean, in a browser that a program drives.
fn screened(variation: Option<u32>, more: &[&str]) -> Run {
    let folder = folder(&format!("scores-{}-{}", variation.unwrap_or_default(), more.len()));
    let pack = load(every_part("pack.json").as_ref());
    let mut session = session(&pack);
    let cases = read_json(every_part("cases.json").as_ref());
    cases["default"].as_object().unwrap().iter().for_each(|(name, value)| session[name] = value.clone());
    session["facts"]["shared_account"] = json!(false);
    let mut signals = json!({"webdriver": true});
    if let Some(variation) = variation {
        signals["step-variation"] = json!(variation);
    }
    let answers = json!({"loss": "all", "years": 5, "held": ["shares"], "wanted": ["bold"], "when": "later"});
    let case = json!({"answers": answers, "facts": {"debts": 0}, "signals": signals});
    let (session, case) = (file(&folder, "s.json", &session.to_string()), file(&folder, "c.json", &case.to_string()));
    let pack = every_part("pack.json");
    run(&[&["screen", "--json", "--pack", &pack, "--session", &session, "--case", &case], more].concat())
}

fn fraud(run: Run) -> (Value, bool) {
    assert_eq!(run.code, 0, "{}", run.err);
    let found = run.json();
    let steady = found["reasons"].as_array().unwrap().iter().any(|reason| reason["code"] == "signal.steady");
    (found["fraud"].clone(), steady)
}

#[test]
fn a_model_that_the_pack_names_adds_its_signal() {
    let model = every_part("model.json");
    // 2 − 0.01 × variation as log-odds: 7109 basis points at 110, 6900 at 120; the rule asks for 7000.
    assert_eq!(fraud(screened(Some(110), &["--model", &model])), (json!("step_up"), true));
    assert_eq!(fraud(screened(Some(120), &["--model", &model])), (json!("clear"), false));
    assert_eq!(fraud(screened(Some(110), &[])), (json!("clear"), false));
    assert_eq!(fraud(screened(None, &["--model", &model])), (json!("clear"), false));
}

#[test]
fn a_model_that_the_pack_does_not_name_is_bad_input() {
    let other = root().join("tests/vectors/models/lightgbm-gbdt.txt");
    let refused = screened(Some(1), &["--model", other.to_str().unwrap()]);
    assert_eq!(refused.code, 2);
    let error = refused.json();
    assert!(error.to_string().contains("reference") && error.to_string().contains("lightgbm-gbdt.txt"), "{error}");
}

#[test]
fn checking_a_model_against_a_pack_says_whether_it_is_named_and_fed() {
    let (pack, model) = (every_part("pack.json"), every_part("model.json"));
    let fits = run(&["model", "check", &model, "--pack", &pack, "--json"]);
    assert_eq!((fits.code, &fits.json()["fraud"], &fits.json()["pack_names_it"]), (0, &json!(true), &json!("steady")));
    let hash = read_json(pack.as_ref())["fraud"]["models"][0]["hash"].clone();
    assert_eq!(fits.json()["hash"], hash);

    let bank = root().join("packs/cn-bank.json");
    let unnamed = run(&["model", "check", &model, "--pack", bank.to_str().unwrap()]);
    assert_eq!(unnamed.code, 1);
    assert!(unnamed.out.contains(&format!("the pack names no model of the hash {}", hash.as_str().unwrap())));

    let mut fewer = read_json(pack.as_ref());
    fewer["fraud"]["models"][0]["features"] = json!(["step-variation"]);
    let fewer = file(&folder("scores-fewer"), "pack.json", &fewer.to_string());
    let unfed = run(&["model", "check", &model, "--pack", &fewer]);
    assert_eq!(unfed.code, 1);
    assert!(unfed.out.contains("the model needs 'shared_account', which is not declared"), "{}", unfed.out);
}

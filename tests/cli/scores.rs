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

#[test]
fn a_model_whose_features_stand_alone_becomes_the_points_of_credit() {
    let folder = folder("scores-points");
    let model = json!({
        "scorecard": 1, "base": 100, "anchor_points": 600, "anchor_odds": 0.05, "double_odds": 50, "features": [
            {"name": "wage", "missing": 0, "bins": [{"below": 100000, "points": 0}, {"below": 300000, "points": 20}, {"points": 40}]},
            {"name": "reserve", "missing": 0, "bins": [{"below": 50000, "points": 0}, {"points": 30}]},
        ],
    });
    let model = file(&folder, "model.json", &model.to_string());
    let part = folder.join("part.json").to_str().unwrap().to_owned();
    // Nobody says what people have, so that no shortfall can be measured.
    let unnamed = run(&["model", "points", &model, "--out", &part]);
    assert!(unnamed.code == 2 && unnamed.err.contains("name rows with --rows"), "{}", unnamed.err);
    assert!(!std::path::Path::new(&part).exists());
    // Means of 20 and 15.
    let rows = file(&folder, "rows.csv", "wage,reserve\n50000,0\n200000,60000\n400000,\n");
    let read = run(&["model", "points", &model, "--rows", &rows, "--out", &part]);
    assert_eq!(read.code, 0, "{}", read.err);
    assert!(
        read.out.contains("the points are the model's own") && read.out.contains("[100000, 300000)"),
        "{}",
        read.out
    );
    let part = read_json(part.as_ref());
    let mut pack = read_json(every_part("pack.json").as_ref());
    let own = pack["credit"]["scorecard"]["characteristics"].as_array().unwrap();
    for (found, own) in part["characteristics"].as_array().unwrap().iter().zip(own) {
        assert_eq!((&found["fact"], &found["bins"]), (&own["fact"], &own["bins"]));
    }
    assert_eq!(part["characteristics"][0]["reference"], 20);
    assert_eq!(part["characteristics"][1]["reference"], 15);
    pack["credit"]["scorecard"] = part;
    let pack = file(&folder, "pack.json", &pack.to_string());
    let checked = run(&["pack", "check", &pack]);
    assert!(checked.code < 2 && !checked.out.contains("/credit/scorecard"), "{}{}", checked.out, checked.err);
}

/// LightGBM's trees of one feature each, as the credit of a pack that is checked, proved and screened with: of every row the pack's
/// points are those that the library's own probability stands for, within what the command says that rounding makes.
#[test]
fn a_library_s_model_decides_in_a_pack_as_the_library_does() {
    let folder = folder("scores-into-pack");
    let vectors = root().join("tests/vectors/models");
    let model = vectors.join("lightgbm-additive.txt").to_str().unwrap().to_owned();
    let rows = vectors.join("lightgbm-additive.csv").to_str().unwrap().to_owned();
    let part = folder.join("part.json").to_str().unwrap().to_owned();
    let read = run(&["model", "points", &model, "--rows", &rows, "--out", &part, "--json"]);
    assert_eq!(read.code, 0, "{}", read.err);
    let off_by = read.json()["off_by"].as_f64().unwrap();

    let mut pack = read_json(root().join("packs/cn-affordability.json").as_ref());
    let part = read_json(part.as_ref());
    let names: Vec<&str> =
        part["characteristics"].as_array().unwrap().iter().map(|one| one["fact"].as_str().unwrap()).collect();
    let old: Vec<Value> = pack["credit"]["scorecard"]["characteristics"].as_array().unwrap().clone();
    let reads = |credit: &Value, fact: &str| credit["limit"].to_string().contains(&format!("\"{fact}\""));
    let unread: Vec<String> = old
        .iter()
        .map(|one| one["fact"].as_str().unwrap().to_owned())
        .filter(|fact| !reads(&pack["credit"], fact))
        .collect();
    let credit = &mut pack["credit"];
    credit["evidence"].as_array_mut().unwrap().retain(|one| !unread.iter().any(|fact| one["fact"] == **fact));
    for name in &names {
        let evidence = json!({"fact": name, "tier": "attested", "basis": {"firm": "own-books"}});
        credit["evidence"].as_array_mut().unwrap().push(evidence);
    }
    // As few points as nobody is below, so that every row has a limit, and the points are all that differs.
    credit["least_points"]["points"] = json!(part["base"].as_i64().unwrap() + 1);
    credit["scorecard"] = part.clone();
    pack.as_object_mut().unwrap().remove("price");
    for name in &names {
        let fact = json!({"id": name, "type": "integer", "unit": "count", "min": -1_000_000, "max": 1_000_000, "provided_by": ["host"]});
        pack["facts"].as_array_mut().unwrap().push(fact);
    }
    let mut rest = pack.clone();
    rest.as_object_mut().unwrap().remove("texts");
    let rest = rest.to_string();
    for locale in ["en", "zh-CN"] {
        let texts = pack["texts"][locale].as_object_mut().unwrap();
        let used = |key: &str| key.strip_prefix("basis.").is_none_or(|basis| rest.contains(&format!("\"{basis}\"")));
        texts.retain(|key, _| !key.starts_with("price.") && !key.starts_with("cap.own") && used(key));
        for fact in &unread {
            texts.remove(&format!("reason.credit.{fact}"));
            texts.remove(&format!("reason.credit.{fact}.next"));
        }
        for name in &names {
            texts.insert(format!("fact.{name}"), json!(name));
            texts.insert(format!("reason.credit.{name}"), json!(name));
        }
    }
    let written = file(&folder, "pack.json", &pack.to_string());
    let checked = run(&["pack", "check", &written]);
    assert!(checked.code < 2 && !checked.out.contains("/credit/scorecard"), "{}{}", checked.out, checked.err);
    let proved = run(&["prove", &written, "--json"]);
    let claims = proved.json()["claims"].as_array().unwrap().clone();
    let of = |id: &str| claims.iter().find(|claim| claim["id"] == id).map(|claim| claim["verdict"].clone());
    for id in
        ["credit/more/found-income-monthly", "credit/missing", "credit/protected", "credit/within", "reach/credit"]
    {
        assert_eq!(of(id), Some(json!("proved")), "{id}");
    }

    let library = read_json(vectors.join("lightgbm-additive.expected.json").as_ref());
    let table = std::fs::read_to_string(&rows).unwrap();
    let mut lines = table.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let cases = read_json(root().join("packs/cases/cn-affordability.json").as_ref());
    let mut session = session(&load(written.as_ref()));
    cases["default"].as_object().unwrap().iter().for_each(|(name, value)| session[name] = value.clone());
    let case = file(
        &folder,
        "case.json",
        &json!({"answers": {"loss": "more", "until": "later", "traded": "long"}}).to_string(),
    );
    let found = file(&folder, "found.json", &cases["found"].to_string());
    for (row, probability) in lines.zip(library["output"].as_array().unwrap()).take(8) {
        let features = columns.iter().map(|column| column.replace('_', "-")).zip(row.split(','));
        for (feature, value) in features.filter(|(feature, _)| names.contains(&feature.as_str())) {
            session["facts"][feature] = json!(value.parse::<f64>().unwrap() as i64);
        }
        let session = file(&folder, "session.json", &session.to_string());
        let screened = run(&[
            "screen",
            "--json",
            "--amounts",
            "--pack",
            &written,
            "--session",
            &session,
            "--case",
            &case,
            "--as-if-found",
            &found,
        ]);
        assert_eq!(screened.code, 0, "{}", screened.err);
        let points = screened.json()["amounts"]["credit"]["points"].as_f64().unwrap();
        let probability: f64 = probability.as_str().unwrap().parse().unwrap();
        // 600 points at odds of 1 to 19, and each halving of the odds is worth 50.
        let expected = 600.0 - 50.0 * (probability / (1.0 - probability) * 19.0).log2();
        assert!((points - expected).abs() <= off_by + 1e-3, "{row}: {points} beside {expected}, {off_by}");
    }
}

#[test]
fn a_model_whose_features_act_together_or_that_knows_an_age_is_no_table_of_points() {
    let together = root().join("tests/vectors/models/lightgbm-gbdt.txt");
    let refused = run(&["model", "points", together.to_str().unwrap()]);
    assert!(
        refused.code == 2 && refused.err.contains("act together") && refused.err.contains("max_depth=1"),
        "{}",
        refused.err
    );
    let folder = folder("scores-no-points");
    let model = json!({"scorecard": 1, "base": 0, "anchor_points": 600, "anchor_odds": 0.05, "double_odds": 50,
        "features": [{"name": "age", "missing": 0, "bins": [{"points": 1}]}]});
    let model = file(&folder, "model.json", &model.to_string());
    let found = run(&["model", "points", &model, "--rows", &file(&folder, "rows.csv", "age\n30\n")]);
    assert!(found.code == 1 && found.out.contains("no pack takes it"), "{}", found.out);
}

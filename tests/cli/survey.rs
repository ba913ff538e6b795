//! `pack import-survey`, with surveys written for this test in the form that SurveyJS documents.

use serde_json::{Value, json};

use super::support::read_json;
use super::{Run, file, folder, run};

/// What a survey becomes: the run, what it says as JSON, and the file it wrote.
fn imported(name: &str, survey: &Value) -> (Run, Value) {
    let folder = folder(name);
    let path = file(&folder, "survey.json", &survey.to_string());
    let out = folder.join("skeleton.json");
    let run = run(&["pack", "import-survey", &path, "--out", out.to_str().unwrap(), "--json"]);
    (run, if out.exists() { read_json(&out) } else { Value::Null })
}

#[test]
fn pages_choices_scores_and_languages_become_a_questionnaire() {
    let survey = json!({
        "locale": "zh-cn",
        "title": { "default": "风险测评", "en": "Risk profile" },
        "pages": [
            { "name": "Money", "title": { "default": "财务", "en": "Finances" }, "elements": [
                { "type": "radiogroup", "name": "loss", "isRequired": true,
                  "title": { "default": "您能承受多大亏损？", "en": "What loss can you bear?" },
                  "description": { "default": "请如实回答", "en": "As it is" },
                  "choices": [
                      { "value": "none", "text": { "default": "不能", "en": "None" }, "score": 0 },
                      { "value": "some", "text": { "default": "一些", "en": "Some" }, "score": 4 },
                  ] },
                { "type": "dropdown", "name": "平台", "isRequired": true, "choices": ["a", 2] },
            ] },
            { "name": "more", "elements": [
                { "type": "tagbox", "name": "held", "isRequired": true, "choices": ["funds", "Shares & co"],
                  "showNoneItem": true, "noneText": { "default": "都没有" } },
                { "type": "boolean", "name": "debts", "isRequired": true, "labelTrue": "有", "labelFalse": "没有",
                  "valueTrue": "y", "valueFalse": "n" },
                { "type": "rating", "name": "mood", "isRequired": true, "rateMin": 0, "rateMax": 4, "rateStep": 2 },
                { "type": "text", "name": "years", "inputType": "number", "isRequired": true },
            ] },
        ],
    });
    let (run, pack) = imported("survey", &survey);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!(run.json()["unsupported"], json!([]));
    assert_eq!(pack["locales"], json!(["en", "zh-CN"]));
    let option = |id: &str| json!({ "id": id });
    assert_eq!(
        pack["questionnaire"]["sections"],
        json!([
            { "id": "money", "items": [
                { "id": "loss", "kind": "single", "options": [
                    { "id": "none", "points": { "score": 0 } }, { "id": "some", "points": { "score": 4 } },
                ] },
                { "id": "q2", "kind": "single", "options": [option("a"), option("2")] },
            ] },
            { "id": "more", "items": [
                { "id": "held", "kind": "multiple", "options": [option("funds"), option("shares---co"), option("none")] },
                { "id": "debts", "kind": "single", "options": [option("y"), option("n")] },
                { "id": "mood", "kind": "single", "options": [option("0"), option("2"), option("4")] },
                { "id": "years", "kind": "number", "options": [] },
            ] },
        ])
    );
    for (locale, key, text) in [
        ("zh-CN", "pack.title", "风险测评"),
        ("en", "pack.title", "Risk profile"),
        ("en", "section.money", "Finances"),
        ("zh-CN", "item.loss", "您能承受多大亏损？"),
        ("en", "item.loss.help", "As it is"),
        ("en", "option.loss.none", "None"),
        ("zh-CN", "item.q2", "平台"),
        ("zh-CN", "option.held.none", "都没有"),
        ("zh-CN", "option.held.shares---co", "Shares & co"),
        ("zh-CN", "option.debts.n", "没有"),
    ] {
        assert_eq!(pack["texts"][locale][key], json!(text), "{locale} {key}");
    }
    let missing: Vec<String> = serde_json::from_value(run.json()["missing"].clone()).unwrap();
    for wanted in ["texts.en: option.debts.y", "texts.zh-CN: item.loss.why", "texts.zh-CN: section.more"] {
        assert!(missing.iter().any(|one| one == wanted), "{wanted}: {missing:?}");
    }
    assert!(missing.iter().any(|one| one.starts_with("pick of held")));
    assert!(missing.iter().any(|one| one.starts_with("options of years")));
    assert!(!missing.iter().any(|one| one == "texts.en: option.loss.some"));
}

#[test]
fn what_a_pack_has_no_place_for_is_named_where_it_stands() {
    let survey = json!({
        "calculatedValues": [{ "name": "total", "expression": "{a} + {b}" }],
        "triggers": [{ "type": "complete", "expression": "{a} = 1" }],
        "pages": [{ "name": "p", "visibleIf": "{a} = 1", "elements": [
            { "type": "panel", "name": "inner", "elements": [
                { "type": "radiogroup", "name": "a", "isRequired": true, "enableIf": "{b} = 1", "showOtherItem": true,
                  "validators": [{ "type": "expression" }],
                  "choices": [{ "value": 1, "visibleIf": "{b} = 1" }, { "value": 2, "score": 1.5 }] },
            ] },
            { "type": "matrix", "name": "m" },
            { "type": "paneldynamic", "name": "d" },
            { "type": "file", "name": "f" },
            { "type": "html", "name": "h/~", "html": "<b>" },
            { "type": "text", "name": "free" },
            { "type": "checkbox", "name": "b", "choicesByUrl": { "url": "https://example.org" } },
        ] }],
    });
    let (run, pack) = imported("unsupported", &survey);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let told = run.json();
    let mut named: Vec<&str> =
        told["unsupported"].as_array().unwrap().iter().map(|one| one["at"].as_str().unwrap()).collect();
    named.sort_unstable();
    let inner = "/pages/0/elements/0/elements/0";
    let mut wanted = vec![
        "/calculatedValues".to_owned(),
        "/triggers".into(),
        "/pages/0/visibleIf".into(),
        "/pages/0/elements/0".into(),
        format!("{inner}/enableIf"),
        format!("{inner}/showOtherItem"),
        format!("{inner}/validators"),
        format!("{inner}/choices/0/visibleIf"),
        format!("{inner}/choices/1/score"),
        "/pages/0/elements/6/choicesByUrl".into(),
        // It need not be answered.
        "/pages/0/elements/6".into(),
    ];
    wanted.extend((1..=5).map(|n| format!("/pages/0/elements/{n}")));
    wanted.sort_unstable();
    assert_eq!(named, wanted);
    assert_eq!(pack["questionnaire"]["sections"][0]["items"].as_array().unwrap().len(), 2);
}

#[test]
fn a_file_that_is_no_survey_is_refused() {
    for (text, code) in [("{", "syntax"), ("[]", "type"), ("3", "type")] {
        let folder = folder("no-survey");
        let path = file(&folder, "survey.json", text);
        let out = folder.join("out.json");
        let run = run(&["pack", "import-survey", &path, "--out", out.to_str().unwrap()]);
        assert_eq!(run.code, 2, "{}{}", run.out, run.err);
        assert!(run.err.contains(&format!("[{code}]")), "{}", run.err);
        assert!(!out.exists());
    }
    // Wrong types everywhere are named or passed over, and nothing panics.
    let odd = json!({ "pages": [3, { "elements": [null, { "type": 7 }, { "type": "rating", "rateMin": "x" }] }] });
    assert_eq!(imported("odd", &odd).0.code, 1);
}

//! `pack import-survey`, with surveys written for this test in the form that SurveyJS documents.

use serde_json::{Value, json};

use super::data::data;
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
                { "id": "held", "kind": "multiple", "options": [
                    option("funds"), option("shares---co"), { "id": "none", "alone": true },
                ] },
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

fn named(run: &Run) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let told = run.json();
    told["unsupported"].as_array().unwrap().iter().map(|one| (text(&one["at"]), text(&one["feature"]))).collect()
}

/// One boolean question with a title, in a survey of a locale.
fn asking(locale: &Value, title: &Value) -> Value {
    json!({ "locale": locale, "elements": [{ "type": "boolean", "name": "r", "isRequired": true, "title": title }] })
}

#[test]
fn every_locale_of_a_text_survives() {
    // Expected values: what survey-core 2 shows under each locale, where an author said which it is.
    for (n, (locale, title, expected)) in [
        (json!("de"), json!({ "default": "Own?", "de": "Haben?" }), json!({ "en": "Own?", "de": "Haben?" })),
        (json!("zh-cn"), json!({ "default": "Own?", "zh-cn": "有？" }), json!({ "en": "Own?", "zh-CN": "有？" })),
        (json!("zh-cn"), json!({ "default": "有？", "en": "Own?" }), json!({ "en": "Own?", "zh-CN": "有？" })),
        (json!("de"), json!({ "default": "Haben?" }), json!({ "de": "Haben?" })),
        (
            json!(null),
            json!({ "default": "Own?", "de": "Haben?", "fr": "Avez?" }),
            json!({ "en": "Own?", "de": "Haben?", "fr": "Avez?" }),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let (run, pack) = imported(&format!("locale-{n}"), &asking(&locale, &title));
        assert_eq!(named(&run), [], "{title}");
        for (name, text) in expected.as_object().unwrap() {
            assert_eq!(pack["texts"][name]["item.r"], *text, "{title} in {name}");
        }
    }
    // SurveyJS shows the usual text in English whatever stands under `en`: the other one is named.
    let (run, pack) = imported("locale-twice", &asking(&json!("de"), &json!({ "default": "D", "en": "E", "de": "X" })));
    assert_eq!((&pack["texts"]["en"]["item.r"], &pack["texts"]["de"]["item.r"]), (&json!("D"), &json!("X")));
    assert_eq!(named(&run), [("/elements/0/title/en".into(), "a second text in 'en' (the first is kept)".into())]);
}

#[test]
fn text_piping_is_named_in_every_text_that_has_it() {
    let survey = json!({
        "title": "Hello {who}",
        "pages": [{ "name": "p", "title": "{a} and { b }", "elements": [
            { "type": "radiogroup", "name": "q", "isRequired": true, "title": { "default": "{x}", "de": "{y} {} {open" },
              "description": "plain }{ text", "choices": [{ "value": 1, "text": "more than {q1}" }, 2] },
        ] }],
    });
    let (run, pack) = imported("piping", &survey);
    assert_eq!(run.code, 1);
    let found = named(&run);
    let wanted = [
        ("/title", "{who}"),
        ("/pages/0/title", "{a}"),
        ("/pages/0/title", "{b}"),
        ("/pages/0/elements/0/title/default", "{x}"),
        ("/pages/0/elements/0/title/de", "{y}"),
        ("/pages/0/elements/0/choices/0/text", "{q1}"),
    ];
    assert_eq!(found.len(), wanted.len(), "{found:?}");
    for (at, name) in wanted {
        let is_it =
            |(place, feature): &(String, String)| place == at && feature.contains(&format!("text piping ({name},"));
        assert!(found.iter().any(is_it), "{at} {name}: {found:?}");
    }
    assert_eq!(pack["texts"]["en"]["pack.title"], "Hello {who}");
}

#[test]
fn what_would_be_cut_or_passed_over_is_named() {
    let rating = |more: Value| {
        let mut rating = json!({ "type": "rating", "name": "r", "isRequired": true });
        more.as_object().unwrap().iter().for_each(|(name, value)| rating[name] = value.clone());
        json!({ "elements": [rating] })
    };
    for (name, survey, at) in [
        ("steps", rating(json!({ "rateStep": 0 })), "/elements/0/rateStep"),
        ("many", rating(json!({ "rateMax": 100_000 })), "/elements/0/rateMax"),
        ("beside", json!({ "pages": [], "elements": [] }), "/elements"),
    ] {
        let (run, _) = imported(&format!("passed-{name}"), &survey);
        let found = named(&run);
        assert!(found.iter().any(|(place, _)| place == at), "{name}: {found:?}");
    }
    let choices = json!({ "elements": [{ "type": "radiogroup", "name": "c", "isRequired": true,
        "choices": [{ "text": "Only text" }, { "text": { "de": "Nur" } }] }] });
    let (_, pack) = imported("valueless", &choices);
    let options = &pack["questionnaire"]["sections"][0]["items"][0]["options"];
    assert_eq!(*options, json!([{ "id": "only-text" }, { "id": "o2" }]));
    assert_eq!(pack["texts"]["en"]["option.c.only-text"], "Only text");
    assert_eq!(pack["texts"]["de"]["option.c.o2"], "Nur");
}

#[test]
fn surveys_of_strangers_lose_nothing_in_silence() {
    let read = |file: &str| {
        let path = data("surveys_of_strangers_lose_nothing_in_silence", &format!("faults/{file}"));
        path.map(|path| read_json(&path))
    };
    if let Some(survey) = read("survey-locale-default.json") {
        let (_, pack) = imported("stranger-locale", &survey);
        assert_eq!(pack["locales"], json!(["de", "en"]));
        assert_eq!(pack["texts"]["en"]["item.r"], "Do you own shares?");
        assert_eq!(pack["texts"]["de"]["item.r"], "Besitzen Sie Aktien?");
    }
    if let Some(survey) = read("survey-text-piping.json") {
        let (run, _) = imported("stranger-piping", &survey);
        let found = named(&run);
        assert!(
            found.iter().any(|(at, feature)| at == "/pages/0/elements/1/title" && feature.contains("{years}")),
            "{found:?}"
        );
    }
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

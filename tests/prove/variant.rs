//! Variants of a pack for an experiment: what may vary, what comes of it, and that everybody stays in their class.

use prescreen::{Code, Error, Pack};
use prescreen_prove::{Conclusion, NoVariant, UnicodeTables, Variant, VariantPart};
use serde_json::{Map, Value, json};

use super::root::root;

/// The shipped pack, with what an experiment may vary.
fn control(knobs: &[&str]) -> Value {
    let text = std::fs::read_to_string(root().join("packs/cn-bank.json")).unwrap();
    let mut pack: Value = serde_json::from_str(&text).unwrap();
    pack["knobs"] = json!(knobs);
    pack
}

const ALL: [&str; 5] = ["texts", "items", "options", "notices", "layout"];

/// The ids of objects in a list.
fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn items(pack: &Value) -> Vec<String> {
    let sections = pack["questionnaire"]["sections"].as_array().unwrap();
    sections.iter().flat_map(|section| ids(&section["items"])).collect()
}

fn backwards(mut list: Vec<String>) -> Vec<String> {
    list.reverse();
    list
}

#[test]
fn a_variant_in_another_order_and_wording_keeps_everybody_in_their_class() {
    let pack = control(&ALL);
    let first = &pack["questionnaire"]["sections"][0]["items"][0];
    let item = first["id"].as_str().unwrap();
    let key = format!("item.{item}");
    let turned = json!({
        "id": "bank-b",
        "items": backwards(items(&pack)),
        "options": { item: backwards(ids(&first["options"])) },
        "notices": backwards(ids(&pack["notices"])),
        "texts": { "en": { key.as_str(): "Asked in other words" }, "zh-CN": { key.as_str(): "换一种问法" } },
        "layout": { "questions": "one" },
    });
    let variant = Variant::read(&turned.to_string()).unwrap();
    let tried = variant.of(&pack.to_string(), &UnicodeTables).unwrap();
    assert!(tried.holds(), "{:?} {:?}", tried.proof.claims, tried.comparison);
    assert_eq!(tried.knobs, ALL);
    let read = |locale: &str, said: &str| json!({ "key": key, "locale": locale, "control": pack["texts"][locale][&key], "variant": said });
    assert_eq!(json!(tried.texts), json!([read("en", "Asked in other words"), read("zh-CN", "换一种问法")]));
    let conclusions = tried.comparison.claims.iter().map(|claim| (claim.id.as_str(), claim.conclusion));
    assert_eq!(
        conclusions.collect::<Vec<_>>(),
        [("prudent", Conclusion::Proved), ("class-preserving", Conclusion::Proved)]
    );
    let made: Value = serde_json::from_str(&tried.pack).unwrap();
    assert_eq!((&made["id"], &made["version"]), (&json!("bank-b"), &pack["version"]));
    assert_eq!((&made["attempts_with"], &made["profiles_of"]), (&json!([pack["id"]]), &json!([pack["id"]])));
    assert_eq!(made["texts"]["en"][&key], "Asked in other words");
    assert_eq!(ids(&made["notices"]), backwards(ids(&pack["notices"])));
    // Within each section the questions stand the other way round; sections stay where they are.
    let sections = |pack: &Value| pack["questionnaire"]["sections"].as_array().unwrap().clone();
    for (was, now) in sections(&pack).iter().zip(sections(&made)) {
        assert_eq!(ids(&now["items"]), backwards(ids(&was["items"])));
    }
    let last = sections(&made)[0]["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(ids(&last["options"]), backwards(ids(&first["options"])));
    // Points, rules and promises are the control's.
    let same = ["classes", "contradictions", "eligibility", "matching", "gates", "never", "facts", "flows"];
    assert!(same.iter().all(|part| made[part] == pack[part]));
    let (a, b) = (Pack::load(&pack.to_string()).unwrap(), Pack::load(&tried.pack).unwrap());
    assert_ne!(a.reference().hash, b.reference().hash);
    assert_eq!(tried.comparison.b, *b.reference());
}

#[test]
fn what_the_pack_does_not_let_vary_or_does_not_have_is_refused_at_its_place() {
    let pack = control(&["options"]);
    let first = &pack["questionnaire"]["sections"][0]["items"][0];
    let item = first["id"].as_str().unwrap();
    let options = ids(&first["options"]);
    for (turned, at, code) in [
        (json!({ "id": pack["id"], "options": {} }), "/id", Code::Duplicate),
        (
            json!({ "id": "b", "texts": { "en": { "item.nothing": "?" } } }),
            "/texts/en/item.nothing",
            Code::Inconsistent,
        ),
        (json!({ "id": "b", "texts": { "en": { "item.nothing": "?" } } }), "/texts/en/item.nothing", Code::Reference),
        (json!({ "id": "b", "options": { item: options[1..] } }), &*format!("/options/{item}"), Code::Reference),
        (json!({ "id": "b", "options": { "nothing": ["a"] } }), "/options/nothing", Code::Reference),
        (json!({ "id": "b", "options": { "nothing": [] } }), "/options/nothing", Code::Reference),
        (json!({ "id": "b", "options": { item: [] } }), &*format!("/options/{item}"), Code::Reference),
        (json!({ "id": "b", "options": { item: ["a"] } }), &*format!("/options/{item}/0"), Code::Reference),
        (
            json!({ "id": "b", "options": { item: [options[0], options[0]] } }),
            &*format!("/options/{item}/1"),
            Code::Duplicate,
        ),
        (json!({ "id": "b", "items": ["nothing"] }), "/items/0", Code::Reference),
        (json!({ "id": "b", "layout": { "questions": "one" } }), "/layout", Code::Inconsistent),
        (json!({ "id": "b", "notices": ids(&pack["notices"]) }), "/notices", Code::Inconsistent),
        (json!({ "id": "b", "notice_versions": { "privacy": 2 } }), "/notice_versions", Code::Inconsistent),
    ] {
        let variant = Variant::read(&turned.to_string()).unwrap();
        let errors = variant.of(&pack.to_string(), &UnicodeTables).unwrap_err();
        assert!(errors.iter().any(|error| (error.at.as_str(), error.code) == (at, code)), "{turned}: {errors:?}");
        assert!(errors.iter().all(|error| !error.help.is_empty()), "{errors:?}");
    }
    // Points are no knob, and no field of a variant.
    let points = json!({ "id": "b", "points": { item: [1, 2, 3] } });
    assert_eq!(Variant::read(&points.to_string()).unwrap_err().code, Code::UnknownField);
    let text = control(&["points"]).to_string();
    let found = Pack::check(&text).unwrap_err();
    assert!(found.iter().any(|error| error.at == "/knobs/0" && error.code == Code::Range), "{found:?}");
}

#[test]
fn nobody_is_assigned_to_a_variant_of_a_pack_that_breaks_its_promises() {
    let mut pack = control(&ALL);
    let lowest = pack["classes"]["list"][0].clone();
    let first = &pack["questionnaire"]["sections"][0]["items"][0];
    let (item, options) = (first["id"].as_str().unwrap().to_owned(), ids(&first["options"]));
    let any: Vec<Value> = options.iter().map(|option| json!({ &item: { "$in": [option] } })).collect();
    pack["never"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "nobody-above", "when": { "$or": any }, "class_at_most": lowest }));
    let turned = json!({ "id": "bank-b", "options": { &item: backwards(options) } });
    let tried = Variant::read(&turned.to_string()).unwrap().of(&pack.to_string(), &UnicodeTables).unwrap();
    assert!(!tried.holds() && tried.comparison.holds());
    let broken = tried.proof.claims.iter().find(|claim| claim.id == "never/nobody-above/class").unwrap();
    assert!(broken.counterexample.is_some());
}

/// What is refused of a variant of the shipped pack, each with its place and code.
fn refused(turned: &Value) -> Vec<(String, Code)> {
    let errors =
        Variant::read(&turned.to_string()).unwrap().of(&control(&ALL).to_string(), &UnicodeTables).unwrap_err();
    assert!(errors.iter().all(|error| !error.help.is_empty()), "{errors:?}");
    errors.into_iter().map(|error| (error.at, error.code)).collect()
}

/// A variant with one text in another wording, in both languages of the pack.
fn worded(key: &str, en: &str, zh: &str) -> Value {
    json!({ "id": "bank-b", "texts": { "en": { key: en }, "zh-CN": { key: zh } } })
}

#[test]
fn the_labels_of_two_options_are_neither_alike_nor_exchanged() {
    let pack = control(&ALL);
    let of = |locale: &str, option: &str| pack["texts"][locale][format!("option.horizon.{option}")].clone();
    let labels = |short: [Value; 2], long: [Value; 2]| {
        let keys =
            |short: &Value, long: &Value| json!({ "option.horizon.under-1y": short, "option.horizon.over-5y": long });
        json!({ "id": "bank-b", "texts": { "en": keys(&short[0], &long[0]), "zh-CN": keys(&short[1], &long[1]) } })
    };
    let both = |option: &str| [of("en", option), of("zh-CN", option)];
    let all = |code: Code| -> Vec<(String, Code)> {
        let at = |locale: &str, option: &str| (format!("/texts/{locale}/option.horizon.{option}"), code);
        ["en", "zh-CN"].iter().flat_map(|locale| [at(locale, "over-5y"), at(locale, "under-1y")]).collect()
    };
    let sorted = |mut found: Vec<(String, Code)>| {
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found
    };
    assert_eq!(sorted(refused(&labels(both("over-5y"), both("under-1y")))), all(Code::Inconsistent));
    let same = labels([json!("Within a year"), json!("一年之内")], [json!("within  a YEAR"), json!("一年之内")]);
    assert_eq!(sorted(refused(&same)), all(Code::Duplicate));
    // As another option of the question has it, which keeps its own.
    let doubled = worded("option.horizon.under-1y", of("en", "over-5y").as_str().unwrap(), "不到一年");
    assert_eq!(refused(&doubled), [("/texts/en/option.horizon.under-1y".into(), Code::Duplicate)]);
    // Two questions may have options of one label, and new labels are new.
    let fine = labels([json!("Within a year"), json!("一年之内")], [json!("After a year"), json!("一年之后")]);
    assert!(Variant::read(&fine.to_string()).unwrap().of(&pack.to_string(), &UnicodeTables).unwrap().holds());
}

#[test]
fn labels_that_nobody_tells_apart_are_alike_however_they_are_written() {
    let short = "option.horizon.under-1y";
    let long = "option.horizon.over-5y";
    let labelled = |one: &str, other: &str| {
        let texts = |zh: bool| {
            let (one, other) = if zh { ("不到一年", "超过五年") } else { (one, other) };
            json!({ short: one, long: other })
        };
        let turned = json!({ "id": "bank-b", "texts": { "en": texts(false), "zh-CN": texts(true) } });
        Variant::read(&turned.to_string()).unwrap().of(&control(&ALL).to_string(), &UnicodeTables)
    };
    let pack = control(&ALL);
    let [was_short, was_long] = [short, long].map(|key| pack["texts"]["en"][key].as_str().unwrap().to_owned());
    // Exchanged, and written so that the texts differ: by punctuation, a mark, an unseen character, width.
    let wide = |text: &str| -> String {
        text.chars()
            .map(|one| char::from_u32(u32::from(one) + 0xfee0).filter(|_| one.is_ascii_graphic()).unwrap_or(one))
            .collect()
    };
    let ways: [&dyn Fn(&str) -> String; 7] = [
        &|text: &str| format!("{text}."),
        &|text: &str| format!("\u{2605} {text} \u{2713}"),
        &|text: &str| format!("\u{201c}{text}\u{201d}\u{3002}"),
        &|text: &str| text.replace(' ', "\u{200b} \u{2060}"),
        &|text: &str| format!("{text}\u{fe0f}"),
        &|text: &str| text.replace(' ', ", "),
        &wide,
    ];
    for written in ways {
        let (one, other) = (written(&was_long), written(&was_short));
        let errors = labelled(&one, &other).unwrap_err();
        let wrong = |key: &str| {
            errors.iter().any(|error| error.at == format!("/texts/en/{key}") && error.code == Code::Inconsistent)
        };
        assert!(wrong(short) && wrong(long), "{one:?} {other:?}: {errors:?}");
        // Two of one text.
        let errors = labelled("Within a year", &written("Within a year")).unwrap_err();
        assert!(errors.iter().all(|error| error.code == Code::Duplicate) && errors.len() == 2, "{errors:?}");
    }
    // What stands beside a number says something.
    for [one, other] in [["< 5", "> 5"], ["-5%", "5%"], ["1.5 years", "15 years"], ["1-3", "13"], ["+", "\u{2013}"]] {
        assert!(labelled(one, other).unwrap().holds(), "{one} {other}");
    }
}

#[test]
fn a_variant_is_not_called_by_a_path() {
    for id in [".", "..", ".b"] {
        assert_eq!(refused(&json!({ "id": id, "layout": { "a": "b" } })), [("/id".into(), Code::Text)], "{id}");
    }
}

#[test]
fn two_questions_are_not_exchanged() {
    let pack = control(&ALL);
    let [first, second, ..] = &items(&pack)[..] else { panic!("two questions") };
    let key = format!("item.{first}");
    let of = |locale: &str| pack["texts"][locale][format!("item.{second}")].as_str().unwrap().to_owned();
    let found = refused(&worded(&key, &of("en"), &of("zh-CN")));
    assert_eq!(found, ["en", "zh-CN"].map(|locale| (format!("/texts/{locale}/{key}"), Code::Duplicate)));
}

#[test]
fn only_the_questionnaires_own_texts_are_worded_otherwise() {
    let pack = control(&ALL);
    let keys: Vec<String> = pack["texts"]["en"].as_object().unwrap().keys().cloned().collect();
    let own = ["section.", "item.", "option.", "notice."];
    let (own, others): (Vec<String>, Vec<String>) =
        keys.into_iter().partition(|key| own.iter().any(|part| key.starts_with(part)));
    assert!(
        ["basis.", "source.", "class.", "reason.", "document.", "pack.", "fact.", "grade.", "type.", "term."]
            .iter()
            .all(|part| others.iter().any(|key| key.starts_with(part)))
    );
    for key in others {
        let found = refused(&worded(&key, "Other words", "另外的话"));
        let places = ["en", "zh-CN"].map(|locale| (format!("/texts/{locale}/{key}"), Code::Inconsistent));
        assert!(places.iter().all(|place| found.contains(place)), "{key}: {found:?}");
    }
    let all = |said: &str| own.iter().map(|key| (key.clone(), json!(format!("{said} {key}")))).collect::<Map<_, _>>();
    let notices = ids(&pack["notices"]).into_iter().map(|id| (id, json!(2))).collect::<Map<_, _>>();
    let texts = json!({ "en": all("Other words of"), "zh-CN": all("另一种说法") });
    let turned = json!({ "id": "bank-b", "texts": texts, "notice_versions": notices });
    let tried = Variant::read(&turned.to_string()).unwrap().of(&pack.to_string(), &UnicodeTables).unwrap();
    assert!(tried.holds());
    assert_eq!(tried.texts.len(), 2 * own.len());
    assert_eq!(tried.knobs, ["texts", "notices"]);
}

#[test]
fn a_text_is_worded_otherwise_in_every_language_of_the_pack() {
    let one = json!({ "id": "bank-b", "texts": { "zh-CN": { "item.horizon": "换一种问法" } } });
    let errors = Variant::read(&one.to_string()).unwrap().of(&control(&ALL).to_string(), &UnicodeTables).unwrap_err();
    let [error] = &errors[..] else { panic!("{errors:?}") };
    assert_eq!((error.at.as_str(), error.code), ("/texts/zh-CN/item.horizon", Code::Text));
    assert!(error.message.contains("in en as in the control"), "{}", error.message);
    // Given as the control has it is not worded otherwise.
    let same = control(&ALL)["texts"]["en"]["item.horizon"].as_str().unwrap().to_owned();
    assert_eq!(
        refused(&worded("item.horizon", &same, "换一种问法")),
        [("/texts/zh-CN/item.horizon".into(), Code::Text)]
    );
    let unknown = json!({ "id": "bank-b", "texts": { "fr": {} }, "layout": { "a": "b" } });
    assert_eq!(refused(&unknown), [("/texts/fr".into(), Code::Reference)]);
    let empty = worded("item.horizon", " ", "换一种问法");
    assert_eq!(refused(&empty), [("/texts/en/item.horizon".into(), Code::Text)]);
}

#[test]
fn a_text_keeps_the_controls_placeholders() {
    let mut pack = control(&ALL);
    for locale in ["en", "zh-CN"] {
        pack["texts"][locale]["item.horizon.help"] = json!("{firm} {firm} {day}");
    }
    let of = |en: &str| {
        let turned = worded("item.horizon.help", en, "{day} {firm} {firm}");
        Variant::read(&turned.to_string()).unwrap().of(&pack.to_string(), &UnicodeTables)
    };
    assert!(of("{firm}, {day}, {firm}").unwrap().holds());
    for en in ["{firm} {day}", "{firm} {day} {day}", "firm", "{firm} {firm} {day} {class}"] {
        let errors = of(en).unwrap_err();
        let [error] = &errors[..] else { panic!("{errors:?}") };
        assert_eq!((error.at.as_str(), error.code), ("/texts/en/item.horizon.help", Code::Text), "{en}");
    }
}

#[test]
fn a_notice_in_other_words_has_a_version_of_its_own() {
    let pack = control(&ALL);
    let other = || worded("notice.privacy.title", "How your data are used", "您的数据如何使用");
    assert_eq!(refused(&other()), [("/texts/en/notice.privacy.title".into(), Code::MissingField)]);
    let with = |versions: Value| {
        let mut turned = other();
        turned["notice_versions"] = versions;
        turned
    };
    assert_eq!(pack["notices"][0]["version"], 1);
    assert_eq!(refused(&with(json!({ "privacy": 1 }))), [("/notice_versions/privacy".into(), Code::Range)]);
    let found = refused(&with(json!({ "privacy": 2, "nothing": 2 })));
    assert_eq!(found, [("/notice_versions/nothing".into(), Code::Reference)]);
    let unworded = json!({ "id": "bank-b", "notice_versions": { "privacy": 2 } });
    assert_eq!(refused(&unworded), [("/notice_versions/privacy".into(), Code::Inconsistent)]);
    let tried = Variant::read(&with(json!({ "privacy": 2 })).to_string())
        .unwrap()
        .of(&pack.to_string(), &UnicodeTables)
        .unwrap();
    assert!(tried.holds());
    assert_eq!(tried.knobs, ["notices"]);
    let made: Value = serde_json::from_str(&tried.pack).unwrap();
    assert_eq!((&made["notices"][0]["id"], &made["notices"][0]["version"]), (&json!("privacy"), &json!(2)));
    assert_eq!(made["notices"][1], pack["notices"][1]);
}

#[test]
fn a_variant_that_changes_nothing_is_refused_and_a_knob_that_turns_nothing_is_not_said_to_vary() {
    let pack = control(&ALL);
    let options = ids(&pack["questionnaire"]["sections"][0]["items"][0]["options"]);
    let item = items(&pack)[0].clone();
    let same = pack["texts"]["en"]["item.horizon"].as_str().unwrap();
    for turned in [
        json!({ "id": "bank-b" }),
        json!({ "id": "bank-b", "items": items(&pack), "options": { &item: &options }, "notices": ids(&pack["notices"]) }),
        json!({ "id": "bank-b", "texts": { "en": { "item.horizon": same } } }),
    ] {
        assert_eq!(refused(&turned), [("/id".into(), Code::Inconsistent)], "{turned}");
    }
    let turned = json!({ "id": "bank-b", "items": items(&pack), "options": { &item: backwards(options) } });
    let tried = Variant::read(&turned.to_string()).unwrap().of(&pack.to_string(), &UnicodeTables).unwrap();
    assert_eq!(tried.knobs, ["options"]);
}

#[test]
fn the_intervals_of_a_number_keep_their_order() {
    let mut pack = control(&ALL);
    let id = String::from("horizon");
    let sections = pack["questionnaire"]["sections"].as_array_mut().unwrap();
    let mut all = sections.iter_mut().flat_map(|section| section["items"].as_array_mut().unwrap());
    let item = all.find(|item| item["id"] == id.as_str()).unwrap();
    item["kind"] = json!("number");
    let options = item["options"].as_array_mut().unwrap();
    let last = options.len() - 1;
    for (n, option) in options.iter_mut().enumerate() {
        option["from"] = if n == 0 { json!(0) } else { json!(n * 10) };
        option["to"] = if n == last { Value::Null } else { json!(n * 10 + 9) };
    }
    let order = backwards(ids(&item["options"]));
    let turned = json!({ "id": "bank-b", "options": { &id: order } });
    let errors = Variant::read(&turned.to_string()).unwrap().of(&pack.to_string(), &UnicodeTables).unwrap_err();
    assert_eq!(
        errors.iter().map(|error| error.at.as_str()).collect::<Vec<_>>(),
        [format!("/options/{id}")],
        "{errors:?}"
    );
}

/// An edited copy of the control: members of it are other ones.
fn edited(pack: &Value, edits: &[(&str, &str, Value)]) -> String {
    let mut copy = pack.clone();
    for (of, name, value) in edits {
        copy.pointer_mut(of).unwrap()[*name] = value.clone();
    }
    copy.to_string()
}

#[test]
fn an_edited_copy_of_the_control_is_had_by_the_variant_between_them() {
    let pack = control(&ALL);
    let first = &pack["questionnaire"]["sections"][0]["items"][0];
    let item = first["id"].as_str().unwrap();
    let notice = pack["notices"][0]["id"].as_str().unwrap();
    let turned = json!({
        "id": "bank-b",
        "items": backwards(items(&pack)),
        "options": { item: backwards(ids(&first["options"])) },
        "notices": backwards(ids(&pack["notices"])),
        "notice_versions": { notice: 9 },
        "texts": {
            "en": { format!("item.{item}"): "Asked in other words", format!("notice.{notice}.title"): "Before we begin" },
            "zh-CN": { format!("item.{item}"): "换一种问法", format!("notice.{notice}.title"): "开始之前" },
        },
    });
    let made = Variant::read(&turned.to_string()).unwrap().of(&pack.to_string(), &UnicodeTables).unwrap().pack;
    let between = |edited: &str| -> Value {
        serde_json::from_str(&Variant::between(&pack.to_string(), edited, "bank-b").unwrap()).unwrap()
    };
    let value = between(&made);
    // Questions are named in the order in which the copy has them, section by section.
    let mut wanted = turned.clone();
    wanted["items"] = json!(items(&serde_json::from_str(&made).unwrap()));
    assert_eq!(value, wanted);
    let again = Variant::read(&value.to_string()).unwrap().of(&pack.to_string(), &UnicodeTables).unwrap();
    assert_eq!(again.pack, made);
    // Id and version of the copy are its own, and of nothing edited nothing comes but the id.
    let copy = edited(&pack, &[("", "version", json!("9.9.9")), ("", "id", json!("copied"))]);
    assert_eq!(between(&copy), json!({ "id": "bank-b" }));
}

#[test]
fn an_edit_that_no_variant_makes_is_refused_at_its_place_in_the_copy() {
    let pack = control(&ALL);
    let whole = pack.to_string();
    let points = "/questionnaire/sections/0/items/0/options/1/points";
    assert_eq!(pack.pointer(points).unwrap()["capacity"], 2);
    for (copy, wanted) in [
        (edited(&pack, &[(points, "capacity", json!(3))]), vec![format!("{points}/capacity")]),
        (edited(&pack, &[("", "attempts_with", json!(["somebody-elses"]))]), vec!["/attempts_with".into()]),
        // Wording beside it makes no part of a variant of what is none.
        (
            edited(&pack, &[("/texts/en", "item.horizon", json!("How long?")), (points, "capacity", json!(3))]),
            vec![format!("{points}/capacity")],
        ),
    ] {
        let NoVariant { of, findings: errors } = Variant::between(&whole, &copy, "bank-b").unwrap_err();
        assert_eq!(of, VariantPart::Edited);
        let places: Vec<&String> = errors.iter().map(|error| &error.at).collect();
        assert_eq!(places, wanted.iter().collect::<Vec<_>>(), "{errors:?}");
        assert!(errors.iter().all(|error| error.code == Code::Inconsistent && !error.help.is_empty()), "{errors:?}");
    }
    // A question more is one edit with its texts, whatever else is in another order.
    let NoVariant { findings, .. } = Variant::between(&whole, &longer(&pack), "bank-b").unwrap_err();
    let of_texts = |error: &&Error| error.at.starts_with("/texts/") && error.at.contains(".another");
    let others: Vec<&str> = findings.iter().filter(|error| !of_texts(error)).map(|error| error.at.as_str()).collect();
    assert_eq!(others, ["/questionnaire/sections/0/items"]);
    // What is no pack is said as the check says it, and a name that no pack may have as it is of a variant.
    let of = |control: &str, edited: &str, id: &str| {
        let NoVariant { of, findings } = Variant::between(control, edited, id).unwrap_err();
        (of, findings)
    };
    assert_eq!(of(&whole, "{}", "bank-b"), (VariantPart::Edited, Pack::check("{}").unwrap_err()));
    assert_eq!(of("{}", &whole, "bank-b"), (VariantPart::Control, Pack::check("{}").unwrap_err()));
    let (part, findings) = of(&whole, &whole, "Not an id");
    assert!(part == VariantPart::Variant && findings[0].at == "/id", "{findings:?}");
}

#[test]
fn packs_that_name_each_other_and_what_a_pack_lets_vary_are_no_part_of_a_variant() {
    let mut pack = control(&["texts"]);
    pack["attempts_with"] = json!(["bank-b", "somebody-elses"]);
    let mut copy = pack.clone();
    copy["id"] = json!("bank-b");
    copy["attempts_with"] = json!([pack["id"], "somebody-elses"]);
    copy["knobs"] = json!(ALL);
    for id in ["bank-b", "bank-c"] {
        let value = Variant::between(&pack.to_string(), &copy.to_string(), id).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&value).unwrap(), json!({ "id": id }));
    }
}

/// A copy with a question more in the first section, and the others backwards in every section.
fn longer(pack: &Value) -> String {
    let mut copy = pack.clone();
    let mut more = copy["questionnaire"]["sections"][0]["items"][0].clone();
    let id = more["id"].as_str().unwrap().to_owned();
    more["id"] = json!("another");
    more["options"].as_array_mut().unwrap().iter_mut().for_each(|option| option["points"] = json!({}));
    for section in copy["questionnaire"]["sections"].as_array_mut().unwrap() {
        section["items"].as_array_mut().unwrap().reverse();
    }
    copy["questionnaire"]["sections"][0]["items"].as_array_mut().unwrap().push(more);
    for texts in copy["texts"].as_object_mut().unwrap().values_mut() {
        let texts = texts.as_object_mut().unwrap();
        let of = |key: &String| {
            let [item, option] = ["item", "option"].map(|kind| key.strip_prefix(&format!("{kind}.{id}")));
            let named = |kind: &str, rest: &str| format!("{kind}.another{rest}");
            item.map(|rest| named("item", rest)).or_else(|| option.map(|rest| named("option", rest)))
        };
        let more: Vec<_> = texts.iter().filter_map(|(key, text)| Some((of(key)?, text.clone()))).collect();
        texts.extend(more);
    }
    copy.to_string()
}

//! Warnings of `pack check`: questions written for this test, whose right answers were decided by reading them.

use prescreen::Pack;
use prescreen::pack::lint::lint;
use serde_json::{Value, json};

use super::support::{load, pack_paths, read_json, root};
use super::{file, folder, run};

/// The kinds of option a question of these tests has.
const CONTINUOUS: &str = "net-assets";

/// Codes and places of what is seen in a question of five options, in one locale of the bank's pack.
fn seen(locale: &str, question: &str, options: [&str; 5]) -> Vec<(&'static str, String)> {
    let mut pack = read_json(&root().join("packs/cn-bank.json"));
    let sections = pack["questionnaire"]["sections"].as_array().unwrap().clone();
    let items = sections.iter().flat_map(|section| section["items"].as_array().unwrap());
    let item = items.into_iter().find(|item| item["id"] == CONTINUOUS).unwrap();
    pack["texts"][locale][format!("item.{CONTINUOUS}")] = json!(question);
    let keys = item["options"].as_array().unwrap().iter().map(|option| option["id"].as_str().unwrap());
    let keys: Vec<String> = keys.map(|id| format!("option.{CONTINUOUS}.{id}")).collect();
    for (key, text) in keys.iter().zip(options) {
        pack["texts"][locale][key] = json!(text);
    }
    let pack = Pack::check(&pack.to_string()).unwrap();
    let here = format!("/texts/{locale}/");
    lint(&pack)
        .into_iter()
        .filter_map(|warning| {
            let key = warning.at.strip_prefix(&here)?;
            if key == format!("item.{CONTINUOUS}") {
                return Some((warning.code.as_str(), "question".into()));
            }
            let n = keys.iter().position(|own| own == key)?;
            Some((warning.code.as_str(), n.to_string()))
        })
        .collect()
}

fn codes(locale: &str, question: &str, options: [&str; 5]) -> Vec<&'static str> {
    seen(locale, question, options).into_iter().map(|(code, _)| code).collect()
}

const HOW_MUCH: &str = "How much do you have?";

#[test]
fn amounts_that_follow_each_other_are_in_order() {
    for (locale, options) in [
        ("en", ["Under 100k", "100k to 200k", "200k–300k", "More than 300k, up to 1m", "Over 1 million"]),
        ("en", ["0 to 9", "10 to 19", "20 to 29", "30 to 39", "40 or more"]),
        ("en", ["18 to 25", "26 to 35", "36 to 45", "46 to 60", "61 or older"]),
        ("en", ["0–20%", "20–40%", "40–60%", "60–80%", "80–100%"]),
        ("en", ["Nothing", "1 to 5", "6 to 10", "11 to 15", "16 to 20"]),
        ("zh-CN", ["不满10万元", "10–50万元", "50万至100万元", "100万元以上、1亿元及以下", "超过1亿元"]),
        ("zh-CN", ["不到 1 年", "1 到 2 年", "2–3 年", "3 年以上、5 年以内", "5 年以上"]),
        // Numbers without a range are no amounts.
        ("en", ["A 50% chance of 10", "20 for certain", "A 10% chance of 100", "Plan 9", "Neither"]),
    ] {
        let question = if locale == "en" { HOW_MUCH } else { "您有多少？" };
        assert_eq!(seen(locale, question, options), [], "{options:?}");
    }
}

#[test]
fn gaps_and_overlaps_are_seen_where_they_are() {
    let open = |first, second| [first, second, "Some", "Many", "All"];
    for (locale, options, code) in [
        ("en", open("Under 100k", "Over 200k"), "gap"),
        ("en", open("Under 100k", "Over 100k"), "gap"),
        ("en", open("1 to 5", "8 to 10"), "gap"),
        ("en", open("10–20%", "22–30%"), "gap"),
        ("zh-CN", open("10 万元以下", "20 万元以上"), "gap"),
        ("zh-CN", open("不到 2 年", "超过 2 年"), "gap"),
        ("en", open("Up to 200k", "More than 100k"), "overlap"),
        ("en", open("Within 1 year", "Within 5 years"), "overlap"),
        ("en", open("1 to 3 children", "3 to 5 children"), "overlap"),
        ("zh-CN", open("10–30 万元", "20–50 万元"), "overlap"),
        ("zh-CN", open("1–3 人", "3–5 人"), "overlap"),
    ] {
        let question = if locale == "en" { HOW_MUCH } else { "您有多少？" };
        assert_eq!(seen(locale, question, options), [(code, "1".to_owned())], "{options:?}");
    }
}

#[test]
fn everybody_has_a_truthful_option() {
    let from_5 = ["5–10%", "10–20%", "20–30%", "30–40%", "Over 40%"];
    assert_eq!(seen("en", HOW_MUCH, from_5), [("no-lowest", "0".to_owned())]);
    let to_90 = ["Less than 10%", "10–20%", "20–30%", "30–40%", "40–90%"];
    assert_eq!(seen("en", HOW_MUCH, to_90), [("no-highest", "4".to_owned())]);
    let mut pack = read_json(&root().join("tests/vectors/every-part/pack.json"));
    let at = "/questionnaire/sections";
    let mut changed = 0;
    for section in pack.pointer_mut(at).unwrap().as_array_mut().unwrap() {
        for item in section["items"].as_array_mut().unwrap() {
            if item["kind"] == "number" {
                item["options"][0]["from"] = json!(1);
                item["options"][0]["to"] = json!(2);
                item["options"][1]["from"] = json!(3);
                item["options"][2]["to"] = json!(60);
                changed += 1;
            }
        }
    }
    assert_eq!(changed, 1);
    let pack = Pack::check(&pack.to_string()).unwrap_or_else(|errors| panic!("{errors:?}"));
    let found = lint(&pack);
    let ends: Vec<_> = found.iter().filter(|one| one.at.starts_with(at)).map(|one| one.code.as_str()).collect();
    assert_eq!(ends, ["no-lowest", "no-highest"], "{found:?}");
}

#[test]
fn double_negatives_and_leading_words_are_seen() {
    let plain = ["Some", "More", "Much", "A lot", "All"];
    for (locale, question, wanted) in [
        ("en", "Would you never invest without advice?", "double-negative"),
        ("en", "You are not unwise, don't you think?", "leading"),
        ("en", "Most people accept some loss. Would you?", "leading"),
        ("zh-CN", "您是不是没有不能承受的亏损？", "double-negative"),
        ("zh-CN", "众所周知，股票长期上涨。您会买吗？", "leading"),
        ("zh-CN", "难道您只想存款？", "leading"),
    ] {
        assert!(codes(locale, question, plain).contains(&wanted), "{question}");
    }
    for (locale, question) in [
        ("en", "Do you have a debt that is not paid off?"),
        ("en", "I want no loss, and no risk."),
        ("en", "No more than how much may be lost without worry?"),
        ("zh-CN", "您有没有还没有还清的债？"),
        ("zh-CN", "您买过多少种不同的产品？"),
    ] {
        assert_eq!(codes(locale, question, plain), [] as [&str; 0], "{question}");
    }
    let turned = ["Strongly agree", "Agree", "Neutral", "Disagree", "Strongly disagree"];
    assert_eq!(codes("en", "I would not accept a loss.", turned), ["double-negative"]);
    assert_eq!(codes("en", "I would accept a loss.", turned), [] as [&str; 0]);
}

/// What a reader finds in packs with the published tables, and nothing else: they leave out a change of 10 to 20 %, let
/// "within 1 year" fall within 5 years too, and ask which products one has long held without a "none".
#[test]
fn published_tables_have_the_warnings_that_a_reader_finds() {
    for (name, wanted, goes_on) in [
        ("cn-bank", &[("gap", "option.anxiety.20-50")][..], &["match.term"][..]),
        (
            "cn-securities",
            &[("none-of-these", "item.held-products"), ("overlap", "option.horizon.up-to-5y")],
            &["match.term", "match.type"],
        ),
    ] {
        let pack = load(&root().join(format!("tests/vectors/published/{name}.json")));
        let found: Vec<_> = lint(&pack).into_iter().map(|one| (one.code.as_str(), one.at)).collect();
        let wanted: Vec<_> = wanted
            .iter()
            .flat_map(|(code, key)| ["zh-CN", "en"].map(|locale| (*code, format!("/texts/{locale}/{key}"))))
            .collect();
        // They call themselves advised, and warn where the term or type that was asked for is not known.
        let (found, in_doubt): (Vec<_>, Vec<_>) = found.into_iter().partition(|(code, _)| *code != "goes-on");
        let rules = &pack.document().matching.rules;
        let rule = |id: &&str| rules.iter().position(|rule| rule.id.as_str() == *id).unwrap();
        let places = goes_on.iter().map(|id| ("goes-on", format!("/matching/rules/{}/if_unknown", rule(id))));
        assert_eq!(in_doubt, places.collect::<Vec<_>>(), "{name}");
        assert_eq!(found, wanted, "{name}");
    }
}

/// A rule that warns in doubt, as the pack's own third one does, is queried in an advised service, and nowhere else; one that stops in doubt never.
#[test]
fn advice_stops_where_evidence_is_missing() {
    let mut pack = read_json(&root().join("examples/first-pack/pack.json"));
    let rule = |id: &str, in_doubt: Value| {
        json!({ "id": id, "when": { "months": { "$lt": 6 } }, "outcome": "refer", "if_unknown": in_doubt,
                "basis": { "firm": "adult" } })
    };
    let added = [
        rule("who.warned", json!({ "outcome": "proceed_after", "flow": "above" })),
        rule("who.stopped", json!({ "outcome": "pause" })),
        rule("who.asked", Value::Null),
    ];
    pack["eligibility"].as_array_mut().unwrap().extend(added);
    for locale in ["en", "zh-CN"] {
        for id in ["who.warned", "who.stopped", "who.asked"] {
            pack["texts"][locale][format!("reason.{id}")] = json!("New here / 新");
        }
    }
    for (service, wanted) in
        [("advised", &["/eligibility/1/if_unknown", "/matching/rules/2/if_unknown"][..]), ("non_advised", &[])]
    {
        pack["service"] = json!(service);
        let loaded = prescreen::Pack::check(&pack.to_string()).unwrap();
        let found = lint(&loaded);
        let places: Vec<&str> =
            found.iter().filter(|one| one.code.as_str() == "goes-on").map(|one| one.at.as_str()).collect();
        assert_eq!(places, wanted, "{service}");
    }
}

/// The example pack asks both; each is taken out in turn.
#[test]
fn borrowing_is_held_against_the_limit_and_the_price() {
    let shipped = read_json(&root().join("packs/cn-affordability.json"));
    let found = |pack: &Value| {
        let loaded = prescreen::Pack::load(&pack.to_string()).unwrap();
        lint(&loaded).into_iter().map(|one| (one.code.as_str(), one.at)).collect::<Vec<_>>()
    };
    assert_eq!(found(&shipped), []);
    let mut pack = shipped.clone();
    pack["credit"]["limit"].as_object_mut().unwrap().remove("financed");
    pack["credit"]["evidence"].as_array_mut().unwrap().retain(|one| one["fact"] != "order-financed");
    for (_, texts) in pack["texts"].as_object_mut().unwrap() {
        texts.as_object_mut().unwrap().retain(|key, _| !key.starts_with("reason.credit.order-financed"));
    }
    assert_eq!(found(&pack), [("no-limit", "/credit/limit".to_owned())]);
    let mut pack = shipped.clone();
    (pack["credit"]["tags"], pack["price"]["tags"]) = (json!(["margin"]), json!(["margin"]));
    assert_eq!(found(&pack), [("no-limit", "/credit/tags".to_owned())]);
    let mut pack = shipped.clone();
    pack["risk"]["purposes"] = json!(["purchase", "assessment"]);
    assert_eq!(found(&pack), [("no-limit", "/credit/purposes".to_owned())]);
    let mut pack = shipped.clone();
    let facts = pack["facts"].as_array_mut().unwrap();
    let share = facts.iter_mut().find(|fact| fact["id"] == "financed-of-order").unwrap();
    share["derive"]["share_bp"]["whole"] = json!("owed-here");
    assert_eq!(found(&pack), [("more-than-price", "/risk/purchase".to_owned())]);
}

#[test]
fn a_rule_that_some_contradictory_figures_pass_is_none() {
    let shipped = read_json(&root().join("packs/cn-affordability.json"));
    let with = |change: &dyn Fn(&mut Value)| {
        let mut pack = shipped.clone();
        let rules = pack["matching"]["rules"].as_array_mut().unwrap();
        change(rules.iter_mut().find(|rule| rule["id"] == "match.order-figures").unwrap());
        let loaded = prescreen::Pack::load(&pack.to_string()).unwrap();
        lint(&loaded).into_iter().map(|one| (one.code.as_str(), one.at)).collect::<Vec<_>>()
    };
    assert_eq!(with(&|_| {}), []);
    assert_eq!(
        with(&|rule| rule["when"]["financed-of-order"] = json!({ "$gte": 10001 })),
        missed(),
        "by less than a basis point"
    );
    let changes: [&dyn Fn(&mut Value); 7] = [
        &|rule| rule["when"] = json!({ "grade_fits": false, "financed-of-order": { "$gt": 10000 } }),
        &|rule| rule["when"]["financed-of-order"] = json!({ "$gt": 1_000_000 }),
        &|rule| rule["when"]["financed-of-order"] = json!({ "$lt": 10000 }),
        &|rule| rule["when"]["financed-of-order"] = json!({ "$gt": 10000, "$lt": 20000 }),
        &|rule| rule["when"]["tags"] = json!({ "$in": ["margin"] }),
        &|rule| rule["purposes"] = json!(["assessment"]),
        &|rule| rule["when"]["order-financed"] = json!({ "$gt": 2_000_000_000 }),
    ];
    for (n, change) in changes.into_iter().enumerate() {
        assert_eq!(with(change), missed(), "{n}");
    }
    assert_eq!(with(&|rule| rule["when"] = json!({ "financed-of-order": { "$gt": 10000 } })), [], "whatever the tags");
    assert_eq!(with(&|rule| rule["outcome"] = json!("refuse")), []);
}

/// What is warned of where a purchase may borrow more than it costs.
fn missed() -> [(&'static str, String); 1] {
    [("more-than-price", "/risk/purchase".to_owned())]
}

#[test]
fn shipped_packs_have_no_warning() {
    for path in pack_paths() {
        let found: Vec<_> = lint(&load(&path)).into_iter().map(|one| (one.code.as_str(), one.at)).collect();
        assert_eq!(found, [], "{}", path.display());
    }
}

#[test]
fn a_warning_says_what_and_why_and_changes_no_exit_code() {
    let mut pack = read_json(&root().join("packs/cn-bank.json"));
    pack["texts"]["en"]["item.aim"] = json!("Surely you want fast growth?");
    let path = file(&folder("lint"), "pack.json", &pack.to_string());
    let said = run(&["pack", "check", &path]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("[leading]\n  at /texts/en/item.aim\n  why: "), "{}", said.out);
    let told = run(&["pack", "check", &path, "--json"]).json();
    let warnings = told["packs"][0]["warnings"].as_array().unwrap();
    let leading: Vec<&Value> = warnings.iter().filter(|one| one["code"] == "leading").collect();
    assert_eq!(leading.len(), 1);
    assert!(["message", "why", "help"].iter().all(|part| !leading[0][part].as_str().unwrap().is_empty()));
}

/// The bank's pack under another name, with what it says of other packs.
fn named(folder: &std::path::Path, id: &str, change: Value) -> String {
    let mut pack = read_json(&root().join("packs/cn-bank.json"));
    pack["id"] = json!(id);
    pack.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    file(folder, &format!("{id}.json"), &pack.to_string())
}

#[test]
fn packs_that_are_checked_together_are_held_against_one_another() {
    let folder = folder("together");
    let one = named(&folder, "savings", json!({ "attempts_with": ["brokerage"], "profiles_of": ["brokerge"] }));
    let two = named(&folder, "brokerage", json!({ "attempts_with": ["savngs"] }));
    let warnings = |files: &[&str]| -> Vec<(String, String, String)> {
        let told = run(&[&["--json", "pack", "check"][..], files].concat());
        assert_eq!(told.code, 0, "{}", told.out);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let told = told.json()["together"].as_array().unwrap().clone();
        let one = |one: &Value| {
            let name = text(&one["file"]).rsplit('/').next().unwrap().to_owned();
            (name, text(&one["warning"]["code"]) + " " + &text(&one["warning"]["at"]), text(&one["warning"]["message"]))
        };
        told.iter().map(one).collect()
    };
    let seen = warnings(&[&one, &two]);
    let places: Vec<(&str, &str)> = seen.iter().map(|(file, place, _)| (&**file, &**place)).collect();
    assert_eq!(
        places,
        [
            ("savings.json", "one-way /attempts_with/0"),
            ("savings.json", "unknown-pack /profiles_of/0"),
            ("brokerage.json", "unknown-pack /attempts_with/0"),
        ]
    );
    assert!(seen[1].2.contains("'brokerge'") && seen[1].2.contains("Did you mean 'brokerage'?"), "{}", seen[1].2);
    assert!(seen[2].2.contains("Did you mean 'savings'?"), "{}", seen[2].2);
    // By itself a pack cannot tell.
    assert_eq!(warnings(&[&one]), []);
    let two = named(&folder, "brokerage", json!({ "attempts_with": ["savings"] }));
    let one = named(&folder, "savings", json!({ "attempts_with": ["brokerage"], "profiles_of": ["brokerage"] }));
    assert_eq!(warnings(&[&one, &two]), []);
    let text = run(&["pack", "check", &named(&folder, "other", json!({ "profiles_of": ["savngs"] })), &one]).out;
    assert!(text.contains("other.json: no pack here is called 'savngs'. Did you mean 'savings'?"), "{text}");
}

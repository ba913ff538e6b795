//! A second pack on the same case: it decides nothing, and only its class goes along, where the first pack says so.

use prescreen::id::Id;
use prescreen::json::Write as _;
use prescreen::verdict::Verdict;
use prescreen::verdict::verify::{self, Expected};
use prescreen::{Case, Pack, Screening};
use serde_json::{Value, json};

use super::vectors::{Object, Vectors, reworded};

/// The vectors' shadow pack with something else in it.
fn other(change: impl FnOnce(&mut Value)) -> Pack {
    let mut document: Value = serde_json::from_str(include_str!("../vectors/verdict/shadow.json")).unwrap();
    change(&mut document);
    Pack::load_checked(&document.to_string()).unwrap()
}

fn deciding(change: impl FnOnce(&mut Value)) -> Pack {
    let mut document: Value = serde_json::from_str(include_str!("../vectors/verdict/pack.json")).unwrap();
    change(&mut document);
    Pack::load(&document.to_string()).unwrap()
}

/// The class that a shadow pack comes to on the answers of the vector with a shadow pack beside it.
fn class(vectors: &Vectors, pack: &Pack, answers: &Value) -> Option<String> {
    let object = beside(vectors);
    let case = Case::read(&json!({ "answers": answers }).to_string()).unwrap();
    let screening = Screening::of(&vectors.pack, &object.session, case).unwrap();
    let shadow = screening.shadow(pack);
    assert_eq!(shadow.pack(), pack.reference());
    shadow.class().map(Id::to_string)
}

fn beside(vectors: &Vectors) -> Object<'_> {
    let found = vectors.objects().into_iter().find(|object| object.json["claims"]["shadow"]["class"].is_string());
    found.unwrap()
}

fn minimised(vectors: &Vectors, object: &Object<'_>) -> Verdict {
    object.minimised(&object.screening(&vectors.pack), object.now, None).unwrap()
}

#[test]
fn a_shadow_pack_comes_to_the_class_of_its_own_bands() {
    let vectors = Vectors::load();
    // Points: loss 0, 3, 6; the highest aim 0, 2, 4; income from 100 on 2. Bands: to 7, 8 and 9, from 10.
    for (answers, expected) in [
        (json!({ "loss": "some", "aims": ["income"], "income": 50 }), "P1"),
        (json!({ "loss": "some", "aims": ["growth"], "income": 99 }), "P1"),
        (json!({ "loss": "some", "aims": ["growth"], "income": 100 }), "P2"),
        (json!({ "loss": "much", "aims": ["income"], "income": 500 }), "P3"),
        (json!({ "loss": "none", "aims": ["growth"], "income": 500 }), "P1"),
    ] {
        assert_eq!(class(&vectors, &vectors.shadow, &answers).as_deref(), Some(expected), "{answers}");
    }
}

#[test]
fn what_the_first_pack_decides_is_the_same_with_and_without_a_shadow() {
    let vectors = Vectors::load();
    for object in vectors.objects() {
        let screening = object.screening(&vectors.pack);
        let before = screening.assessment().clone();
        let alone = minimised(&vectors, &object);
        let both = object.minimised(&screening, object.now, Some(&vectors.shadow)).unwrap();
        assert_eq!(*screening.assessment(), before, "{}", object.name());

        let json = |verdict: &Verdict| -> Value { serde_json::from_str(&verdict.json().canonical()).unwrap() };
        let (mut alone, mut both) = (json(&alone), json(&both));
        assert_eq!(alone["shadow"].take(), Value::Null);
        assert!(both["shadow"].take().is_object());
        assert_eq!(alone, both, "{}", object.name());
    }
}

#[test]
fn a_class_is_never_guessed() {
    let vectors = Vectors::load();
    let full = json!({ "loss": "some", "aims": ["income"], "income": 50 });
    let without = |name: &str| {
        let mut answers = full.clone();
        answers.as_object_mut().unwrap().remove(name);
        answers
    };
    for item in ["loss", "aims", "income"] {
        assert_eq!(class(&vectors, &vectors.shadow, &without(item)), None, "{item}");
    }
    // An option that was chosen and that the shadow pack does not have; a question that only it asks.
    let option =
        other(|document| document["questionnaire"]["sections"][0]["items"][0]["options"][1]["id"] = "a-little".into());
    assert_eq!(class(&vectors, &option, &full), None);
    let chosen = json!({ "loss": "much", "aims": ["income"], "income": 50 });
    assert_eq!(class(&vectors, &option, &chosen).as_deref(), Some("P2"));
    let question = other(|document| document["questionnaire"]["sections"][0]["items"][2]["id"] = "earnings".into());
    assert_eq!(class(&vectors, &question, &full), None);
    // A question of another kind under the same id.
    let kind = other(|document| document["questionnaire"]["sections"][0]["items"][1]["kind"] = "single".into());
    assert_eq!(class(&vectors, &kind, &full), None);
}

/// A cap over a fact: 6 points for the loss, 2 for the aim and 2 for the income are P3 where it does not apply.
#[test]
fn a_fact_that_the_packs_do_not_count_alike_is_missing() {
    let vectors = Vectors::load();
    let object = beside(&vectors);
    let case = |facts: Value| {
        let answers = json!({ "loss": "much", "aims": ["income"], "income": 500 });
        Case::read(&json!({ "answers": answers, "facts": facts }).to_string()).unwrap()
    };
    let capped = |fact: &'static str, change: fn(&mut Value)| {
        other(|document| {
            let facts = document["facts"].as_array_mut().unwrap();
            if let Some(assets) = facts.iter_mut().find(|one| one["id"] == fact) {
                change(assets);
            } else {
                facts.push(json!({ "id": fact, "type": "integer", "unit": "count", "min": 0, "max": 9, "provided_by": ["person"] }));
            }
            let cap = json!({ "id": "cap.poor", "when": { fact: { "$lt": 5 } }, "class_at_most": "P1", "basis": { "firm": "test" } });
            document["classes"]["caps"] = json!([cap]);
        })
    };
    let class = |pack: &Pack, facts: Value| {
        let screening = Screening::of(&vectors.pack, &object.session, case(facts)).unwrap();
        screening.shadow(pack).class().map(Id::to_string)
    };
    let alike = capped("assets", |_| ());
    assert_eq!(class(&alike, json!({ "assets": 4 })).as_deref(), Some("P1"));
    assert_eq!(class(&alike, json!({ "assets": 5 })).as_deref(), Some("P3"));
    assert_eq!(class(&alike, json!({})), None);
    assert_eq!(class(&capped("assets", |fact| fact["currency"] = json!("USD")), json!({ "assets": 5 })), None);
    assert_eq!(class(&capped("assets", |fact| fact["unit"] = json!("count")), json!({ "assets": 5 })), None);
    assert_eq!(class(&capped("assets", |fact| fact["provided_by"] = json!(["host"])), json!({ "assets": 5 })), None);
    assert_eq!(class(&capped("assets", |fact| fact["max"] = json!(6)), json!({ "assets": 7 })), None);
    // What the firm attests counts alike: 36 months in the session.
    assert_eq!(class(&capped("months_trading", |_| ()), json!({})).as_deref(), Some("P3"));
    assert_eq!(class(&capped("children", |_| ()), json!({})), None);
}

#[test]
fn a_pair_that_the_person_was_not_asked_about_leaves_no_class() {
    let vectors = Vectors::load();
    let object = beside(&vectors);
    let asked =
        json!({ "answers": { "loss": "much", "aims": ["keep"], "income": 500 }, "clarified": ["keep-and-lose"] });
    let case = Case::read(&asked.to_string()).unwrap();
    let screening = Screening::of(&vectors.pack, &object.session, case).unwrap();
    let kept = screening.shadow(&vectors.shadow);
    assert_eq!(kept.class().map(Id::as_str), Some("P2"));
    let renamed = include_str!("../vectors/verdict/shadow.json").replace("keep-and-lose", "lose-and-keep");
    let unasked = screening.shadow(&Pack::load_checked(&renamed).unwrap());
    assert_eq!(unasked.class(), None);
}

#[test]
fn a_case_that_the_deciding_pack_refuses_has_no_shadow_either() {
    let vectors = Vectors::load();
    let object = beside(&vectors);
    let case = Case::read(r#"{"answers": {"hobby": "chess"}}"#).unwrap();
    let error = Screening::of(&vectors.pack, &object.session, case).unwrap_err();
    assert_eq!(error.code.as_str(), "reference");
}

#[test]
fn a_pack_that_is_not_listed_with_its_classes_is_not_reported() {
    let vectors = Vectors::load();
    let object = beside(&vectors);
    let screening = object.screening(&vectors.pack);
    let reported = |pack: &Pack| object.minimised(&screening, object.now, Some(pack)).unwrap().shadow().is_some();
    assert!(reported(&vectors.shadow));
    assert!(reported(&other(|document| document["version"] = "2.0.0".into())));
    assert!(!reported(&other(|document| document["id"] = "another-pack".into())));
    assert!(!reported(&vectors.pack));
    // The same id, with one class fewer than the pack discloses.
    let fewer = include_str!("../vectors/verdict/shadow.json").replace(r#""P3""#, r#""P2""#);
    let mut fewer: Value = serde_json::from_str(&fewer).unwrap();
    fewer["classes"]["list"] = json!(["P1", "P2"]);
    assert!(!reported(&Pack::load_checked(&fewer.to_string()).unwrap()));
}

#[test]
fn a_server_refuses_a_shadow_that_its_packs_cannot_give() {
    let vectors = Vectors::load();
    let object = beside(&vectors);
    let jws = object.text("verdict");
    let refused = |expected: &Expected<'_>, jws: &str| {
        let error = verify::verdict(expected, jws).unwrap_err();
        (error.code.as_str(), error.at)
    };
    let held = [&vectors.shadow];
    let expected = object.expected_beside(&vectors.pack, &held);
    assert!(verify::verdict(&expected, jws).is_ok());

    let nothing = object.expected(&vectors.pack);
    assert_eq!(refused(&nothing, jws), ("pack-mismatch", "/shadow/pack".into()));
    let newer = other(|document| document["version"] = "2.0.0".into());
    let only_newer = [&newer];
    assert_eq!(
        refused(&object.expected_beside(&vectors.pack, &only_newer), jws),
        ("pack-mismatch", "/shadow/pack".into())
    );
    let forged = reworded(jws, &[(r#""class":"P1""#, r#""class":"P9""#)]);
    assert_eq!(refused(&expected, &forged), ("claim", "/shadow/class".into()));
    // Another class of the shadow pack is possible, and changes nothing else: law 8.
    let lie = reworded(jws, &[(r#""class":"P1""#, r#""class":"P3""#)]);
    let claims = verify::verdict(&expected, &lie).unwrap().claims;
    assert_eq!((claims.class().map(Id::as_str), claims.outcome()), (Some("C2"), prescreen::terms::Outcome::Proceed));
}

/// What a server whose pack is `pack` says of the vector with a shadow, reworded for that pack.
fn under(vectors: &Vectors, pack: &Pack, words: &[(&str, &str)]) -> Result<(), (&'static str, String)> {
    let object = beside(vectors);
    let hash_of = |jws: &str| prescreen::terms::Digest::of(jws.as_bytes()).to_string();
    let (own, hash) = (&*vectors.pack.hash().to_string(), &*pack.hash().to_string());
    let mut session = object.json["session"].clone();
    session["pack"]["hash"] = hash.into();
    let session = prescreen::Session::read(&session.to_string()).unwrap();
    let ticket = reworded(object.text("ticket"), &[(own, hash)]);
    let (was, is) = (hash_of(object.text("ticket")), hash_of(&ticket));
    let jws = reworded(object.text("verdict"), &[&[(own, hash), (&was, &is)], words].concat());
    let held = [&vectors.shadow, pack];
    let (jkt, now) = (object.jkt, object.now);
    let expected = Expected { pack, shadows: &held, session: &session, ticket: &ticket, jkt, now };
    verify::verdict(&expected, &jws).map(|_| ()).map_err(|error| (error.code.as_str(), error.at))
}

#[test]
fn a_verdict_of_a_pack_that_lists_other_classes_is_refused() {
    let vectors = Vectors::load();
    let same = deciding(|document| document["regulator"] = "another".into());
    assert_eq!(under(&vectors, &same, &[]), Ok(()));
    let fewer = deciding(|document| document["disclosure"]["shadow"][0]["classes"] = json!(["P1", "P2"]));
    assert_eq!(under(&vectors, &fewer, &[]), Err(("claim", "/shadow/pack".into())));
    let none = deciding(|document| document["disclosure"]["shadow"] = json!([]));
    assert_eq!(under(&vectors, &none, &[]), Err(("claim", "/shadow".into())));
}

/// A pack may be tried beside another version of it, never beside itself.
#[test]
fn a_pack_is_not_its_own_shadow() {
    let vectors = Vectors::load();
    let listing = deciding(|document| {
        document["disclosure"]["shadow"] = json!([{ "pack": "verdict-vectors", "classes": ["C1", "C2", "C3"] }]);
    });
    let hashes = (&*vectors.shadow.hash().to_string(), &*listing.hash().to_string());
    let words =
        [(r#""verdict-vectors-shadow""#, r#""verdict-vectors""#), hashes, (r#""class":"P1""#, r#""class":"C1""#)];
    assert_eq!(under(&vectors, &listing, &words), Err(("claim", "/shadow".into())));
}

#[test]
fn a_list_of_shadows_is_checked() {
    let refused = |shadow: Value| {
        let mut document: Value = serde_json::from_str(include_str!("../vectors/verdict/pack.json")).unwrap();
        document["disclosure"]["shadow"] = shadow;
        let errors = Pack::check(&document.to_string()).unwrap_err();
        errors.into_iter().map(|error| (error.code.as_str(), error.at)).collect::<Vec<_>>()
    };
    let one = |pack: &str, classes: &[&str]| json!({ "pack": pack, "classes": classes });
    let at = |rest: &str| format!("/disclosure/shadow/{rest}");
    assert_eq!(refused(json!([one("a", &[])])), [("range", at("0/classes"))]);
    assert_eq!(refused(json!([one("a", &["P1", "P1"])])), [("duplicate", at("0/classes/1"))]);
    assert_eq!(refused(json!([one("a", &["P1"]), one("a", &["P2"])])), [("duplicate", at("1/pack"))]);
    assert_eq!(refused(json!([{ "pack": "a" }])), [("missing-field", at("0/classes"))]);
    assert_eq!(refused(json!([{ "pack": "a", "classes": ["P1"], "hash": "" }])), [("unknown-field", at("0/hash"))]);
    let many: Vec<Value> = (0..5).map(|n| one(&format!("pack-{n}"), &["P1"])).collect();
    assert_eq!(refused(json!(many)), [("limit", "/disclosure/shadow".into())]);
}

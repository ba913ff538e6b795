//! Past its limits the prover says that it does not know, and just below them it knows.

use prescreen::Pack;
use prescreen_prove::{Conclusion, NotComputed, Proof, prove};
use serde_json::{Value, json};

fn basis() -> Value {
    json!({ "firm": "Made." })
}

/// One multiple choice whose subsets all have sums of their own.
fn pack(options: usize) -> Value {
    let option = |n: usize| json!({ "id": format!("o{n}"), "points": { "d": 1_usize << n } });
    let half = 1_usize << (options - 1);
    json!({
        "prescreen": 1, "id": "wide", "version": "1.0.0", "jurisdiction": "XX", "regulator": "none",
        "service": "advised", "time_zone": { "name": "UTC", "offset_minutes": 0 },
        "effective": { "from": "2026-01-01", "to": null }, "locales": ["en"], "sources": {}, "notices": [], "facts": [],
        "questionnaire": { "basis": basis(), "sections": [{ "id": "s", "items": [
            { "id": "q", "kind": "multiple", "pick": "sum", "options": (0..options).map(option).collect::<Vec<_>>() },
        ] }] },
        "classes": {
            "list": ["A", "B"], "lowest": { "id": "low", "when": { "q": { "$all": ["o0", "o1"] } }, "basis": basis() },
            "dimensions": [{ "id": "d", "basis": basis(), "bands": [
                { "class": "A", "from": null, "to": half - 1 }, { "class": "B", "from": half, "to": null },
            ] }],
            "combination": "min", "caps": [],
        },
        "contradictions": [],
        "matching": {
            "grades": ["R1", "R2"], "types": ["t"], "terms": ["short"], "tags": [],
            "reach": { "grades": { "A": "R1", "B": "R2" }, "basis": basis() },
            "rules": [{ "id": "grade", "when": { "grade_fits": false }, "outcome": "refuse", "basis": basis() }],
        },
        "attempts": [{ "from": "2026-01-01", "basis": basis() }],
        "validity": [{ "from": "2026-01-01", "months": 12, "basis": basis() }],
        "never": [], "record": "investor", "disclosure": { "deciding_reason": true }, "texts": {},
    })
}

fn proof(pack: &Value) -> Proof {
    prove(&Pack::load_checked(&pack.to_string()).unwrap())
}

fn conclusion(proof: &Proof, id: &str) -> Conclusion {
    proof.claims.iter().find(|claim| claim.id == id).unwrap().conclusion
}

#[test]
fn a_multiple_choice_with_too_many_kinds_of_subsets_is_not_walked() {
    // 2^14 subsets are told apart, 2^15 are too many: the limit is 20,000.
    let known = proof(&pack(14));
    assert_eq!(known.combinations.0, (1 << 14) - 1);
    assert_eq!(conclusion(&known, "reach/class/B"), Conclusion::Proved);
    assert_eq!(conclusion(&known, "lowest/class"), Conclusion::Proved);
    // A set of the upper half has the last option, and not both of the first two.
    assert_eq!(known.classes[1].combinations.0, (1 << 13) * 3 / 4);
    let unknown = proof(&pack(15));
    assert_eq!(unknown.combinations.0, (1 << 15) - 1);
    for id in ["reach/class/A", "reach/class/B", "reach/lowest/low", "lowest/class", "lowest/grade", "missing/low"] {
        assert_eq!(conclusion(&unknown, id), Conclusion::NotProved, "{id}");
    }
    assert!(unknown.classes.is_empty() && unknown.questions.is_empty() && unknown.leakage.is_none());
    assert_eq!(unknown.leakage_not_computed, Some(NotComputed::TooManyStates));
}

#[test]
fn rules_that_read_too_many_tags_leave_purchases_open() {
    let reading = |tags: usize| {
        let mut pack = pack(3);
        let tags: Vec<String> = (0..tags).map(|n| format!("tag{n}")).collect();
        pack["matching"]["tags"] = json!(tags);
        let rule =
            json!({ "id": "tagged", "when": { "tags": { "$all": tags } }, "outcome": "refuse", "basis": basis() });
        pack["matching"]["rules"].as_array_mut().unwrap().push(rule);
        proof(&pack)
    };
    assert_eq!(conclusion(&reading(8), "lowest/grade"), Conclusion::Proved);
    let unknown = reading(9);
    assert_eq!(conclusion(&unknown, "lowest/grade"), Conclusion::NotProved);
    assert_eq!(conclusion(&unknown, "reach/rule/tagged"), Conclusion::NotProved);
    assert_eq!(conclusion(&unknown, "missing/tagged"), Conclusion::NotProved);
    let leakage = unknown.leakage.unwrap();
    assert!(leakage.purchase.is_none());
    assert_eq!(leakage.purchase_not_computed, Some(NotComputed::NoProducts));
}

#[test]
fn a_condition_over_too_many_facts_is_left_open() {
    let reading = |facts: usize| {
        let mut pack = pack(3);
        let ids: Vec<String> = (0..facts).map(|n| format!("f{n}")).collect();
        let fact = |id: &String| json!({ "id": id, "type": "boolean", "provided_by": ["host"] });
        pack["facts"] = ids.iter().map(fact).collect();
        let when: Value = ids.iter().map(|id| (id.clone(), json!(true))).collect::<serde_json::Map<_, _>>().into();
        pack["classes"]["caps"] = json!([{ "id": "cap", "when": when, "class_at_most": "A", "basis": basis() }]);
        let proof = proof(&pack);
        (conclusion(&proof, "reach/class/B"), conclusion(&proof, "missing/cap"))
    };
    // Each is missing, false or true: 3^9 ways are within 20,000 for the class, 3^10 within 100,000 for the claim.
    assert_eq!(reading(9), (Conclusion::Proved, Conclusion::Proved));
    assert_eq!(reading(10), (Conclusion::NotProved, Conclusion::Proved));
    assert_eq!(reading(11), (Conclusion::NotProved, Conclusion::NotProved));
}

/// Questions with two options each, of which the second scores so much; half of all points are needed for the upper class.
fn scored(points: &[usize]) -> Value {
    let mut pack = pack(2);
    let item = |(n, points): (usize, &usize)| {
        let option = |o: usize| json!({ "id": format!("o{o}"), "points": { "d": o * points } });
        json!({ "id": format!("q{n}"), "kind": "single", "options": [option(0), option(1)] })
    };
    pack["questionnaire"]["sections"][0]["items"] = points.iter().enumerate().map(item).collect();
    let half = points.iter().sum::<usize>() / 2;
    let bands = &mut pack["classes"]["dimensions"][0]["bands"];
    bands[0]["to"] = json!(half - 1);
    bands[1]["from"] = json!(half);
    pack["classes"]["lowest"]["when"] = json!({ "q0": "o0", "q1": "o0" });
    pack
}

/// The same with one point each and a rule for every pair of a question of the first half and one of the second.
fn paired(pairs: usize) -> Value {
    let mut pack = scored(&vec![1; 2 * pairs]);
    pack["classes"]["lowest"]["when"] = json!({ "q0": "o0", (format!("q{pairs}")): "o0" });
    let cap = |n: usize| {
        let when = json!({ (format!("q{n}")): "o0", (format!("q{}", n + pairs)): "o0" });
        json!({ "id": format!("cap{n}"), "when": when, "class_at_most": "A", "basis": basis() })
    };
    pack["classes"]["caps"] = (1..pairs).map(cap).collect();
    pack
}

#[test]
fn rules_over_questions_far_apart_are_walked_pair_by_pair() {
    // In the order of the pack, 2^20 combinations of the first half would have to be told apart.
    let known = proof(&paired(20));
    assert_eq!(known.combinations.0, 1 << 40);
    // Of each pair not both the first option: three of four ways; no rule asks for less, and half of the points are there then.
    assert_eq!(known.classes[1].combinations.0, 3_u128.pow(20));
    assert_eq!(conclusion(&known, "reach/class/B"), Conclusion::Proved);
    assert_eq!(conclusion(&known, "lowest/class"), Conclusion::Proved);
    // One question of a pair decides where the other has its first option, and no other pair holds the class down.
    assert_eq!(known.questions[0].decisive.0, 3_u128.pow(19));
}

#[test]
fn a_counterexample_among_very_many_has_the_first_answers_in_the_order_of_the_pack() {
    let mut pack = paired(20);
    let promise = json!({ "id": "modest", "when": { "q39": "o1" }, "class_at_most": "A" });
    pack["never"] = json!([promise]);
    let refuted = proof(&pack);
    let claim = refuted.claims.iter().find(|claim| claim.id == "never/modest/class").unwrap();
    assert_eq!(claim.conclusion, Conclusion::Refuted);
    // The first half may have its first options, if the second half has none of its own.
    let json = serde_json::to_value(&claim.counterexample).unwrap();
    let first: Value = (0..40).map(|n| (format!("q{n}"), json!(if n < 20 { "o0" } else { "o1" }))).collect();
    assert_eq!(json["case"]["answers"], first);
}

#[test]
fn a_questionnaire_that_needs_too_many_states_is_not_walked() {
    // Points of which no two sets have the same sum, near enough to each other that the sum stays open for long.
    let points = |items: u32| {
        let power = |n: u32| (0..n).fold(1_usize, |power, _| power * 5 % 16_777_213);
        (1..=items).map(|n| (1 << 24) + power(n)).collect::<Vec<usize>>()
    };
    let known = proof(&scored(&points(12)));
    assert_eq!(known.combinations.0, 1 << 12);
    assert_eq!(conclusion(&known, "reach/class/B"), Conclusion::Proved);
    // The limit is one million.
    let unknown = proof(&scored(&points(40)));
    assert_eq!(unknown.combinations.0, 1 << 40);
    for id in ["reach/class/A", "reach/class/B", "lowest/class"] {
        assert_eq!(conclusion(&unknown, id), Conclusion::NotProved, "{id}");
    }
    assert!(unknown.classes.is_empty() && unknown.questions.is_empty() && unknown.leakage.is_none());
    assert_eq!(unknown.leakage_not_computed, Some(NotComputed::TooManyStates));
}

/// Rules over eight tags, some types, and whether single options were chosen.
fn sold(types: usize, chosen: usize) -> Value {
    let mut pack = pack(7);
    let names = |prefix: &str, count: usize| (0..count).map(|n| format!("{prefix}{n}")).collect::<Vec<_>>();
    let (tags, types) = (names("tag", 8), names("type", types));
    pack["matching"]["tags"] = json!(tags);
    pack["matching"]["types"] = json!(types);
    let tagged = tags.iter().map(|tag| (tag.clone(), json!({ "tags": { "$all": [tag] } })));
    let typed = types.iter().map(|kind| (kind.clone(), json!({ "type": kind })));
    let options = names("o", chosen).into_iter().map(|option| (option.clone(), json!({ "q": { "$all": [option] } })));
    let rules = pack["matching"]["rules"].as_array_mut().unwrap();
    for (id, when) in tagged.chain(typed).chain(options) {
        rules.push(json!({ "id": id, "when": when, "outcome": "refer", "basis": basis() }));
    }
    pack
}

#[test]
fn too_many_purchases_leave_what_a_purchase_tells_open() {
    let purchases = |types, chosen| proof(&sold(types, chosen)).leakage.unwrap().purchase.map(|told| told.products);
    // Two grades, every set of eight tags, each type. Each is put to the engine for two classes and every set of chosen
    // options: 512 * 3 * 2^6 at most, well below the limit of 200,000, and many types with no option read.
    assert_eq!(purchases(3, 5), Some(2 * 256 * 3));
    assert_eq!(purchases(30, 0), Some(2 * 256 * 30));
    // Four times that.
    assert_eq!(purchases(12, 6), None);
}

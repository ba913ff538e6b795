//! Small packs drawn at random with what the others have not: gates, flows, what a rule does in doubt, what lifts
//! it at which tier, and a fact that the person types in or a file gives.

use prescreen::Pack;
use serde_json::{Value, json};

use super::random::{Draw, basis, condition, pack};

/// Every tier.
const TIERS: [&str; 4] = ["declared", "parsed", "consistent", "attested"];

/// A small pack with gates, flows, eligibility rules and a fact of the person's own; `None` when this draw makes none.
pub fn gated(draw: &mut Draw) -> Option<Value> {
    let mut pack = pack(draw)?;
    let items = pack["questionnaire"]["sections"][0]["items"].as_array()?.clone();
    let ways = |item: &Value| {
        let options = item["options"].as_array().map_or(0, Vec::len);
        if item["kind"] == "single" { options } else { (1 << options) - 1 }
    };
    if items.iter().map(ways).product::<usize>() > 12 {
        return None;
    }
    pack["facts"].as_array_mut()?.push(json!({ "id": "d", "type": "boolean", "provided_by": ["person", "file"] }));
    let flow = |id: &str| json!({ "id": id, "steps": [{ "id": "told", "kind": "insist" }], "basis": basis() });
    pack["flows"] = json!([flow("f0"), flow("f1"), flow("f2")]);
    pack["gates"] = (0..1 + draw.below(2)).map(|n| gate(draw, &items, n)).collect();
    pack["eligibility"] = (0..draw.below(2)).map(|_| doubted(draw, &items, "open", false)).collect();
    let product = draw.below(4) == 0;
    pack["matching"]["rules"] =
        (0..1 + draw.below(2)).map(|n| doubted(draw, &items, &format!("rule{n}"), product)).collect();
    pack["contradictions"] = json!([]);
    pack["never"] = json!([]);
    Pack::load_checked(&pack.to_string()).is_ok().then_some(pack)
}

/// A condition that asks now and then whether a question is answered.
fn presence(draw: &mut Draw, items: &[Value], condition: Value) -> Value {
    if draw.below(4) > 0 {
        return condition;
    }
    let id = draw.one(items)["id"].as_str().unwrap();
    let there = json!({ id: { "$exists": draw.below(2) == 0 } });
    json!({ *draw.one(&["$and", "$or"]): [there, condition] })
}

/// A condition in which some facts are the person's own.
fn declared(draw: &mut Draw, condition: Value) -> Value {
    let text = condition.to_string();
    if draw.below(2) == 0 { condition } else { serde_json::from_str(&text.replace("\"b\":", "\"d\":")).unwrap() }
}

fn gate(draw: &mut Draw, items: &[Value], n: usize) -> Value {
    let requires = condition(draw, items, false, 2);
    let requires = presence(draw, items, requires);
    let mut gate = json!({
        "id": format!("gate{n}"), "tags": ["x"], "tier": *draw.one(&TIERS),
        "requires": declared(draw, requires), "unmet": *draw.one(&["refuse", "refer"]), "basis": basis(),
    });
    if draw.below(2) == 0 {
        gate["flow"] = json!("f0");
    }
    gate
}

/// A rule that leads to one thing on true and to another in doubt.
fn doubted(draw: &mut Draw, items: &[Value], id: &str, product: bool) -> Value {
    let when = condition(draw, items, product, 2);
    let when = presence(draw, items, when);
    let outcomes = ["refuse", "refer", "proceed_after"];
    let outcome = *draw.one(&outcomes);
    let mut rule = json!({ "id": id, "when": declared(draw, when), "outcome": outcome, "basis": basis() });
    if outcome == "proceed_after" {
        rule["flow"] = json!("f1");
    }
    let fallback = *draw.one(&outcomes);
    if fallback != outcome {
        rule["if_unknown"] = json!({ "outcome": fallback });
        if fallback == "proceed_after" {
            rule["if_unknown"]["flow"] = json!("f2");
        }
    }
    if draw.below(2) == 0 {
        let unless = condition(draw, items, product, 1);
        let unless = presence(draw, items, unless);
        rule["unless"] = declared(draw, unless);
        rule["unless_tier"] = json!(*draw.one(&TIERS));
    }
    rule
}

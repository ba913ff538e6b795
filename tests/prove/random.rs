//! Small packs drawn at random: few questions, few facts, rules over all of them.

use prescreen::Pack;
use serde_json::{Value, json};

/// Draws numbers below a limit.
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % limit as u64) as usize
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const CLASSES: [&str; 3] = ["A", "B", "C"];
const GRADES: [&str; 3] = ["R1", "R2", "R3"];
const MARKS: [&str; 3] = ["no_loss", "no_experience", "short_horizon"];
/// Values of the integer fact `n`.
pub const NUMBERS: [i64; 4] = [0, 1, 2, 3];

/// A pack that loads, as JSON text; `None` when this draw makes none.
pub fn pack(draw: &mut Draw) -> Option<Value> {
    let items = 2 + draw.below(2);
    pack_of(items, draw)
}

/// The same with so many questions.
pub fn pack_of(items: usize, draw: &mut Draw) -> Option<Value> {
    let items: Vec<Value> = (0..items).map(|n| item(draw, n)).collect();
    let two = draw.below(2) == 0;
    let mut dimensions = vec![dimension("d1", &items, &["d1"], draw)];
    if two {
        dimensions.push(dimension("d2", &items, &["d2"], draw));
        if draw.below(2) == 0 {
            let mut total = dimension("sum", &items, &["d1", "d2"], draw);
            total["sum_of"] = json!(["d1", "d2"]);
            dimensions.push(total);
        }
    } else {
        dimensions.push(json!({ "id": "d2", "basis": basis() }));
    }
    let caps: Vec<Value> = (0..draw.below(3))
        .map(|n| json!({ "id": format!("cap{n}"), "when": condition(draw, &items, false, 2), "class_at_most": *draw.one(&CLASSES), "basis": basis() }))
        .collect();
    let contradictions: Vec<Value> = (0..draw.below(3)).map(|n| contradiction(draw, &items, n)).collect();
    let rules: Vec<Value> = (0..1 + draw.below(3)).map(|n| rule(draw, &items, n)).collect();
    let never: Vec<Value> = (0..2).map(|n| promise(draw, &items, n)).collect();
    let lowest = condition(draw, &items, false, 2);
    let pack = json!({
        "prescreen": 1, "id": "drawn", "version": "1.0.0", "jurisdiction": "XX", "regulator": "none",
        "service": "advised", "time_zone": { "name": "UTC", "offset_minutes": 0 },
        "effective": { "from": "2026-01-01", "to": null }, "locales": ["en"], "sources": {}, "notices": [],
        "facts": [
            { "id": "n", "type": "integer", "unit": "count", "min": 0, "max": 3, "provided_by": ["host"] },
            { "id": "b", "type": "boolean", "provided_by": ["host"] },
        ],
        "questionnaire": { "basis": basis(), "sections": [{ "id": "s", "items": items }] },
        "classes": {
            "list": CLASSES, "lowest": { "id": "low", "when": lowest, "basis": basis() },
            "dimensions": dimensions, "combination": "min", "caps": caps,
        },
        "contradictions": contradictions,
        "matching": {
            "grades": GRADES, "types": ["t"], "terms": ["short", "long"], "tags": ["x"],
            "reach": { "grades": { "A": "R1", "B": "R2", "C": "R3" }, "basis": basis() }, "rules": rules,
        },
        "attempts": [{ "from": "2026-01-01", "basis": basis() }],
        "validity": [{ "from": "2026-01-01", "months": 12, "basis": basis() }],
        "never": never, "record": "investor", "disclosure": { "deciding_reason": true }, "texts": {},
    });
    Pack::load_checked(&pack.to_string()).is_ok().then_some(pack)
}

/// The same questions with other points, bands and caps.
pub fn other(draw: &mut Draw, pack: &Value) -> Option<Value> {
    let mut other = pack.clone();
    let items = other["questionnaire"]["sections"][0]["items"].as_array_mut().unwrap();
    for item in items.iter_mut() {
        for option in item["options"].as_array_mut().unwrap() {
            if draw.below(4) == 0 {
                option["points"]["d1"] = json!(draw.below(5));
            }
        }
    }
    let items = items.clone();
    for dimension in other["classes"]["dimensions"].as_array_mut().unwrap() {
        if dimension["bands"].is_array() {
            let parts = match dimension["sum_of"].as_array() {
                Some(_) => vec!["d1", "d2"],
                None => vec![if dimension["id"] == "d1" { "d1" } else { "d2" }],
            };
            dimension["bands"] = bands(&items, &parts, draw);
        }
    }
    if draw.below(2) == 0 {
        other["classes"]["lowest"]["when"] = condition(draw, &items, false, 1);
    }
    other["version"] = json!("2.0.0");
    Pack::load_checked(&other.to_string()).is_ok().then_some(other)
}

pub fn basis() -> Value {
    json!({ "firm": "Drawn." })
}

fn item(draw: &mut Draw, n: usize) -> Value {
    let kind = draw.below(3);
    let count = 2 + draw.below(2);
    let options: Vec<Value> = (0..count)
        .map(|option| {
            let marks: Vec<&str> = if draw.below(4) == 0 { vec![*draw.one(&MARKS)] } else { Vec::new() };
            let mut points = json!({ "d1": draw.below(5) as i64 - 1 });
            // With the highest counting, all options score in one dimension.
            if kind != 1 {
                points["d2"] = json!(draw.below(3));
            }
            json!({ "id": format!("o{option}"), "points": points, "marks": marks })
        })
        .collect();
    let mut item = json!({ "id": format!("q{n}"), "kind": "single", "options": options });
    if kind != 0 {
        item["kind"] = json!("multiple");
        item["pick"] = json!(if kind == 1 { "max" } else { "sum" });
        if draw.below(3) == 0 {
            item["options"][draw.below(count)]["alone"] = json!(true);
        }
    }
    item
}

fn dimension(id: &str, items: &[Value], parts: &[&str], draw: &mut Draw) -> Value {
    json!({ "id": id, "bands": bands(items, parts, draw), "basis": basis() })
}

/// Bands that follow each other, cut at sums that answers may reach.
fn bands(items: &[Value], parts: &[&str], draw: &mut Draw) -> Value {
    let points = |option: &Value| parts.iter().map(|part| option["points"][part].as_i64().unwrap_or(0)).sum::<i64>();
    let ends = |item: &Value| {
        let options = item["options"].as_array().unwrap();
        let each = || options.iter().map(points);
        let (mut low, mut high) = (each().min().unwrap(), each().max().unwrap());
        if item["pick"] == "sum" {
            let joined = || options.iter().filter(|option| option["alone"] != true).map(points);
            low = low.min(joined().filter(|n| *n < 0).sum());
            high = high.max(joined().filter(|n| *n > 0).sum());
        }
        (low, high)
    };
    let (low, high) = items.iter().map(ends).fold((0, 0), |(low, high), (a, b)| (low + a, high + b));
    let width = (high - low).max(1) as usize;
    let first = low + draw.below(width) as i64;
    let second = first + 1 + draw.below(width) as i64;
    json!([
        { "class": "A", "from": null, "to": first },
        { "class": "B", "from": first + 1, "to": second },
        { "class": "C", "from": second + 1, "to": null },
    ])
}

fn contradiction(draw: &mut Draw, items: &[Value], n: usize) -> Value {
    let (then, kept) = *draw.one(&[
        ("note", None),
        ("cap", None),
        ("refer", None),
        ("block", None),
        ("ask", Some("note")),
        ("ask", Some("cap")),
        ("ask", Some("refer")),
        ("ask", Some("block")),
    ]);
    let mut made = json!({
        "id": format!("pair{n}"), "when": condition(draw, items, false, 2), "items": ["q0"], "then": then, "basis": basis(),
    });
    if let Some(kept) = kept {
        made["kept"] = json!(kept);
    }
    if then == "cap" || kept == Some("cap") {
        made["class_at_most"] = json!(*draw.one(&CLASSES));
    }
    made
}

fn rule(draw: &mut Draw, items: &[Value], n: usize) -> Value {
    // Often the rule that a grade fits, so that some promises hold.
    let when = if draw.below(3) == 0 { json!({ "grade_fits": false }) } else { condition(draw, items, true, 2) };
    let outcome = *draw.one(&["refuse", "refer", "insufficient_evidence"]);
    let mut made = json!({ "id": format!("rule{n}"), "when": when, "outcome": outcome, "basis": basis() });
    if draw.below(3) == 0 {
        made["unless"] = condition(draw, items, true, 1);
        made["unless_tier"] = json!("declared");
    }
    made
}

fn promise(draw: &mut Draw, items: &[Value], n: usize) -> Value {
    let mut made = json!({ "id": format!("never{n}"), "when": condition(draw, items, false, 2) });
    if n == 0 {
        made["class_at_most"] = json!(CLASSES[draw.below(2)]);
    } else {
        made["grade_at_most"] = json!(GRADES[draw.below(2)]);
    }
    made
}

pub fn condition(draw: &mut Draw, items: &[Value], product: bool, depth: usize) -> Value {
    let kinds = if depth == 0 { 4 } else { 7 };
    match draw.below(if product { kinds + 3 } else { kinds }) {
        0 | 1 => answered(draw, items),
        2 => json!({ "marks": { "$in": [*draw.one(&MARKS)] } }),
        3 => fact(draw),
        4 if depth > 0 => {
            json!({ "$or": [condition(draw, items, product, depth - 1), condition(draw, items, product, depth - 1)] })
        }
        5 if depth > 0 => {
            json!({ "$and": [condition(draw, items, product, depth - 1), condition(draw, items, product, depth - 1)] })
        }
        6 if depth > 0 => json!({ "$not": condition(draw, items, product, depth - 1) }),
        n => match n % 3 {
            0 => json!({ "class": { "$in": [*draw.one(&CLASSES)] } }),
            1 => json!({ "grade": *draw.one(&GRADES) }),
            _ => json!({ "term": "long" }),
        },
    }
}

fn answered(draw: &mut Draw, items: &[Value]) -> Value {
    let item = draw.one(items);
    let option = draw.one(item["options"].as_array().unwrap())["id"].clone();
    let id = item["id"].as_str().unwrap();
    if item["kind"] == "single" {
        return json!({ id: option });
    }
    match draw.below(3) {
        0 => json!({ id: { "$all": ["o0", "o1"] } }),
        1 => json!({ id: { "$size": { "$gte": 2 } } }),
        _ => json!({ id: { "$in": [option] } }),
    }
}

fn fact(draw: &mut Draw) -> Value {
    match draw.below(5) {
        0 => json!({ "b": draw.below(2) == 0 }),
        1 => json!({ "n": { "$gte": draw.below(4) } }),
        2 => json!({ "n": { "$in": [draw.below(4)] } }),
        3 => json!({ "b": { "$exists": draw.below(2) == 0 } }),
        _ => json!({ "n": { "$lt": 1 + draw.below(3) } }),
    }
}

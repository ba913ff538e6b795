//! Damage to JSON documents that knows their structure: seeded, the same every time.

use serde_json::{Map, Value, json};

use crate::support::Random;

/// Values that stand for something a person typed and nobody may repeat.
pub const CANARIES: [&str; 3] = ["canary-Zq7f3aXw", "金丝雀九七三一", "canary.86753\"09\\\u{202e}"];
/// The same as a number.
pub const CANARY_NUMBER: i64 = 8_675_309_877;

/// A damaged copy of a document, as text.
pub fn mutated(document: &Value, random: &mut Random) -> String {
    let mut document = document.clone();
    for _ in 0..=random.below(3) {
        let mut nodes = 0;
        count(&document, &mut nodes);
        let mut target = random.below(nodes);
        let other = text_of(&document, random);
        at(&mut document, &mut target, &mut |value| damage(value, other.as_deref(), random));
    }
    let text = document.to_string();
    if random.one_in(4) { rewritten(text, random) } else { text }
}

fn count(value: &Value, nodes: &mut usize) {
    *nodes += 1;
    match value {
        Value::Array(list) => list.iter().for_each(|value| count(value, nodes)),
        Value::Object(map) => map.values().for_each(|value| count(value, nodes)),
        _ => {}
    }
}

/// Applies a change to the node with this number.
fn at(value: &mut Value, target: &mut usize, change: &mut dyn FnMut(&mut Value)) -> bool {
    if *target == 0 {
        change(value);
        return true;
    }
    *target -= 1;
    match value {
        Value::Array(list) => list.iter_mut().any(|value| at(value, target, change)),
        Value::Object(map) => map.values_mut().any(|value| at(value, target, change)),
        _ => false,
    }
}

/// Some text of the document: references that lead elsewhere are the damage that readers miss.
fn text_of(document: &Value, random: &mut Random) -> Option<String> {
    let mut texts = Vec::new();
    collect(document, &mut texts);
    (!texts.is_empty()).then(|| texts[random.below(texts.len())].clone())
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.len() < 60 => texts.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| collect(value, texts)),
        Value::Object(map) => {
            texts.extend(map.keys().cloned());
            map.values().for_each(|value| collect(value, texts));
        }
        _ => {}
    }
}

fn damage(value: &mut Value, other: Option<&str>, random: &mut Random) {
    match value {
        Value::Object(map) if !map.is_empty() && !random.one_in(4) => damage_object(map, random),
        Value::Array(list) if !list.is_empty() && !random.one_in(4) => damage_list(list, random),
        Value::String(text) if !random.one_in(3) => match random.below(6) {
            0 => *text = other.unwrap_or("x").into(),
            1 => *text = CANARIES[random.below(3)].into(),
            2 => text.push_str(CANARIES[random.below(3)]),
            3 => *text = text.chars().take(random.below(8)).collect(),
            4 => *text = text.to_uppercase(),
            _ => *text = text.repeat(1 + random.below(40)),
        },
        Value::Number(number) if !random.one_in(3) => {
            let number = number.as_i64().unwrap_or(0);
            let numbers = [
                number.wrapping_add(1),
                number.wrapping_sub(1),
                number.wrapping_neg(),
                0,
                CANARY_NUMBER,
                i64::from(i32::MAX) + 1,
                1 << 53,
                i64::MIN,
                i64::MAX,
            ];
            *value = json!(numbers[random.below(numbers.len())]);
        }
        other_kind => *other_kind = anything(random),
    }
}

fn damage_object(map: &mut Map<String, Value>, random: &mut Random) {
    let keys: Vec<String> = map.keys().cloned().collect();
    let key = keys[random.below(keys.len())].clone();
    match random.below(5) {
        0 => drop(map.remove(&key)),
        1 => {
            let value = map.remove(&key).unwrap_or_default();
            map.insert(CANARIES[random.below(3)].into(), value);
        }
        2 => drop(map.insert(CANARIES[random.below(3)].into(), anything(random))),
        3 => {
            let value = map[&keys[random.below(keys.len())]].clone();
            map.insert(key, value);
        }
        _ => drop(map.insert(key, anything(random))),
    }
}

fn damage_list(list: &mut Vec<Value>, random: &mut Random) {
    let (first, second) = (random.below(list.len()), random.below(list.len()));
    match random.below(6) {
        0 => drop(list.remove(first)),
        1 => list.push(list[first].clone()),
        2 => list.swap(first, second),
        3 => list.truncate(first),
        4 => list.extend(vec![list[first].clone(); 300]),
        _ => list.push(anything(random)),
    }
}

fn anything(random: &mut Random) -> Value {
    match random.below(14) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(CANARY_NUMBER),
        3 => json!(1.5),
        4 => json!(u64::MAX),
        5 => json!(""),
        6 => json!(CANARIES[random.below(3)]),
        7 => json!("x".repeat(70_000)),
        8 => json!([]),
        9 => json!({}),
        10 => json!({ "$not": { "$and": [] } }),
        11 => json!([[CANARIES[0]], { "$where": 1 }]),
        12 => json!({ CANARIES[1]: CANARIES[0] }),
        _ => (0..200).fold(json!(1), |inner, n| if n % 2 == 0 { json!([inner]) } else { json!({ "a": inner }) }),
    }
}

/// Damage to the text itself.
fn rewritten(mut text: String, random: &mut Random) -> String {
    let mut place = random.below(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    match random.below(8) {
        0 => text.truncate(place),
        1 => text.insert(0, '\u{feff}'),
        2 => text.push_str("{}"),
        3 => text.insert(place, ['\0', '"', '\\', '}', ',', '\u{10ffff}'][random.below(6)]),
        4 => text = text.replacen("{\"", "{\"twice\":1,\"twice\":2,\"", 1 + random.below(3)),
        5 => text = text.replacen(':', ":1e999,\"a\":", 1),
        6 => text.insert_str(place, "\\ud800"),
        _ => {
            let mut bytes = text.into_bytes();
            for _ in 0..3 {
                let place = random.below(bytes.len());
                bytes[place] = (random.next() & 0xff) as u8;
            }
            text = String::from_utf8_lossy(&bytes).into_owned();
        }
    }
    text
}

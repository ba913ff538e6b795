//! Conditions read straight off their JSON, two-valued, about a person of whom all is known.

use serde_json::Value as Any;

use super::{CHANNELS, KINDS, LOSSES, Person};

pub fn holds(condition: &Any, person: &Person) -> bool {
    condition.as_object().unwrap().iter().all(|(key, operand)| match key.as_str() {
        "$and" => parts(operand).all(|part| holds(part, person)),
        "$or" => parts(operand).any(|part| holds(part, person)),
        "$nor" => !parts(operand).any(|part| holds(part, person)),
        "$not" => !holds(operand, person),
        LOSSES => set_passes(operand, &members(person)),
        field => passes(operand, &value(field, person)),
    })
}

fn parts(operand: &Any) -> impl Iterator<Item = &Any> {
    operand.as_array().unwrap().iter()
}

fn value(field: &str, person: &Person) -> Any {
    match field {
        "channel" => CHANNELS[person.channel].into(),
        "age" => person.age.into(),
        "resident" => person.resident.into(),
        "born" => person.born.into(),
        other => panic!("no field {other}"),
    }
}

fn members(person: &Person) -> Vec<Any> {
    KINDS
        .iter()
        .enumerate()
        .filter(|(bit, _)| person.losses >> bit & 1 == 1)
        .map(|(_, kind)| Any::from(*kind))
        .collect()
}

fn passes(asked: &Any, value: &Any) -> bool {
    let Any::Object(operators) = asked else { return asked == value };
    operators.iter().all(|(name, operand)| match name.as_str() {
        "$eq" => value == operand,
        "$ne" => value != operand,
        "$in" => parts(operand).any(|operand| operand == value),
        "$nin" => !parts(operand).any(|operand| operand == value),
        "$gt" => rank(value) > rank(operand),
        "$gte" => rank(value) >= rank(operand),
        "$lt" => rank(value) < rank(operand),
        "$lte" => rank(value) <= rank(operand),
        "$exists" => operand == true,
        "$not" => !passes(operand, value),
        other => panic!("no operator {other}"),
    })
}

fn set_passes(asked: &Any, members: &[Any]) -> bool {
    asked.as_object().unwrap().iter().all(|(name, operand)| match name.as_str() {
        "$in" => parts(operand).any(|operand| members.contains(operand)),
        "$nin" => !parts(operand).any(|operand| members.contains(operand)),
        "$all" => parts(operand).all(|operand| members.contains(operand)),
        "$size" => passes(operand, &members.len().into()),
        "$exists" => operand == true,
        "$not" => !set_passes(operand, members),
        other => panic!("no operator {other}"),
    })
}

/// Integers by value, dates by their text: `YYYY-MM-DD` sorts as the calendar does.
fn rank(value: &Any) -> (i64, &str) {
    (value.as_i64().unwrap_or(0), value.as_str().unwrap_or(""))
}

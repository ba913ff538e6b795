//! What differs between two documents of one format, leaf by leaf.
//!
//! Takes two [`Json`] values. Elements of a list are the same where their name is: its `id`, else what such an element is
//! told by. So an element that was put in, taken out or moved changes nothing of its neighbours.

use prescreen::json::Json;

/// What tells the elements of a list apart, where each of them has it and no two have the same.
const NAMES: [&str; 5] = ["id", "class", "from", "of", "held"];

/// One value that is not the same.
pub struct Change<'a> {
    /// The way to it.
    pub at: Vec<Step<'a>>,
    /// None where it was put in.
    pub before: Option<Value<'a>>,
    /// None where it was taken out.
    pub after: Option<Value<'a>>,
}

/// A step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<'a> {
    /// A field of an object.
    Field(&'a str),
    /// An element of a list, by its name.
    Named(String),
    /// An element of a list whose elements have no names, from 0.
    Place(usize),
}

/// What stands at a place.
pub enum Value<'a> {
    /// A value without parts, or a list of such.
    Plain(&'a Json),
    /// The names of a list's elements, where their order is what differs.
    Order(Vec<String>),
}

type Parts<'a> = Vec<(Step<'a>, &'a Json)>;

/// Everything that differs, in the order of the second document; what only the first has stands at the end of its object.
pub fn changes<'a>(before: &'a Json, after: &'a Json) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    compare(&mut Vec::new(), Some(before), Some(after), &mut found);
    found
}

fn compare<'a>(at: &mut Vec<Step<'a>>, before: Option<&'a Json>, after: Option<&'a Json>, found: &mut Vec<Change<'a>>) {
    if before == after {
        return;
    }
    let name =
        NAMES.into_iter().find(|name| [before, after].into_iter().flatten().all(|value| tells_apart(name, value)));
    let parts = match (parts(before, name), parts(after, name)) {
        (Some(of_before), Some(of_after)) if !of_before.is_empty() || !of_after.is_empty() => (of_before, of_after),
        _ => {
            let [before, after] = [before, after].map(|value| value.map(Value::Plain));
            return found.push(Change { at: at.clone(), before, after });
        }
    };
    let (of_before, of_after) = parts;
    if let Some((before, after)) = orders(&of_before, &of_after) {
        found.push(Change { at: at.clone(), before: Some(Value::Order(before)), after: Some(Value::Order(after)) });
    }
    let gone = of_before.iter().filter(|(step, _)| value_of(&of_after, step).is_none());
    for (step, _) in of_after.iter().chain(gone) {
        at.push(step.clone());
        compare(at, value_of(&of_before, step), value_of(&of_after, step), found);
        at.pop();
    }
}

/// The parts of a value; of what is not there, none. Nothing for a value that is told as a whole.
fn parts<'a>(value: Option<&'a Json>, name: Option<&str>) -> Option<Parts<'a>> {
    let step = |(place, element): (usize, &Json)| {
        name.and_then(|name| name_of(element, name)).map_or(Step::Place(place), Step::Named)
    };
    match value {
        None => Some(Vec::new()),
        Some(Json::Map(entries)) => Some(entries.iter().map(|(name, value)| (Step::Field(name), value)).collect()),
        Some(Json::List(elements)) if elements.iter().all(|element| matches!(element, Json::Map(_))) => {
            Some(elements.iter().enumerate().map(|one| (step(one), one.1)).collect())
        }
        Some(_) => None,
    }
}

/// Whether each element of a list has this field, and no two the same; of what is no list, nothing says no.
fn tells_apart(name: &str, value: &Json) -> bool {
    let Json::List(elements) = value else { return true };
    let mut names: Vec<String> = elements.iter().filter_map(|element| name_of(element, name)).collect();
    names.sort_unstable();
    names.dedup();
    names.len() == elements.len()
}

fn name_of(element: &Json, name: &str) -> Option<String> {
    match element.get(name)? {
        Json::Text(text) => Some(text.clone()),
        Json::Int(number) => Some(number.to_string()),
        _ => None,
    }
}

fn value_of<'a>(parts: &Parts<'a>, step: &Step<'a>) -> Option<&'a Json> {
    parts.iter().find(|(other, _)| other == step).map(|(_, value)| *value)
}

/// The names that both lists have, as each has them, where that is not the same.
fn orders(before: &Parts<'_>, after: &Parts<'_>) -> Option<(Vec<String>, Vec<String>)> {
    let common = |of: &Parts<'_>, other: &Parts<'_>| -> Vec<String> {
        let named = of.iter().filter(|(step, _)| value_of(other, step).is_some());
        named.filter_map(|(step, _)| if let Step::Named(name) = step { Some(name.clone()) } else { None }).collect()
    };
    let (before, after) = (common(before, after), common(after, before));
    (before != after).then_some((before, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pack with every part that there is.
    fn pack() -> Json {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/every-part/pack.json");
        Json::parse(&std::fs::read_to_string(path).unwrap(), usize::MAX).unwrap()
    }

    /// Does something to each value, one at a time, and says what changed by it.
    fn each(json: &mut Json, at: &mut Vec<usize>, visit: &mut dyn FnMut(&[usize])) {
        visit(at);
        let parts = match json {
            Json::Map(entries) => entries.len(),
            Json::List(elements) => elements.len(),
            _ => 0,
        };
        for place in 0..parts {
            at.push(place);
            let part = match json {
                Json::Map(entries) => &mut entries[place].1,
                Json::List(elements) => &mut elements[place],
                _ => panic!("no such part"),
            };
            each(part, at, visit);
            at.pop();
        }
    }

    fn part<'a>(json: &'a mut Json, at: &[usize]) -> &'a mut Json {
        at.iter().fold(json, |json, place| match json {
            Json::Map(entries) => &mut entries[*place].1,
            Json::List(elements) => &mut elements[*place],
            _ => panic!("no such part"),
        })
    }

    #[test]
    fn each_value_that_is_changed_is_one_change_and_no_other_is_told() {
        let before = pack();
        let mut changed = 0;
        each(&mut pack(), &mut Vec::new(), &mut |at| {
            let mut after = before.clone();
            match part(&mut after, at) {
                Json::Int(number) => *number += 1,
                Json::Bool(is) => *is = !*is,
                Json::Text(text) => text.push_str(" changed"),
                _ => return,
            }
            let found = changes(&before, &after);
            // An element under another name is another element: what has the old one is gone.
            let renamed =
                found.iter().any(|change| change.before.is_none()) && found.iter().any(|change| change.after.is_none());
            assert!(found.len() == 1 || renamed, "{at:?}: {}", found.len());
            changed += 1;
        });
        assert!(changed > 500, "{changed}");
    }

    #[test]
    fn what_is_taken_out_of_a_list_changes_none_of_its_neighbours() {
        let before = pack();
        each(&mut pack(), &mut Vec::new(), &mut |at| {
            let mut after = before.clone();
            let Json::List(elements) = part(&mut after, at) else { return };
            let name = NAMES.into_iter().find(|name| tells_apart(name, &Json::List(elements.clone())));
            if elements.len() < 2 || name.is_none() {
                return;
            }
            elements.remove(0);
            let found = changes(&before, &after);
            assert!(!found.is_empty() && found.iter().all(|change| change.after.is_none()), "{at:?}");
            let mut after = before.clone();
            let Json::List(elements) = part(&mut after, at) else { panic!("no such part") };
            elements.reverse();
            let found = changes(&before, &after);
            assert!(matches!(&*found, [Change { after: Some(Value::Order(_)), .. }]), "{at:?}");
        });
    }
}

//! Changes in words: where each stands, by the pack's own texts, and what stood and stands there.

use prescreen::Pack;
use prescreen::json::Json;
use serde::Serialize;
use serde_json::Value as Words;

use super::changes::{Change, Step, Value};
use crate::commands::money;

/// Most characters of a text that names a place.
const NAME_CHARACTERS: usize = 48;

/// How the texts of a list's elements begin and end, where that is not `reason.ID`.
const TEXTS: [(&str, &str, &str); 9] = [
    ("sections", "section", ""),
    ("items", "item", ""),
    ("facts", "fact", ""),
    ("dimensions", "dimension", ""),
    ("bands", "class", ""),
    ("flows", "flow", ""),
    ("sources", "source", ""),
    ("notices", "notice", ".title"),
    ("documents", "document", ".title"),
];

/// A pack before and after, as one locale reads it.
pub struct Reading<'a> {
    pub before: &'a Pack,
    pub after: &'a Pack,
    pub locale: &'a str,
    pub words: &'a Words,
}

/// The changes of one part of a pack.
#[derive(Serialize)]
pub struct Part {
    pub name: String,
    pub changes: Vec<Said>,
}

/// One change.
#[derive(Serialize)]
pub struct Said {
    /// Where, from the largest to the smallest.
    pub at: Vec<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    /// Whether a number is not the same.
    pub is_number: bool,
}

impl Reading<'_> {
    /// Every change, by part.
    pub fn parts(&self, changes: &[Change<'_>]) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for change in changes {
            let [first, rest @ ..] = &*change.at else { continue };
            let id = plain(first);
            let name = self.word(&format!("/diff/part/{id}")).unwrap_or(&id).to_owned();
            let said = self.said(&id, rest, change);
            match parts.last_mut().filter(|part| part.name == name) {
                Some(part) => part.changes.push(said),
                None => parts.push(Part { name, changes: vec![said] }),
            }
        }
        parts
    }

    fn said(&self, part: &str, rest: &[Step<'_>], change: &Change<'_>) -> Said {
        let value = |value: &Option<Value<'_>>| value.as_ref().map(|value| self.value(value, &change.at));
        let is_number =
            [&change.before, &change.after].into_iter().any(|value| matches!(value, Some(Value::Plain(Json::Int(_)))));
        let mut at = self.way(part, rest);
        // The element's name says it: what stands under it was put in or taken out.
        if let [.., Step::Named(_), Step::Field("id")] = rest {
            at.pop();
        }
        if matches!(change.after, Some(Value::Order(_))) {
            at.extend(self.word("/diff/order").map(str::to_owned));
        }
        Said { at, before: value(&change.before), after: value(&change.after), is_number }
    }

    /// Fields as the pack has them, between them what has a name, by its text.
    fn way(&self, part: &str, steps: &[Step<'_>]) -> Vec<String> {
        let mut list = part;
        let mut inside: Vec<&str> = Vec::new();
        let mut way: Vec<String> = Vec::new();
        for step in steps {
            match step {
                // The keys of these are ids as well.
                Step::Field(id) if list == "sources" && way.is_empty() => way.push(self.named(list, &inside, id)),
                Step::Field(name) => {
                    list = name;
                    way.push((*name).to_owned());
                }
                Step::Named(id) => {
                    way.pop_if(|last| last == list);
                    way.push(self.named(list, &inside, id));
                    inside.push(id);
                }
                Step::Place(place) => way.push(place.saturating_add(1).to_string()),
            }
        }
        way
    }

    /// An element of a list: its text with its id, or its id alone.
    fn named(&self, list: &str, inside: &[&str], id: &str) -> String {
        let owner = inside.last().copied().unwrap_or_default();
        let key = match list {
            "options" => format!("option.{owner}.{id}"),
            "steps" => format!("step.{owner}.{id}"),
            _ => match TEXTS.iter().find(|(name, ..)| *name == list) {
                Some((_, begin, end)) => format!("{begin}.{id}{end}"),
                None => format!("reason.{id}"),
            },
        };
        let text = self.after.text(self.locale, &key).or_else(|| self.before.text(self.locale, &key));
        match text {
            Some(text) => format!("{} ({id})", self.quoted(&shortened(text))),
            None => id.to_owned(),
        }
    }

    fn value(&self, value: &Value<'_>, at: &[Step<'_>]) -> String {
        let separator = self.word("/comma").unwrap_or(", ");
        match value {
            Value::Order(names) => names.join(separator),
            Value::Plain(Json::List(elements)) => elements
                .iter()
                .map(|element| self.value(&Value::Plain(element), at))
                .collect::<Vec<_>>()
                .join(separator),
            Value::Plain(Json::Bool(is)) => self.word(if *is { "/yes" } else { "/no" }).unwrap_or_default().to_owned(),
            Value::Plain(Json::Int(number)) => self.amount(*number, at),
            Value::Plain(Json::Text(text)) => text.clone(),
            Value::Plain(Json::Null) => self.word("/none").unwrap_or_default().to_owned(),
            Value::Plain(whole) => whole.canonical(),
        }
    }

    /// A number; where it is held against an amount of money, also that in its currency.
    fn amount(&self, number: i64, at: &[Step<'_>]) -> String {
        let figure = money::grouped(number);
        let facts = &self.after.document().facts;
        let of = at.iter().rev().find_map(|step| facts.iter().find(|fact| fact.id.as_str() == plain(step)));
        let currency = of.and_then(|fact| fact.currency.as_ref());
        match currency {
            Some(currency) => format!("{figure} ({currency} {})", money::in_units(number, currency)),
            None => figure,
        }
    }

    fn quoted(&self, text: &str) -> String {
        let mark = |name: &str| self.word(&format!("/quote/{name}")).unwrap_or_default();
        format!("{}{text}{}", mark("open"), mark("close"))
    }

    fn word(&self, at: &str) -> Option<&str> {
        self.words.pointer(at).and_then(Words::as_str)
    }
}

/// A step as a program reads it.
pub fn plain(step: &Step<'_>) -> String {
    match step {
        Step::Field(name) => (*name).to_owned(),
        Step::Named(name) => name.clone(),
        Step::Place(place) => place.to_string(),
    }
}

fn shortened(text: &str) -> String {
    let mut characters = text.chars();
    let begin: String = characters.by_ref().take(NAME_CHARACTERS).collect();
    if characters.next().is_none() { begin } else { format!("{begin}…") }
}

//! Conditions, ready to be put into words.
//!
//! Takes a condition as the pack writes it, gives a [`Phrase`]: which comparison stands where, with the pack's own
//! texts for questions, facts and options. The templates say it. The pack is loaded, so that every field and operator
//! in it is known.

use prescreen::json::Json;
use prescreen::pack::schema::{Fact, FactKind, Item, ItemKind, Mark};
use serde::Serialize;

use super::Texts;

/// A condition.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Phrase<'a> {
    /// A field beside one value, or beside a list of which it may be any.
    Comparison { field: Name<'a>, verb: Verb, values: Vec<Operand<'a>> },
    /// How many options were chosen.
    Size { field: Name<'a>, bounds: Vec<Bound> },
    /// Whether a field is known.
    Known { field: Name<'a>, known: bool },
    /// Whether a field is true.
    Truth { field: Name<'a>, holds: bool },
    /// All of these hold.
    Every { parts: Vec<Self> },
    /// At least one of these holds.
    Any { parts: Vec<Self> },
    /// None of these holds.
    Neither { parts: Vec<Self> },
}

/// How a field and a value stand to each other.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    Is,
    IsNot,
    IsOneOf,
    IsNoneOf,
    Includes,
    IncludesAny,
    IncludesAll,
    Lacks,
    LacksAll,
    After,
    OnOrAfter,
    Before,
    OnOrBefore,
    More,
    AtLeast,
    Less,
    AtMost,
}

/// What a condition speaks of.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Name<'a> {
    /// The answer to a question, by its number on the sheet.
    Answer { number: usize, question: &'a str },
    /// A fact.
    Fact { name: &'a str },
    /// A field that the engine makes.
    BuiltIn { name: String },
}

/// What a field is compared with.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Operand<'a> {
    /// A whole number, of what and in which currency.
    Number { number: i64, unit: Option<&'static str>, currency: Option<&'a str> },
    /// An option's text.
    Option { text: &'a str },
    /// What an answer amounts to.
    Mark { mark: Mark },
    /// A class, grade, type or term with its text.
    Coded { id: String, text: &'a str },
    /// Yes or no.
    Truth { holds: bool },
    /// Anything else, as the pack writes it.
    Written { text: String },
}

/// A bound on how many options were chosen.
#[derive(Serialize)]
pub struct Bound {
    /// None for exactly so many.
    verb: Option<Verb>,
    number: String,
}

/// What a condition's key names.
enum Field<'a> {
    Item(usize, &'a Item),
    Fact(&'a Fact),
    BuiltIn(&'a str),
}

impl<'a> Phrase<'a> {
    /// The phrase of a condition.
    pub fn of(texts: Texts<'a>, condition: &'a Json) -> Self {
        let Json::Map(entries) = condition else { return Self::every(Vec::new()) };
        Self::every(entries.iter().map(|(key, value)| Self::entry(texts, key, value)).collect())
    }

    fn entry(texts: Texts<'a>, key: &'a str, value: &'a Json) -> Self {
        let parts = || match value {
            Json::List(conditions) => conditions.iter().map(|condition| Self::of(texts, condition)).collect(),
            other => vec![Self::of(texts, other)],
        };
        match key {
            "$and" => Self::Every { parts: parts() },
            "$or" => Self::Any { parts: parts() },
            "$nor" | "$not" => Self::Neither { parts: parts() },
            _ => Field::of(texts, key).comparisons(texts, value),
        }
    }

    /// One part speaks for itself.
    fn every(mut parts: Vec<Self>) -> Self {
        if parts.len() == 1 { parts.swap_remove(0) } else { Self::Every { parts } }
    }
}

impl<'a> Field<'a> {
    fn of(texts: Texts<'a>, key: &'a str) -> Self {
        let document = texts.document();
        if let Some((item, number)) = document.items().zip(1..).find(|(item, _)| item.id.as_str() == key) {
            return Self::Item(number, item);
        }
        document.facts.iter().find(|fact| fact.id.as_str() == key).map_or(Self::BuiltIn(key), Self::Fact)
    }

    fn comparisons(&self, texts: Texts<'a>, value: &'a Json) -> Phrase<'a> {
        let Json::Map(operators) = value else { return self.comparison(texts, "$eq", value) };
        let each = operators.iter().map(|(operator, operand)| match operator.as_str() {
            "$not" => Phrase::Neither { parts: vec![self.comparisons(texts, operand)] },
            operator => self.comparison(texts, operator, operand),
        });
        Phrase::every(each.collect())
    }

    fn comparison(&self, texts: Texts<'a>, operator: &str, operand: &'a Json) -> Phrase<'a> {
        let field = self.name(texts);
        match (operator, operand) {
            ("$eq" | "$ne", Json::Bool(value)) => Phrase::Truth { field, holds: *value == (operator == "$eq") },
            ("$exists", known) => Phrase::Known { field, known: *known != Json::Bool(false) },
            ("$size", bounds) => Phrase::Size { field, bounds: Bound::of(bounds) },
            _ => {
                let values = match operand {
                    Json::List(values) => values.iter().map(|value| self.value(texts, value)).collect(),
                    value => vec![self.value(texts, value)],
                };
                Phrase::Comparison { field, verb: self.verb(operator, values.len() == 1), values }
            }
        }
    }

    fn verb(&self, operator: &str, one: bool) -> Verb {
        let set = match self {
            Self::Item(_, item) => item.kind == ItemKind::Multiple,
            Self::BuiltIn(name) => matches!(*name, "marks" | "tags"),
            Self::Fact(_) => false,
        };
        let date = matches!(self, Self::Fact(fact) if fact.kind == FactKind::Date);
        match operator {
            "$in" if set && one => Verb::Includes,
            "$in" if set => Verb::IncludesAny,
            "$in" if !one => Verb::IsOneOf,
            "$eq" | "$in" => Verb::Is,
            "$nin" if set && one => Verb::Lacks,
            "$nin" if set => Verb::LacksAll,
            "$nin" if !one => Verb::IsNoneOf,
            "$ne" | "$nin" => Verb::IsNot,
            "$all" => Verb::IncludesAll,
            "$gt" if date => Verb::After,
            "$gt" => Verb::More,
            "$gte" if date => Verb::OnOrAfter,
            "$gte" => Verb::AtLeast,
            "$lt" if date => Verb::Before,
            "$lt" => Verb::Less,
            _ if date => Verb::OnOrBefore,
            _ => Verb::AtMost,
        }
    }

    fn name(&self, texts: Texts<'a>) -> Name<'a> {
        match self {
            Self::Item(number, item) => {
                Name::Answer { number: *number, question: texts.text(&format!("item.{}", item.id)) }
            }
            Self::Fact(fact) => Name::Fact { name: texts.text(&format!("fact.{}", fact.id)) },
            Self::BuiltIn(name) => Name::BuiltIn { name: (*name).into() },
        }
    }

    fn value(&self, texts: Texts<'a>, value: &Json) -> Operand<'a> {
        match (self, value) {
            (Self::Fact(fact), Json::Int(number)) => Operand::Number {
                number: *number,
                unit: fact.unit.map(|unit| unit.word()),
                currency: fact.currency.as_deref(),
            },
            (_, Json::Int(number)) => Operand::Number { number: *number, unit: None, currency: None },
            (_, Json::Bool(holds)) => Operand::Truth { holds: *holds },
            (Self::Item(_, item), Json::Text(id)) => {
                Operand::Option { text: texts.text(&format!("option.{}.{id}", item.id)) }
            }
            (Self::Fact(fact), Json::Text(id)) if fact.kind == FactKind::Choice => {
                Operand::Option { text: texts.text(&format!("fact.{}.{id}", fact.id)) }
            }
            (Self::BuiltIn("marks"), Json::Text(id)) => {
                let mark = Mark::ALL.into_iter().find(|mark| mark.word() == id);
                mark.map_or_else(|| Operand::Written { text: id.clone() }, |mark| Operand::Mark { mark })
            }
            (Self::BuiltIn(name @ ("class" | "grade" | "type" | "term")), Json::Text(id)) => {
                Operand::Coded { id: id.clone(), text: texts.text(&format!("{name}.{id}")) }
            }
            (_, Json::Text(text)) => Operand::Written { text: text.clone() },
            (_, other) => Operand::Written { text: other.canonical() },
        }
    }
}

impl Bound {
    fn of(bounds: &Json) -> Vec<Self> {
        let Json::Map(bounds) = bounds else { return vec![Self { verb: None, number: bounds.canonical() }] };
        let bound = |(operator, number): &(String, Json)| {
            let verb = if operator == "$gte" { Verb::AtLeast } else { Verb::AtMost };
            Self { verb: Some(verb), number: number.canonical() }
        };
        bounds.iter().map(bound).collect()
    }
}

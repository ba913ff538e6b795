//! The fields that fraud rules may read: the catalogue's signals, then what only the firm provides.

use crate::condition::{Condition, Facts, Field, FieldKind, Fields, Node, Value};
use crate::facts::Known;
use crate::id::Id;
use crate::pack::schema::{Fact, FactKind, PackDocument, Provider};
use crate::session::Tier;

use super::signals::{self, CATALOGUE, Family, SignalKind, Signals};

/// Whether fraud rules may read a fact: the firm alone provides it, and it is neither derived nor a
/// date. Names that speak of age, sex or origin are the pack check's to refuse.
fn readable(fact: &Fact) -> bool {
    fact.provided_by == [Provider::Host] && fact.derive.is_none() && fact.kind != FactKind::Date
}

/// The facts that fraud rules may read, by position, in the order of the pack.
pub fn facts(document: &PackDocument) -> impl Iterator<Item = (usize, &Fact)> {
    document.facts.iter().enumerate().filter(|(_, fact)| readable(fact))
}

/// The fields, in the order of the catalogue, then of the pack.
pub fn fields(document: &PackDocument) -> Fields {
    let signals = CATALOGUE.iter().map(|signal| {
        let kind = match signal.kind {
            SignalKind::Integer { min, max, .. } => FieldKind::Integer { min: Some(min), max: Some(max) },
            SignalKind::Choice(options) => FieldKind::Choice(options.iter().map(|word| Id::of_parts(word)).collect()),
            SignalKind::Boolean => FieldKind::Boolean,
        };
        Field { name: Id::of_parts(signal.id), kind }
    });
    Fields::new(signals.chain(facts(document).map(|(_, fact)| Field::of_fact(fact))).collect())
}

/// The family that a condition speaks of, besides the context that may exempt from it. None when it
/// reads several or no other, or asks whether a signal is there at all: what is missing says nothing.
pub fn only_of(condition: &Condition) -> Option<Family> {
    if asks_for_presence(condition.node()) {
        return None;
    }
    let family = |field: usize| CATALOGUE.get(field).map_or(Family::Record, |signal| signal.family);
    let mut families = condition.fields().map(family).filter(|family| *family != Family::Context);
    let first = families.next()?;
    families.all(|family| family == first).then_some(first)
}

fn asks_for_presence(node: &Node) -> bool {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().any(asks_for_presence),
        Node::Not(part) => asks_for_presence(part),
        Node::Exists(_) => true,
        Node::Test(..) => false,
    }
}

/// One session as fraud rules see it.
pub struct Seen<'a> {
    /// Where the facts that rules may read stand among the pack's fields.
    pub facts: &'a [usize],
    pub known: &'a Known,
    pub signals: &'a Signals,
}

impl Facts for Seen<'_> {
    fn value(&self, field: usize) -> Option<Value> {
        if let Some(signal) = CATALOGUE.get(field) {
            return Some(match (self.signals.at(field)?, signal.kind) {
                (signals::Value::Integer(value), _) => Value::Integer(value),
                (signals::Value::Boolean(value), _) => Value::Boolean(value),
                (signals::Value::Choice(word), SignalKind::Choice(words)) => {
                    let position = words.iter().position(|other| *other == word)?;
                    Value::Choice(u16::try_from(position).ok()?)
                }
                (signals::Value::Choice(_), _) => return None,
            });
        }
        let fact = field.checked_sub(CATALOGUE.len())?;
        self.known.at_least(Tier::Attested).value(*self.facts.get(fact)?)
    }
}

//! The fields that fraud rules may read: the catalogue's signals, what only the firm provides, scores of models.

use crate::condition::{Condition, Facts, Field, FieldKind, Fields, Node, Value};
use crate::facts::Known;
use crate::id::Id;
use crate::json::Entries;
use crate::pack::compile::FraudTable;
use crate::pack::schema::{Fact, FactKind, FraudModel, PackDocument, Provider};
use crate::session::Tier;

use super::models::{CERTAIN, ModelTable, PREFIX, Source};
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

/// The fields: signals in the order of the catalogue, facts, then scores in the order of the pack.
pub fn fields(document: &PackDocument) -> Fields {
    let signals = CATALOGUE.iter().map(|signal| {
        let kind = match signal.kind {
            SignalKind::Integer { min, max, .. } => FieldKind::Integer { min: Some(min), max: Some(max) },
            SignalKind::Choice(options) => FieldKind::Choice(options.iter().map(|word| Id::of_parts(word)).collect()),
            SignalKind::Boolean => FieldKind::Boolean,
        };
        Field { name: Id::of_parts(signal.id), kind }
    });
    let facts = facts(document).map(|(_, fact)| Field::of_fact(fact));
    let scores = document.fraud_models().iter().map(|model| Field {
        name: Id::of_parts(&[PREFIX, model.id.as_str()].concat()),
        kind: FieldKind::Integer { min: Some(0), max: Some(CERTAIN.into()) },
    });
    Fields::new(signals.chain(facts).chain(scores).collect())
}

/// The models of a pack over these fields; a feature that is not among them is left out, for the pack check to name.
pub fn models(document: &PackDocument, fields: &Fields) -> Vec<ModelTable> {
    let table = |model: &FraudModel| {
        let features: Vec<usize> = model.features.iter().filter_map(|id| fields.index_of(id.as_str())).collect();
        let families = features.iter().fold(0, |bits, field| bits | family_of(*field).bit());
        ModelTable { id: model.id.clone(), features, families }
    };
    document.fraud_models().iter().map(table).collect()
}

fn family_of(field: usize) -> Family {
    CATALOGUE.get(field).map_or(Family::Record, |signal| signal.family)
}

/// What a condition rests on, besides the context that may exempt from it. None when it rests on several or on
/// nothing, or asks whether a signal is there at all: what is missing says nothing.
pub fn source_of(condition: &Condition, fields: &Fields, models: &[ModelTable]) -> Option<Source> {
    if asks_for_presence(condition.node()) {
        return None;
    }
    let first_score = fields.iter().len().checked_sub(models.len())?;
    let source = |field: usize| match field.checked_sub(first_score).and_then(|place| Some((place, models.get(place)?)))
    {
        Some((place, model)) => Source::Model { place, families: model.families },
        None => Source::Family(family_of(field)),
    };
    let mut sources = condition.fields().map(source).filter(|source| *source != Source::Family(Family::Context));
    let first = sources.next()?;
    sources.all(|source| source == first).then_some(first)
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
    pub table: &'a FraudTable,
    pub known: &'a Known,
    pub signals: &'a Signals,
    pub scores: &'a Entries<Id, u32>,
}

impl Seen<'_> {
    fn signal(&self, place: usize, kind: SignalKind) -> Option<Value> {
        match (self.signals.at(place)?, kind) {
            (signals::Value::Integer(value), _) => Some(Value::Integer(value)),
            (signals::Value::Boolean(value), _) => Some(Value::Boolean(value)),
            (signals::Value::Choice(word), SignalKind::Choice(words)) => {
                let position = words.iter().position(|other| *other == word)?;
                Some(Value::Choice(u16::try_from(position).ok()?))
            }
            (signals::Value::Choice(_), _) => None,
        }
    }

    fn score(&self, place: usize) -> Option<Value> {
        let model = self.table.models.get(place)?;
        let whole = model.features.iter().all(|field| self.value(*field).is_some());
        self.scores.get(&model.id).filter(|_| whole).map(|score| Value::Integer((*score).into()))
    }
}

impl Facts for Seen<'_> {
    fn value(&self, field: usize) -> Option<Value> {
        if let Some(signal) = CATALOGUE.get(field) {
            return self.signal(field, signal.kind);
        }
        let fact = field.checked_sub(CATALOGUE.len())?;
        match self.table.facts.get(fact) {
            Some(fact) => self.known.at_least(Tier::Attested).value(*fact),
            None => self.score(fact.checked_sub(self.table.facts.len())?),
        }
    }
}

//! One session as fraud rules see it.

use crate::condition::{Facts, Value};
use crate::facts::{Evidenced as _, Known};
use crate::id::Id;
use crate::json::Entries;
use crate::pack::compile::FraudTable;
use crate::terms::signals::{self, CATALOGUE, SignalKind, Signals};
use crate::terms::{FieldIndex, Tier};

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
            (signals::SignalValue::Integer(value), _) => Some(Value::Integer(value)),
            (signals::SignalValue::Boolean(value), _) => Some(Value::Boolean(value)),
            (signals::SignalValue::Choice(word), SignalKind::Choice(words)) => {
                let position = words.iter().position(|other| *other == word)?;
                Some(Value::Choice(u16::try_from(position).ok()?))
            }
            (signals::SignalValue::Choice(_), _) => None,
        }
    }

    fn score(&self, place: usize) -> Option<Value> {
        let model = self.table.models.get(place)?;
        let whole = model.features.iter().all(|field| self.value(*field).is_some());
        self.scores.get(&model.id).filter(|_| whole).map(|score| Value::Integer((*score).into()))
    }
}

impl Facts for Seen<'_> {
    fn value(&self, field: FieldIndex) -> Option<Value> {
        if let Some(signal) = field.of(CATALOGUE) {
            return self.signal(field.get(), signal.kind);
        }
        let fact = field.behind(FieldIndex::new(CATALOGUE.len()))?;
        match self.table.facts.get(fact) {
            Some(fact) => self.known.at_least(Tier::Attested).value(*fact),
            None => self.score(fact.checked_sub(self.table.facts.len())?),
        }
    }
}

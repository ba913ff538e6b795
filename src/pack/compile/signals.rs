//! The fields that fraud rules may read: the catalogue's signals, what only the firm provides, scores of models.

use crate::condition::{Field, FieldKind, Fields};
use crate::id::Id;
use crate::pack::schema::{Fact, FactKind, FraudModel, PackDocument, Provider};
use crate::terms::signals::{CATALOGUE, SignalKind};
use crate::terms::{FactIndex, Family, FieldIndex};

/// Where the output of certainty stands, in basis points.
pub const CERTAIN: u32 = 10_000;
/// Before a model's id, in the name of its score.
pub const PREFIX: &str = "model.";

/// A named model over positions of fields.
#[derive(Debug, Clone)]
pub struct ModelTable {
    /// Its id.
    pub id: Id,
    /// Where its features stand among the fields that fraud rules may read.
    pub features: Vec<FieldIndex>,
    /// Families of its features, as bits.
    pub families: u64,
}

/// Whether fraud rules may read a fact: the firm alone provides it, and it is neither derived nor a
/// date. Names that speak of age, sex or origin are the pack check's to refuse.
fn readable(fact: &Fact) -> bool {
    fact.provided_by == [Provider::Host] && fact.derive.is_none() && fact.kind != FactKind::Date
}

/// The facts that fraud rules may read, in the order of the pack.
pub fn facts(document: &PackDocument) -> impl Iterator<Item = (FactIndex, &Fact)> {
    let facts = document.facts.iter().enumerate().filter(|(_, fact)| readable(fact));
    facts.map(|(position, fact)| (FactIndex::new(position), fact))
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
        let features: Vec<FieldIndex> = model.features.iter().filter_map(|id| fields.index_of(id.as_str())).collect();
        let families = features.iter().fold(0, |bits, field| bits | family_of(*field).bit());
        ModelTable { id: model.id.clone(), features, families }
    };
    document.fraud_models().iter().map(table).collect()
}

/// The family of a field that fraud rules may read: the firm's own record where it is no signal.
pub(super) fn family_of(field: FieldIndex) -> Family {
    field.of(CATALOGUE).map_or(Family::Record, |signal| signal.family)
}

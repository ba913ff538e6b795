//! What a person or a firm would have to give for a condition to be decided.

use crate::condition::{Condition, Facts};
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{Compiled, Derivation};
use crate::pack::fields::{ProductField, Role};
use crate::terms::{FieldIndex, ItemIndex};

/// Items and facts that a condition reads and that have no value, in commitment order; for a derived
/// fact, what it is derived from; for `term_fits` and `type_fits`, the question behind them.
pub(crate) fn missing_in(pack: &Pack, facts: &impl Facts, condition: &Condition) -> Vec<Id> {
    let compiled = pack.compiled();
    let layout = &compiled.layout;
    let unknown = |field: &FieldIndex| facts.value(*field).is_none();
    let mut missing = Vec::new();
    for field in condition.fields().filter(unknown) {
        if let Role::Product(place) = layout.role(field) {
            missing.extend(question_behind(compiled, place).map(|item| layout.item(item)));
            continue;
        }
        let before = missing.len();
        missing.extend(operands(compiled, field).into_iter().filter(unknown));
        // Operands that are all there can still give nothing, such as a share of nothing.
        if missing.len() == before {
            missing.push(field);
        }
    }
    let given = layout.person.iter().enumerate().take(layout.marks().get());
    given.filter(|(n, _)| missing.contains(&FieldIndex::new(*n))).map(|(_, field)| field.name.clone()).collect()
}

/// The question whose answer a product's field compares with.
pub(crate) fn question_behind(compiled: &Compiled, place: usize) -> Option<ItemIndex> {
    let table = match ProductField::ALL.get(place)? {
        ProductField::TermFits => &compiled.term,
        ProductField::TypeFits => &compiled.kind,
        _ => &None,
    };
    table.as_ref().map(|fits| fits.item)
}

/// What a derived fact is made from; nothing for any other field.
pub(crate) fn operands(compiled: &Compiled, field: FieldIndex) -> Vec<FieldIndex> {
    let derivation = match compiled.layout.role(field) {
        Role::Fact(fact) => fact.of(&compiled.facts).and_then(|fact| fact.derivation.as_ref()),
        Role::Item(_) | Role::Marks | Role::Product(_) => None,
    };
    derivation.map_or_else(Vec::new, Derivation::operands)
}

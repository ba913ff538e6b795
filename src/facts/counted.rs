//! Facts as numbers that count only when they are evidenced and covered as a part of the pack asks.

use crate::condition::{Facts as _, Value};
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::EvidenceTable;
use crate::pack::fields::Role;
use crate::pack::schema::{Fact, Provider};
use crate::terms::{FieldIndex, Tier};

use super::{Evidenced as _, Known};

impl Known {
    /// A fact's number, where it is evidenced and covered well enough; none where the part does not read the fact.
    pub(crate) fn counted(&self, evidence: &[EvidenceTable], field: FieldIndex) -> Option<i64> {
        let one = evidence.iter().find(|one| one.field == field)?;
        let value = self.at_least(one.tier).value(field).and_then(number);
        value.filter(|_| self.uncovered(one).is_none())
    }

    /// Facts that are missing or weakly evidenced, and those that cover too little, in commitment order.
    pub(crate) fn lacking(&self, pack: &Pack, evidence: &[EvidenceTable]) -> Vec<Id> {
        let lacks = |field: FieldIndex| {
            evidence.iter().any(|one| {
                one.field == field && self.at_least(one.tier).value(field).is_none()
                    || self.uncovered(one) == Some(field)
            })
        };
        let fields = pack.compiled().layout.person.iter().enumerate();
        fields.filter(|(n, _)| lacks(FieldIndex::new(*n))).map(|(_, field)| field.name.clone()).collect()
    }

    /// Whether every fact that is read is evidenced at a tier or better, and enough is covered at it.
    pub(crate) fn evidenced(
        &self,
        evidence: &[EvidenceTable],
        tier: Tier,
        coverage: Option<(FieldIndex, i64)>,
    ) -> bool {
        let known = self.at_least(tier);
        let covered =
            |(field, least): (FieldIndex, i64)| known.value(field).and_then(number).is_some_and(|has| has >= least);
        evidence.iter().all(|one| known.value(one.field).is_some()) && coverage.is_none_or(covered)
    }

    /// A fact's number as the firm attests it, whose own value counts before the person's.
    pub(crate) fn attested_number(&self, field: FieldIndex) -> Option<i64> {
        self.value(field).filter(|_| self.tier(field) == Some(Tier::Attested)).and_then(number)
    }

    /// The fact that says how much is covered, where that is too little. What the firm attests needs no coverage.
    fn uncovered(&self, evidence: &EvidenceTable) -> Option<FieldIndex> {
        let (coverage, least) = evidence.coverage.filter(|_| self.tier(evidence.field) != Some(Tier::Attested))?;
        let covered = self.at_least(evidence.tier).value(coverage).and_then(number);
        covered.is_none_or(|covered| covered < least).then_some(coverage)
    }
}

/// The fact of a field; none for a question or a product's field.
pub(crate) fn fact_of(pack: &Pack, field: FieldIndex) -> Option<&Fact> {
    match pack.compiled().layout.role(field) {
        Role::Fact(place) => place.of(&pack.document().facts),
        Role::Item(_) | Role::Marks | Role::Product(_) => None,
    }
}

/// Whether the person can bring a fact as well evidenced as is asked.
pub(crate) fn may_come(pack: &Pack, evidence: &EvidenceTable) -> bool {
    let by = |fact: &Fact, provider: Provider| fact.provided_by.contains(&provider);
    fact_of(pack, evidence.field).is_some_and(|fact| {
        by(fact, Provider::Person) && evidence.tier == Tier::Declared
            || by(fact, Provider::File) && evidence.tier <= Tier::Consistent
    })
}

/// A value as bins and sums count it: no is 0 and yes is 1, an option is its position, a date its days since 1970.
fn number(value: Value) -> Option<i64> {
    match value {
        Value::Integer(value) => Some(value),
        Value::Boolean(value) => Some(value.into()),
        Value::Choice(option) => Some(option.into()),
        Value::Date(days) => Some(days.into()),
        _ => None,
    }
}

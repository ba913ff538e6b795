//! Which facts a part reads, how well each has to be evidenced, and in which sessions the part is asked.

use crate::id::Id;
use crate::pack::schema::Evidence;
use crate::session::{ProductSheet, Session};
use crate::terms::{FieldIndex, Purpose, Tier};

use super::links::Links;

/// A fact that is read, and how well it has to be evidenced.
#[derive(Debug, Clone)]
pub struct EvidenceTable {
    /// The fact.
    pub field: FieldIndex,
    /// Least tier.
    pub tier: Tier,
    /// The fact that says how much is covered, and its least value.
    pub coverage: Option<(FieldIndex, i64)>,
}

/// Whether a part for these purposes and tags is asked in a session; an empty list means all.
pub(super) fn applies(purposes: &[Purpose], tags: &[Id], session: &Session) -> bool {
    (purposes.is_empty() || purposes.contains(&session.purpose)) && meets(tags, session.product.as_ref())
}

/// Whether a product has any of these tags; an empty list means every product, and none.
pub(crate) fn meets(tags: &[Id], product: Option<&ProductSheet>) -> bool {
    tags.is_empty() || product.is_some_and(|product| product.tags.iter().any(|tag| tags.contains(tag)))
}

impl Links<'_> {
    pub(super) fn evidence(&mut self, evidence: &[Evidence]) -> Vec<EvidenceTable> {
        let each = evidence.iter().map(|one| EvidenceTable {
            field: self.given(&one.fact),
            tier: one.tier,
            coverage: one.coverage.as_ref().map(|coverage| (self.given(&coverage.fact), coverage.at_least)),
        });
        each.collect()
    }

    /// A fact that somebody brings: nothing derived, and no answer.
    pub(super) fn given(&mut self, id: &Id) -> FieldIndex {
        if !self.document.facts.iter().any(|fact| fact.id == *id && fact.derive.is_none()) {
            self.lose(id);
        }
        self.field(id)
    }

    pub(super) fn all_given(&mut self, ids: &[Id]) -> Vec<FieldIndex> {
        ids.iter().map(|id| self.given(id)).collect()
    }
}

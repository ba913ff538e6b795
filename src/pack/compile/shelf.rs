//! The `shelf` part as screening and proving walk it.

use crate::id::Id;
use crate::pack::schema::{Criterion, Shelf};
use crate::session::Session;
use crate::terms::{FieldIndex, Purpose};

use super::evidence::{EvidenceTable, applies};
use super::links::Links;

/// By what suitable products are ranked.
#[derive(Debug, Clone)]
pub struct ShelfTable {
    /// For which purposes; empty means all.
    pub purposes: Vec<Purpose>,
    /// Every fact of the person that is read.
    pub evidence: Vec<EvidenceTable>,
    /// Months for which the money can stay.
    pub horizon: Option<FieldIndex>,
    /// Days within which it has to come back.
    pub within: Option<FieldIndex>,
    /// What is to be invested.
    pub amount: Option<FieldIndex>,
    /// What the person has.
    pub means: Option<FieldIndex>,
    /// What is held of a type.
    pub held: Vec<(Id, FieldIndex)>,
    /// What counts, the weightiest first.
    pub criteria: Vec<Criterion>,
}

impl ShelfTable {
    /// Whether products are ranked in a session.
    #[must_use]
    pub fn applies(&self, session: &Session) -> bool {
        applies(&self.purposes, &[], session)
    }
}

impl Criterion {
    /// The band of a measure, from 0 for the best.
    #[must_use]
    pub fn band(&self, measure: i64) -> i64 {
        self.ends.iter().map(|end| i64::from(measure >= i64::from(*end))).sum()
    }
}

impl Links<'_> {
    pub(super) fn shelf(&mut self, shelf: &Shelf) -> ShelfTable {
        let [horizon, within, amount, means] =
            [&shelf.horizon, &shelf.within, &shelf.amount, &shelf.means].map(|id| id.as_ref().map(|id| self.given(id)));
        ShelfTable {
            purposes: shelf.purposes.clone(),
            evidence: self.evidence(&shelf.evidence),
            horizon,
            within,
            amount,
            means,
            held: shelf.held.iter().map(|held| (held.kind.clone(), self.given(&held.fact))).collect(),
            criteria: shelf.criteria.clone(),
        }
    }
}

//! By what suitable products are ranked, on the sheet: criteria from the weightiest, their bands, the facts that are read.

use prescreen::pack::schema::{self, FitBy};
use prescreen::terms::Tier;
use serde::Serialize;

use super::Texts;
use super::origins::Basis;

/// The rule of the order.
#[derive(Serialize)]
pub struct Shelf<'a> {
    /// The scenario in which a product's loss is stated.
    scenario: &'a str,
    criteria: Vec<Criterion<'a>>,
    evidence: Vec<Read<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    title: &'a str,
    by: FitBy,
    /// The first measure of each band but the first.
    ends: &'a [u32],
    basis: Basis<'a>,
}

/// A fact of the person that is read.
#[derive(Serialize)]
struct Read<'a> {
    fact: &'a str,
    tier: Tier,
    basis: Basis<'a>,
}

impl<'a> Shelf<'a> {
    pub fn of(texts: Texts<'a>, shelf: &'a schema::Shelf) -> Self {
        let criteria = shelf.criteria.iter().map(|one| Criterion {
            title: texts.text(&format!("criterion.{}", one.id)),
            by: one.by,
            ends: &one.ends,
            basis: Basis::of(texts, &one.basis),
        });
        let evidence = shelf.evidence.iter().map(|one| Read {
            fact: texts.text(&format!("fact.{}", one.fact)),
            tier: one.tier,
            basis: Basis::of(texts, &one.basis),
        });
        Self { scenario: texts.text("shelf.scenario"), criteria: criteria.collect(), evidence: evidence.collect() }
    }
}

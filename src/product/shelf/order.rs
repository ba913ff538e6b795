//! The order of suitable products, and why one stands before another.

use crate::id::Id;
use crate::pack::schema::{Criterion, FitBy};
use crate::terms::sorted::sorted;
use crate::words;

/// Products for one person: those that may be bought in order, and the others with what keeps each out. For the person's
/// own eyes; no part of a verdict.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fit {
    /// Facts of the person that are missing or not evidenced well enough, in commitment order: nothing is ranked while
    /// there is one.
    pub missing: Vec<Id>,
    /// The best first.
    pub ranked: Vec<Ranked>,
    /// What is not ranked, in the order in which products were given.
    pub left_out: Vec<LeftOut>,
}

/// A product with its place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ranked {
    /// Its id.
    pub product: Id,
    /// Its place, from 1: one more than how many fit better. Products that fit alike share it, and stand in the order of
    /// their ids.
    pub rank: u32,
    /// What each criterion measures, in the order of the pack.
    pub measures: Vec<i64>,
    /// Why it stands before the next; none for the last, and where the next fits alike.
    pub before: Option<Compared>,
}

/// The first criterion in whose bands a product and the next differ.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compared {
    /// The next product.
    pub product: Id,
    /// The criterion.
    pub criterion: Id,
    /// What it measures.
    pub by: FitBy,
    /// The measure of the product that stands before.
    pub own: i64,
    /// The next one's, which is higher.
    pub other: i64,
}

/// A product that is not ranked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// Its id.
    pub product: Id,
    /// What keeps it out.
    pub why: NotRanked,
    /// The pack's reason, where one decides.
    pub code: Option<Id>,
}

/// What keeps a product out of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotRanked {
    /// A rule refuses it.
    Refuse,
    /// A person decides first.
    Refer,
    /// A purchase waits.
    Pause,
    /// Not enough is known of the person.
    InsufficientEvidence,
    /// It is of a higher grade than the class reaches.
    AboveClass,
    /// Its term is another than the person looks for.
    OtherTerm,
    /// Its type is another than the person looks for.
    OtherType,
    /// It is not made for the person's class.
    OutsideTarget,
    /// Not enough is known of the product.
    UnknownFigures,
}

words! {
    NotRanked {
        Refuse = "refuse", Refer = "refer", Pause = "pause", InsufficientEvidence = "insufficient_evidence",
        AboveClass = "above_class", OtherTerm = "other_term", OtherType = "other_type",
        OutsideTarget = "outside_target", UnknownFigures = "unknown_figures"
    }
}

/// Products with their key and measures, put in order: the lower key stands before, and products of one key, which fit
/// alike, in the order of their ids.
pub(crate) fn ranked(criteria: &[Criterion], products: Vec<(Vec<i64>, Id, Vec<i64>)>) -> Vec<Ranked> {
    let placed = sorted(products);
    let mut ranked: Vec<Ranked> = Vec::with_capacity(placed.len());
    let mut place = 0;
    for (n, (key, id, measures)) in (1_u32..).zip(&placed) {
        let before = ranked.len().checked_sub(1).and_then(|last| placed.get(last));
        if before.is_none_or(|(better, ..)| better != key) {
            place = n;
        }
        let next = placed.get(ranked.len().saturating_add(1));
        let before = next.and_then(|next| compared(criteria, (key, measures), next));
        ranked.push(Ranked { product: id.clone(), rank: place, measures: measures.clone(), before });
    }
    ranked
}

fn compared(
    criteria: &[Criterion],
    (key, measures): (&[i64], &[i64]),
    (other_key, next, others): &(Vec<i64>, Id, Vec<i64>),
) -> Option<Compared> {
    let at = key.iter().zip(other_key).position(|(own, other)| own != other)?;
    let criterion = criteria.get(at)?;
    Some(Compared {
        product: next.clone(),
        criterion: criterion.id.clone(),
        by: criterion.by,
        own: *measures.get(at)?,
        other: *others.get(at)?,
    })
}

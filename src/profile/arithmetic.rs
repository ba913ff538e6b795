//! The sums behind a class, for the person's own record after acceptance. Never shown before.

use crate::facts::Known;
use crate::id::Id;
use crate::objects;
use crate::pack::Pack;
use crate::pack::compile::OptionTable;
use crate::terms::ItemIndex;

use super::score;

/// Every point that was counted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Arithmetic {
    /// Points per item and basic dimension, in commitment order; items that score nowhere are left out.
    pub items: Vec<ItemPoints>,
    /// Score and class per dimension with bands.
    pub dimensions: Vec<DimensionScore>,
}

/// What one item added in one dimension.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemPoints {
    /// The item.
    pub item: Id,
    /// The basic dimension.
    pub dimension: Id,
    /// Points.
    pub points: i64,
}

/// A dimension's score and the band it falls in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DimensionScore {
    /// The dimension.
    pub dimension: Id,
    /// Its basic dimensions.
    pub parts: Vec<Id>,
    /// Points.
    pub score: i64,
    /// Least points of the band; none for open.
    pub from: Option<i32>,
    /// Most points of the band; none for open.
    pub to: Option<i32>,
    /// The band's class.
    pub class: Id,
}

objects! {
    ItemPoints { item, dimension, points }
    DimensionScore { dimension, parts, score, from, to, class }
}

/// The arithmetic of what is known. Unanswered items add nothing.
#[must_use]
pub(crate) fn arithmetic(pack: &Pack, known: &Known) -> Arithmetic {
    let compiled = pack.compiled();
    let basics = &compiled.basics;
    let mut items = Vec::new();
    for (position, item) in compiled.items.iter().enumerate() {
        let mut points = vec![0_i64; basics.len()];
        score::add(item, known.chosen(ItemIndex::new(position)), &mut points);
        for (basic, (dimension, points)) in basics.iter().zip(points).enumerate() {
            let scores = |option: &OptionTable| option.points.get(basic).is_some_and(|points| *points != 0);
            if item.options.iter().any(scores) {
                items.push(ItemPoints { item: item.id.clone(), dimension: dimension.clone(), points });
            }
        }
    }
    let points = score::basics(pack, known);
    let dimensions = compiled.measures.iter().filter_map(|measure| {
        let score = score::sum(measure, &points);
        let band = measure.band(score)?;
        Some(DimensionScore {
            dimension: measure.dimension.clone(),
            parts: measure.parts.iter().filter_map(|basic| basic.of(basics)).cloned().collect(),
            score,
            from: band.from,
            to: band.to,
            class: compiled.class(band.class)?.clone(),
        })
    });
    Arithmetic { items, dimensions: dimensions.collect() }
}

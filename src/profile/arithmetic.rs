//! The sums behind a class, for the person's own record after acceptance. Never shown before.

use crate::facts::Known;
use crate::id::Id;
use crate::pack::Pack;

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

/// The arithmetic of what is known. Unanswered items add nothing.
#[must_use]
pub fn arithmetic(pack: &Pack, known: &Known) -> Arithmetic {
    let document = pack.document();
    let compiled = pack.compiled();
    let basics: Vec<&Id> =
        document.classes.dimensions.iter().filter(|dimension| dimension.sum_of.is_empty()).map(|d| &d.id).collect();
    let mut items = Vec::new();
    for (position, (item, table)) in document.items().zip(&compiled.items).enumerate() {
        let mut points = vec![0_i64; basics.len()];
        score::add(table, known.chosen(position), &mut points);
        let scored = table.options.iter().flat_map(|option| option.points.iter().enumerate());
        let mut used = vec![false; basics.len()];
        for (basic, _) in scored.filter(|(_, points)| **points != 0) {
            if let Some(used) = used.get_mut(basic) {
                *used = true;
            }
        }
        for ((dimension, points), _) in basics.iter().zip(points).zip(used).filter(|(_, used)| *used) {
            items.push(ItemPoints { item: item.id.clone(), dimension: (*dimension).clone(), points });
        }
    }
    let points = score::basics(pack, known);
    let dimensions = compiled.measures.iter().filter_map(|measure| {
        let dimension = document.classes.dimensions.get(measure.dimension)?;
        let score = score::sum(measure, &points);
        let within = |(least, most, _): &&(i64, i64, usize)| *least <= score && score <= *most;
        let band = measure.bands.iter().position(|band| within(&band))?;
        let band = dimension.bands.get(band)?;
        let parts = measure.parts.iter().filter_map(|basic| basics.get(*basic)).map(|id| (*id).clone()).collect();
        let (from, to, class) = (band.from, band.to, band.class.clone());
        Some(DimensionScore { dimension: dimension.id.clone(), parts, score, from, to, class })
    });
    Arithmetic { items, dimensions: dimensions.collect() }
}

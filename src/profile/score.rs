//! Points per basic dimension.

use crate::facts::Known;
use crate::pack::Pack;
use crate::pack::compile::{ItemTable, Measure};
use crate::pack::schema::Pick;
use crate::terms::{ItemIndex, OptionSet};

/// Points per basic dimension, over all answered items.
pub(super) fn basics(pack: &Pack, known: &Known) -> Vec<i64> {
    let compiled = pack.compiled();
    let mut points = vec![0_i64; compiled.basics.len()];
    for (position, item) in compiled.items.iter().enumerate() {
        add(item, known.chosen(ItemIndex::new(position)), &mut points);
    }
    points
}

/// Adds one item's points. An answer of several options adds the highest or the sum, as the pack says.
pub(super) fn add(item: &ItemTable, chosen: OptionSet, points: &mut [i64]) {
    let options = item.chosen(chosen).map(|option| &option.points);
    if item.pick == Some(Pick::Max) {
        for (basic, total) in points.iter_mut().enumerate() {
            let highest = options.clone().filter_map(|points| points.get(basic)).max();
            *total = total.saturating_add(highest.map_or(0, |points| i64::from(*points)));
        }
        return;
    }
    for option in options {
        for (total, points) in points.iter_mut().zip(option) {
            *total = total.saturating_add(i64::from(*points));
        }
    }
}

/// A measure's score.
pub(super) fn sum(measure: &Measure, points: &[i64]) -> i64 {
    measure.parts.iter().filter_map(|basic| basic.of(points)).fold(0, |sum, points| sum.saturating_add(*points))
}

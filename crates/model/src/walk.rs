//! Trees made ready for [`prescreen_walk`], and the sums of rows.
//!
//! Takes a forest and rows of values, gives raw scores bit for bit as [`super::decide`] goes.

use prescreen_walk::{BLOCK, Step, Trees};

use super::forest::{Forest, Node, Precision, Tree};
use super::slots::{Sets, Slots};

/// Numbers of widened rows that are kept at once (8 MB): a model may have half a million sets.
const MAX_WIDE: usize = 1 << 20;

/// Trees, and what they ask of a row beside its values.
#[derive(Debug, Default)]
pub(super) struct Walk {
    trees: Trees,
    sets: Sets,
    /// Rows with what the sets found after each one's values; empty where there are no sets.
    wide: Vec<f64>,
}

impl Walk {
    pub(super) fn new(forest: &Forest, features: usize) -> Self {
        let mut slots = Slots::new(forest.arithmetic, features);
        let trees: Vec<Vec<Step>> = forest.trees.iter().map(|tree| steps(tree, &mut slots)).collect();
        let (slots, sets) = slots.finish();
        let wide = if sets.len() == 0 { 0 } else { features.saturating_add(sets.len()) };
        Self { trees: Trees::new(&trees, slots), sets, wide: vec![0.0; wide] }
    }

    /// The raw score of a row.
    pub(super) fn raw(&mut self, arithmetic: Precision, row: &[f64]) -> f64 {
        let mut wide = core::mem::take(&mut self.wide);
        let row = self.widened(arithmetic, row, row.len(), &mut wide);
        let raw = match arithmetic {
            Precision::Double { .. } => self.trees.double(row),
            Precision::Single { base } => self.trees.single(row, base).into(),
        };
        self.wide = wide;
        raw
    }

    /// The raw scores of rows of so many values, one after another.
    pub(super) fn raw_rows(&mut self, arithmetic: Precision, rows: &[f64], values: usize, raw: &mut Vec<f64>) {
        let mut wide = core::mem::take(&mut self.wide);
        let width = values.saturating_add(self.sets.len());
        let mut at_once = BLOCK;
        if self.sets.len() > 0 {
            at_once = MAX_WIDE.checked_div(width).unwrap_or_default().clamp(1, BLOCK);
            wide.resize(width.saturating_mul(at_once), 0.0);
        }
        for block in rows.chunks(values.saturating_mul(at_once)) {
            let count = block.chunks_exact(values).len();
            let rows = self.widened(arithmetic, block, values, &mut wide);
            match arithmetic {
                Precision::Double { .. } => {
                    let mut sums = [0.0; BLOCK];
                    let sums = sums.get_mut(..count).unwrap_or_default();
                    self.trees.doubles(rows, width, sums);
                    raw.extend_from_slice(sums);
                }
                Precision::Single { base } => {
                    let mut sums = [0.0; BLOCK];
                    let sums = sums.get_mut(..count).unwrap_or_default();
                    self.trees.singles(rows, width, base, sums);
                    raw.extend(sums.iter().map(|sum| f64::from(*sum)));
                }
            }
        }
        self.wide = wide;
    }

    /// Rows with what the sets found; the rows themselves where there are no sets.
    fn widened<'r>(&self, arithmetic: Precision, rows: &'r [f64], values: usize, wide: &'r mut [f64]) -> &'r [f64] {
        if self.sets.len() == 0 {
            return rows;
        }
        let width = values.saturating_add(self.sets.len());
        for (wide, row) in wide.chunks_exact_mut(width).zip(rows.chunks_exact(values)) {
            if let Some((own, found)) = wide.split_at_mut_checked(values) {
                own.copy_from_slice(row);
                self.sets.look_up(arithmetic, row, found);
            }
        }
        wide
    }
}

/// A tree level by level, so that the children of a split stand side by side.
fn steps<'f>(tree: &'f Tree, slots: &mut Slots<'f>) -> Vec<Step> {
    let mut order = vec![0_usize];
    let mut steps = Vec::with_capacity(tree.nodes().len());
    while let Some(node) = order.get(steps.len()).and_then(|position| tree.nodes().get(*position)) {
        let here = order.get(steps.len()).copied().unwrap_or_default();
        steps.push(match node {
            Node::Leaf { value, .. } => Step::Leaf(*value),
            Node::Split { feature, test, right, .. } => {
                let child = u32::try_from(order.len()).unwrap_or(u32::MAX);
                order.extend([*right as usize, here.saturating_add(1)]);
                let (slot, at_most) = slots.slot(*feature, test);
                Step::Split { at_most, slot, child }
            }
        });
    }
    steps
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects, reason = "a test")]

    use super::*;
    use crate::Link;
    use crate::forest::{Missing, Test};

    /// The plain way, one split after another.
    fn plain(forest: &Forest, row: &[f64]) -> f64 {
        let seen: Vec<f64> = row.iter().map(|value| forest.arithmetic.seen(*value)).collect();
        let leaf = |tree: &Tree| {
            let mut position = 0;
            loop {
                match &tree.nodes()[position] {
                    Node::Leaf { value, .. } => return *value,
                    Node::Split { feature, test, right, .. } => {
                        let left = test.left(forest.arithmetic, seen[usize::from(*feature)]);
                        position = if left { position + 1 } else { *right as usize };
                    }
                }
            }
        };
        match forest.arithmetic {
            Precision::Double { .. } => forest.trees.iter().map(leaf).fold(0.0, |sum, leaf| sum + leaf),
            Precision::Single { base } => {
                forest.trees.iter().map(leaf).fold(base, |sum, leaf| sum + leaf as f32).into()
            }
        }
    }

    /// A fixed generator of bits.
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 % limit as u64).unwrap()
        }

        fn of<T: Copy>(&mut self, list: &[T]) -> T {
            list[self.below(list.len())]
        }
    }

    const VALUES: [f64; 18] = [
        f64::NAN,
        0.0,
        -0.0,
        1e-36,
        -1e-36,
        1e-34,
        5e-324,
        -0.5,
        -1.0,
        1.0,
        1.5,
        2.0,
        33.0,
        3e9,
        16_777_216.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        1e300,
    ];

    fn tree(draw: &mut Draw, features: usize) -> Tree {
        let mut open = 1;
        Tree::grow(|| {
            open -= 1;
            if draw.below(2) == 0 || open > 40 {
                let value = f64::from(draw.below(1000) as f32 / 7.0);
                return Ok(Node::Leaf { value, cover: 1.0 });
            }
            open += 2;
            let left = draw.below(2) == 0;
            let missing = draw.of(&[Missing::Nothing, Missing::Zero { left }, Missing::Nan { left }]);
            let test = if draw.below(4) == 0 {
                let categories = [0, 1, 2, 33, 40].into_iter().filter(|_| draw.below(2) == 0).collect();
                Test::Among { categories, missing_left: left }
            } else {
                Test::AtMost { threshold: draw.of(&VALUES), missing }
            };
            Ok(Node::Split { feature: draw.below(features) as u16, test, right: 0, cover: 1.0 })
        })
        .unwrap()
    }

    #[test]
    fn rows_and_trees_side_by_side_end_where_the_plain_way_does() {
        let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
        for round in 0..300 {
            let features = 1 + draw.below(5);
            let count = draw.below(30);
            let arithmetic = draw.of(&[Precision::Double { divisor: 1 }, Precision::Single { base: 0.3 }]);
            let trees = (0..count).map(|_| tree(&mut draw, features)).collect();
            let forest = Forest { arithmetic, link: Link::Identity, trees };
            let mut walk = Walk::new(&forest, features);
            let rows = 1 + draw.below(2 * BLOCK);
            let values: Vec<f64> = (0..rows * features).map(|_| draw.of(&VALUES)).collect();
            let expected: Vec<u64> = values.chunks_exact(features).map(|row| plain(&forest, row).to_bits()).collect();
            let single: Vec<u64> =
                values.chunks_exact(features).map(|row| walk.raw(arithmetic, row).to_bits()).collect();
            assert_eq!(single, expected, "round {round}");
            let mut raw = Vec::new();
            walk.raw_rows(arithmetic, &values, features, &mut raw);
            assert_eq!(raw.into_iter().map(f64::to_bits).collect::<Vec<_>>(), expected, "round {round}");
        }
    }
}

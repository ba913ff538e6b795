//! Which way goes where: from node to node, or all splits at once.

use crate::Step;
#[cfg(target_feature = "simd128")]
use crate::abreast::Abreast;
use crate::columns::Columns;
use crate::order::Ordered;
use crate::rows::Rows;
use crate::slot::{Slot, fill};
use crate::walk::{self, Walk};

/// Whether the compiler may use vectors of 128 bits.
const VECTORS: bool = cfg!(any(target_feature = "simd128", target_feature = "sse2", target_feature = "neon"));

/// Whether one row has a way of its own among them.
const ABREAST: bool = cfg!(target_feature = "simd128");

/// Fewer rows than this are not worth a block, which costs the same for every number of rows.
const FEWEST_ROWS: usize = 64;

/// Of more, the leaves alone would take more than 8 MB.
const MAX_TREES: usize = 2_048;

/// What one step of a walk costs, in the cost of asking a split of one row.
const STEP_IN_SPLITS: usize = 8;
/// What the rank of one value costs, in steps of a walk.
const RANK_IN_STEPS: usize = 6;

/// All splits at once.
#[derive(Debug)]
struct Vectors {
    columns: Columns,
    rows: Rows,
    #[cfg(target_feature = "simd128")]
    abreast: Abreast,
}

#[derive(Debug, Default)]
pub(crate) struct Ways {
    slots: Vec<Slot>,
    walk: Walk,
    vectors: Option<Vectors>,
    /// Slots of as many rows as walk together.
    filled: Vec<f64>,
}

impl Vectors {
    /// None where a tree does not fit.
    fn new(trees: &[Vec<Step>], slots: &[Slot]) -> Option<Self> {
        if trees.len() > MAX_TREES {
            return None;
        }
        let trees = trees.iter().map(|steps| Ordered::new(steps)).collect::<Option<Vec<_>>>()?;
        let columns = Columns::new(&trees, slots)?;
        Some(Self {
            rows: Rows::new(&trees, &columns)?,
            #[cfg(target_feature = "simd128")]
            abreast: Abreast::new(&trees, &columns)?,
            columns,
        })
    }

    /// Whether a row costs less than so many steps of a walk.
    fn beats(&self, steps: usize) -> bool {
        let ranks = self.columns.all().len().saturating_mul(RANK_IN_STEPS);
        ranks.saturating_add(self.rows.splits() / STEP_IN_SPLITS) < steps
    }
}

impl Ways {
    pub(crate) fn new(trees: &[Vec<Step>], slots: Vec<Slot>) -> Self {
        let walk = Walk::new(trees);
        let vectors = if VECTORS { Vectors::new(trees, &slots) } else { None };
        let vectors = vectors.filter(|vectors| vectors.beats(walk.steps()));
        let filled = vec![0.0; slots.len().saturating_add(1).saturating_mul(walk::ROWS)];
        Self { slots, walk, vectors, filled }
    }

    /// Slots of a row, with the zero.
    fn width(&self) -> usize {
        self.slots.len().saturating_add(1)
    }

    /// The sum of a row.
    #[inline(always)]
    pub(crate) fn sum<Sum: Copy>(&mut self, row: &[f64], base: Sum, add: impl Fn(Sum, f64) -> Sum) -> Sum {
        #[cfg(target_feature = "simd128")]
        if let Some(vectors) = &self.vectors {
            return vectors.abreast.sum(&vectors.columns, row, base, add);
        }
        fill(&self.slots, row, &mut self.filled);
        self.walk.leaves(&self.filled).iter().fold(base, |sum, leaf| add(sum, *leaf))
    }

    /// The sums of rows that stand one after another, as many as there are sums.
    #[inline(always)]
    pub(crate) fn sums<Sum: Copy>(
        &mut self,
        rows: &[f64],
        width: usize,
        base: Sum,
        sums: &mut [Sum],
        add: impl Fn(Sum, f64) -> Sum + Copy,
    ) {
        if let Some(vectors) = self.vectors.as_mut().filter(|_| sums.len() >= FEWEST_ROWS) {
            let all = vectors.rows.sum(&vectors.columns, rows, width, base, add);
            return sums.iter_mut().zip(all).for_each(|(sum, found)| *sum = found);
        }
        // Sixteen trees of one row beat one tree of eight rows.
        let (blocks, few) = if ABREAST && self.vectors.is_some() {
            ([].as_mut_slice(), sums)
        } else {
            sums.as_chunks_mut::<{ walk::ROWS }>()
        };
        let mut rows = rows.chunks_exact(width);
        let slots = self.width();
        for block in blocks {
            for (filled, row) in self.filled.chunks_exact_mut(slots).zip(&mut rows) {
                fill(&self.slots, row, filled);
            }
            let mut filled = self.filled.chunks_exact(slots);
            let lanes = core::array::from_fn(|_| filled.next().unwrap_or_default());
            *block = self.walk.sums(&lanes, base, add);
        }
        for (sum, row) in few.iter_mut().zip(rows) {
            *sum = self.sum(row, base, add);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "a test")]

    use super::*;
    use crate::{position, rows};

    /// A fixed generator.
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % limit
        }

        /// Few numbers, and many that are one number in 32 bits.
        fn number(&mut self) -> f64 {
            let near = f64::from(u32::try_from(self.below(400)).unwrap()) - 200.0;
            match self.below(12) {
                0 => f64::INFINITY,
                1 => f64::NEG_INFINITY,
                2 => 0.0,
                3 => -0.0,
                4 => 1e300,
                5 => 1.0 + near * f64::EPSILON,
                6 => 5e-324,
                _ => near,
            }
        }

        fn tree(&mut self, leaves: u64, slots: u32) -> Vec<Step> {
            let mut steps = vec![Step::Leaf(1.0)];
            for _ in 1..leaves {
                let splits: Vec<usize> =
                    (0..steps.len()).filter(|place| matches!(steps[*place], Step::Leaf(_))).collect();
                let place = splits[usize::try_from(self.below(splits.len() as u64)).unwrap()];
                let slot = 1 + u32::try_from(self.below(slots.into())).unwrap();
                steps[place] = Step::Split { at_most: self.number(), slot, child: position(steps.len()) };
                for _ in 0..2 {
                    steps.push(Step::Leaf(self.number().clamp(-1e9, 1e9)));
                }
            }
            steps
        }
    }

    fn as_it_is(position: u32) -> Slot {
        Slot { position, single: false, nan: f64::NAN, near: -1.0, zero: 0.0, far: None }
    }

    #[test]
    fn all_splits_at_once_end_where_walks_do() {
        let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
        let (mut fitted, mut refused) = (0, 0);
        for round in 0..400 {
            let slots = 1 + u32::try_from(draw.below(if round % 4 == 0 { 80 } else { 8 })).unwrap();
            let most = if round % 9 == 0 { 140 } else { 40 };
            let trees: Vec<Vec<Step>> = (0..draw.below(30))
                .map(|_| {
                    let leaves = 1 + draw.below(most);
                    draw.tree(leaves, slots)
                })
                .collect();
            let from: Vec<Slot> = (0..slots).map(as_it_is).collect();
            let Some(mut vectors) = Vectors::new(&trees, &from) else {
                refused += 1;
                continue;
            };
            fitted += 1;
            let width = slots as usize;
            let count = 1 + usize::try_from(draw.below(rows::ROWS as u64)).unwrap();
            let cells = (0..count * width).map(|_| if draw.below(10) == 0 { f64::NAN } else { draw.number() });
            let cells: Vec<f64> = cells.collect();
            let mut walk = Walk::new(&trees);
            let sums = vectors.rows.sum(&vectors.columns, &cells, width, 0.0, |sum, leaf| sum + leaf);
            for (row, sum) in cells.chunks_exact(width).zip(sums) {
                let slots: Vec<f64> = core::iter::once(0.0).chain(row.iter().copied()).collect();
                let expected = walk.leaves(&slots).iter().fold(0.0, |sum, leaf| sum + leaf);
                assert_eq!(sum.to_bits(), expected.to_bits(), "round {round}");
            }
        }
        assert!(fitted > 200 && refused > 10, "{fitted} fitted, {refused} refused");
    }
}

//! A block of rows side by side, a byte each: every split of a tree is asked of all of them.
//!
//! Takes trees as [`Ordered`] lists and rows of numbers, gives sums in tree order.

use crate::columns::Columns;
use crate::order::{Ordered, Split};
use crate::vectors::{BLOCK, Bytes, Question, ask, bytes, lanes};

/// Rows of a block.
pub(crate) const ROWS: usize = 16 * BLOCK;

#[derive(Debug)]
struct Tree {
    /// Each with the column that it asks.
    splits: Vec<(u8, Question)>,
    /// As many as a byte counts, so that none lies outside.
    leaves: Box<[f64; 256]>,
}

#[derive(Debug)]
pub(crate) struct Rows {
    trees: Vec<Tree>,
    /// The ranks of the rows in each column.
    ranks: Vec<[Bytes; BLOCK]>,
}

impl Rows {
    pub(crate) fn new(trees: &[Ordered], columns: &Columns) -> Option<Self> {
        let place = |split: &Split| {
            let (column, at_most) = columns.place(split)?;
            Some((column, Question { at_most, above: split.above(), middle: split.middle }))
        };
        let trees = trees.iter().map(|tree| {
            let splits = tree.splits.iter().map(place).collect::<Option<_>>()?;
            let mut leaves = Box::new([0.0; 256]);
            leaves.iter_mut().zip(&tree.leaves).for_each(|(place, leaf)| *place = *leaf);
            Some(Tree { splits, leaves })
        });
        Some(Self { trees: trees.collect::<Option<_>>()?, ranks: vec![[bytes(&[0; 16]); BLOCK]; columns.all().len()] })
    }

    /// Splits of all trees.
    pub(crate) fn splits(&self) -> usize {
        self.trees.iter().map(|tree| tree.splits.len()).fold(0, usize::saturating_add)
    }

    /// The sums of up to [`ROWS`] rows, from a base.
    #[inline(always)]
    pub(crate) fn sum<Sum: Copy>(
        &mut self,
        columns: &Columns,
        rows: &[f64],
        width: usize,
        base: Sum,
        add: impl Fn(Sum, f64) -> Sum,
    ) -> [Sum; ROWS] {
        for (column, ranks) in columns.all().iter().zip(&mut self.ranks) {
            let mut found = [[0; 16]; BLOCK];
            for (rank, row) in found.as_flattened_mut().iter_mut().zip(rows.chunks_exact(width)) {
                *rank = column.rank(row).cast_unsigned();
            }
            *ranks = found.map(|found| bytes(&found));
        }
        let mut sums = [base; ROWS];
        for tree in &self.trees {
            let mut leaves = [bytes(&[0; 16]); BLOCK];
            for (column, question) in &tree.splits {
                if let Some(ranks) = self.ranks.get(usize::from(*column)) {
                    ask(question, ranks, &mut leaves);
                }
            }
            for (sums, leaves) in sums.as_chunks_mut::<16>().0.iter_mut().zip(leaves) {
                for (sum, leaf) in sums.iter_mut().zip(lanes(leaves)) {
                    *sum = add(*sum, tree.leaves.get(usize::from(leaf)).copied().unwrap_or_default());
                }
            }
        }
        sums
    }
}

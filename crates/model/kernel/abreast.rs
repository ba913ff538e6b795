//! Sixteen trees of one row side by side, a byte each, in vectors of 128 bits.
//!
//! Takes trees as [`Ordered`] lists and one row's numbers, adds the leaves in tree order.

use core::arch::wasm32::{
    i8x16_add, i8x16_gt, i8x16_splat, i8x16_swizzle, u8x16_max, u8x16_min, u8x16_splat, v128_and, v128_or,
};

use crate::columns::Columns;
use crate::order::Ordered;
use crate::vectors::{Bytes, bytes, lanes};

/// Trees side by side, and columns of a table.
const TREES: usize = 16;

/// What a tree adds that is not there: with it every sum stays what it is, to the sign of a zero.
const ABSENT: f64 = -0.0;

/// One split of each of sixteen trees, as [`crate::vectors::Question`]s; a tree that has no more is moved nowhere.
#[derive(Debug, Clone, Copy)]
struct Questions {
    column: Bytes,
    at_most: Bytes,
    above: Bytes,
    middle: Bytes,
}

#[derive(Debug)]
struct Group {
    splits: Vec<Questions>,
    /// From left to right, each of sixteen trees; as many as a byte counts, so that none lies outside.
    leaves: Box<[[f64; TREES]; 256]>,
}

#[derive(Debug)]
pub(crate) struct Abreast(Vec<Group>);

impl Abreast {
    pub(crate) fn new(trees: &[Ordered], columns: &Columns) -> Option<Self> {
        trees.chunks(TREES).map(|trees| Group::new(trees, columns)).collect::<Option<_>>().map(Self)
    }

    /// The sum of a row from a base.
    #[inline(always)]
    pub(crate) fn sum<Sum: Copy>(
        &self,
        columns: &Columns,
        row: &[f64],
        base: Sum,
        add: impl Fn(Sum, f64) -> Sum,
    ) -> Sum {
        match columns.all().len().div_ceil(TREES) {
            0 | 1 => self.among::<1, _>(columns, row, base, add),
            2 => self.among::<2, _>(columns, row, base, add),
            3 => self.among::<3, _>(columns, row, base, add),
            _ => self.among::<4, _>(columns, row, base, add),
        }
    }

    /// The same, with the ranks in so many tables.
    #[inline(always)]
    fn among<const TABLES: usize, Sum: Copy>(
        &self,
        columns: &Columns,
        row: &[f64],
        base: Sum,
        add: impl Fn(Sum, f64) -> Sum,
    ) -> Sum {
        let mut columns = columns.all().iter();
        let tables: [Bytes; TABLES] = core::array::from_fn(|_| {
            bytes(&core::array::from_fn(|_| columns.next().map_or(0, |column| column.rank(row).cast_unsigned())))
        });
        let mut sum = base;
        for group in &self.0 {
            for (tree, leaf) in lanes(group.ends(&tables)).into_iter().enumerate() {
                let leaves = group.leaves.get(usize::from(leaf));
                sum = add(sum, leaves.and_then(|leaves| leaves.get(tree)).copied().unwrap_or_default());
            }
        }
        sum
    }
}

impl Group {
    fn new(trees: &[Ordered], columns: &Columns) -> Option<Self> {
        let splits = trees.iter().map(|tree| tree.splits.len()).max().unwrap_or_default();
        let mut group = Self { splits: Vec::new(), leaves: Box::new([[ABSENT; TREES]; 256]) };
        for place in 0..splits {
            let [mut column, mut at_most, mut above, mut middle] = [[0; TREES]; 4];
            for (lane, tree) in trees.iter().enumerate() {
                let Some(split) = tree.splits.get(place) else { continue };
                let (placed, rank) = columns.place(split)?;
                *column.get_mut(lane)? = placed;
                *at_most.get_mut(lane)? = rank.cast_unsigned();
                *above.get_mut(lane)? = split.above().cast_unsigned();
                *middle.get_mut(lane)? = split.middle;
            }
            let [column, at_most, above, middle] = [column, at_most, above, middle].map(|lanes| bytes(&lanes));
            group.splits.push(Questions { column, at_most, above, middle });
        }
        for (lane, tree) in trees.iter().enumerate() {
            for (row, leaf) in group.leaves.iter_mut().zip(&tree.leaves) {
                *row.get_mut(lane)? = *leaf;
            }
        }
        Some(group)
    }

    /// The leaf where each tree ends.
    #[inline(always)]
    fn ends<const TABLES: usize>(&self, tables: &[Bytes; TABLES]) -> Bytes {
        let next = i8x16_splat(-16);
        let mut leaves = u8x16_splat(0);
        for split in &self.splits {
            let mut column = split.column;
            let mut rank = u8x16_splat(0);
            // What lies outside of a table is zero.
            for table in tables {
                rank = v128_or(rank, i8x16_swizzle(*table, column));
                column = i8x16_add(column, next);
            }
            let counts = v128_and(i8x16_gt(rank, split.at_most), i8x16_gt(leaves, split.above));
            leaves = u8x16_max(leaves, u8x16_min(counts, split.middle));
        }
        leaves
    }
}

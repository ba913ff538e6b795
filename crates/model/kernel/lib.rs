//! The inner loop of tree ensembles.
//!
//! Takes trees of nodes that ask one thing, *is this slot at most this?*, and rows of numbers; gives the leaves' values,
//! added in tree order. A package of its own because profiles are set by package: the browser's module is made small,
//! this loop fast. It must never know what a slot means.
//!
//! Two ways: a walk from node to node, and all splits at once in vectors of 128 bits, where the machine has them and
//! the trees are small enough for it to win. Both end at the same leaves. On 200 trees of 31 leaves in WebAssembly the
//! second takes about half the time of the first for one row and a quarter in a batch: `make bench` shows both.

#[cfg(target_feature = "simd128")]
mod abreast;
mod columns;
mod order;
mod rows;
mod slot;
mod vectors;
mod walk;
mod ways;

pub use slot::Slot;
use ways::Ways;

/// Rows that are summed together.
pub const BLOCK: usize = rows::ROWS;

/// The slot that every leaf asks: always zero.
pub const ZERO_SLOT: u32 = 0;

/// A node of a tree: a leaf with its value, or a split.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Where a row ends.
    Leaf(f64),
    /// Goes to the node after `child` where the slot is at most the threshold, else (for NaN too) to `child`: so the
    /// comparison itself is what is added, and is not turned round first.
    Split {
        /// The threshold.
        at_most: f64,
        /// The slot, above [`ZERO_SLOT`].
        slot: u32,
        /// Position in the tree of the right child, which the left one follows.
        child: u32,
    },
}

/// Trees made ready to sum rows.
#[derive(Debug, Default)]
pub struct Trees(Ways);

// Not generic, so that it is compiled here, with the profile of this package.
impl Trees {
    /// Trees in the order of the sum, each root first and parents before children; and the slots that they ask, from
    /// the one after [`ZERO_SLOT`] on.
    #[must_use]
    pub fn new(trees: &[Vec<Step>], slots: Vec<Slot>) -> Self {
        Self(Ways::new(trees, slots))
    }

    /// The 64-bit sum from zero, in tree order.
    pub fn double(&mut self, row: &[f64]) -> f64 {
        self.0.sum(row, 0.0, |sum, leaf| sum + leaf)
    }

    /// The 32-bit sum from a base, in tree order.
    pub fn single(&mut self, row: &[f64], base: f32) -> f32 {
        self.0.sum(row, base, |sum, leaf| sum + leaf as f32)
    }

    /// The same as [`Trees::double`] for up to [`BLOCK`] rows of so many numbers, one after another.
    pub fn doubles(&mut self, rows: &[f64], width: usize, sums: &mut [f64]) {
        self.0.sums(rows, width, 0.0, sums, |sum, leaf| sum + leaf);
    }

    /// The same as [`Trees::single`] for up to [`BLOCK`] rows.
    pub fn singles(&mut self, rows: &[f64], width: usize, base: f32, sums: &mut [f32]) {
        self.0.sums(rows, width, base, sums, |sum, leaf| sum + leaf as f32);
    }
}

fn position(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

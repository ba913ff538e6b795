//! A tree as a list of splits, each with the leaves that it takes away.
//!
//! Leaves are numbered from left to right. A row that goes right at a split loses the leaves from the split's first
//! (`low`) to before its `middle`, and ends at the first leaf that it has not lost (Lucchese et al., *QuickScorer*,
//! SIGIR 2015). In pre-order `low` never falls, so one number a row is enough: the first leaf not lost so far. A split
//! counts where that number has come to its `low`, and then moves it to `middle`, never back.

use crate::Step;

/// Leaves of a tree that still fit: their numbers are compared as signed bytes.
const MAX_LEAVES: usize = 128;

/// A split of an [`Ordered`] tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Split {
    pub(crate) slot: u32,
    pub(crate) at_most: f64,
    /// The first leaf below.
    pub(crate) low: u8,
    /// The first leaf of its right side.
    pub(crate) middle: u8,
}

impl Split {
    /// One below the first leaf that the split is about.
    pub(crate) fn above(&self) -> i8 {
        self.low.wrapping_sub(1).cast_signed()
    }
}

/// A tree's splits in pre-order, and its leaves from left to right.
#[derive(Debug, Default)]
pub(crate) struct Ordered {
    pub(crate) splits: Vec<Split>,
    pub(crate) leaves: Vec<f64>,
}

impl Ordered {
    /// None for a tree with too many leaves, or with a threshold that is no number.
    pub(crate) fn new(steps: &[Step]) -> Option<Self> {
        if steps.len() > MAX_LEAVES.saturating_mul(2) {
            return None;
        }
        let mut tree = Self::default();
        // Nodes to come, with the split whose right side they begin.
        let mut ahead = vec![(0, None)];
        while let Some((node, right_of)) = ahead.pop() {
            let first = u8::try_from(tree.leaves.len()).ok()?;
            if let Some(split) = right_of.and_then(|split: usize| tree.splits.get_mut(split)) {
                split.middle = first;
            }
            match *steps.get(node)? {
                Step::Leaf(value) => tree.leaves.push(value),
                Step::Split { at_most, .. } if at_most.is_nan() => return None,
                Step::Split { at_most, slot, child } => {
                    ahead.push((child as usize, Some(tree.splits.len())));
                    ahead.push(((child as usize).saturating_add(1), None));
                    tree.splits.push(Split { slot, at_most, low: first, middle: 0 });
                }
            }
        }
        Some(tree)
    }
}

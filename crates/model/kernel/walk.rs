//! From node to node: fits every forest and every machine.
//!
//! Takes trees and rows of slots, gives the leaves' values in tree order. A leaf leads to itself, so walks go side by
//! side without a branch: through ten trees of like depth for one row, through one tree for eight rows.

use crate::{Step, ZERO_SLOT, position};

/// Rows side by side.
pub(crate) const ROWS: usize = 8;
/// Trees of one row side by side: measured with 8 to 24, natively and in WebAssembly.
const TREES: usize = 10;

#[derive(Debug, Clone, Copy)]
struct Node {
    at_most: f64,
    slot: u32,
    child: u32,
}

/// A tree among the nodes: where it starts, how deep it is, its place in the sum.
#[derive(Debug, Clone, Copy)]
struct Root {
    depth: u32,
    node: u32,
    place: u32,
}

/// Every tree's nodes, and room for the leaves of one row.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    nodes: Vec<Node>,
    /// What each node adds; zero for splits.
    values: Vec<f64>,
    /// In the order of the sum.
    roots: Vec<Root>,
    /// Ten at a time, by depth; the last are filled up with their first.
    groups: Vec<[Root; TREES]>,
    leaves: Vec<f64>,
}

impl Walk {
    pub(crate) fn new(trees: &[Vec<Step>]) -> Self {
        let mut walk = Self::default();
        trees.iter().for_each(|steps| walk.push(steps));
        walk.group();
        walk.leaves = vec![0.0; walk.roots.len()];
        walk
    }

    /// Nodes on the way of a row, were every way as long as its tree's longest.
    pub(crate) fn steps(&self) -> usize {
        self.roots.iter().map(|root| root.depth as usize).fold(0, usize::saturating_add)
    }

    fn push(&mut self, steps: &[Step]) {
        let start = position(self.nodes.len());
        let mut depths = vec![0_u32; steps.len()];
        let mut deepest = 0;
        for (place, step) in steps.iter().enumerate() {
            let depth = depths.get(place).copied().unwrap_or_default();
            deepest = deepest.max(depth);
            let here = start.saturating_add(position(place));
            let (node, value) = match *step {
                Step::Leaf(value) => (Node { at_most: f64::NAN, slot: ZERO_SLOT, child: here }, value),
                Step::Split { at_most, slot, child } => {
                    for below in depths.iter_mut().skip(child as usize).take(2) {
                        *below = depth.saturating_add(1);
                    }
                    (Node { at_most, slot, child: start.saturating_add(child) }, 0.0)
                }
            };
            self.nodes.push(node);
            self.values.push(value);
        }
        self.roots.push(Root { depth: deepest, node: start, place: position(self.roots.len()) });
    }

    /// Puts trees side by side, in an order of rising depth.
    fn group(&mut self) {
        let mut order: Vec<u64> =
            self.roots.iter().map(|root| (u64::from(root.depth) << u32::BITS) | u64::from(root.place)).collect();
        order.sort_unstable();
        let by_depth = order.into_iter().filter_map(|key| self.roots.get((key & u64::from(u32::MAX)) as usize));
        for (place, root) in by_depth.enumerate() {
            let lane = place % TREES;
            if lane == 0 {
                self.groups.push([*root; TREES]);
            } else if let Some(slot) = self.groups.last_mut().and_then(|group| group.get_mut(lane)) {
                *slot = *root;
            }
        }
    }

    /// The leaves of a row, in the order of the sum.
    pub(crate) fn leaves(&mut self, slots: &[f64]) -> &[f64] {
        for group in &self.groups {
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h, mut i, mut j] = group.map(|root| root.node);
            // The deepest stands last, unless the group is filled up; its first is no deeper.
            let depth = group.iter().map(|root| root.depth).max().unwrap_or_default();
            for _ in 0..depth {
                a = self.step(a, slots);
                b = self.step(b, slots);
                c = self.step(c, slots);
                d = self.step(d, slots);
                e = self.step(e, slots);
                f = self.step(f, slots);
                g = self.step(g, slots);
                h = self.step(h, slots);
                i = self.step(i, slots);
                j = self.step(j, slots);
            }
            for (node, root) in [a, b, c, d, e, f, g, h, i, j].into_iter().zip(group) {
                if let Some(leaf) = self.leaves.get_mut(root.place as usize) {
                    *leaf = self.values.get(node as usize).copied().unwrap_or_default();
                }
            }
        }
        &self.leaves
    }

    /// The sums of eight rows.
    pub(crate) fn sums<Sum: Copy>(
        &self,
        rows: &[&[f64]; ROWS],
        base: Sum,
        add: impl Fn(Sum, f64) -> Sum,
    ) -> [Sum; ROWS] {
        let mut sums = [base; ROWS];
        let [ra, rb, rc, rd, re, rf, rg, rh] = rows;
        for root in &self.roots {
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = [root.node; ROWS];
            for _ in 0..root.depth {
                a = self.step(a, ra);
                b = self.step(b, rb);
                c = self.step(c, rc);
                d = self.step(d, rd);
                e = self.step(e, re);
                f = self.step(f, rf);
                g = self.step(g, rg);
                h = self.step(h, rh);
            }
            for (node, sum) in [a, b, c, d, e, f, g, h].into_iter().zip(&mut sums) {
                *sum = add(*sum, self.values.get(node as usize).copied().unwrap_or_default());
            }
        }
        sums
    }

    #[inline(always)]
    fn step(&self, node: u32, slots: &[f64]) -> u32 {
        let Some(node) = self.nodes.get(node as usize) else { return 0 };
        let Some(value) = slots.get(node.slot as usize) else { return 0 };
        node.child.wrapping_add(u32::from(*value <= node.at_most))
    }
}

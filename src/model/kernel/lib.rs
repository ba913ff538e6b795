//! The inner loop of tree ensembles.
//!
//! Takes trees of nodes that ask one thing, *is this slot at most this?*, and rows of slots; gives the leaves' values,
//! added in tree order. A leaf leads to itself, so walks go side by side without a branch: through ten
//! trees of like depth for one row, through one tree for eight rows of a batch. A package of its own
//! because profiles are set by package: the browser's module is made small, this loop fast. It must never
//! know what a slot means.
//!
//! Measured on 200 trees of 31 leaves beside 8-byte nodes over ranked thresholds, and bit vectors in the manner of
//! QuickScorer with checkpoints every 8 to 64 thresholds: with the profile that this package has, neither was
//! faster natively or in WebAssembly (bit vectors were, where the code was made small), and bit vectors need memory that grows with the square of the model.

/// Rows of a batch side by side.
pub const LANES: usize = 8;
/// Trees of one row side by side: measured with 8 to 24, natively and in WebAssembly.
const TREES_ABREAST: usize = 10;

/// The slot that every leaf asks: always zero.
pub const ZERO_SLOT: u32 = 0;

/// A node of a tree that is added: a leaf with its value, or a split.
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

/// Trees, and room for the leaves of one row.
#[derive(Debug, Default)]
pub struct Trees {
    nodes: Vec<Node>,
    /// What each node adds; zero for splits.
    values: Vec<f64>,
    /// In the order of the sum.
    roots: Vec<Root>,
    /// Ten at a time, by depth; the last are filled up with their first.
    groups: Vec<[Root; TREES_ABREAST]>,
    leaves: Vec<f64>,
}

impl Trees {
    /// Adds a tree, root first.
    pub fn push(&mut self, depth: u32, steps: impl IntoIterator<Item = Step>) {
        let start = position(self.nodes.len());
        self.roots.push(Root { depth, node: start, place: position(self.roots.len()) });
        for step in steps {
            let here = position(self.nodes.len());
            let (node, value) = match step {
                Step::Leaf(value) => (Node { at_most: f64::NAN, slot: ZERO_SLOT, child: here }, value),
                Step::Split { at_most, slot, child } => {
                    (Node { at_most, slot, child: start.saturating_add(child) }, 0.0)
                }
            };
            self.nodes.push(node);
            self.values.push(value);
        }
    }

    /// Puts trees side by side, in an order of rising depth; to be called once, after the last tree.
    pub fn group(&mut self, order: impl Iterator<Item = usize>) {
        for (place, root) in order.filter_map(|tree| self.roots.get(tree)).enumerate() {
            let lane = place % TREES_ABREAST;
            if lane == 0 {
                self.groups.push([*root; TREES_ABREAST]);
            } else if let Some(slot) = self.groups.last_mut().and_then(|group| group.get_mut(lane)) {
                *slot = *root;
            }
        }
        self.leaves = vec![0.0; self.roots.len()];
    }

    /// The 64-bit sum from zero, in tree order.
    pub fn double(&mut self, slots: &[f64]) -> f64 {
        self.walk(slots);
        self.leaves.iter().fold(0.0, |sum, leaf| sum + leaf)
    }

    /// The 32-bit sum from a base, in tree order.
    pub fn single(&mut self, slots: &[f64], base: f32) -> f32 {
        self.walk(slots);
        self.leaves.iter().fold(base, |sum, leaf| sum + *leaf as f32)
    }

    /// The same as [`Trees::double`] for eight rows.
    #[must_use]
    pub fn doubles(&self, rows: &[&[f64]; LANES]) -> [f64; LANES] {
        self.walk_rows(rows, 0.0, |sum, leaf| sum + leaf)
    }

    /// The same as [`Trees::single`] for eight rows.
    #[must_use]
    pub fn singles(&self, rows: &[&[f64]; LANES], base: f32) -> [f32; LANES] {
        self.walk_rows(rows, base, |sum, leaf| sum + leaf as f32)
    }

    fn walk(&mut self, slots: &[f64]) {
        for group in &self.groups {
            let mut lanes = group.map(|root| root.node);
            // The deepest stands last, unless the group is filled up; its first is no deeper.
            let depth = group.iter().map(|root| root.depth).max().unwrap_or_default();
            for _ in 0..depth {
                lanes = lanes.map(|node| self.step(node, slots));
            }
            for (node, root) in lanes.into_iter().zip(group) {
                if let Some(leaf) = self.leaves.get_mut(root.place as usize) {
                    *leaf = self.values.get(node as usize).copied().unwrap_or_default();
                }
            }
        }
    }

    fn walk_rows<Sum: Copy>(&self, rows: &[&[f64]; LANES], base: Sum, add: impl Fn(Sum, f64) -> Sum) -> [Sum; LANES] {
        let mut sums = [base; LANES];
        let [ra, rb, rc, rd, re, rf, rg, rh] = rows;
        for root in &self.roots {
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = [root.node; LANES];
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

fn position(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

//! Tree ensembles as they are described: nodes, splits and how leaves add up.
//!
//! Takes the nodes of a converter or of the compact form, gives trees in pre-order: a tree that loops,
//! shares a node or points outside cannot be made. It must never score a row.

use super::limits::{MAX_NODES, MAX_TREES};
use super::link::Link;
use prescreen::{Code, Error};

/// A sum of trees.
#[derive(Debug, Clone, PartialEq)]
pub struct Forest {
    /// The numbers that the library counts in, and the start of the sum.
    pub arithmetic: Precision,
    /// From the raw score to what the model says.
    pub link: Link,
    /// The trees, in the order in which their leaves are added.
    pub trees: Vec<Tree>,
}

/// How leaves add up. Sums in another width or order differ in the last digits, and are not the library's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Precision {
    /// LightGBM: 64-bit sum from zero in tree order; the link sees the sum divided by `divisor` (a random forest's
    /// trees, else 1).
    Double {
        /// At least 1.
        divisor: u32,
    },
    /// XGBoost: inputs rounded to 32 bits, 32-bit sum in tree order that starts from the base margin.
    Single {
        /// The base score on the raw scale.
        base: f32,
    },
}

/// One tree. The first node is the root, and the left child of a split is the node after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// A node, with the weight of the training rows that reached it (rows for LightGBM, summed hessian for XGBoost).
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Where a row ends.
    Leaf {
        /// What it adds to the raw score.
        value: f64,
        /// Weight of training rows.
        cover: f64,
    },
    /// Where a row goes one of two ways.
    Split {
        /// Position among the model's features.
        feature: u16,
        /// Which rows go left.
        test: Test,
        /// Position of the right child.
        right: u32,
        /// Weight of training rows.
        cover: f64,
    },
}

/// What sends a row to the left.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The value is at most the threshold (which may be infinite; nothing is at most NaN).
    AtMost {
        /// In the model's own width.
        threshold: f64,
        /// What counts as missing, and where that goes.
        missing: Missing,
    },
    /// The value, cut to an integer, is one of these categories. What is no category is none of them.
    Among {
        /// Rising.
        categories: Vec<u32>,
        /// Whether NaN goes left.
        missing_left: bool,
    },
}

/// What a numeric split takes for missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// Nothing: NaN is zero.
    Nothing,
    /// Zero, and NaN.
    Zero {
        /// Whether missing goes left.
        left: bool,
    },
    /// NaN.
    Nan {
        /// Whether missing goes left.
        left: bool,
    },
}

/// A node as a file has it, with both children by position in the file.
pub enum Described {
    /// A leaf.
    Leaf {
        /// What it adds.
        value: f64,
        /// Weight of training rows.
        cover: f64,
    },
    /// A split.
    Split {
        /// Position among the model's features.
        feature: u16,
        /// Which rows go left.
        test: Test,
        /// Position in the file.
        left: usize,
        /// Position in the file.
        right: usize,
        /// Weight of training rows.
        cover: f64,
    },
}

impl Forest {
    /// Whether another tree may follow.
    ///
    /// # Errors
    /// When the limits of trees or nodes are passed.
    pub fn room_for(&self, nodes: usize) -> Result<(), Error> {
        let all = self.trees.iter().map(|tree| tree.nodes.len()).fold(nodes, usize::saturating_add);
        if self.trees.len() >= MAX_TREES || all > MAX_NODES {
            return Err(Error::new(Code::Limit, "", "the model has too many trees or nodes"));
        }
        Ok(())
    }

    /// Whether every split reads one of so many features.
    pub(super) fn reads_within(&self, features: usize) -> bool {
        self.trees.iter().flat_map(Tree::nodes).all(|node| match node {
            Node::Leaf { .. } => true,
            Node::Split { feature, .. } => usize::from(*feature) < features,
        })
    }
}

impl Tree {
    /// Arranges described nodes from the root, which stands first; nodes that nothing leads to are left out.
    ///
    /// # Errors
    /// What `describe` says of a node; a node with two parents, a loop, a child outside, a leaf that is no number.
    pub fn arrange(count: usize, mut describe: impl FnMut(usize) -> Result<Described, Error>) -> Result<Self, Error> {
        let mut seen = vec![false; count];
        let mut ahead = vec![0];
        Self::grow(|| {
            let position = ahead.pop().unwrap_or_default();
            match seen.get_mut(position) {
                None => return Err(Error::new(Code::Reference, "", "a child is outside of its tree")),
                Some(true) => {
                    return Err(Error::new(Code::Inconsistent, "", "a node has two parents, or the tree loops"));
                }
                Some(first) => *first = true,
            }
            Ok(match describe(position)? {
                Described::Leaf { value, cover } => Node::Leaf { value, cover },
                Described::Split { feature, test, left, right, cover } => {
                    ahead.extend([right, left]);
                    Node::Split { feature, test, right: 0, cover }
                }
            })
        })
    }

    /// Makes a tree of nodes in pre-order, as many as it takes; where a right child is, this finds out.
    ///
    /// # Errors
    /// What `next` says; too many nodes; a leaf that is no number.
    pub fn grow(mut next: impl FnMut() -> Result<Node, Error>) -> Result<Self, Error> {
        let mut nodes: Vec<Node> = Vec::new();
        // Splits whose right child is still to come.
        let mut open: Vec<usize> = Vec::new();
        loop {
            if nodes.len() >= MAX_NODES {
                return Err(Error::new(Code::Limit, "", "a tree has too many nodes"));
            }
            let node = next()?;
            if let Node::Split { .. } = node {
                open.push(nodes.len());
                nodes.push(node);
                continue;
            }
            if matches!(node, Node::Leaf { value, .. } if !value.is_finite()) {
                return Err(Error::new(Code::Number, "", "the value of a leaf is not a finite number"));
            }
            nodes.push(node);
            let Some(parent) = open.pop() else { return Ok(Self { nodes }) };
            let here = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
            if let Some(Node::Split { right, .. }) = nodes.get_mut(parent) {
                *right = here;
            }
        }
    }

    /// Pre-order: the root first, a split's left child next to it.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Splits on the longest way to a leaf.
    #[must_use]
    pub fn depth(&self) -> usize {
        let mut deepest = 0;
        let mut open: Vec<usize> = Vec::new();
        let mut here = 0_usize;
        for node in &self.nodes {
            deepest = deepest.max(here);
            match node {
                Node::Split { .. } => {
                    here = here.saturating_add(1);
                    open.push(here);
                }
                Node::Leaf { .. } => here = open.pop().unwrap_or_default(),
            }
        }
        deepest
    }
}

impl Node {
    /// Weight of training rows.
    #[must_use]
    pub fn cover(&self) -> f64 {
        let (Self::Leaf { cover, .. } | Self::Split { cover, .. }) = self;
        *cover
    }
}

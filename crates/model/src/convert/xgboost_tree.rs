//! One tree of XGBoost's JSON.
//!
//! XGBoost sends a row left below a threshold, and *right* when its category is listed. Here a row goes left at most
//! at a threshold (the next 32-bit number below) and left when listed, so the children of a categorical split
//! change places.

use serde::Deserialize;

use super::super::forest::{Described, Forest, Missing, Test, Tree};
use super::super::limits::MAX_LISTED_CATEGORIES;
use super::unsupported;
use super::xgboost_numbers::{Sign, Single};
use prescreen::{Code, Error};

/// The columns of a tree, one entry per node.
#[derive(Deserialize)]
pub(super) struct Columns {
    left_children: Vec<i64>,
    right_children: Vec<i64>,
    split_indices: Vec<u32>,
    split_conditions: Vec<Single>,
    default_left: Vec<Sign>,
    sum_hessian: Option<Vec<Single>>,
    split_type: Option<Vec<u8>>,
    #[serde(default)]
    categories: Vec<i64>,
    #[serde(default)]
    categories_nodes: Vec<usize>,
    #[serde(default)]
    categories_segments: Vec<usize>,
    #[serde(default)]
    categories_sizes: Vec<usize>,
    tree_param: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    size_leaf_vector: Option<String>,
}

impl Columns {
    pub(super) fn tree(&self, weight: f32, features: usize, forest: &Forest) -> Result<Tree, Error> {
        let vector = self.tree_param.as_ref().and_then(|parameters| parameters.size_leaf_vector.as_deref());
        if !matches!(vector, None | Some("0" | "1")) {
            return Err(unsupported("a tree with several values in a leaf is not read"));
        }
        let count = self.left_children.len();
        let lengths = [
            ("/right_children", self.right_children.len()),
            ("/split_indices", self.split_indices.len()),
            ("/split_conditions", self.split_conditions.len()),
            ("/default_left", self.default_left.len()),
            ("/sum_hessian", self.sum_hessian.as_ref().map_or(count, Vec::len)),
            ("/split_type", self.split_type.as_ref().map_or(count, Vec::len)),
        ];
        if let Some((column, _)) = lengths.into_iter().find(|(_, length)| *length != count) {
            return Err(Error::new(Code::Inconsistent, column, "the columns of the tree differ in length"));
        }
        forest.room_for(count)?;
        let sets = self.sets()?;
        Tree::arrange(count, |position| {
            let described = self.describe(position, weight, features, &sets);
            described.ok_or_else(|| {
                Error::new(Code::Reference, "", ["node ", &position.to_string(), " is not in order"].concat())
            })
        })
    }

    /// A node; none when it names a child, feature or set that is not there.
    fn describe(&self, position: usize, weight: f32, features: usize, sets: &[(usize, Vec<u32>)]) -> Option<Described> {
        let cover = self.sum_hessian.as_ref().map_or(Some(0.0), |column| Some(column.get(position)?.0.into()))?;
        let condition = self.split_conditions.get(position)?.0;
        let (left, right) = (*self.left_children.get(position)?, *self.right_children.get(position)?);
        if left == -1 && right == -1 {
            // A dropped tree is weighted in 32 bits before it is added.
            return Some(Described::Leaf { value: (condition * weight).into(), cover });
        }
        let (left, right) = (usize::try_from(left).ok()?, usize::try_from(right).ok()?);
        let feature =
            u16::try_from(*self.split_indices.get(position)?).ok().filter(|one| usize::from(*one) < features)?;
        let missing_left = self.default_left.get(position)?.0;
        if self.split_type.as_ref().and_then(|types| types.get(position)).is_some_and(|kind| *kind == 1) {
            let place = sets.binary_search_by_key(&position, |(node, _)| *node).ok()?;
            let test = Test::Among { categories: sets.get(place)?.1.clone(), missing_left: !missing_left };
            return Some(Described::Split { feature, test, left: right, right: left, cover });
        }
        let test = Test::AtMost { threshold: below(condition).into(), missing: Missing::Nan { left: missing_left } };
        Some(Described::Split { feature, test, left, right, cover })
    }

    /// The listed categories by node, nodes rising.
    fn sets(&self) -> Result<Vec<(usize, Vec<u32>)>, Error> {
        let nodes = &self.categories_nodes;
        if nodes.len() != self.categories_segments.len() || nodes.len() != self.categories_sizes.len() {
            return Err(Error::new(
                Code::Inconsistent,
                "/categories_nodes",
                "the columns of categories differ in length",
            ));
        }
        let mut listed = 0_usize;
        let segments = self.categories_segments.iter().zip(&self.categories_sizes);
        let mut sets = Vec::with_capacity(nodes.len());
        for (node, (from, size)) in nodes.iter().zip(segments) {
            listed = listed.saturating_add(*size);
            let segment = from.checked_add(*size).and_then(|to| self.categories.get(*from..to));
            let set = segment
                .filter(|_| listed <= MAX_LISTED_CATEGORIES)
                .map(|set| set.iter().map(|one| u32::try_from(*one)));
            let mut set: Vec<u32> = set.and_then(|set| set.collect::<Result<_, _>>().ok()).ok_or_else(|| {
                Error::new(Code::Range, "/categories", "a set of categories lies outside of the list, or is too large")
            })?;
            set.sort_unstable();
            set.dedup();
            sets.push((*node, set));
        }
        sets.sort_by_key(|(node, _)| *node);
        if sets.windows(2).any(|pair| matches!(pair, [(left, _), (right, _)] if left == right)) {
            return Err(Error::new(Code::Duplicate, "/categories_nodes", "a node has two sets of categories"));
        }
        Ok(sets)
    }
}

/// The greatest number below: `x < t` is `x ≤ below(t)`. Nothing is below −∞ or NaN, and nothing is at most NaN.
fn below(threshold: f32) -> f32 {
    if threshold == f32::NEG_INFINITY { f32::NAN } else { threshold.next_down() }
}

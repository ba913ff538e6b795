//! One tree of LightGBM's text.
//!
//! Splits are numbered from zero, leaves count down from −1. `decision_type` has a bit for categories, one for
//! *missing goes left*, and two for what counts as missing.

use super::super::forest::{Described, Forest, Missing, Test, Tree};
use super::super::limits::{MAX_LISTED_CATEGORIES, MAX_NODES};
use super::lightgbm_block::Block;
use super::unsupported;
use prescreen::{Code, Error};

const CATEGORICAL: i32 = 1;
const MISSING_LEFT: i32 = 2;

/// The columns of a tree.
struct Columns {
    feature: Vec<u16>,
    threshold: Vec<f64>,
    decision: Vec<i32>,
    left: Vec<i64>,
    right: Vec<i64>,
    split_rows: Vec<u32>,
    leaf: Vec<f64>,
    leaf_rows: Vec<u32>,
    sets: Vec<Vec<u32>>,
}

pub(super) fn read(block: &Block<'_>, features: usize, forest: &Forest) -> Result<Tree, Error> {
    no_linear_leaves(block)?;
    let leaves: usize = block.required("num_leaves")?.number()?;
    if leaves == 0 || leaves > MAX_NODES {
        return Err(block.required("num_leaves")?.error(Code::Limit, "a tree has at least one leaf, and not too many"));
    }
    let splits = leaves.saturating_sub(1);
    forest.room_for(leaves.saturating_add(splits)).map_err(|error| block.blame(error))?;
    let sets = sets(block)?;
    let columns = Columns {
        feature: block.list_or_empty("split_feature", splits)?,
        threshold: block.list_or_empty("threshold", splits)?,
        decision: block.optional_list("decision_type", splits)?.unwrap_or_else(|| vec![0; splits]),
        left: block.list_or_empty("left_child", splits)?,
        right: block.list_or_empty("right_child", splits)?,
        split_rows: block.optional_list("internal_count", splits)?.unwrap_or_else(|| vec![0; splits]),
        leaf: block.list("leaf_value", leaves)?,
        leaf_rows: block.optional_list("leaf_count", leaves)?.unwrap_or_else(|| vec![0; leaves]),
        sets,
    };
    if columns.feature.iter().any(|feature| usize::from(*feature) >= features) {
        return Err(block
            .required("split_feature")?
            .error(Code::Reference, "a split reads a feature that has no name"));
    }
    let tree = Tree::arrange(leaves.saturating_add(splits), |position| columns.describe(position, splits));
    tree.map_err(|error| block.blame(error))
}

impl Columns {
    fn describe(&self, position: usize, splits: usize) -> Result<Described, Error> {
        let rows = |column: &[u32], at: usize| column.get(at).copied().unwrap_or_default().into();
        if position >= splits {
            let leaf = position.saturating_sub(splits);
            let value = self.leaf.get(leaf).copied().unwrap_or(f64::NAN);
            return Ok(Described::Leaf { value, cover: rows(&self.leaf_rows, leaf) });
        }
        let child = |column: &[i64]| {
            let child = column.get(position).copied().unwrap_or(i64::MAX);
            // −1 is the first leaf; leaves follow the splits.
            let place = if child < 0 { !child } else { child };
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            if child < 0 { place.saturating_add(splits) } else { place }
        };
        let inside = |column: &[i64]| {
            column.get(position).is_some_and(|child| *child < 0 || child.unsigned_abs() < splits as u64)
        };
        if !(inside(&self.left) && inside(&self.right)) {
            return Err(Error::new(Code::Reference, "", "a child is outside of its tree"));
        }
        Ok(Described::Split {
            feature: self.feature.get(position).copied().unwrap_or(u16::MAX),
            test: self.test(position)?,
            left: child(&self.left),
            right: child(&self.right),
            cover: rows(&self.split_rows, position),
        })
    }

    fn test(&self, position: usize) -> Result<Test, Error> {
        let threshold = self.threshold.get(position).copied().unwrap_or(f64::NAN);
        let decision = self.decision.get(position).copied().unwrap_or_default();
        let left = decision & MISSING_LEFT != 0;
        // A tree without sets has numeric splits only, whatever the bit says.
        if decision & CATEGORICAL != 0 && !self.sets.is_empty() {
            let set = (threshold >= 0.0 && threshold < self.sets.len() as f64).then_some(threshold as usize);
            let categories = set.and_then(|set| self.sets.get(set)).cloned();
            let missing = || Error::new(Code::Reference, "", "a categorical split names a set that the tree has not");
            return Ok(Test::Among { categories: categories.ok_or_else(missing)?, missing_left: false });
        }
        let missing = match decision >> 2 & 3 {
            0 => Missing::Nothing,
            1 => Missing::Zero { left },
            2 => Missing::Nan { left },
            _ => return Err(Error::new(Code::Range, "", "'decision_type' has a kind of missing that does not exist")),
        };
        Ok(Test::AtMost { threshold, missing })
    }
}

/// The categories of each set, from bit sets of 32-bit words.
fn sets(block: &Block<'_>) -> Result<Vec<Vec<u32>>, Error> {
    let count: usize = block.field("num_cat")?.map_or(Ok(0), |field| field.number())?;
    if count == 0 {
        return Ok(Vec::new());
    }
    let wrong = |message| {
        block.required("cat_boundaries").map_or_else(|error| error, |field| field.error(Code::Range, message))
    };
    if count > MAX_NODES {
        return Err(wrong("the tree has too many sets of categories"));
    }
    let boundaries: Vec<usize> = block.list("cat_boundaries", count.saturating_add(1))?;
    let words = boundaries.last().copied().unwrap_or_default();
    if boundaries.first() != Some(&0) || boundaries.windows(2).any(|pair| pair.first() > pair.last()) {
        return Err(wrong("the bounds of the sets do not rise from zero"));
    }
    if words > MAX_LISTED_CATEGORIES {
        return Err(wrong("the sets of categories are too large"));
    }
    let bits: Vec<u32> = block.list("cat_threshold", words)?;
    let listed: usize = bits.iter().map(|word| word.count_ones() as usize).fold(0, usize::saturating_add);
    if listed > MAX_LISTED_CATEGORIES {
        return Err(wrong("the sets list too many categories"));
    }
    let set = |pair: &[usize]| {
        let words = pair.first().zip(pair.last()).and_then(|(from, to)| bits.get(*from..*to)).unwrap_or_default();
        let categories = words.iter().zip(0_u32..).flat_map(|(word, place)| {
            (0..u32::BITS).filter(move |bit| word >> bit & 1 == 1).map(move |bit| place.saturating_mul(u32::BITS) | bit)
        });
        categories.collect()
    };
    Ok(boundaries.windows(2).map(set).collect())
}

/// Refuses what a tree may have and is not read.
fn no_linear_leaves(block: &Block<'_>) -> Result<(), Error> {
    match block.field("is_linear")? {
        Some(field) if field.text.trim() != "0" => {
            let error = unsupported("trees with linear models in their leaves are not read");
            Err(block.blame(error.help("train with linear_tree=false")))
        }
        _ => Ok(()),
    }
}

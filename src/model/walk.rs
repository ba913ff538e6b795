//! Trees made ready for [`prescreen_walk`]: rows to slots.
//!
//! Takes a forest and rows of values, gives raw scores bit for bit as [`super::decide`] goes. Every split asks whether
//! a slot is at most a threshold. A slot is a feature with its missing values sent to −∞ (left of every
//! threshold) or NaN (right of it); or, for a set of categories, 0 when the row's category is in it and 1 when not.

use std::collections::BTreeMap;

use prescreen_walk::{LANES, Step, Trees};

use super::forest::{Arithmetic, Forest, Missing, Node, Test, Tree};

/// Above 0, below 1.
const HALF: f64 = 0.5;

/// How a slot is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Filled {
    /// The value, with missing values sent away.
    Value { feature: u16, missing: Missing },
    /// 0 where a missing value is sent left, else 1: for a threshold that is not a number.
    MissingLeft { feature: u16, missing: Missing },
    /// 1, unless a category says otherwise.
    Category,
}

/// A category of a feature and a slot of a set that has it, in one number that sorts by feature, then category.
#[derive(Debug, Clone, Copy)]
struct Member(u64);

/// Bits of a slot: there are fewer slots than nodes.
const SLOT_BITS: u32 = 20;
/// Bits of a category; of features there are 2^12.
const CATEGORY_BITS: u32 = 32;
/// Stands for a missing value: no library has a category so large.
const MISSING: u32 = u32::MAX;

impl Member {
    fn of(feature: u16, category: u32, slot: u32) -> Self {
        let key = (u64::from(feature) << CATEGORY_BITS) | u64::from(category);
        Self((key << SLOT_BITS) | u64::from(slot))
    }

    fn slot(self) -> usize {
        (self.0 & ((1 << SLOT_BITS) - 1)) as usize
    }

    fn same_category(self, other: Self) -> bool {
        self.0 >> SLOT_BITS == other.0 >> SLOT_BITS
    }
}

/// Trees and the way from a row to their slots.
#[derive(Debug, Default)]
pub(super) struct Walk {
    trees: Trees,
    /// From slot 1 on; slot 0 is zero for every row.
    slots: Vec<Filled>,
    /// Features with sets of categories.
    categorical: Vec<u16>,
    /// Sorted [`Member`]s.
    members: Vec<u64>,
    /// Slots of as many rows as are walked together.
    filled: Vec<f64>,
}

/// What tells one slot from another while trees are made ready.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked<'f> {
    Filled(Filled),
    Among(u16, &'f [u32], bool),
}

impl Walk {
    pub(super) fn new(forest: &Forest) -> Self {
        let mut walk = Self::default();
        let mut known = BTreeMap::new();
        for tree in &forest.trees {
            let steps = walk.steps(tree, &mut known);
            walk.trees.push(u32::try_from(tree.depth()).unwrap_or(u32::MAX), steps);
        }
        let depths = forest.trees.iter().zip(0_u64..).map(|(tree, place)| ((tree.depth() as u64) << 32) | place);
        let mut depths: Vec<u64> = depths.collect();
        depths.sort_unstable();
        walk.trees.group(depths.into_iter().map(|tree| (tree & u64::from(u32::MAX)) as usize));
        walk.members.sort_unstable();
        walk.filled = vec![0.0; walk.width().saturating_mul(LANES)];
        walk
    }

    fn width(&self) -> usize {
        self.slots.len().saturating_add(1)
    }

    /// A tree level by level, so that the children of a split stand side by side.
    fn steps<'f>(&mut self, tree: &'f Tree, known: &mut BTreeMap<Asked<'f>, u32>) -> Vec<Step> {
        let mut order = vec![0_usize];
        let mut steps = Vec::with_capacity(tree.nodes().len());
        while let Some(node) = order.get(steps.len()).and_then(|position| tree.nodes().get(*position)) {
            let here = order.get(steps.len()).copied().unwrap_or_default();
            steps.push(match node {
                Node::Leaf { value, .. } => Step::Leaf(*value),
                Node::Split { feature, test, right, .. } => {
                    let child = u32::try_from(order.len()).unwrap_or(u32::MAX);
                    order.extend([*right as usize, here.saturating_add(1)]);
                    let (asked, at_most) = asked(*feature, test);
                    Step::Split { at_most, slot: self.slot(asked, known), child }
                }
            });
        }
        steps
    }

    fn slot<'f>(&mut self, asked: Asked<'f>, known: &mut BTreeMap<Asked<'f>, u32>) -> u32 {
        if let Some(slot) = known.get(&asked) {
            return *slot;
        }
        let slot = u32::try_from(self.width()).unwrap_or(u32::MAX);
        match asked {
            Asked::Filled(filled) => self.slots.push(filled),
            Asked::Among(feature, categories, missing_left) => {
                self.slots.push(Filled::Category);
                if !self.categorical.contains(&feature) {
                    self.categorical.push(feature);
                }
                let listed = categories.iter().copied().filter(|category| *category != MISSING);
                let listed = listed.chain(missing_left.then_some(MISSING));
                self.members.extend(listed.map(|category| Member::of(feature, category, slot).0));
            }
        }
        known.insert(asked, slot);
        slot
    }

    /// The raw score of a row.
    pub(super) fn raw(&mut self, arithmetic: Arithmetic, row: &[f64]) -> f64 {
        let mut filled = core::mem::take(&mut self.filled);
        let slots = filled.get_mut(..self.width()).unwrap_or_default();
        self.fill(arithmetic, row, slots);
        let raw = match arithmetic {
            Arithmetic::Double { .. } => self.trees.double(slots),
            Arithmetic::Single { base } => self.trees.single(slots, base).into(),
        };
        self.filled = filled;
        raw
    }

    /// The raw scores of eight rows.
    pub(super) fn raw_rows(&mut self, arithmetic: Arithmetic, rows: [&[f64]; LANES]) -> [f64; LANES] {
        let mut filled = core::mem::take(&mut self.filled);
        for (slots, row) in filled.chunks_exact_mut(self.width()).zip(rows) {
            self.fill(arithmetic, row, slots);
        }
        let mut lanes = [[].as_slice(); LANES];
        lanes.iter_mut().zip(filled.chunks_exact(self.width())).for_each(|(lane, slots)| *lane = slots);
        let raw = match arithmetic {
            Arithmetic::Double { .. } => self.trees.doubles(&lanes),
            Arithmetic::Single { base } => self.trees.singles(&lanes, base).map(f64::from),
        };
        self.filled = filled;
        raw
    }

    fn fill(&self, arithmetic: Arithmetic, row: &[f64], slots: &mut [f64]) {
        let value = |feature: u16| arithmetic.seen(row.get(usize::from(feature)).copied().unwrap_or(f64::NAN));
        for (slot, filled) in slots.iter_mut().skip(1).zip(&self.slots) {
            *slot = match *filled {
                Filled::Value { feature, missing } => sent(value(feature), missing),
                Filled::MissingLeft { feature, missing } => {
                    f64::from(u8::from(missing.sends(value(feature)) != Some(true)))
                }
                Filled::Category => 1.0,
            };
        }
        for feature in &self.categorical {
            let value = value(*feature);
            let category = if value.is_nan() { Some(MISSING) } else { arithmetic.category(value) };
            let Some(category) = category else { continue };
            let first = Member::of(*feature, category, 0);
            let from = self.members.partition_point(|member| *member < first.0);
            let members = self.members.iter().skip(from).map(|member| Member(*member));
            for member in members.take_while(|member| member.same_category(first)) {
                if let Some(slot) = slots.get_mut(member.slot()) {
                    *slot = 0.0;
                }
            }
        }
    }
}

fn asked(feature: u16, test: &Test) -> (Asked<'_>, f64) {
    match test {
        Test::AtMost { threshold, missing } if threshold.is_nan() => {
            (Asked::Filled(Filled::MissingLeft { feature, missing: *missing }), HALF)
        }
        Test::AtMost { threshold, missing } => {
            (Asked::Filled(Filled::Value { feature, missing: *missing }), *threshold)
        }
        Test::Among { categories, missing_left } => (Asked::Among(feature, categories, *missing_left), HALF),
    }
}

/// A value with missing ones sent to where no threshold changes their way.
fn sent(value: f64, missing: Missing) -> f64 {
    match missing.sends(value) {
        Some(true) => f64::NEG_INFINITY,
        Some(false) => f64::NAN,
        None if value.is_nan() => 0.0,
        None => value,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects, reason = "a test")]

    use super::*;
    use crate::model::Link;

    /// The plain way, one split after another.
    fn plain(forest: &Forest, row: &[f64]) -> f64 {
        let seen: Vec<f64> = row.iter().map(|value| forest.arithmetic.seen(*value)).collect();
        let leaf = |tree: &Tree| {
            let mut position = 0;
            loop {
                match &tree.nodes()[position] {
                    Node::Leaf { value, .. } => return *value,
                    Node::Split { feature, test, right, .. } => {
                        let left = test.left(forest.arithmetic, seen[usize::from(*feature)]);
                        position = if left { position + 1 } else { *right as usize };
                    }
                }
            }
        };
        match forest.arithmetic {
            Arithmetic::Double { .. } => forest.trees.iter().map(leaf).fold(0.0, |sum, leaf| sum + leaf),
            Arithmetic::Single { base } => {
                forest.trees.iter().map(leaf).fold(base, |sum, leaf| sum + leaf as f32).into()
            }
        }
    }

    /// A fixed generator of bits.
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 % limit as u64).unwrap()
        }

        fn of<T: Copy>(&mut self, list: &[T]) -> T {
            list[self.below(list.len())]
        }
    }

    const VALUES: [f64; 18] = [
        f64::NAN,
        0.0,
        -0.0,
        1e-36,
        -1e-36,
        1e-34,
        5e-324,
        -0.5,
        -1.0,
        1.0,
        1.5,
        2.0,
        33.0,
        3e9,
        16_777_216.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        1e300,
    ];

    fn tree(draw: &mut Draw, features: usize) -> Tree {
        let mut open = 1;
        Tree::grow(|| {
            open -= 1;
            if draw.below(2) == 0 || open > 40 {
                let value = f64::from(draw.below(1000) as f32 / 7.0);
                return Ok(Node::Leaf { value, cover: 1.0 });
            }
            open += 2;
            let left = draw.below(2) == 0;
            let missing = draw.of(&[Missing::Nothing, Missing::Zero { left }, Missing::Nan { left }]);
            let test = if draw.below(4) == 0 {
                let categories = [0, 1, 2, 33, 40].into_iter().filter(|_| draw.below(2) == 0).collect();
                Test::Among { categories, missing_left: left }
            } else {
                Test::AtMost { threshold: draw.of(&VALUES), missing }
            };
            Ok(Node::Split { feature: draw.below(features) as u16, test, right: 0, cover: 1.0 })
        })
        .unwrap()
    }

    #[test]
    fn eight_walks_side_by_side_end_where_the_plain_way_does() {
        let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
        for round in 0..300 {
            let features = 1 + draw.below(5);
            let count = draw.below(30);
            let arithmetic = draw.of(&[Arithmetic::Double { divisor: 1 }, Arithmetic::Single { base: 0.3 }]);
            let trees = (0..count).map(|_| tree(&mut draw, features)).collect();
            let forest = Forest { arithmetic, link: Link::Identity, trees };
            let mut walk = Walk::new(&forest);
            let rows: Vec<Vec<f64>> = (0..LANES).map(|_| (0..features).map(|_| draw.of(&VALUES)).collect()).collect();
            let expected: Vec<u64> = rows.iter().map(|row| plain(&forest, row).to_bits()).collect();
            let single: Vec<u64> = rows.iter().map(|row| walk.raw(arithmetic, row).to_bits()).collect();
            assert_eq!(single, expected, "round {round}");
            let lanes = core::array::from_fn(|lane| rows[lane].as_slice());
            assert_eq!(walk.raw_rows(arithmetic, lanes).map(f64::to_bits).to_vec(), expected, "round {round}");
        }
    }
}

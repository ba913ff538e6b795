//! What a forest's splits ask of a row: its slots.
//!
//! Every split asks whether a slot is at most a threshold. A slot is a feature with its missing values sent to −∞ (left
//! of every threshold) or NaN (right of it); or, for a set of categories, 0 when the row's category is in it and 1 when
//! not. It must never go through a tree.

use std::collections::BTreeMap;

use prescreen_walk::Slot;

use super::decide::ZERO;
use super::forest::{Missing, Precision, Test};

/// Above 0, below 1.
const HALF: f64 = 0.5;

/// What tells one slot from another.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked<'f> {
    /// The value, with missing values sent away.
    Value(u16, Missing),
    /// 0 where a missing value is sent left, else 1: for a threshold that is not a number.
    MissingLeft(u16, Missing),
    /// 0 where the category is in the set, else 1; whether a missing value is in it.
    Among(u16, &'f [u32], bool),
}

/// A category of a feature and a set that has it, in one number that sorts by feature, then category.
#[derive(Debug, Clone, Copy)]
struct Member(u64);

/// Bits of a set: there are fewer sets than nodes.
const SET_BITS: u32 = 20;
/// Bits of a category; of features there are 2^12.
const CATEGORY_BITS: u32 = 32;
/// Stands for a missing value: no library has a category so large.
const MISSING: u32 = u32::MAX;

impl Member {
    fn of(feature: u16, category: u32, set: u32) -> Self {
        let key = (u64::from(feature) << CATEGORY_BITS) | u64::from(category);
        Self((key << SET_BITS) | u64::from(set))
    }

    fn set(self) -> usize {
        (self.0 & ((1 << SET_BITS) - 1)) as usize
    }

    fn same_category(self, other: Self) -> bool {
        self.0 >> SET_BITS == other.0 >> SET_BITS
    }
}

/// The sets of categories that a row is looked up in: what it finds stands after the row's own values.
#[derive(Debug, Default)]
pub(super) struct Sets {
    /// How many there are.
    count: u32,
    /// Features with sets.
    features: Vec<u16>,
    /// Sorted [`Member`]s.
    members: Vec<u64>,
}

/// The slots of one forest, while its trees are made ready.
pub(super) struct Slots<'f> {
    slots: Vec<Slot>,
    sets: Sets,
    known: BTreeMap<Asked<'f>, u32>,
    arithmetic: Precision,
    features: usize,
}

impl<'f> Slots<'f> {
    pub(super) fn new(arithmetic: Precision, features: usize) -> Self {
        Self { slots: Vec::new(), sets: Sets::default(), known: BTreeMap::new(), arithmetic, features }
    }

    /// The slot that a test asks, and the threshold.
    pub(super) fn slot(&mut self, feature: u16, test: &'f Test) -> (u32, f64) {
        let (asked, at_most) = match test {
            Test::AtMost { threshold, missing } if threshold.is_nan() => (Asked::MissingLeft(feature, *missing), HALF),
            Test::AtMost { threshold, missing } => (Asked::Value(feature, *missing), *threshold),
            Test::Among { categories, missing_left } => (Asked::Among(feature, categories, *missing_left), HALF),
        };
        if let Some(slot) = self.known.get(&asked) {
            return (*slot, at_most);
        }
        let from = self.from(&asked);
        self.slots.push(from);
        let slot = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        self.known.insert(asked, slot);
        (slot, at_most)
    }

    /// What fills the slots from 1 on (slot 0 is zero for every row), and the sets among them.
    pub(super) fn finish(mut self) -> (Vec<Slot>, Sets) {
        self.sets.members.sort_unstable();
        (self.slots, self.sets)
    }

    /// As [`Precision::seen`] and [`Missing::sends`] go.
    fn from(&mut self, asked: &Asked<'_>) -> Slot {
        let (single, near) = match self.arithmetic {
            Precision::Double { .. } => (false, ZERO),
            Precision::Single { .. } => (true, 0.0),
        };
        match *asked {
            Asked::Value(feature, missing) => {
                let sent = |left| if left { f64::NEG_INFINITY } else { f64::NAN };
                let (nan, zero) = of_missing(missing, sent, 0.0);
                Slot { position: feature.into(), single, near, nan, zero, far: None }
            }
            Asked::MissingLeft(feature, missing) => {
                let (nan, zero) = of_missing(missing, |left| f64::from(u8::from(!left)), 1.0);
                Slot { position: feature.into(), single, near, nan, zero, far: Some(1.0) }
            }
            Asked::Among(feature, categories, missing_left) => {
                let set = self.sets.add(feature, categories, missing_left);
                let position = u32::try_from(self.features).unwrap_or(u32::MAX).saturating_add(set);
                Slot { position, single: false, near: 0.0, nan: 1.0, zero: 0.0, far: None }
            }
        }
    }
}

/// What NaN and zero become: `sent` where the test takes them for missing, else `kept`.
fn of_missing(missing: Missing, sent: impl Fn(bool) -> f64, kept: f64) -> (f64, f64) {
    match missing {
        Missing::Nothing => (kept, kept),
        Missing::Zero { left } => (sent(left), sent(left)),
        Missing::Nan { left } => (sent(left), kept),
    }
}

impl Sets {
    /// How many numbers they add to a row.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }

    fn add(&mut self, feature: u16, categories: &[u32], missing_left: bool) -> u32 {
        let set = self.count;
        self.count = set.saturating_add(1);
        if !self.features.contains(&feature) {
            self.features.push(feature);
        }
        let listed = categories.iter().copied().filter(|category| *category != MISSING);
        let listed = listed.chain(missing_left.then_some(MISSING));
        self.members.extend(listed.map(|category| Member::of(feature, category, set).0));
        set
    }

    /// For each set 0 where the row's category is in it, else 1.
    pub(super) fn look_up(&self, arithmetic: Precision, row: &[f64], found: &mut [f64]) {
        found.fill(1.0);
        for feature in &self.features {
            let value = arithmetic.seen(row.get(usize::from(*feature)).copied().unwrap_or(f64::NAN));
            let category = if value.is_nan() { Some(MISSING) } else { arithmetic.category(value) };
            let Some(category) = category else { continue };
            let first = Member::of(*feature, category, 0);
            let from = self.members.partition_point(|member| *member < first.0);
            let members = self.members.iter().skip(from).map(|member| Member(*member));
            for member in members.take_while(|member| member.same_category(first)) {
                if let Some(found) = found.get_mut(member.set()) {
                    *found = 0.0;
                }
            }
        }
    }
}

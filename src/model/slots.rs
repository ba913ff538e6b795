//! What a forest's splits ask of a row: its slots.
//!
//! Every split asks whether a slot is at most a threshold. A slot is a feature with its missing values sent to −∞ (left
//! of every threshold) or NaN (right of it); or, for a set of categories, 0 when the row's category is in it and 1 when
//! not. It must never go through a tree.

use std::collections::BTreeMap;

use prescreen_walk::{Slot, fill};

use super::decide::ZERO;
use super::forest::{Arithmetic, Missing, Test};

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

/// The way from a row to its slots.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// From slot 1 on; slot 0 is zero for every row.
    slots: Vec<Slot>,
    /// Features with sets of categories.
    categorical: Vec<u16>,
    /// Sorted [`Member`]s.
    members: Vec<u64>,
}

/// The slots of one forest, while its trees are made ready.
pub(super) struct Slotting<'f> {
    slots: Slots,
    known: BTreeMap<Asked<'f>, u32>,
    arithmetic: Arithmetic,
}

impl<'f> Slotting<'f> {
    pub(super) fn new(arithmetic: Arithmetic) -> Self {
        Self { slots: Slots::default(), known: BTreeMap::new(), arithmetic }
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
        let slot = u32::try_from(self.slots.width()).unwrap_or(u32::MAX);
        self.slots.slots.push(self.filled(&asked));
        if let Asked::Among(feature, categories, missing_left) = asked {
            if !self.slots.categorical.contains(&feature) {
                self.slots.categorical.push(feature);
            }
            let listed = categories.iter().copied().filter(|category| *category != MISSING);
            let listed = listed.chain(missing_left.then_some(MISSING));
            self.slots.members.extend(listed.map(|category| Member::of(feature, category, slot).0));
        }
        self.known.insert(asked, slot);
        (slot, at_most)
    }

    pub(super) fn finish(mut self) -> Slots {
        self.slots.members.sort_unstable();
        self.slots
    }

    /// As [`Arithmetic::seen`] and [`Missing::sends`] go.
    fn filled(&self, asked: &Asked<'_>) -> Slot {
        let (single, near) = match self.arithmetic {
            Arithmetic::Double { .. } => (false, ZERO),
            Arithmetic::Single { .. } => (true, 0.0),
        };
        let slot = |feature: u16| Slot { position: feature.into(), single, near, nan: 1.0, zero: 1.0, far: Some(1.0) };
        match *asked {
            Asked::Value(feature, missing) => {
                let sent = |left| if left { f64::NEG_INFINITY } else { f64::NAN };
                let (nan, zero) = of_missing(missing, sent, 0.0);
                Slot { nan, zero, far: None, ..slot(feature) }
            }
            Asked::MissingLeft(feature, missing) => {
                let (nan, zero) = of_missing(missing, |left| f64::from(u8::from(!left)), 1.0);
                Slot { nan, zero, ..slot(feature) }
            }
            Asked::Among(feature, ..) => slot(feature),
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

impl Slots {
    /// Slots of a row.
    pub(super) fn width(&self) -> usize {
        self.slots.len().saturating_add(1)
    }

    /// Fills a row's slots.
    pub(super) fn fill(&self, arithmetic: Arithmetic, row: &[f64], filled: &mut [f64]) {
        fill(&self.slots, row, filled);
        for feature in &self.categorical {
            let value = arithmetic.seen(row.get(usize::from(*feature)).copied().unwrap_or(f64::NAN));
            let category = if value.is_nan() { Some(MISSING) } else { arithmetic.category(value) };
            let Some(category) = category else { continue };
            let first = Member::of(*feature, category, 0);
            let from = self.members.partition_point(|member| *member < first.0);
            let members = self.members.iter().skip(from).map(|member| Member(*member));
            for member in members.take_while(|member| member.same_category(first)) {
                if let Some(slot) = filled.get_mut(member.slot()) {
                    *slot = 0.0;
                }
            }
        }
    }
}

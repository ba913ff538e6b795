//! Two lists of entries, paired where amounts are the same and nothing else fits.
//!
//! Linear but for sorting: entries are compared within one amount and a few days, and a crowd of equal amounts is left
//! open instead of being searched.

use std::collections::{BTreeMap, BTreeSet};

use super::link::LinkedBy;
use super::work::Work;

/// How many entries of one amount within the days are looked at; more are a crowd, in which nothing is unique.
const CROWD: usize = 32;
/// How many entries a question names.
const ASKED: usize = 16;

/// What may be paired, and how.
pub(super) struct Pairing<'f> {
    /// Entries that the money left, or that count, with the amount by which they are looked for.
    pub left: Vec<(u32, i64)>,
    /// The others.
    pub right: Vec<(u32, i64)>,
    /// How many days the right one may be before and after the left one.
    pub days: (i32, i32),
    /// Whether two fit, and what tells it.
    pub fits: &'f dyn Fn(u32, u32) -> Option<LinkedBy>,
    /// Entries that are alike and as many on both sides may be paired in their order: for the sums it is one.
    pub alike: bool,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Paired {
    /// Left, right, and what told it.
    pub pairs: Vec<(u32, u32, LinkedBy)>,
    /// Entries that fit several.
    pub open: Vec<Vec<u32>>,
}

impl Pairing<'_> {
    /// Pairs what is mutually unique.
    pub(super) fn pair(&self, work: &Work<'_>) -> Paired {
        let keyed = |entries: &[(u32, i64)]| {
            let keys = entries.iter().filter_map(|(entry, amount)| {
                let found = work.entry(*entry)?;
                Some(((found.currency, *amount), found.date.days(), *entry))
            });
            let mut keys: Vec<_> = keys.collect();
            keys.sort_unstable();
            keys
        };
        let (left, right) = (keyed(&self.left), keyed(&self.right));
        let mut paired = Paired::default();
        let mut rest = right.as_slice();
        for group in left.chunk_by(|one, other| one.0 == other.0) {
            let Some((amount, ..)) = group.first() else { continue };
            let behind = rest.partition_point(|(other, ..)| other < amount);
            rest = rest.get(behind..).unwrap_or_default();
            let count = rest.partition_point(|(other, ..)| other == amount);
            let (here, later) = rest.split_at(count);
            rest = later;
            if !here.is_empty() {
                self.within(group, here, &mut paired);
            }
        }
        paired
    }

    /// Pairs within one amount.
    fn within<K>(&self, left: &[(K, i32, u32)], right: &[(K, i32, u32)], paired: &mut Paired) {
        let mut forward: BTreeMap<u32, Vec<(u32, LinkedBy)>> = BTreeMap::new();
        let mut backward: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (_, day, entry) in left {
            let first = right.partition_point(|(_, other, _)| *other < day.saturating_sub(self.days.0));
            let near = right.get(first..).unwrap_or_default();
            let near = near.iter().take_while(|(_, other, _)| *other <= day.saturating_add(self.days.1));
            for (seen, (_, _, other)) in near.enumerate() {
                if seen >= CROWD {
                    let all = left.iter().chain(right).map(|(_, _, entry)| *entry).take(ASKED);
                    paired.open.push(all.collect());
                    return;
                }
                if let Some(by) = (self.fits)(*entry, *other) {
                    forward.entry(*entry).or_default().push((*other, by));
                    backward.entry(*other).or_default().push(*entry);
                }
            }
        }
        let mut done = BTreeSet::new();
        for entry in forward.keys() {
            if !done.contains(entry) {
                self.resolve(*entry, &forward, &backward, &mut done, paired);
            }
        }
    }

    /// Everything that hangs together with an entry: one pair, as many on both sides, or a question.
    fn resolve(
        &self,
        start: u32,
        forward: &BTreeMap<u32, Vec<(u32, LinkedBy)>>,
        backward: &BTreeMap<u32, Vec<u32>>,
        done: &mut BTreeSet<u32>,
        paired: &mut Paired,
    ) {
        let (mut lefts, mut rights) = (Vec::new(), BTreeSet::new());
        let mut edges = 0_usize;
        let mut waiting = vec![start];
        while let Some(entry) = waiting.pop() {
            if !done.insert(entry) {
                continue;
            }
            lefts.push(entry);
            for (other, _) in forward.get(&entry).into_iter().flatten() {
                edges = edges.saturating_add(1);
                if rights.insert(*other) {
                    waiting.extend(backward.get(other).into_iter().flatten());
                }
            }
        }
        lefts.sort_unstable();
        let as_many = lefts.len() == rights.len();
        let all_fit = edges == lefts.len().saturating_mul(rights.len());
        if as_many && all_fit && (self.alike || lefts.len() == 1) {
            for (left, right) in lefts.iter().zip(&rights) {
                let by = forward.get(left).and_then(|fitting| fitting.iter().find(|(other, _)| other == right));
                paired.pairs.extend(by.map(|(_, by)| (*left, *right, *by)));
            }
        } else {
            let mut open: Vec<u32> = lefts.into_iter().chain(rights).take(ASKED).collect();
            open.sort_unstable();
            paired.open.push(open);
        }
    }
}

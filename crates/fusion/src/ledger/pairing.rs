//! Two lists of entries, paired where amounts are the same and nothing else fits.
//!
//! Linear but for sorting: entries are compared within one amount and a few days, and of a crowd of equal amounts so many
//! pairs as a multiple of its entries; what was found of it by then is left open.

use super::link::LinkedBy;
use super::work::Work;
use crate::money::Currency;
use crate::sorted::{Grouped, sort};

/// How many others are looked at for each entry of one amount, on average; more are a crowd, in which nothing is unique.
const CROWD: usize = 32;
/// How many entries a question names; each fits another that it names.
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
            let mut keys: Vec<Keyed> = keys.collect();
            sort(&mut keys);
            keys
        };
        let (left, right) = (keyed(&self.left), keyed(&self.right));
        let mut done = Done::of(work.ledger.entries.len());
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
                self.within(group, here, &mut done, &mut paired);
            }
        }
        paired
    }

    /// Pairs within one amount.
    fn within(&self, left: &[Keyed], right: &[Keyed], done: &mut Done, paired: &mut Paired) {
        let (mut forward, mut backward) = (Vec::new(), Vec::new());
        let mut looks = left.len().saturating_add(right.len()).saturating_mul(CROWD);
        for (_, day, entry) in left {
            let first = right.partition_point(|(_, other, _)| *other < day.saturating_sub(self.days.0));
            let near = right.get(first..).unwrap_or_default();
            let near = near.iter().take_while(|(_, other, _)| *other <= day.saturating_add(self.days.1));
            for (_, _, other) in near {
                let Some(fewer) = looks.checked_sub(1) else {
                    paired.open.extend(named(forward.iter().map(|(entry, (other, _))| (*entry, *other))));
                    return;
                };
                looks = fewer;
                if let Some(by) = (self.fits)(*entry, *other) {
                    forward.push((*entry, (*other, by)));
                    backward.push((*other, *entry));
                }
            }
        }
        if forward.is_empty() {
            return;
        }
        let fitting = Fitting { forward: Grouped::new(forward), backward: Grouped::new(backward) };
        for of_entry in fitting.forward.groups() {
            if let Some((entry, _)) = of_entry.first() {
                self.resolve(*entry, &fitting, done, paired);
            }
        }
    }

    /// Everything that hangs together with an entry: one pair, as many on both sides, or a question.
    fn resolve(&self, start: u32, fitting: &Fitting, done: &mut Done, paired: &mut Paired) {
        let (mut lefts, mut rights) = (Vec::new(), Vec::new());
        let mut edges = 0_usize;
        let mut waiting = vec![start];
        while let Some(entry) = waiting.pop() {
            if !is_first(&mut done.left, entry) {
                continue;
            }
            lefts.push(entry);
            for (_, (other, _)) in fitting.forward.of(&entry) {
                edges = edges.saturating_add(1);
                if is_first(&mut done.right, *other) {
                    rights.push(*other);
                    waiting.extend(fitting.backward.of(other).iter().map(|(_, entry)| *entry));
                }
            }
        }
        if lefts.is_empty() {
            return;
        }
        sort(&mut lefts);
        sort(&mut rights);
        let as_many = lefts.len() == rights.len();
        let all_fit = edges == lefts.len().saturating_mul(rights.len());
        if as_many && all_fit && (self.alike || lefts.len() == 1) {
            for (left, right) in lefts.iter().zip(&rights) {
                let by = fitting.forward.of(left).iter().find(|(_, (other, _))| other == right);
                paired.pairs.extend(by.map(|(_, (_, by))| (*left, *right, *by)));
            }
        } else {
            let fits = |left: &u32| fitting.forward.of(left).iter().map(|(left, (right, _))| (*left, *right));
            paired.open.extend(named(lefts.iter().flat_map(fits)));
        }
    }
}

/// The entries that a question names of those that fit, in pairs; none where none do.
fn named(fitting: impl Iterator<Item = (u32, u32)>) -> Option<Vec<u32>> {
    let mut open = Vec::with_capacity(ASKED);
    for (left, right) in fitting {
        for entry in [left, right] {
            if !open.contains(&entry) {
                open.push(entry);
            }
        }
        if open.len() >= ASKED {
            break;
        }
    }
    (!open.is_empty()).then_some(open)
}

/// An entry by its currency and amount, and its day.
type Keyed = ((Currency, i64), i32, u32);

/// Which entries fit which.
struct Fitting {
    /// What fits a left entry, and what tells it.
    forward: Grouped<u32, (u32, LinkedBy)>,
    /// What a right entry fits.
    backward: Grouped<u32, u32>,
}

/// Entries that were looked at, on each side: all are of one amount, so that each is looked at once.
struct Done {
    left: Vec<bool>,
    right: Vec<bool>,
}

impl Done {
    fn of(entries: usize) -> Self {
        Self { left: vec![false; entries], right: vec![false; entries] }
    }
}

/// Whether an entry is looked at for the first time.
fn is_first(done: &mut [bool], entry: u32) -> bool {
    let mark = usize::try_from(entry).ok().and_then(|entry| done.get_mut(entry));
    mark.is_some_and(|mark| !core::mem::replace(mark, true))
}

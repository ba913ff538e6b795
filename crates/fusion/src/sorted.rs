//! One sort for all lists of a small module, and what is found by its place in a sorted list.
//!
//! The sort itself is compiled once, for lists of any type, and moves positions; what is compiled for each type is how two
//! of its elements compare and how they change places. The standard library compiles a whole sort for each.

use core::cmp::Ordering;

/// Sorts a list; elements that compare as equal keep their order.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places = {
        let list = &*list;
        let after = |one: u32, other: u32| match (list.get(at(one)), list.get(at(other))) {
            (Some(one), Some(other)) => compare(one, other) == Ordering::Greater,
            _ => false,
        };
        match sorted_places(list.len(), &after) {
            Some(places) => places,
            None => return,
        }
    };
    put_in_places(&mut places, &mut |one, other| list.swap(one, other));
}

/// Sorts a list by a key of each element; those of one key keep their order.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts a list by the order of its elements.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

fn at(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// The places from which elements come so that they are sorted, none where they are: runs of two, four, eight and so on
/// are merged, and two that are in order already are left alone.
fn sorted_places(count: usize, after: &dyn Fn(u32, u32) -> bool) -> Option<Vec<u32>> {
    let mut places: Vec<u32> = (0_u32..).take(count).collect();
    if places.iter().zip(places.iter().skip(1)).all(|(one, next)| !after(*one, *next)) {
        return None;
    }
    let mut merged: Vec<u32> = Vec::with_capacity(count);
    let mut width = 1_usize;
    while width < count {
        merged.clear();
        for pair in places.chunks(width.saturating_mul(2)) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            if let (Some(last), Some(first)) = (left.last(), right.first())
                && !after(*last, *first)
            {
                merged.extend_from_slice(pair);
                continue;
            }
            while let (Some((one, ones)), Some((other, others))) = (left.split_first(), right.split_first()) {
                if after(*one, *other) {
                    merged.push(*other);
                    right = others;
                } else {
                    merged.push(*one);
                    left = ones;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        core::mem::swap(&mut places, &mut merged);
        width = width.saturating_mul(2);
    }
    Some(places)
}

/// Moves every element to its place, along the circles in which they change places.
fn put_in_places(places: &mut [u32], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut here = start;
        while let Some(place) = places.get_mut(here) {
            let from = at(core::mem::replace(place, u32::try_from(here).unwrap_or(u32::MAX)));
            if from == start || from == here {
                break;
            }
            swap(here, from);
            here = from;
        }
    }
}

/// For each of some keys a number, from 0 in the order of the keys: the same for those that are equal.
pub fn numbered<K: Ord>(keys: Vec<K>) -> Vec<usize> {
    let mut numbers = vec![0; keys.len()];
    let grouped = Grouped::new(keys.into_iter().zip(0_usize..).collect());
    for (number, group) in grouped.groups().enumerate() {
        for (_, position) in group {
            if let Some(place) = numbers.get_mut(*position) {
                *place = number;
            }
        }
    }
    numbers
}

/// Values under keys in rising order; those of one key keep the order in which they came.
pub struct Grouped<K, V>(Vec<(K, V)>);

impl<K: Ord, V> Grouped<K, V> {
    /// Puts values under their keys.
    #[must_use]
    pub fn new(mut pairs: Vec<(K, V)>) -> Self {
        sort_by(&mut pairs, |(one, _), (other, _)| one.cmp(other));
        Self(pairs)
    }

    /// The values of a key, with it.
    #[must_use]
    pub fn of(&self, key: &K) -> &[(K, V)] {
        let (from, to) = self.range(key);
        self.0.get(from..to).unwrap_or_default()
    }

    /// The same, to be changed.
    #[must_use]
    pub fn of_mut(&mut self, key: &K) -> &mut [(K, V)] {
        let (from, to) = self.range(key);
        self.0.get_mut(from..to).unwrap_or_default()
    }

    /// All groups, in the order of their keys.
    pub fn groups(&self) -> impl Iterator<Item = &[(K, V)]> {
        self.0.chunk_by(|(one, _), (other, _)| one == other)
    }

    fn range(&self, key: &K) -> (usize, usize) {
        let place = |upto: Ordering| self.0.partition_point(|(other, _)| other.cmp(key) <= upto);
        (place(Ordering::Less), place(Ordering::Equal))
    }
}

#[cfg(test)]
pub(crate) mod counted {
    use core::cell::Cell;
    use core::cmp::Ordering;

    /// A key that counts how often it is compared.
    #[derive(Clone)]
    pub(crate) struct Counted<'a, K>(pub K, pub &'a Cell<usize>);

    impl<K: Ord> Ord for Counted<'_, K> {
        fn cmp(&self, other: &Self) -> Ordering {
            self.1.set(self.1.get().saturating_add(1));
            self.0.cmp(&other.0)
        }
    }
    impl<K: Ord> PartialOrd for Counted<'_, K> {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }
    impl<K: Ord> PartialEq for Counted<'_, K> {
        fn eq(&self, other: &Self) -> bool {
            self.cmp(other) == Ordering::Equal
        }
    }
    impl<K: Ord> Eq for Counted<'_, K> {}

    /// The most comparisons that a list is sorted and grouped with: two of each level of merging, and each with the one
    /// before when groups are made.
    pub(crate) fn most(count: usize) -> usize {
        let levels = usize::try_from(count.ilog2()).unwrap_or(usize::MAX).saturating_add(1);
        count.saturating_mul(levels.saturating_mul(2).saturating_add(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list that is not in order, of keys that many share, with the place of each.
    fn list(count: usize, keys: usize) -> Vec<(usize, usize)> {
        (0..count)
            .map(|place| (place.wrapping_mul(7_919).wrapping_rem(20_011).checked_rem(keys).unwrap_or(0), place))
            .collect()
    }

    #[test]
    fn the_order_is_the_standard_librarys_of_lists_of_every_length() {
        for count in (0..70).chain([1_000, 4_096, 5_001]) {
            for keys in [1, 3, 97, 20_011] {
                let (mut ours, mut theirs) = (list(count, keys), list(count, keys));
                sort_by_key(&mut ours, |(key, _)| *key);
                theirs.sort_by_key(|(key, _)| *key);
                assert_eq!(ours, theirs, "{count} of {keys}");
                ours.reverse();
                sort(&mut ours);
                assert_eq!(ours, theirs, "{count} of {keys}, reversed");
            }
        }
    }

    #[test]
    fn equal_keys_have_one_number_and_numbers_are_in_the_order_of_the_keys() {
        assert_eq!(numbered(vec!["b", "a", "b", "c", "a"]), [1, 0, 1, 2, 0]);
        assert!(numbered(Vec::<u8>::new()).is_empty());
    }

    #[test]
    fn values_are_found_under_their_keys_in_the_order_in_which_they_came() {
        let mut grouped = Grouped::new(vec![("b", 1), ("a", 2), ("b", 3)]);
        assert_eq!(grouped.of(&"b"), [("b", 1), ("b", 3)]);
        assert_eq!(grouped.of(&"c"), []);
        grouped.of_mut(&"a")[0].1 = 4;
        assert_eq!(grouped.groups().collect::<Vec<_>>(), [&[("a", 4)][..], &[("b", 1), ("b", 3)]]);
    }
}

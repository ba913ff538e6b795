//! Days without a row, and whether there are as many of them at one place as nowhere else.

use core::ops::RangeInclusive;

/// Pauses between rows, the longest before each and behind each: so that any place is asked without a walk along all.
pub(super) struct Pauses<T> {
    /// Between a row and the one before it, from the second row on.
    each: Vec<T>,
    /// The longest of the first so many.
    before: Vec<Option<T>>,
    /// The longest from here on.
    behind: Vec<Option<T>>,
}

impl<T: Ord + Copy> Pauses<T> {
    /// Of the pauses in order.
    pub(super) fn of(each: Vec<T>) -> Self {
        let longest = |kept: &mut Option<T>, pause: &T| {
            *kept = (*kept).max(Some(*pause));
            Some(*kept)
        };
        let before = core::iter::once(None).chain(each.iter().scan(None, longest)).collect();
        let mut behind: Vec<Option<T>> = each.iter().rev().scan(None, longest).collect();
        behind.reverse();
        Self { each, before, behind }
    }

    /// The longest pause into one of these rows, and the longest of all others. Rows count from 0; none leads into the
    /// first.
    pub(super) fn at(&self, rows: RangeInclusive<usize>) -> (Option<T>, Option<T>) {
        let from = rows.start().saturating_sub(1).min(self.each.len());
        let to = (*rows.end()).clamp(from, self.each.len());
        let here = self.each.get(from..to).unwrap_or_default().iter().max().copied();
        let before = self.before.get(from).copied().flatten();
        (here, before.max(self.behind.get(to).copied().flatten()))
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;
    use core::cmp::Ordering;

    use super::*;

    /// A pause that counts how often it is compared.
    #[derive(Clone, Copy)]
    struct Counted<'a>(u32, &'a Cell<u32>);

    impl Ord for Counted<'_> {
        fn cmp(&self, other: &Self) -> Ordering {
            self.1.set(self.1.get().saturating_add(1));
            self.0.cmp(&other.0)
        }
    }
    impl PartialOrd for Counted<'_> {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }
    impl PartialEq for Counted<'_> {
        fn eq(&self, other: &Self) -> bool {
            self.cmp(other) == Ordering::Equal
        }
    }
    impl Eq for Counted<'_> {}

    #[test]
    fn the_longest_pause_here_and_elsewhere() {
        let pauses = Pauses::of(vec![1, 9, 2, 5]);
        assert_eq!(pauses.at(0..=0), (None, Some(9)));
        assert_eq!(pauses.at(2..=2), (Some(9), Some(5)));
        assert_eq!(pauses.at(3..=4), (Some(5), Some(9)));
        assert_eq!(pauses.at(1..=4), (Some(9), None));
        assert_eq!(pauses.at(4..=9), (Some(5), Some(9)));
        assert_eq!(Pauses::of(Vec::<i32>::new()).at(0..=3), (None, None));
    }

    #[test]
    fn asking_every_row_compares_each_pause_a_few_times_however_many_there_are() {
        for rows in [10_u32, 100, 10_000] {
            let compared = Cell::new(0);
            let pauses = Pauses::of((0..rows).map(|pause| Counted(pause * 7 % 31, &compared)).collect());
            for row in 0..rows as usize {
                let _ = pauses.at(row..=row);
            }
            assert!(compared.get() <= 4 * rows, "{} comparisons of {rows} pauses", compared.get());
        }
    }
}

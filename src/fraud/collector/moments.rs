//! Mean and spread of a stream of integers in fixed memory, without floats.

use super::root::root;

/// More than this is not added: sums then cannot overflow.
const MAX_COUNT: u64 = 1 << 24;
/// Larger values count as this.
const MAX_VALUE: u64 = (1 << 32) - 1;

/// Count, sum and sum of squares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Moments {
    count: u64,
    sum: u64,
    squares: u128,
}

impl Moments {
    pub(super) const fn new() -> Self {
        Self { count: 0, sum: 0, squares: 0 }
    }

    pub(super) fn add(&mut self, value: u64) {
        if self.count >= MAX_COUNT {
            return;
        }
        let value = value.min(MAX_VALUE);
        self.count = self.count.saturating_add(1);
        self.sum = self.sum.saturating_add(value);
        self.squares = self.squares.saturating_add(u128::from(value.saturating_mul(value)));
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// The mean, rounded down.
    pub(super) fn mean(&self) -> Option<u64> {
        self.sum.checked_div(self.count)
    }

    /// Coefficient of variation (population standard deviation over mean) in thousandths, rounded down; none for a mean of 0.
    pub(super) fn variation(&self) -> Option<u64> {
        // sqrt(n·Σx² − (Σx)²) / Σx
        let squared = u128::from(self.sum).saturating_mul(u128::from(self.sum));
        let spread = self.squares.saturating_mul(u128::from(self.count)).saturating_sub(squared);
        wide_root(spread).saturating_mul(1000).checked_div(self.sum)
    }
}

/// Square root, rounded down; above 2^64 its first 32 bits are exact. Keeps division of 128 bits out of the module.
fn wide_root(value: u128) -> u64 {
    let above = 128_u32.saturating_sub(value.leading_zeros()).saturating_sub(64).next_multiple_of(2);
    let head = u64::try_from(value >> above).unwrap_or(u64::MAX);
    root(head) << (above / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[u64]) -> Moments {
        let mut moments = Moments::new();
        values.iter().for_each(|value| moments.add(*value));
        moments
    }

    #[test]
    fn mean_and_variation_are_those_of_the_textbook() {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, population standard deviation 2.
        let moments = of(&[2, 4, 4, 4, 5, 5, 7, 9]);
        assert_eq!((moments.mean(), moments.variation()), (Some(5), Some(400)));
        assert_eq!(of(&[3, 3, 3]).variation(), Some(0));
        assert_eq!((of(&[]).mean(), of(&[0, 0]).variation()), (None, None));
    }

    #[test]
    fn the_largest_values_do_not_overflow() {
        let mut moments = of(&[]);
        for _ in 0..1000 {
            moments.add(u64::MAX);
            moments.add(0);
        }
        // Half 0, half the same: the deviation is the mean; rounding down may take one away.
        assert!(matches!(moments.variation(), Some(999 | 1000)));
    }
}

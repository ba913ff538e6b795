//! Options of a choice or a set, by position.

use core::ops::{BitAnd, BitOr, BitOrAssign};

/// Most options: each is one bit.
pub const MAX_OPTIONS: usize = 64;

/// Any of at most [`MAX_OPTIONS`] options. An option beyond that is in no set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct OptionSet(u64);

impl OptionSet {
    /// No option.
    pub const EMPTY: Self = Self(0);

    /// The one option at a position.
    #[must_use]
    pub fn one(position: usize) -> Self {
        let shift = u32::try_from(position).ok();
        Self(shift.and_then(|shift| 1_u64.checked_shl(shift)).unwrap_or(0))
    }

    /// From bits, the first option's lowest.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// As bits, the first option's lowest.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Whether no option is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many options are in it.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether the option at a position is in it.
    #[must_use]
    pub fn contains(self, position: usize) -> bool {
        self.meets(Self::one(position))
    }

    /// Whether some option is in both.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Its options that are not in another set.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The positions of its options, rising.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..MAX_OPTIONS).filter(move |position| self.contains(*position))
    }
}

impl BitOr for OptionSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for OptionSet {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAnd for OptionSet {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl FromIterator<usize> for OptionSet {
    fn from_iter<I: IntoIterator<Item = usize>>(positions: I) -> Self {
        positions.into_iter().fold(Self::EMPTY, |set, position| set | Self::one(position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_beyond_the_last_is_in_no_set() {
        assert_eq!(OptionSet::one(63).bits(), 1 << 63);
        assert!(OptionSet::one(64).is_empty() && OptionSet::one(usize::MAX).is_empty());
        assert!(!OptionSet::from_bits(u64::MAX).contains(64));
    }

    #[test]
    fn a_set_is_its_positions() {
        let set: OptionSet = [5, 0, 5, 63].into_iter().collect();
        assert_eq!((set.len(), set.positions().collect::<Vec<_>>()), (3, vec![0, 5, 63]));
        assert_eq!(set.without(OptionSet::one(5)).positions().collect::<Vec<_>>(), [0, 63]);
        assert!(set.meets(OptionSet::one(0)) && !set.meets(OptionSet::one(1)));
    }
}

//! Square roots of whole numbers, in a tenth of the code of the standard library's, which the investor's module would
//! carry.

/// Square root, rounded down, one binary digit after the other.
pub(super) fn root(value: u64) -> u64 {
    let (mut rest, mut root, mut digit) = (value, 0_u64, 1_u64 << 62);
    while digit != 0 {
        let taken = root.saturating_add(digit);
        root >>= 1;
        if let Some(left) = rest.checked_sub(taken) {
            rest = left;
            root = root.saturating_add(digit);
        }
        digit >>= 2;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn a_root_is_the_standard_library_s() {
        let near = |power: u32| [(1_u64 << power) - 1, 1 << power, (1 << power) + 1];
        let squares =
            (0..32).map(|n| (1_u64 << n) * 3 / 2).flat_map(|side| [side * side, (side * side).wrapping_sub(1)]);
        for value in (0..64).flat_map(near).chain(squares).chain(0..10_000).chain([u64::MAX, u64::MAX - 1]) {
            assert_eq!(root(value), value.isqrt(), "{value}");
        }
    }
}

//! Medians, shares and spread, in integers.

use crate::sorted::sort;
use crate::wide::divided;

/// Basis points of a whole.
const WHOLE: i128 = 10_000;

/// The median; of an even number, the mean of the middle two, rounded down. None of nothing.
pub fn median(values: &mut [i64]) -> Option<i64> {
    sort(values);
    let middle = values.len().div_euclid(2);
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *values.get(middle.checked_sub(1)?)?;
    i64::try_from(i128::from(lower).checked_add(upper.into())?.div_euclid(2)).ok()
}

/// `part / whole` in basis points, rounded down; none where the whole is not positive.
pub fn share(part: i64, whole: i64) -> Option<i64> {
    ratio(part.into(), whole.into(), WHOLE)
}

/// The same, rounded up.
pub fn share_up(part: i64, whole: i64) -> Option<i64> {
    ratio(i128::from(part).checked_neg()?, whole.into(), WHOLE)?.checked_neg()
}

/// `part × times / whole`, rounded down; none where the whole is not positive or the result has no place.
pub fn ratio(part: i128, whole: i128, times: i128) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let part = part.checked_mul(times)?;
    let (quotient, rest) = divided(part.unsigned_abs(), whole.unsigned_abs());
    let quotient = i128::try_from(quotient).ok()?;
    let below = quotient.checked_add((rest > 0).into())?.checked_neg()?;
    i64::try_from(if part < 0 { below } else { quotient }).ok()
}

/// Standard deviation (of the whole population) over mean, in basis points, rounded down; none where the mean is not
/// positive.
///
/// With n values, it is √(n·Σx² − (Σx)²) / Σx, all in integers.
pub fn variation(values: &[i64]) -> Option<i64> {
    let (mut sum, mut squares) = (0_i128, 0_i128);
    for value in values {
        let value = i128::from(*value);
        sum = sum.checked_add(value)?;
        squares = squares.checked_add(value.checked_mul(value)?)?;
    }
    if sum <= 0 {
        return None;
    }
    let count = i128::try_from(values.len()).ok()?;
    let spread = count.checked_mul(squares)?.checked_sub(sum.checked_mul(sum)?)?;
    let scaled = spread.checked_mul(WHOLE.checked_mul(WHOLE)?)?;
    let (scaled, _) = divided(scaled.unsigned_abs(), sum.checked_mul(sum)?.unsigned_abs());
    Some(root(i128::try_from(scaled).ok()?))
}

/// The square root of what is not negative, rounded down, and at most the largest number that has a place: bit by bit, as
/// the standard library's brings a table.
fn root(square: i128) -> i64 {
    let bits = (0..63).rev().map(|bit| 1_i64.wrapping_shl(bit));
    bits.fold(0, |root, bit| {
        let tried = i128::from(root | bit);
        if tried.checked_mul(tried).is_some_and(|tried| tried <= square) { root | bit } else { root }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // Expected values from Python: statistics.median (rounded down), statistics.pstdev(x) / statistics.mean(x) * 10000.
    #[test]
    fn medians_and_spread_are_those_of_another_implementation() {
        assert_eq!(median(&mut [3, 1, 2]), Some(2));
        assert_eq!(median(&mut [4, 1, 2, 3]), Some(2));
        assert_eq!(median(&mut [-3, -2]), Some(-3));
        assert_eq!(median(&mut []), None);
        assert_eq!(variation(&[100, 100, 100]), Some(0));
        assert_eq!(variation(&[2, 4, 4, 4, 5, 5, 7, 9]), Some(4_000));
        assert_eq!(variation(&[800_000, 820_000, 790_000, 1_600_000, 805_000, 0]), Some(5_756));
        assert_eq!(variation(&[0, 0]), None);
    }

    #[test]
    fn a_root_is_the_standard_librarys() {
        let squares = (0..200).chain((1..63).flat_map(|bit| {
            let root = (1_i128 << bit) + 12_345 % (1 << bit);
            [root * root - 1, root * root, root * root + 1]
        }));
        for square in squares {
            assert_eq!(i128::from(root(square)), square.isqrt(), "{square}");
        }
        assert_eq!(root(i128::MAX), i64::MAX);
    }

    #[test]
    fn a_share_is_rounded_to_the_side_that_is_asked_for() {
        assert_eq!((share(1, 3), share_up(1, 3)), (Some(3_333), Some(3_334)));
        assert_eq!((share(1, 2), share_up(1, 2)), (Some(5_000), Some(5_000)));
        assert_eq!((share(1, 0), share_up(0, 0)), (None, None));
        assert_eq!(share(i64::MAX, 1), None);
    }
}

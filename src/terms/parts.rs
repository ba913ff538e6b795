//! Parts of amounts, in integers alone.
//!
//! Takes amounts within ±(2^53−1), or sums of a pack's facts of such, gives parts that are rounded one way. No step
//! needs a division of 128 bits, which the investor's module does not carry.

/// `amount · part / of`, rounded down, of a negative amount too: whole parts first, so that no product of what a pack can
/// hold is beyond 64 bits. None where it is, or `of` is nothing.
#[must_use]
pub fn part_of(amount: i64, part: i64, of: i64) -> Option<i64> {
    let whole = amount.checked_div_euclid(of)?.checked_mul(part)?;
    let rest = amount.checked_rem_euclid(of)?.checked_mul(part)?.checked_div_euclid(of)?;
    whole.checked_add(rest)
}

/// The same, rounded up.
#[must_use]
pub fn part_above(amount: i64, part: i64, of: i64) -> Option<i64> {
    part_of(amount.checked_neg()?, part, of)?.checked_neg()
}

/// A share in halves of a basis point: even where it is whole basis points, odd where it lies between two. So it compares
/// with any number of them as the exact share does. None for a share of nothing, or where it is out of range.
///
/// Worked out digit by digit, as on paper.
#[must_use]
pub fn half_basis_points(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let mut share = part.checked_div_euclid(whole)?;
    let mut rest = part.checked_rem_euclid(whole)?;
    for _ in 0..4 {
        let tenfold = rest.checked_mul(10)?;
        share = share.checked_mul(10)?.checked_add(tenfold.checked_div_euclid(whole)?)?;
        rest = tenfold.checked_rem_euclid(whole)?;
    }
    share.checked_mul(2)?.checked_add((rest > 0).into())
}

/// A measure of which there is no end: a share of nothing, the fall of an account that owes nothing.
pub const ENDLESS: i64 = i64::MAX;

/// A share in basis points, rounded up: nothing is no share, and something of nothing is endless.
#[must_use]
pub fn share(part: i64, whole: i64) -> i64 {
    if part <= 0 {
        return 0;
    }
    let halves = half_basis_points(part, whole).and_then(|halves| halves.checked_add(1));
    halves.and_then(|halves| halves.checked_div_euclid(2)).unwrap_or(ENDLESS)
}

#[cfg(test)]
mod tests {
    use super::{ENDLESS, half_basis_points, part_above, part_of, share};
    use crate::json::MAX_INTEGER;

    const PARTS: [(i64, i64); 6] =
        [(0, 10_000), (1, 10_000), (8_000, 10_000), (10_500, 10_000), (20_000, 10_000), (200, 120_000)];

    #[test]
    fn a_part_is_rounded_as_exact_division_would() {
        let amounts = [0, 1, 3, 99, 9_999, 10_000, 10_001, 119_999, 120_001, 123_456_789, MAX_INTEGER - 1, MAX_INTEGER];
        for amount in amounts.into_iter().flat_map(|amount| [amount, -amount]) {
            for (part, of) in PARTS {
                let product = i128::from(amount) * i128::from(part);
                let (below, above) = (product.div_euclid(of.into()), -(-product).div_euclid(of.into()));
                assert_eq!(part_of(amount, part, of).map(i128::from), Some(below), "{amount} · {part} / {of}");
                assert_eq!(part_above(amount, part, of).map(i128::from), Some(above), "{amount} · {part} / {of}");
            }
        }
        assert_eq!(part_of(1, 1, 0), None);
    }

    #[test]
    fn a_share_compares_with_whole_basis_points_as_the_exact_share_does() {
        let numbers =
            [0, 1, 2, 3, 7, 9_999, 10_000, 10_001, 123_456_789, MAX_INTEGER / 3, MAX_INTEGER - 1, MAX_INTEGER];
        for part in numbers.into_iter().flat_map(|number| [number, -number]) {
            for whole in numbers.into_iter().skip(1) {
                let scaled = i128::from(part) * 10_000;
                let below = scaled.div_euclid(whole.into());
                let share = half_basis_points(part, whole);
                assert_eq!(share.is_none(), i64::try_from(below * 2 + 1).is_err(), "{part} of {whole}");
                let Some(share) = share else { continue };
                for basis_points in [below - 1, below, below + 1] {
                    let exact = scaled.cmp(&(basis_points * i128::from(whole)));
                    assert_eq!(i128::from(share).cmp(&(basis_points * 2)), exact, "{part} of {whole}, {basis_points}");
                }
            }
        }
        assert_eq!(half_basis_points(1, 0), None);
        assert_eq!(half_basis_points(1, -1), None);
    }

    #[test]
    fn a_share_is_rounded_up() {
        assert_eq!([share(0, 0), share(-5, 3), share(1, 0), share(1, -3)], [0, 0, ENDLESS, ENDLESS]);
        assert_eq!([share(1, 3), share(1, 2), share(2, 3), share(31, 50)], [3_334, 5_000, 6_667, 6_200]);
    }
}

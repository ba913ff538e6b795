//! The rate that covers costs and expected loss.

/// One whole of a product of two shares in basis points.
const WHOLE: i64 = 100_000_000;

/// `(c + EL) / (1 − EL)` with `EL = PD · LGD`, as numerator and denominator of basis points: what has to be paid for all
/// that is lent so that what is lost comes back. None where all is lost, or a share is above a whole.
///
/// All are basis points: the cost any, likelihood and loss from 0 to 10000.
#[must_use]
pub fn rate(cost: u32, probability: u32, loss: u32) -> Option<(i64, i64)> {
    let expected = i64::from(probability).checked_mul(loss.into())?;
    let denominator = WHOLE.checked_sub(expected).filter(|left| *left > 0)?;
    let numerator = i64::from(cost).checked_mul(WHOLE)?.checked_add(expected.checked_mul(10_000)?)?;
    Some((numerator, denominator))
}

/// The same in whole basis points, rounded up.
pub(crate) fn rounded_up(cost: u32, probability: u32, loss: u32) -> Option<i64> {
    let (numerator, denominator) = rate(cost, probability, loss)?;
    numerator.checked_neg()?.checked_div_euclid(denominator)?.checked_neg()
}

#[cfg(test)]
mod tests {
    use super::{rate, rounded_up};

    /// Cost, probability, loss; the rate in percent with two places as worked out elsewhere, and rounded up.
    const PUBLISHED: [(u32, u32, u32, i64, i64); 4] = [
        (350, 100, 1_000, 360, 361),
        (350, 200, 1_000, 371, 371),
        (350, 500, 1_000, 402, 403),
        (350, 200, 4_500, 444, 444),
    ];

    #[test]
    fn the_rate_table_comes_out_to_the_digits_given() {
        for (cost, probability, loss, nearest, above) in PUBLISHED {
            let (numerator, denominator) = rate(cost, probability, loss).unwrap();
            assert_eq!((numerator + denominator / 2) / denominator, nearest, "{probability} · {loss}");
            assert_eq!(rounded_up(cost, probability, loss), Some(above), "{probability} · {loss}");
        }
    }

    #[test]
    fn without_a_loss_the_rate_is_the_cost_and_with_all_lost_there_is_none() {
        assert_eq!([rounded_up(350, 0, 10_000), rounded_up(350, 10_000, 0)], [Some(350), Some(350)]);
        assert_eq!(rounded_up(350, 10_000, 10_000), None);
        assert_eq!(rounded_up(10_000, 9_999, 10_000), Some(199_990_000));
        assert_eq!(rate(0, 20_000, 10_000), None);
    }
}

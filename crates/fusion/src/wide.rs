//! Division of wide numbers, bit by bit: the standard library's is a thousand bytes of a small module.

/// A number divided by one that is neither zero nor above half of what has a place: the quotient, rounded down, and the rest.
pub(crate) fn divided(mut number: u128, by: u128) -> (u128, u128) {
    let mut rest = 0_u128;
    for _ in 0..u128::BITS {
        rest = rest.wrapping_shl(1) | number.wrapping_shr(127);
        number = number.wrapping_shl(1);
        if rest >= by {
            rest = rest.wrapping_sub(by);
            number |= 1;
        }
    }
    (number, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_and_a_rest_are_those_of_the_standard_library() {
        let numbers = [0, 1, 2, 7, 10, 99, 10_u128.pow(18), u128::from(u64::MAX), 1 << 100, u128::MAX >> 1, u128::MAX];
        for number in numbers {
            for by in numbers.into_iter().filter(|by| (1..=u128::MAX >> 1).contains(by)) {
                assert_eq!(divided(number, by), (number / by, number % by), "{number} by {by}");
            }
        }
    }
}

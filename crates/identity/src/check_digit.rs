//! The arithmetic of check digits.
//!
//! Takes values of characters, gives whether or how they add up. It must never decide what a character may be.

/// ISO 7064 MOD 11-2 over digits and the check character (X is 10): finds every wrong digit and every two that
/// changed places.
pub(super) fn mod_11_2(values: &[u32]) -> bool {
    let Some((check, digits)) = values.split_last() else { return false };
    let sum = digits.iter().fold(0_u32, |sum, digit| sum.wrapping_add(*digit).wrapping_mul(2) % 11);
    sum.wrapping_add(*check) % 11 == 1
}

/// ISO/IEC 7812 (Luhn): finds every wrong digit, and every two neighbours that changed places but 09 and 90.
pub(super) fn luhn(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if digit == 9 { 9 } else { digit.wrapping_mul(2) % 9 };
    let each = |(place, digit): (usize, &u32)| if place % 2 == 0 { *digit } else { doubled(*digit) };
    digits.iter().rev().enumerate().map(each).sum::<u32>() % 10 == 0
}

/// ISO 7064 MOD 97-10 over digits and letters from 10: finds every wrong character and every two that changed places.
pub(super) fn mod_97_10(values: impl Iterator<Item = u32>) -> bool {
    let step = |rest: u32, value: u32| {
        let shift = if value < 10 { 10 } else { 100 };
        rest.wrapping_mul(shift).wrapping_add(value) % 97
    };
    values.fold(0, step) == 1
}

/// The sum of values times weights, the weights again and again, by a modulus of at most 100.
pub(super) fn weighted(values: impl Iterator<Item = u32>, weights: &[u32], modulus: u32) -> u32 {
    values.zip(weights.iter().cycle()).fold(0_u32, |sum, (value, weight)| {
        sum.wrapping_add(value.wrapping_mul(*weight)).checked_rem(modulus).unwrap_or(0)
    })
}

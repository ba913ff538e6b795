//! Names of accounts as files write them: which may be one account's.

use super::account::tail_of;
use crate::letter::is_alphanumeric;

/// Whether a name is an account's whole one.
pub(super) fn whole(name: &str) -> bool {
    digits(name) >= 8 && !name.contains(['*', 'x', 'X', '•', '＊'])
}

/// Whether two names cannot be of one account: both whole and different, or different in their last digits.
pub(super) fn contradict(one: &str, other: &str) -> bool {
    let tails = tail_of(one).zip(tail_of(other)).is_some_and(|(tail, other)| tail != other);
    tails || (whole(one) && whole(other) && plain(one) != plain(other))
}

/// Whether two whole names are as many digits, of which one is another.
pub(super) fn nearly(one: &str, other: &str) -> bool {
    let (ones, others) = (backwards(one), backwards(other));
    let different = ones.iter().zip(&others).filter(|(one, other)| one != other).count();
    whole(one) && whole(other) && ones.len() == others.len() && different == 1
}

/// The digits of a name, the last first.
fn backwards(name: &str) -> Vec<u8> {
    name.bytes().rev().filter(u8::is_ascii_digit).collect()
}

/// How many last digits of two whole numbers are equal where both are one account's: one of them may be an IBAN, which has
/// the other in it.
const SAME_DIGITS: usize = 7;

/// Whether two names with the same last digits may be one account's: by all that both have, where both are whole.
pub(super) fn agree(one: &str, other: &str) -> bool {
    let (ones, others) = (backwards(one), backwards(other));
    let same = ones.iter().zip(&others).take_while(|(one, other)| one == other).count();
    !whole(one) || !whole(other) || same >= SAME_DIGITS.min(own_digits(one)).min(own_digits(other))
}

/// How many digits an account's own number has, behind its bank's code.
fn own_digits(name: &str) -> usize {
    name.bytes().rev().take_while(|byte| *byte != b'/').filter(u8::is_ascii_digit).count()
}

pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|character| is_alphanumeric(*character) || matches!(character, '*' | '@' | '.')).collect()
}

pub(super) fn digits(name: &str) -> usize {
    name.bytes().filter(u8::is_ascii_digit).count()
}

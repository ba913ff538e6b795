//! Hong Kong identity cards: one or two letters, six digits and a check digit (0 to 9 or A), written A123456(3).
//!
//! Takes what was typed. The rule is weights 9 to 2 over eight characters, a missing first letter counting 36, modulo 11.

use super::check_digit::weighted;
use super::typed::{Typed, alphanumeric};
use super::{Part, Read};

const DIGITS: usize = 6;
/// A space before a single letter.
const SPACE: u32 = 36;

pub(super) fn identity(typed: &Typed) -> Result<Read, Part> {
    let characters = typed.chars();
    let letters = characters.iter().take_while(|character| character.is_ascii_uppercase()).count();
    // One letter, six digits, check digit; or two letters.
    let expected = if letters == 2 { 9 } else { 8 };
    if characters.len() != expected {
        return Err(Part::Length);
    }
    let check = typed.at(expected.saturating_sub(1)).filter(|check| check.is_ascii_digit() || *check == 'A');
    let to = letters.saturating_add(DIGITS);
    if !(1..=2).contains(&letters) || typed.digits(letters, to).is_none() || check.is_none() {
        return Err(Part::Character);
    }
    let space = (letters == 1).then_some(SPACE);
    let values = space.into_iter().chain(characters.iter().filter_map(|character| alphanumeric(*character)));
    if weighted(values, &[9, 8, 7, 6, 5, 4, 3, 2, 1], 11) != 0 {
        return Err(Part::CheckDigit);
    }
    Ok(Read::default())
}

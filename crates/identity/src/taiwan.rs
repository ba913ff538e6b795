//! Taiwan national identity cards (a letter and nine digits, the first of them 1 or 2) and resident certificates: since
//! 2021 the same with 8 or 9, before that two letters and eight digits.
//!
//! Takes what was typed. The rule is the letter's two digits and the rest, weights 1, 9 to 1 and 1, modulo 10.

use super::check_digit::weighted;
use super::typed::{Typed, digit};
use super::{Part, Read, Sex};

const LENGTH: usize = 10;
/// Letters in the order of their codes, from 10.
const LETTERS: &str = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
const WEIGHTS: [u32; 11] = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];

pub(super) fn identity(typed: &Typed) -> Result<Read, Part> {
    if typed.len() != LENGTH {
        return Err(Part::Length);
    }
    let place = typed.at(0).and_then(code).ok_or(Part::Character)?;
    let second = typed.at(1).ok_or(Part::Length)?;
    let sex = match second {
        '1' | '8' | 'A' | 'C' => Sex::Male,
        '2' | '9' | 'B' | 'D' => Sex::Female,
        _ => return Err(Part::Prefix),
    };
    let kind = digit(second).or_else(|| code(second).map(|code| code % 10)).ok_or(Part::Character)?;
    let rest = typed.digits(2, LENGTH).ok_or(Part::Character)?;
    let values = [place / 10, place % 10, kind].into_iter().chain(rest);
    if weighted(values, &WEIGHTS, 10) != 0 {
        return Err(Part::CheckDigit);
    }
    Ok(Read { sex: Some(sex), ..Read::default() })
}

/// A letter's code, 10 to 35.
fn code(letter: char) -> Option<u32> {
    LETTERS.chars().zip(10_u32..).find_map(|(one, code)| (one == letter).then_some(code))
}

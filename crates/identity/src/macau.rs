//! Macau resident identity cards: seven digits of which the first is 1, 5 or 7, and a check digit, written 1234567(8).
//!
//! Takes what was typed. How the check digit is made is not published, so that no number is said to be wrong by it.

use super::typed::Typed;
use super::{Note, Part, Read};

const LENGTH: usize = 8;

pub(super) fn identity(typed: &Typed) -> Result<Read, Part> {
    if typed.len() != LENGTH {
        return Err(Part::Length);
    }
    if typed.digits(0, LENGTH).is_none() {
        return Err(Part::Character);
    }
    if !matches!(typed.at(0), Some('1' | '5' | '7')) {
        return Err(Part::Prefix);
    }
    Ok(Read { unchecked: true, note: Some(Note::NoCheckDigit), ..Read::default() })
}

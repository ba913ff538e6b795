//! Numbers of bank cards, whoever issued them: 12 to 19 digits (ISO/IEC 7812) with Luhn's check digit.
//!
//! Takes what was typed. It must never say whose card it is.

use super::check_digit::luhn;
use super::typed::Typed;
use super::{Part, Read};

pub(super) fn number(typed: &Typed) -> Result<Read, Part> {
    let digits = typed.digits(0, typed.len()).ok_or(Part::Character)?;
    if !(12..=19).contains(&digits.len()) {
        return Err(Part::Length);
    }
    // Cards for payment start with 2 to 9; 0 and 1 are other industries'.
    if digits.first().is_none_or(|first| *first < 2) {
        return Err(Part::Prefix);
    }
    if luhn(&digits) { Ok(Read::default()) } else { Err(Part::CheckDigit) }
}

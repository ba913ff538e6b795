//! Mainland travel permits: for residents of Hong Kong and Macau, and for residents of Taiwan.
//!
//! Takes what was typed. Neither has a check digit outside its machine-readable zone; form alone is checked.

use super::typed::Typed;
use super::{Note, Part, Read};

const FORM: Read = Read { birth: None, sex: None, unchecked: true, note: Some(Note::NoCheckDigit) };

/// H or M and eight digits; on booklets two more, the count of renewals.
pub(super) fn hong_kong_macau(typed: &Typed) -> Result<Read, Part> {
    if !matches!(typed.len(), 9 | 11) {
        return Err(Part::Length);
    }
    if !matches!(typed.at(0), Some('H' | 'M')) {
        return Err(Part::Prefix);
    }
    typed.digits(1, typed.len()).map(|_| FORM).ok_or(Part::Character)
}

/// Eight digits; on booklets ten, and there may be a letter in parentheses.
pub(super) fn taiwan(typed: &Typed) -> Result<Read, Part> {
    let booklet = typed.len() == 11 && typed.at(10).is_some_and(|last| last.is_ascii_uppercase());
    let digits = if booklet { 10 } else { typed.len() };
    if !matches!(digits, 8 | 10) {
        return Err(Part::Length);
    }
    typed.digits(0, digits).map(|_| FORM).ok_or(Part::Character)
}

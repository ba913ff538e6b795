//! International bank account numbers (ISO 13616): country, two check digits, up to 30 letters and digits.
//!
//! Takes what was typed. Lengths are the registry's (SWIFT); which bank or branch it is, is not looked at.

use super::check_digit::mod_97_10;
use super::typed::{Typed, alphanumeric};
use super::{Part, Read};

/// Countries by the length of their numbers, as in the IBAN registry (SWIFT); the same 89 as python-stdnum 2.2 has.
const LENGTHS: [(usize, &str); 18] = [
    (15, "NO"),
    (16, "BE"),
    (18, "DK FK FI FO GL NL SD"),
    (19, "MK SI"),
    (20, "AT BA EE KZ LT LU MN XK"),
    (21, "CH HR LI LV"),
    (22, "BG BH CR DE GB GE IE ME RS VA"),
    (23, "AE GI IL IQ OM SO TL"),
    (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
    (25, "LY PT ST"),
    (26, "IS TR"),
    (27, "BI DJ FR GR IT MC MR SM"),
    (28, "AL AZ BY CY DO GT HN HU LB NI PL SV"),
    (29, "BR EG PS QA UA"),
    (30, "JO KW MU YE"),
    (31, "MT SC"),
    (32, "LC"),
    (33, "RU"),
];

pub(super) fn number(typed: &Typed) -> Result<Read, Part> {
    let values: Vec<u32> =
        typed.chars().iter().map(|character| alphanumeric(*character)).collect::<Option<_>>().ok_or(Part::Character)?;
    let (head, account) = values.split_at_checked(4).ok_or(Part::Length)?;
    let country: String = typed.chars().iter().take(2).collect();
    let length = LENGTHS.iter().find(|(_, countries)| countries.split(' ').any(|one| one == country));
    let (length, _) = length.ok_or(Part::Country)?;
    if values.len() != *length {
        return Err(Part::Length);
    }
    if typed.digits(2, 4).is_none() {
        return Err(Part::Character);
    }
    if mod_97_10(account.iter().chain(head).copied()) { Ok(Read::default()) } else { Err(Part::CheckDigit) }
}

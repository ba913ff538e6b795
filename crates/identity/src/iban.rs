//! International bank account numbers (ISO 13616): country, two check digits, up to 30 letters and digits.
//!
//! Takes what was typed. What an account part is made of is the registry's (SWIFT); which bank or branch it is, and
//! the check digits that some countries have within it, are not looked at.

use super::check_digit::mod_97_10;
use super::typed::{Typed, alphanumeric, digit};
use super::{Part, Read};

/// Structures of account parts and the countries that have them, as in the IBAN registry (SWIFT), release 101: how many
/// digits (n), letters (a), or either (c), one after another.
const STRUCTURES: [(&str, &str); 53] = [
    ("11n", "NO"),
    ("12n", "BE"),
    ("14n", "DK FI FO GL SD"),
    ("2a12n", "FK"),
    ("4a10n", "NL"),
    ("15n", "SI"),
    ("3n10c2n", "MK"),
    ("16n", "AT BA EE LT MN XK"),
    ("3n13c", "KZ LU"),
    ("17n", "HR"),
    ("4a13c", "LV"),
    ("5n12c", "CH LI"),
    ("18n", "CR DE ME RS VA"),
    ("2a16n", "GE"),
    ("4a14c", "BH"),
    ("4a14n", "GB IE"),
    ("4a6n8c", "BG"),
    ("19n", "AE IL SO TL"),
    ("3n16c", "OM"),
    ("4a15c", "GI"),
    ("4a15n", "IQ"),
    ("20c", "MD"),
    ("20n", "CZ ES SE SK TN"),
    ("2n18c", "SA"),
    ("4a16c", "PK RO"),
    ("4a16n", "VG"),
    ("8n12c", "AD"),
    ("21n", "LY PT ST"),
    ("22n", "IS"),
    ("6n16c", "TR"),
    ("10n11c2n", "FR MC"),
    ("1a10n12c", "IT SM"),
    ("23n", "BI DJ MR"),
    ("7n16c", "GR"),
    ("24c", "GT"),
    ("24n", "HU PL"),
    ("4a20c", "AZ"),
    ("4a20n", "HN NI SV"),
    ("4c20n", "DO"),
    ("4c4n16c", "BY"),
    ("4n20c", "LB"),
    ("8n16c", "AL CY"),
    ("23n1a1c", "BR"),
    ("25n", "EG"),
    ("4a21c", "PS QA"),
    ("6n19c", "UA"),
    ("4a19n3a", "MU"),
    ("4a22c", "KW"),
    ("4a4n18c", "JO YE"),
    ("4a20n3a", "SC"),
    ("4a5n18c", "MT"),
    ("4a24c", "LC"),
    ("14n15c", "RU"),
];

pub(super) fn number(typed: &Typed) -> Result<Read, Part> {
    let values: Vec<u32> =
        typed.chars().iter().map(|character| alphanumeric(*character)).collect::<Option<_>>().ok_or(Part::Character)?;
    let (head, account) = values.split_at_checked(4).ok_or(Part::Length)?;
    let country: String = typed.chars().iter().take(2).collect();
    let structure = STRUCTURES.iter().find(|(_, countries)| countries.split(' ').any(|one| one == country));
    let (structure, _) = structure.ok_or(Part::Country)?;
    let kinds = kinds(structure);
    if account.len() != kinds.len() {
        return Err(Part::Length);
    }
    let fits = |(value, kind): (&u32, &char)| match kind {
        'n' => *value < 10,
        'a' => *value >= 10,
        _ => true,
    };
    if typed.digits(2, 4).is_none() || !account.iter().zip(&kinds).all(fits) {
        return Err(Part::Character);
    }
    if mod_97_10(account.iter().chain(head).copied()) { Ok(Read::default()) } else { Err(Part::CheckDigit) }
}

/// The kind of each character of a structure.
fn kinds(structure: &str) -> Vec<char> {
    let (mut kinds, mut count) = (Vec::new(), 0_u32);
    for character in structure.chars() {
        if let Some(digit) = digit(character) {
            count = count.saturating_mul(10).saturating_add(digit);
        } else {
            kinds.extend((0..count).map(|_| character));
            count = 0;
        }
    }
    kinds
}

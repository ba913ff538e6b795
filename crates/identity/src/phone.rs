//! Telephone numbers: E.164, and the plans of the mainland, Hong Kong, Macau and Taiwan.
//!
//! Takes what was typed and where a number without a country's code is from. Whether the number is in use or whose it
//! is, it must never try to say.

use super::typed::{Typed, narrow};
use super::{Note, Part, Read};

/// Digits of a number with its country's code (E.164), the fewest that are in use and the most.
const DIGITS: core::ops::RangeInclusive<usize> = 7..=15;

/// A plan: region, country's code, trunk prefix and numbers: first digits, whole length.
struct Plan {
    region: &'static str,
    code: &'static [u32],
    trunk: &'static [u32],
    numbers: &'static [(&'static str, usize, usize)],
}

/// Mainland: mobile numbers, area codes 10 and 2x with eight digits, 3xx to 9xx with seven or eight. Hong Kong and
/// Macau: eight digits. Taiwan: mobile and internet numbers, area codes. Wider than the plans in libphonenumber 9.0.43:
/// of 100,000 drawn numbers, seven that it takes are refused here, all of the mainland's.
const PLANS: [Plan; 4] = [
    Plan {
        region: "CN",
        code: &[8, 6],
        trunk: &[0],
        numbers: &[
            ("13", 11, 11),
            ("14", 11, 11),
            ("15", 11, 11),
            ("16", 11, 11),
            ("17", 11, 11),
            ("18", 11, 11),
            ("19", 11, 11),
            ("10", 10, 10),
            ("2", 10, 10),
            ("3", 10, 11),
            ("4", 10, 11),
            ("5", 10, 11),
            ("6", 10, 11),
            ("7", 10, 11),
            ("8", 10, 11),
            ("9", 10, 11),
        ],
    },
    Plan {
        region: "HK",
        code: &[8, 5, 2],
        trunk: &[],
        numbers: &[
            ("2", 8, 8),
            ("3", 8, 8),
            ("4", 8, 8),
            ("5", 8, 8),
            ("6", 8, 8),
            ("7", 8, 8),
            ("8", 8, 8),
            ("9", 8, 8),
        ],
    },
    Plan { region: "MO", code: &[8, 5, 3], trunk: &[], numbers: &[("28", 8, 8), ("6", 8, 8), ("8", 8, 8)] },
    Plan {
        region: "TW",
        code: &[8, 8, 6],
        trunk: &[0],
        numbers: &[
            ("9", 9, 9),
            ("2", 8, 9),
            ("3", 8, 9),
            ("4", 8, 9),
            ("5", 8, 9),
            ("6", 8, 9),
            ("70", 10, 10),
            ("7", 8, 9),
            ("8", 7, 9),
        ],
    },
];

pub(super) fn number(value: &str, region: &str) -> Result<Read, Part> {
    let text: String = value.chars().map(narrow).collect();
    let text = text.trim();
    let international = text.strip_prefix('+').or_else(|| text.strip_prefix("00"));
    let typed = Typed::of(international.unwrap_or(text));
    let digits = typed.digits(0, typed.len()).ok_or(Part::Character)?;
    let Some(()) = international.map(|_| ()) else {
        return match PLANS.iter().find(|plan| plan.region == region) {
            // Some write the country's code without a plus.
            Some(plan) => plan
                .holds(&digits)
                .or_else(|wrong| digits.strip_prefix(plan.code).and_then(|rest| plan.holds(rest).ok()).ok_or(wrong)),
            None => elsewhere(&digits),
        };
    };
    if digits.first() == Some(&0) {
        return Err(Part::Prefix);
    }
    match PLANS.iter().find_map(|plan| Some((plan, digits.strip_prefix(plan.code)?))) {
        // Some write +86 (0)10: the trunk prefix is nobody's number.
        Some((plan, rest)) => plan.holds(rest),
        None => elsewhere(&digits),
    }
}

fn elsewhere(digits: &[u32]) -> Result<Read, Part> {
    if !DIGITS.contains(&digits.len()) {
        return Err(Part::Length);
    }
    Ok(Read { unchecked: true, note: Some(Note::PlanUnknown), ..Read::default() })
}

impl Plan {
    fn holds(&self, digits: &[u32]) -> Result<Read, Part> {
        let digits = if self.trunk.is_empty() { digits } else { digits.strip_prefix(self.trunk).unwrap_or(digits) };
        let starts =
            |prefix: &str| prefix.chars().zip(digits).all(|(wanted, digit)| wanted.to_digit(10) == Some(*digit));
        let (_, least, most) = self.numbers.iter().find(|(prefix, ..)| starts(prefix)).ok_or(Part::Prefix)?;
        let length = digits.len();
        if (*least..=*most).contains(&length) { Ok(Read::default()) } else { Err(Part::Length) }
    }
}

//! Amounts and large numbers as people read them.
//!
//! Takes whole minor units, as ISO 4217 counts them: yen have none, a dinar has a thousand fils. Gives text; figures
//! in units are for reading, never for counting.

use iso_currency::Currency;

/// Digits after the point of a currency (ISO 4217 code); two where it is not known.
pub fn minor_digits(currency: &str) -> u32 {
    Currency::from_code(currency).and_then(Currency::exponent).map_or(2, u32::from)
}

/// Minor units as units of their currency, with a point only where they are not whole.
pub fn in_units(minor_units: i64, currency: &str) -> String {
    decimal(minor_units, minor_digits(currency))
}

/// Basis points as percent, with a point only where they are not whole.
pub fn in_percent(basis_points: i64) -> String {
    decimal(basis_points, 2)
}

/// A number with thousands separators and a true minus.
pub fn grouped(number: i64) -> String {
    decimal(number, 0)
}

/// A whole number of the last of so many digits after the point.
fn decimal(number: i64, digits: u32) -> String {
    let tenths = 10_u64.saturating_pow(digits);
    let (whole, rest) = (number.unsigned_abs().div_euclid(tenths), number.unsigned_abs().rem_euclid(tenths));
    let mut text = String::from(if number < 0 { "−" } else { "" });
    let whole = whole.to_string();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && whole.len().abs_diff(n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if rest > 0 {
        let width = usize::try_from(digits).unwrap_or_default();
        text.push_str(&format!(".{rest:0width$}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_separators_and_the_digits_of_their_currency() {
        assert_eq!(in_units(50_000_000, "CNY"), "500,000");
        assert_eq!(in_units(-1_234_567, "GBP"), "−12,345.67");
        assert_eq!(in_units(-5, "GBP"), "−0.05");
        assert_eq!(in_units(50_000_000, "JPY"), "50,000,000");
        assert_eq!(in_units(50_000_000, "KWD"), "50,000");
        assert_eq!(in_units(1_005, "KWD"), "1.005");
        assert_eq!(in_units(12_345, "CLF"), "1.2345");
        assert_eq!(grouped(i64::MIN), "−9,223,372,036,854,775,808");
        assert_eq!(grouped(100), "100");
    }

    #[test]
    fn a_percent_has_a_hundred_basis_points() {
        assert_eq!(in_percent(1_250), "12.50");
        assert_eq!(in_percent(-50), "−0.50");
        assert_eq!(in_percent(300), "3");
    }
}

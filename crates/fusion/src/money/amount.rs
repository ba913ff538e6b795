//! Amounts as people and programs write them, to exact minor units.
//!
//! Takes a cell's text and the number style of its column, gives a decimal. It never rounds and never guesses: what may
//! be thousands or decimals is decided from the whole column, by [`NumberStyle::of_column`].

use core::fmt;

use super::{Currency, NumberStyle};
use crate::problem::ProblemKind;

/// A decimal number, exact.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// Whether a minus, a bracket or a trailing minus makes it negative.
    pub negative: bool,
    /// All digits, without the point.
    pub digits: u64,
    /// How many of them stand behind the point.
    pub scale: u8,
}

/// An amount as written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The number.
    pub number: Decimal,
    /// The currency that a sign or code beside it names; none for a sign that several share.
    pub currency: Option<Currency>,
}

// An amount is a person's own: no message or log of it has a digit.
impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decimal")
    }
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Written")
    }
}

/// Signs that several currencies share. Longest first.
const SHARED_SIGNS: &[&str] = &["HK$", "US$", "CN¥", "CN￥", "$", "¥", "￥", "元"];

impl Written {
    /// Reads an amount: blanks, signs of currency, brackets and a minus on either side are understood. It has one sign
    /// at most: what `--5` or `(-5)` means is not told.
    ///
    /// # Errors
    /// [`ProblemKind::Amount`] for whatever else.
    pub fn parse(text: &str, style: NumberStyle) -> Result<Self, ProblemKind> {
        if let Some(number) = Decimal::plain(text, style) {
            return Ok(Self { number, currency: None });
        }
        let mut rest = text.trim_matches(is_blank);
        rest = rest.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(rest);
        let (mut negative, mut currency): (Option<bool>, _) = (None, None);
        loop {
            let before = rest;
            if let Some((inner, is_negative)) = without_sign(rest) {
                if negative.is_some() {
                    return Err(ProblemKind::Amount);
                }
                (negative, rest) = (Some(is_negative), inner.trim_matches(is_blank));
            }
            let (inner, named) = without_currency(rest);
            (rest, currency) = (inner.trim_matches(is_blank), currency.or(named));
            if rest == before {
                break;
            }
        }
        let negative = negative.unwrap_or(false);
        Ok(Self { number: Decimal { negative, ..Decimal::with_power(rest, style)? }, currency })
    }
}

impl Written {
    /// Whether a text has the marks of a negative amount, whatever its digits.
    #[must_use]
    pub fn is_negative(text: &str) -> bool {
        text.contains(['-', '\u{2212}', '(']) || text.ends_with('\u{2013}')
    }
}

impl Decimal {
    /// The number of a text that is digits, points and commas alone, with a minus before them or none, as most cells are;
    /// none for another, and for one that is no number.
    fn plain(text: &str, style: NumberStyle) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let is_plain = unsigned.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b','));
        let number = is_plain.then(|| Self::digits(unsigned, style).ok()).flatten()?;
        Some(Self { negative: unsigned.len() < text.len(), ..number })
    }

    /// Digits with groups and at most one point.
    fn digits(text: &str, style: NumberStyle) -> Result<Self, ProblemKind> {
        let (mut digits, mut scale, mut in_fraction, mut seen) = (0_u64, 0_u8, false, false);
        let mut since_group: Option<u32> = None;
        for character in text.chars() {
            if let Some(digit) = digit(character) {
                let next = digits.checked_mul(10).and_then(|tens| tens.checked_add(digit));
                digits = next.ok_or(ProblemKind::Amount)?;
                seen = true;
                if in_fraction {
                    scale = scale.checked_add(1).ok_or(ProblemKind::Amount)?;
                } else if let Some(since) = &mut since_group {
                    *since = since.saturating_add(1);
                }
            } else if character == style.point() && !in_fraction {
                in_fraction = true;
                if since_group.is_some_and(|since| since != 3) {
                    return Err(ProblemKind::Amount);
                }
            } else if is_group(character, style) && seen && !in_fraction && digits != 0 {
                // Groups of two stand in Indian numbers; a last group of another length is no group.
                if since_group.is_some_and(|since| since != 3 && since != 2) {
                    return Err(ProblemKind::Amount);
                }
                since_group = Some(0);
            } else {
                return Err(ProblemKind::Amount);
            }
        }
        let last_group_is_short = !in_fraction && since_group.is_some_and(|since| since != 3);
        if !seen || last_group_is_short {
            return Err(ProblemKind::Amount);
        }
        Ok(Self { negative: false, digits, scale })
    }

    /// Digits, and behind them a program's own way to write what is very small: `2.5E-4`.
    fn with_power(text: &str, style: NumberStyle) -> Result<Self, ProblemKind> {
        let power = text.split_once('E').and_then(|(number, power)| Some((number, power.strip_prefix('-')?)));
        let Some((number, power)) = power else { return Self::digits(text, style) };
        let number = Self::digits(number, style)?;
        let scale = number.scale.checked_add(power.parse().unwrap_or(u8::MAX));
        Ok(Self { scale: scale.ok_or(ProblemKind::Amount)?, ..number })
    }

    /// A spreadsheet's number as it shows it: with 15 significant digits at most, which is what 64 binary digits hold
    /// exactly. What a formula left behind them, as in 99.99999999999999, is rounded half away from zero.
    #[must_use]
    pub fn as_shown(self) -> Self {
        const SIGNIFICANT: u32 = 15;
        let (mut digits, mut scale) = (self.digits, self.scale);
        let beyond = digits.checked_ilog10().map_or(0, |log| log.saturating_add(1)).saturating_sub(SIGNIFICANT);
        let beyond = beyond.min(u32::from(scale));
        let unit = 10_u64.saturating_pow(beyond);
        digits = digits.saturating_add(unit.div_euclid(2)).div_euclid(unit);
        scale = scale.saturating_sub(u8::try_from(beyond).unwrap_or(scale));
        Self { digits, scale, ..self }
    }

    /// The amount in a currency's minor units, with its sign.
    ///
    /// # Errors
    /// [`ProblemKind::Precision`] where a digit other than zero stands beyond the currency's decimals, and
    /// [`ProblemKind::Amount`] beyond 64 bits.
    pub fn minor(self, currency: Currency) -> Result<i64, ProblemKind> {
        self.at_scale(currency.decimals())
    }

    /// The number times ten to the power of `decimals`, exactly.
    ///
    /// # Errors
    /// As [`Decimal::minor`].
    pub fn at_scale(self, decimals: u8) -> Result<i64, ProblemKind> {
        let (mut digits, mut scale) = (self.digits, self.scale);
        while scale > decimals {
            let (tens, last) = (digits.div_euclid(10), digits.rem_euclid(10));
            if last != 0 {
                return Err(ProblemKind::Precision);
            }
            (digits, scale) = (tens, scale.saturating_sub(1));
        }
        let power = 10_u64.checked_pow(u32::from(decimals.saturating_sub(scale)));
        let units = power.and_then(|power| digits.checked_mul(power)).and_then(|units| i64::try_from(units).ok());
        let units = units.ok_or(ProblemKind::Amount)?;
        Ok(if self.negative { units.saturating_neg() } else { units })
    }
}

/// A text without its sign, and whether that makes it negative.
fn without_sign(text: &str) -> Option<(&str, bool)> {
    if let Some(inner) = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        return Some((inner, true));
    }
    let minus = ['-', '\u{2212}', '\u{2013}'];
    let negative = text.strip_prefix(minus).or_else(|| text.strip_suffix(minus));
    negative.map(|inner| (inner, true)).or_else(|| Some((text.strip_prefix('+')?, false)))
}

/// A text without a sign or code of currency at its ends, and the currency that it names.
fn without_currency(text: &str) -> (&str, Option<Currency>) {
    for sign in SHARED_SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (rest, None);
        }
    }
    for sign in ["€", "£", "RMB"] {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (rest, Currency::parse(sign));
        }
    }
    let code_of = |code: &str| {
        let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        Currency::parse(code).filter(|_| is_code)
    };
    // What is no currency stays, and makes it no amount: pence are not to be taken for pounds.
    let end = text.len().saturating_sub(3);
    if let Some((rest, code)) = text.split_at_checked(3).and_then(|(code, rest)| Some((rest, code_of(code)?))) {
        return (rest, Some(code));
    }
    let behind = text.split_at_checked(end).filter(|(rest, _)| !rest.is_empty());
    let behind = behind.and_then(|(rest, code)| Some((rest, code_of(code)?)));
    behind.map_or((text, None), |(rest, code)| (rest, Some(code)))
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

fn is_group(character: char, style: NumberStyle) -> bool {
    let other = match style {
        NumberStyle::Point => ',',
        NumberStyle::Comma => '.',
    };
    character == other || matches!(character, '\'' | '\u{2019}' | '，') || character.is_whitespace()
}

/// A digit, also of the full width that Chinese and Japanese programs write.
fn digit(character: char) -> Option<u64> {
    match character {
        '\u{ff10}'..='\u{ff19}' => u64::from(character).checked_sub(0xff10),
        _ => character.to_digit(10).map(u64::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minor(text: &str, style: NumberStyle) -> Result<i64, ProblemKind> {
        Written::parse(text, style).and_then(|written| written.number.minor(Currency::parse("EUR").unwrap()))
    }

    #[test]
    fn an_amount_is_read_to_the_cent_however_it_is_written() {
        for (text, style, expected) in [
            ("1,234.56", NumberStyle::Point, 123_456),
            ("1.234,56", NumberStyle::Comma, 123_456),
            ("¥1,020.00", NumberStyle::Point, 102_000),
            ("￥28.16", NumberStyle::Point, 2_816),
            ("($30.00)", NumberStyle::Point, -3_000),
            ("$(30.00)", NumberStyle::Point, -3_000),
            ("(1 500.99)", NumberStyle::Point, -150_099),
            ("-$1000000.00", NumberStyle::Point, -100_000_000),
            ("1\u{a0}234,5 EUR", NumberStyle::Comma, 123_450),
            ("=\"12.30\"", NumberStyle::Point, 1_230),
            ("0.10000", NumberStyle::Point, 10),
            ("12.30-", NumberStyle::Point, -1_230),
            ("1'234.50", NumberStyle::Point, 123_450),
            ("12,34,567.00", NumberStyle::Point, 123_456_700),
            ("\u{2212}5", NumberStyle::Point, -500),
            (".5", NumberStyle::Point, 50),
            ("120.0E-1", NumberStyle::Point, 1_200),
        ] {
            assert_eq!(minor(text, style), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_never_taken_for_one() {
        for text in [
            "",
            "-",
            "1.2.3",
            "1,23.45",
            "12a",
            "1,2345.00",
            "--",
            "()",
            "1e5",
            "1E-",
            "1E5",
            "99999999999999999999",
            "--5",
            "+-5",
            "-+5",
            "(-5)",
            "-5-",
            "-(5)",
            "- -5",
            "-$-5",
            "0,125",
        ] {
            assert_eq!(minor(text, NumberStyle::Point), Err(ProblemKind::Amount), "{text}");
        }
        assert_eq!(minor("1.005", NumberStyle::Point), Err(ProblemKind::Precision));
        assert_eq!(minor("-2.637591265E-4", NumberStyle::Point), Err(ProblemKind::Precision));
        let yen = Currency::parse("JPY").unwrap();
        assert_eq!(Written::parse("12.5", NumberStyle::Point).unwrap().number.minor(yen), Err(ProblemKind::Precision));
    }
}

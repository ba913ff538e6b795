//! What a person typed, as the schemes write it.
//!
//! Takes text with whatever an input method or a habit puts in it, gives letters and digits. It must never be shown.

/// Letters and digits, capital; anything that the schemes do not have stays, to be found.
pub(super) struct Typed(Vec<char>);

impl Typed {
    /// Without spaces, dashes, dots, parentheses and marks that nobody sees; full-width characters as plain ones.
    pub(super) fn of(text: &str) -> Self {
        Self(text.chars().map(narrow).filter(|character| !is_filling(*character)).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.0
    }

    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.0.get(place).copied()
    }

    /// The digits from a place to before another; none if one of them is something else.
    pub(super) fn digits(&self, from: usize, to: usize) -> Option<Vec<u32>> {
        self.0.get(from..to)?.iter().map(|character| digit(*character)).collect()
    }

    /// The same as one number; of nine digits at most.
    pub(super) fn number(&self, from: usize, to: usize) -> Option<u32> {
        join(&self.digits(from, to)?)
    }
}

/// Digits as one number.
pub(super) fn join(digits: &[u32]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, digit| number.checked_mul(10)?.checked_add(*digit))
}

/// A digit's value.
pub(super) fn digit(character: char) -> Option<u32> {
    character.to_digit(10)
}

/// A digit's or a capital letter's value, letters from 10.
pub(super) fn alphanumeric(character: char) -> Option<u32> {
    (!character.is_ascii_lowercase()).then(|| character.to_digit(36)).flatten()
}

/// A full-width character (U+FF01 to U+FF5E) as the plain one, a letter as a capital.
pub(super) fn narrow(character: char) -> char {
    let plain = match character {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(character).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    };
    plain.to_ascii_uppercase()
}

/// What people set between groups of digits, and what copying brings along.
fn is_filling(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '(' | ')' | '.' | '·' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

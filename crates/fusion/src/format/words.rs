//! Closed words that a layout knows, and how a cell is compared with them.

use prescreen::json::{Json, Read, Reader};

use crate::seek::contains;
use crate::text::trimmed;

/// Words as a layout lists them: each stands for itself, or with `*` at an end for whatever begins or ends so, or
/// holds it. A single `*` stands for itself, `**` for anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    words: Vec<String>,
    /// With which bytes a cell may end that is one of them.
    ends: Ends,
}

impl Words {
    fn new(words: Vec<String>) -> Self {
        let ends = words.iter().fold(Ends(0), |ends, word| Ends(ends.0 | Ends::of(word).0));
        Self { words, ends }
    }

    /// Whether a cell, without the blanks around it, is one of them.
    #[must_use]
    pub fn matches(&self, cell: &str) -> bool {
        let cell = trimmed(cell);
        self.ends.may_be_of(cell) && self.words.iter().any(|word| matches(word, cell))
    }

    /// Whether a cell, without the blanks around it, is one of them to the letter.
    #[must_use]
    pub fn holds(&self, cell: &str) -> bool {
        let cell = trimmed(cell);
        self.words.iter().any(|word| word == cell)
    }

    /// Those that stand for none of some cells, with their places.
    pub(super) fn unmet<'a>(&'a self, cells: &'a [&str]) -> impl Iterator<Item = (usize, &'a str)> {
        let absent = |word: &str| cells.iter().all(|cell| !matches(word, trimmed(cell)));
        self.iter().enumerate().filter(move |(_, word)| absent(word))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words, as listed.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }
}

impl Read for Words {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        Self::new(Vec::read(json, reader))
    }
}

/// The last bytes of some words, a bit for each remainder of 64: nearly every cell is told from them by its last byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Ends(u64);

impl Ends {
    /// Any byte, where whatever stands for the word may end as it likes.
    const ANY: Self = Self(u64::MAX);

    fn of(word: &str) -> Self {
        match word.as_bytes() {
            [_, .., b'*'] => Self::ANY,
            [.., last] => Self(1_u64.rotate_left(u32::from(*last))),
            [] => Self::ANY,
        }
    }

    /// Whether a cell may be one of the words, by its last byte.
    fn may_be_of(self, cell: &str) -> bool {
        cell.as_bytes().last().is_none_or(|last| self.0.rotate_right(u32::from(*last)) & 1 == 1)
    }
}

fn matches(word: &str, cell: &str) -> bool {
    // Bytes are compared: every row is held against every word.
    match word.as_bytes() {
        [b'*'] => cell == word,
        [b'*', .., b'*'] => contains(cell, word.trim_matches('*')),
        [b'*', end @ ..] => cell.as_bytes().ends_with(end),
        [start @ .., b'*'] => cell.as_bytes().starts_with(start),
        _ => cell == word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_for_itself_or_for_what_begins_ends_or_holds_it() {
        let words = Words::new(["支出", "转入*", "*-退款", "*理财*"].map(str::to_owned).into());
        for cell in ["支出", " 支出\t", "转入零钱通-来自零钱", "美团-退款", "买理财通"] {
            assert!(words.matches(cell), "{cell}");
        }
        for cell in ["不计支出", "转出", "退款-美团", ""] {
            assert!(!words.matches(cell), "{cell}");
        }
        // Without a word that may end in any way, most cells are told by their last byte.
        let closed = Words::new(["支出", "*-退款"].map(str::to_owned).into());
        assert!(closed.matches("支出") && closed.matches("美团-退款"));
        for cell in ["支付", "退款", "支出x", ""] {
            assert!(!closed.matches(cell), "{cell}");
        }
        assert!(Words::new(vec![String::new()]).matches(" ") && !Words::default().matches("a"));
        let star = Words::new(vec!["*".to_owned()]);
        assert!(star.matches("*") && !star.matches("a") && Words::new(vec!["**".to_owned()]).matches("a"));
    }
}

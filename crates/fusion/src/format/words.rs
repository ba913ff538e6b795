//! Closed words that a layout knows, and how a cell is compared with them.

use prescreen::json::{Json, Read, Reader};

use crate::seek::contains;
use crate::text::trimmed;

/// Words as a layout lists them: each stands for itself, or with `*` at an end for whatever begins or ends so, or
/// holds it. A single `*` stands for itself, `**` for anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Whether a cell, without the blanks around it, is one of them.
    #[must_use]
    pub fn matches(&self, cell: &str) -> bool {
        let cell = trimmed(cell);
        self.0.iter().any(|word| matches(word, cell))
    }

    /// Whether a cell, without the blanks around it, is one of them to the letter.
    #[must_use]
    pub fn holds(&self, cell: &str) -> bool {
        let cell = trimmed(cell);
        self.0.iter().any(|word| word == cell)
    }

    /// Those that stand for none of some cells, with their places.
    pub(super) fn unmet<'a>(&'a self, cells: &'a [&str]) -> impl Iterator<Item = (usize, &'a str)> {
        let absent = |word: &str| cells.iter().all(|cell| !matches(word, trimmed(cell)));
        self.iter().enumerate().filter(move |(_, word)| absent(word))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words, as listed.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl Read for Words {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        Self(Vec::read(json, reader))
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
        let words = Words(["支出", "转入*", "*-退款", "*理财*"].map(str::to_owned).into());
        for cell in ["支出", " 支出\t", "转入零钱通-来自零钱", "美团-退款", "买理财通"] {
            assert!(words.matches(cell), "{cell}");
        }
        for cell in ["不计支出", "转出", "退款-美团", ""] {
            assert!(!words.matches(cell), "{cell}");
        }
        let star = Words(vec!["*".to_owned()]);
        assert!(star.matches("*") && !star.matches("a") && Words(vec!["**".to_owned()]).matches("a"));
    }
}

//! The lines of SWIFT messages: fields, what goes on with them, and where a message ends.

use crate::seek::split_once;

/// Lines in which a message says what it is.
pub(super) const HEAD: usize = 60;

/// Fields of MT940 and MT942. Whatever else stands between colons at a line's start is text.
const TAGS: &[&str] = &[
    "13", "13D", "20", "21", "25", "25P", "28", "28C", "34F", "60F", "60M", "61", "62F", "62M", "64", "65", "86",
    "90C", "90D", "NS", "940", "942",
];

/// A line.
pub(super) enum Line<'a> {
    /// A field's first line; its line number from 1.
    Field { tag: &'static str, value: &'a str, line: u32 },
    /// More of the field above.
    More(&'a str),
    /// The end of a message.
    End,
    /// Headers between messages, and nothing.
    Other,
}

/// The lines of a file.
pub(super) struct Lines<'a> {
    lines: core::iter::Enumerate<core::str::Lines<'a>>,
    in_message: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { lines: text.lines().enumerate(), in_message: false }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let (position, text) = self.lines.next()?;
        let line = u32::try_from(position).unwrap_or(u32::MAX).saturating_add(1);
        let mut bare = text.trim_matches(['\0', '\u{1}', '\u{3}', '\u{feff}']);
        // Blocks of the SWIFT network around the message: `{1:...}{2:...}{4:`.
        while let Some((_, behind)) = split_once(bare, "{4:") {
            bare = behind;
        }
        if let Some((tag, value)) = field(bare.trim_start()) {
            self.in_message = true;
            return Some(Line::Field { tag, value, line });
        }
        let ends = bare.starts_with("-}") || bare.trim_end() == "-" || bare.trim_end() == "-XXX";
        if ends {
            self.in_message = false;
            return Some(Line::End);
        }
        if !self.in_message || bare.trim().is_empty() {
            return Some(Line::Other);
        }
        Some(Line::More(bare))
    }
}

fn field(text: &str) -> Option<(&'static str, &str)> {
    let (tag, value) = text.strip_prefix(':')?.split_once(':')?;
    TAGS.iter().find(|known| **known == tag).map(|known| (*known, value))
}

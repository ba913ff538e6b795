//! Texts of others on their way to a terminal or a log: what would steer it is there to be read instead.
//!
//! A document, the name of a file or a request is written by others, and may clear a screen, fill a clipboard, begin a line
//! of its own or turn one around.

use std::borrow::Cow;
use std::fmt::Write as _;

use prescreen::terms::unseen::unseen;

/// A text for a person: what would steer a terminal, or is not seen, is written as `\u{1b}`. Ends of lines stay.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |seen, character| seen.extend(character.escape_unicode()))
}

/// JSON: what would steer a terminal, or is not seen, is written as `\u001b`, which means the same. Ends of lines, which are
/// between values alone, stay.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    escaped(json, |seen, character| {
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing into a text does not fail.
            let _ = write!(seen, "\\u{unit:04x}");
        }
    })
}

fn escaped(text: &str, escape: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(steers) {
        return text.into();
    }
    let mut seen = String::with_capacity(text.len());
    for character in text.chars() {
        if steers(character) { escape(&mut seen, character) } else { seen.push(character) }
    }
    seen.into()
}

/// What is not seen or changes what is, but the end of a line.
fn steers(character: char) -> bool {
    character != '\n' && unseen(character).is_some()
}

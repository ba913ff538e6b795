//! The text of an element as it is meant: references resolved, marked sections opened.

use std::borrow::Cow;

use crate::seek::{has, split_once};

/// Longest reference, in bytes.
const LONGEST: usize = 10;

/// A text without its references, comments and marks. A reference that is not known stays as it stands.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['&', '<']) {
        return Cow::Borrowed(raw);
    }
    let (mut text, mut rest) = (String::with_capacity(raw.len()), raw);
    while let Some((plain, marked)) = rest.find(['&', '<']).and_then(|at| rest.split_at_checked(at)) {
        text.push_str(plain);
        if let Some(section) = marked.strip_prefix("<![CDATA[") {
            let (inner, behind) = split_once(section, "]]>").unwrap_or((section, ""));
            text.push_str(inner);
            rest = behind;
        } else if let Some(comment) = marked.strip_prefix("<!--") {
            rest = split_once(comment, "-->").map_or("", |(_, behind)| behind);
        } else if let Some((character, behind)) = reference(marked) {
            text.push(character);
            rest = behind;
        } else {
            let mut characters = marked.chars();
            text.extend(characters.next());
            rest = characters.as_str();
        }
    }
    text.push_str(rest);
    Cow::Owned(text.trim().to_owned())
}

/// The character of a reference, which begins with its ampersand, at the start of a text, and what stands behind it.
pub(super) fn reference(text: &str) -> Option<(char, &str)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let (name, behind) = (text.get(1..end)?, text.get(end.checked_add(1)?..)?);
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((character, behind))
}

/// A text of JSON without its escapes; one that is no escape stays as it stands.
pub(super) fn of_json(raw: &str) -> Cow<'_, str> {
    if !has(raw, '\\') {
        return Cow::Borrowed(raw);
    }
    let (mut units, mut rest) = (Vec::with_capacity(raw.len()), raw);
    while let Some((plain, escaped)) = rest.split_once('\\') {
        units.extend(plain.encode_utf16());
        let unit =
            escaped.get(1..5).filter(|_| escaped.starts_with('u')).and_then(|hex| u16::from_str_radix(hex, 16).ok());
        if let Some(unit) = unit {
            // Two of them may be one character.
            units.push(unit);
            rest = escaped.get(5..).unwrap_or_default();
            continue;
        }
        let mut characters = escaped.chars();
        let character = match characters.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('b' | 'f') => ' ',
            Some(other) => other,
            None => break,
        };
        units.extend(character.encode_utf16(&mut [0; 2]).iter());
        rest = characters.as_str();
    }
    units.extend(rest.encode_utf16());
    Cow::Owned(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::{of_json, unescape};

    #[test]
    fn a_text_is_read_as_it_is_meant() {
        for (raw, meant) in [
            ("AT&T", "AT&T"),
            ("M&amp;S", "M&S"),
            ("A &#38; B &#x26; C", "A & B & C"),
            ("<![CDATA[Fish & <Chips>]]>", "Fish & <Chips>"),
            ("a<!-- not said -->b", "ab"),
            ("&unknown;", "&unknown;"),
            ("R&D; gifts", "R&D; gifts"),
        ] {
            assert_eq!(unescape(raw), meant);
        }
    }

    #[test]
    fn a_text_of_json_is_read_as_it_is_meant() {
        for (raw, meant) in [
            (r"plain", "plain"),
            (r"a\u00e9\ud83d\ude00b", "aé😀b"),
            (r#"\"quoted\" \\ \/ \n"#, "\"quoted\" \\ / \n"),
            (r"\ud83d alone", "\u{fffd} alone"),
            (r"\u12", "u12"),
        ] {
            assert_eq!(of_json(raw), meant);
        }
    }
}

//! The text of an element as it is meant: references resolved, marked sections opened.

use std::borrow::Cow;

/// A text without its references, comments and marks. A reference that is not known stays as it stands.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['&', '<']) {
        return Cow::Borrowed(raw);
    }
    let (mut text, mut rest) = (String::with_capacity(raw.len()), raw);
    while let Some(at) = rest.find(['&', '<']) {
        let (plain, marked) = rest.split_at(at);
        text.push_str(plain);
        if let Some(section) = marked.strip_prefix("<![CDATA[") {
            let (inner, behind) = section.split_once("]]>").unwrap_or((section, ""));
            text.push_str(inner);
            rest = behind;
        } else if let Some(comment) = marked.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
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

/// The character of a reference at the start of a text, and what stands behind it.
fn reference(text: &str) -> Option<(char, &str)> {
    let (name, behind) = text.strip_prefix('&')?.split_once(';').filter(|(name, _)| name.len() <= 8)?;
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

#[cfg(test)]
mod tests {
    use super::unescape;

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
}

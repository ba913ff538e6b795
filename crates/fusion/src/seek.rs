//! Where a short text stands in another.
//!
//! What is looked for is a word or a mark: where its first byte stands, what is behind is compared. The standard
//! library's search, which takes time in proportion to the text for patterns of any length, is larger than all that looks.

/// Where a text first stands in another, in bytes.
#[must_use]
pub fn find(text: &str, part: &str) -> Option<usize> {
    let [first, behind @ ..] = part.as_bytes() else { return Some(0) };
    let mut starts = text.as_bytes().iter().enumerate().filter(|(_, byte)| *byte == first);
    starts.find_map(|(at, _)| text.as_bytes().get(at.saturating_add(1)..)?.starts_with(behind).then_some(at))
}

/// Whether a character stands in a text.
#[must_use]
pub fn has(text: &str, character: char) -> bool {
    text.find(character).is_some()
}

/// The text behind those of some characters that it begins with.
#[must_use]
pub fn behind<'a>(text: &'a str, marks: &str) -> &'a str {
    let other = text.char_indices().find(|(_, character)| !has(marks, *character));
    other.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// The text before those of some characters that it ends with.
#[must_use]
pub fn before<'a>(text: &'a str, marks: &str) -> &'a str {
    let mut others = text.char_indices().rev().skip_while(|(_, character)| has(marks, *character));
    others.next().and_then(|(at, last)| text.get(..at.saturating_add(last.len_utf8()))).unwrap_or_default()
}

/// The text up to the first of some characters.
#[must_use]
pub fn upto<'a>(text: &'a str, marks: &str) -> &'a str {
    let mark = text.char_indices().find(|(_, character)| has(marks, *character));
    mark.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Whether a text stands in another.
#[must_use]
pub fn contains(text: &str, part: &str) -> bool {
    find(text, part).is_some()
}

/// What stands before and behind the first place of a text in another.
#[must_use]
pub fn split_once<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let (before, behind) = text.split_at_checked(find(text, part)?)?;
    Some((before, behind.strip_prefix(part)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_taken_off_as_the_standard_library_takes_them_off() {
        for text in ["", "a", "--a--b--", "----", "－9月年", "年月", "é-", "0123", "a0"] {
            for marks in ["", "-", "-－年月", "0123456789", "ab-"] {
                let any = |character: char| marks.contains(character);
                assert_eq!(behind(text, marks), text.trim_start_matches(any), "{text} {marks}");
                assert_eq!(before(text, marks), text.trim_end_matches(any), "{text} {marks}");
                assert_eq!(upto(text, marks), text.split(any).next().unwrap_or_default(), "{text} {marks}");
            }
        }
    }

    #[test]
    fn a_text_is_found_where_the_standard_library_finds_it() {
        for (text, part) in [
            ("", "a"),
            ("abc", "abc"),
            ("abc", "abcd"),
            ("aab", "ab"),
            ("aaab-->-->", "-->"),
            ("转账-支付宝 支付", "支付"),
            ("éée\u{301}", "e\u{301}"),
            ("[[CDATA[]]]>x", "]]>"),
            ("abc", ""),
        ] {
            assert_eq!(find(text, part), text.find(part), "{text} {part}");
            assert_eq!(contains(text, part), text.contains(part), "{text} {part}");
            assert_eq!(split_once(text, part), text.split_once(part), "{text} {part}");
        }
    }
}

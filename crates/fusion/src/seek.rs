//! Where a short text stands in another.
//!
//! What is looked for is a word or a mark: where its first character stands, what is behind is compared. The standard
//! library's search, which takes time in proportion to the text for patterns of any length, is larger than all that looks.

/// Where a text first stands in another, in bytes.
#[must_use]
pub fn find(text: &str, part: &str) -> Option<usize> {
    let Some(first) = part.chars().next() else { return Some(0) };
    let starts = text.match_indices(first).map(|(at, _)| at);
    starts.into_iter().find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(part)))
}

/// Whether a character stands in a text.
#[must_use]
pub fn has(text: &str, character: char) -> bool {
    text.find(character).is_some()
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

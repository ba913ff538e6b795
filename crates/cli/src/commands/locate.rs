//! Where a JSON pointer leads in a file: line and column, for a person with an editor.
//!
//! Takes the file's text and a pointer, gives the place of its last part, or of the nearest part
//! that is there. It never judges the text: a file that is not JSON has no places.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A place in a text, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// The place that a pointer (RFC 6901) leads to. What is missing is looked for where it should be:
/// in the object that lacks it.
pub fn position(text: &str, pointer: &str) -> Option<Position> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let mut value = parsed.value.as_ref()?;
    let mut found = value.start();
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        match value {
            Value::Object(object) => {
                let Some(member) = object.properties.iter().find(|member| member.name.as_str() == part) else { break };
                (found, value) = (member.start(), &member.value);
            }
            Value::Array(list) => {
                let Some(element) = part.parse().ok().and_then(|index: usize| list.elements.get(index)) else { break };
                (found, value) = (element.start(), element);
            }
            _ => break,
        }
    }
    let before = text.get(..found)?;
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next()?.chars().count().saturating_add(1);
    Some(Position { line, column })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"a\": [1, {\"b/c\": \"}\\\"]\", \"d\": 2}],\n  \"年\": {\"e\": []}\n}";

    fn at(pointer: &str) -> Option<(usize, usize)> {
        position(TEXT, pointer).map(|found| (found.line, found.column))
    }

    #[test]
    fn a_pointer_leads_to_its_line_and_column() {
        assert_eq!(at(""), Some((1, 1)));
        assert_eq!(at("/a"), Some((2, 3)));
        assert_eq!(at("/a/0"), Some((2, 9)));
        assert_eq!(at("/a/1/b~1c"), Some((2, 13)));
        assert_eq!(at("/a/1/d"), Some((2, 28)));
        assert_eq!(at("/年/e"), Some((3, 9)));
    }

    #[test]
    fn what_is_missing_is_shown_where_it_should_be() {
        assert_eq!(at("/a/1/x"), at("/a/1"));
        assert_eq!(at("/a/7"), at("/a"));
        assert_eq!(at("/nothing/here"), at(""));
    }

    #[test]
    fn a_broken_text_has_no_places() {
        for end in 0..TEXT.len() {
            if let Some(cut) = TEXT.get(..end) {
                assert_eq!(position(cut, "/年/e/3"), None, "{cut}");
            }
        }
    }
}

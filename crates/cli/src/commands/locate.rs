//! Where a JSON pointer leads in a file: line and column, for a person with an editor.
//!
//! Takes the file's text and a pointer, gives the place of its last part, or of the nearest part
//! that is there. It never judges the text: a file that is not JSON has no places.

/// A place in a text, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// The place that a pointer (RFC 6901) leads to. What is missing is looked for where it should be:
/// in the object that lacks it.
pub fn position(text: &str, pointer: &str) -> Option<Position> {
    let mut scanner = Scanner { text, at: 0 };
    scanner.space();
    let mut found = scanner.at;
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        match scanner.enter(&part) {
            Some(at) => found = at,
            None => break,
        }
    }
    let before = text.get(..found)?;
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next()?.chars().count().saturating_add(1);
    Some(Position { line, column })
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    /// Goes to a member of the value here; gives the place of its key, or of the element.
    fn enter(&mut self, part: &str) -> Option<usize> {
        match self.peek()? {
            b'{' => self.enter_object(part),
            b'[' => self.enter_list(part.parse().ok()?),
            _ => None,
        }
    }

    fn enter_object(&mut self, part: &str) -> Option<usize> {
        self.forward();
        self.space();
        while self.peek()? == b'"' {
            let key_at = self.at;
            self.string();
            let key: String = serde_json::from_str(self.text.get(key_at..self.at)?).ok()?;
            self.space();
            self.forward();
            self.space();
            if key == part {
                return Some(key_at);
            }
            self.next_member();
        }
        None
    }

    fn enter_list(&mut self, index: usize) -> Option<usize> {
        self.forward();
        self.space();
        for _ in 0..index {
            if self.peek()? == b']' {
                return None;
            }
            self.next_member();
        }
        (self.peek()? != b']').then_some(self.at)
    }

    /// Passes the value here, and the comma after it.
    fn next_member(&mut self) {
        self.value();
        self.space();
        if self.peek() == Some(b',') {
            self.forward();
        }
        self.space();
    }

    fn value(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.string(),
                b'{' | b'[' => {
                    open = open.saturating_add(1);
                    self.forward();
                }
                b'}' | b']' | b',' if open == 0 => return,
                b'}' | b']' => {
                    open = open.saturating_sub(1);
                    self.forward();
                }
                _ => self.forward(),
            }
        }
    }

    fn string(&mut self) {
        self.forward();
        while let Some(byte) = self.peek() {
            self.forward();
            match byte {
                b'"' => return,
                b'\\' => self.forward(),
                _ => {}
            }
        }
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.forward();
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn forward(&mut self) {
        self.at = self.at.saturating_add(1);
    }
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
    fn a_broken_text_has_no_far_places_and_does_no_harm() {
        for end in 0..TEXT.len() {
            if let Some(cut) = TEXT.get(..end) {
                position(cut, "/年/e/3");
            }
        }
    }
}

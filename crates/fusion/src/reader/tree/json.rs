//! JSON as a tree: members by their keys, numbers as they are written, which a reader into floating numbers would lose.

use super::{MAX_DEPTH, Script, Tree, small};
use crate::problem::{Problem, ProblemKind};

impl<'a> Tree<'a> {
    /// Reads JSON.
    ///
    /// # Errors
    /// [`ProblemKind::Syntax`] or [`ProblemKind::Cut`] with the line.
    pub(in crate::reader) fn of_json(text: &'a str) -> Result<Self, Problem> {
        let mut tree = Self::empty(text, Script::Json);
        let end = tree.value(0, (0, 0), 0)?;
        let end = tree.blank(end);
        if end < text.len() { Err(tree.problem_at(ProblemKind::Syntax, end)) } else { Ok(tree) }
    }

    /// Adds the value at a place under a name, and gives the place behind it.
    fn value(&mut self, at: usize, name: (usize, usize), depth: usize) -> Result<usize, Problem> {
        let at = self.blank(at);
        if depth > MAX_DEPTH {
            return Err(self.problem_at(ProblemKind::Syntax, at).at_most(MAX_DEPTH, "levels"));
        }
        let position = self.nodes.len();
        let end = match self.byte(at) {
            Some(b'[') => return self.members(at, name, depth, b']'),
            Some(b'{') => {
                self.push(name.0, name.1, at)?;
                self.members(at, name, depth, b'}')?
            }
            Some(b'"') => {
                self.push(name.0, name.1, at)?;
                self.string_end(at)?
            }
            _ => {
                self.push(name.0, name.1, at)?;
                self.literal_end(at)?
            }
        };
        let last = small(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(position) {
            (node.body_end, node.end) = (small(end), last);
        }
        Ok(end)
    }

    /// Adds the members of an object, or those of a list under the list's own name.
    fn members(&mut self, at: usize, name: (usize, usize), depth: usize, close: u8) -> Result<usize, Problem> {
        let mut at = self.blank(at.saturating_add(1));
        if self.byte(at) == Some(close) {
            return Ok(at.saturating_add(1));
        }
        loop {
            let mut member = name;
            if close == b'}' {
                let end = self.string_end(at)?;
                member = (at.saturating_add(1), end.saturating_sub(at).saturating_sub(2));
                at = self.blank(end);
                self.expect(at, b':')?;
                at = at.saturating_add(1);
            }
            at = self.value(at, member, depth.saturating_add(1))?;
            at = self.blank(at);
            if self.byte(at) == Some(close) {
                return Ok(at.saturating_add(1));
            }
            self.expect(at, b',')?;
            at = self.blank(at.saturating_add(1));
        }
    }

    /// The place behind a text in quotes.
    fn string_end(&self, at: usize) -> Result<usize, Problem> {
        self.expect(at, b'"')?;
        let mut place = at.saturating_add(1);
        while let Some(byte) = self.byte(place) {
            place = place.saturating_add(if byte == b'\\' { 2 } else { 1 });
            if byte == b'"' {
                return Ok(place);
            }
        }
        Err(self.problem_at(ProblemKind::Cut, self.text.len()))
    }

    /// The place behind a number, a truth or nothing.
    fn literal_end(&self, at: usize) -> Result<usize, Problem> {
        let rest = self.text.get(at..).unwrap_or_default();
        let length =
            rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')).count();
        let word = rest.get(..length).unwrap_or_default();
        let number = word.trim_start_matches('-').starts_with(|first: char| first.is_ascii_digit());
        match word {
            "true" | "false" | "null" => {}
            _ if number => {}
            _ => return self.expect(at, b'"').map(|()| at),
        }
        Ok(at.saturating_add(length))
    }

    fn expect(&self, at: usize, byte: u8) -> Result<(), Problem> {
        match self.byte(at) {
            Some(found) if found == byte => Ok(()),
            Some(_) => Err(self.problem_at(ProblemKind::Syntax, at)),
            None => Err(self.problem_at(ProblemKind::Cut, self.text.trim_end().len())),
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The first place from one on that is not blank.
    fn blank(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at.saturating_add(rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count())
    }
}

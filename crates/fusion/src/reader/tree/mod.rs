//! The elements of a document in the order of their starts: what OFX, XML and JSON have in common.
//!
//! Takes text, gives a tree that borrows it: five numbers an element, no text copied. An unclosed leaf of OFX 1 ends at
//! the next tag; XML must be balanced, and neither may declare a type or an entity of its own. It never resolves
//! anything outside the text.

mod element;
mod json;
mod tags;

use core::iter::from_fn;

use crate::problem::{Problem, ProblemKind};
pub(super) use element::Element;

/// Most elements of a document.
pub const MAX_ELEMENTS: usize = 4_000_000;
/// Deepest nesting.
pub const MAX_DEPTH: usize = 64;
/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum Script {
    /// OFX 1 and what banks write for it: leaves without an end, a bare ampersand.
    Sgml,
    /// XML.
    Xml,
    /// JSON. A list's members stand as elements of the list's name.
    Json,
}

/// A document.
pub(in crate::reader) struct Tree<'a> {
    text: &'a str,
    script: Script,
    nodes: Vec<Node>,
    /// Where lines end.
    breaks: Vec<u32>,
}

/// An element, by places in the text.
struct Node {
    name: u32,
    name_end: u32,
    body: u32,
    body_end: u32,
    /// The position behind its last descendant.
    end: u32,
}

impl<'a> Tree<'a> {
    fn empty(text: &'a str, script: Script) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| small(at));
        Self { text, script, nodes: Vec::new(), breaks: breaks.collect() }
    }

    /// The elements at the top.
    pub(in crate::reader) fn roots(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        self.between(0, self.nodes.len())
    }

    /// All elements with one of some names, in the order of their starts.
    pub(in crate::reader) fn all<'t>(&'t self, names: &'t [&str]) -> impl Iterator<Item = Element<'t, 'a>> {
        let elements = (0..self.nodes.len()).map(|position| Element { tree: self, position });
        elements.filter(move |element| names.iter().any(|name| element.is(name)))
    }

    /// A problem at a place of the text.
    fn problem_at(&self, kind: ProblemKind, at: usize) -> Problem {
        Problem::new(kind).at(self.line(small(at)))
    }

    /// The line of a place, from 1.
    fn line(&self, at: u32) -> u32 {
        small(self.breaks.partition_point(|line_end| *line_end < at)).saturating_add(1)
    }

    fn between(&self, from: usize, to: usize) -> impl Iterator<Item = Element<'_, 'a>> {
        let mut position = from;
        from_fn(move || {
            let node = self.nodes.get(position).filter(|_| position < to)?;
            let element = Element { tree: self, position };
            position = usize::try_from(node.end).unwrap_or(usize::MAX).max(position.saturating_add(1));
            Some(element)
        })
    }

    fn push(&mut self, name: usize, name_len: usize, body: usize) -> Result<(), Problem> {
        if self.nodes.len() >= MAX_ELEMENTS {
            return Err(Problem::new(ProblemKind::TooLarge).at_most(MAX_ELEMENTS, "elements"));
        }
        let end = small(self.nodes.len()).saturating_add(1);
        let (name, body) = (small(name), small(body));
        self.nodes.push(Node { name, name_end: name.saturating_add(small(name_len)), body, body_end: body, end });
        Ok(())
    }

    /// The name of an element without its namespace.
    fn name(&self, node: &Node) -> &'a str {
        self.slice(node.name, node.name_end)
    }

    fn slice(&self, from: u32, to: u32) -> &'a str {
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        self.text.get(place(from)..place(to)).unwrap_or_default()
    }

    /// Where a part of the text stands.
    fn offset(&self, part: &str) -> usize {
        part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr())
    }
}

/// A place in a file, which is smaller than 2^32 bytes.
fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

//! The elements of a document in the order of their starts: what OFX, XML and JSON have in common.
//!
//! Takes text, gives a tree that borrows it: five numbers an element, no text copied. An unclosed leaf of OFX 1 ends at
//! the next tag; XML must be balanced, and neither may declare a type or an entity of its own. It never resolves
//! anything outside the text.

mod element;
mod json;

use core::iter::from_fn;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::problem::{Problem, ProblemKind};
pub(super) use element::Element;

/// Most elements of a document.
pub const MAX_ELEMENTS: usize = 4_000_000;
/// Deepest nesting of tags.
pub const MAX_DEPTH: usize = 64;
/// Deepest nesting of JSON, whose every level is read again.
pub const MAX_LEVELS: usize = 16;

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
    /// Reads tags.
    ///
    /// # Errors
    /// [`ProblemKind::Syntax`] or [`ProblemKind::Cut`] with the line.
    pub(in crate::reader) fn of_markup(text: &'a str, script: Script) -> Result<Self, Problem> {
        let mut tree = Self::empty(text, script);
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        (config.check_end_names, config.allow_unmatched_ends) = (false, true);
        config.allow_dangling_amp = script == Script::Sgml;
        let mut open: Vec<usize> = Vec::new();
        loop {
            let at = place(&reader);
            let event = reader.read_event().map_err(|error| tree.broken(at, &error))?;
            match event {
                Event::Start(tag) => {
                    tree.end_body(&mut open, at, script == Script::Sgml);
                    open.push(tree.nodes.len());
                    tree.push_tag(at, &tag, place(&reader))?;
                    if open.len() > MAX_DEPTH {
                        return Err(tree
                            .problem_at(ProblemKind::Syntax, at)
                            .expected(format!("at most {MAX_DEPTH} tags deep")));
                    }
                }
                Event::Empty(tag) => {
                    tree.end_body(&mut open, at, script == Script::Sgml);
                    tree.push_tag(at, &tag, place(&reader))?;
                }
                Event::End(tag) => {
                    tree.end_body(&mut open, at, false);
                    tree.close(&mut open, at, tag.local_name().as_ref())?;
                }
                Event::DocType(_) => {
                    return Err(tree.problem_at(ProblemKind::Syntax, at).expected("no document type and no entities"));
                }
                Event::GeneralRef(name) if script == Script::Xml => {
                    let name: &str = name.as_ref();
                    if !(matches!(name, "lt" | "gt" | "amp" | "quot" | "apos") || name.starts_with('#')) {
                        return Err(tree.problem_at(ProblemKind::Syntax, at).expected("no entities of its own"));
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if open.is_empty() { Ok(tree) } else { Err(tree.problem_at(ProblemKind::Cut, text.trim_end().len())) }
    }

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

    fn broken(&self, at: usize, error: &quick_xml::Error) -> Problem {
        let cut =
            matches!(error, quick_xml::Error::Syntax(_)) && self.text.get(at..).is_some_and(|rest| !rest.contains('>'));
        self.problem_at(if cut { ProblemKind::Cut } else { ProblemKind::Syntax }, at)
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

    /// Adds an element by its tag; its name is the local one.
    fn push_tag(&mut self, at: usize, tag: &BytesStart<'_>, body: usize) -> Result<(), Problem> {
        let (whole, local) = (tag.name().as_ref().len(), tag.local_name().as_ref().len());
        self.push(at.saturating_add(1).saturating_add(whole.saturating_sub(local)), local, body)
    }

    fn push(&mut self, name: usize, name_len: usize, body: usize) -> Result<(), Problem> {
        if self.nodes.len() >= MAX_ELEMENTS {
            return Err(Problem::new(ProblemKind::TooLarge).expected(format!("at most {MAX_ELEMENTS} elements")));
        }
        let end = small(self.nodes.len()).saturating_add(1);
        let (name, body) = (small(name), small(body));
        self.nodes.push(Node { name, name_end: name.saturating_add(small(name_len)), body, body_end: body, end });
        Ok(())
    }

    /// Ends the text of the element that is open when a tag comes; a leaf that has a text ends with it.
    fn end_body(&mut self, open: &mut Vec<usize>, at: usize, leaves_end: bool) {
        let Some(last) = self.nodes.len().checked_sub(1) else { return };
        if open.last() != Some(&last) {
            return;
        }
        if let Some(node) = self.nodes.get_mut(last) {
            node.body_end = small(at);
            let body = usize::try_from(node.body).unwrap_or(0);
            if leaves_end && self.text.get(body..at).is_some_and(|text| !text.trim().is_empty()) {
                open.pop();
            }
        }
    }

    fn close(&mut self, open: &mut Vec<usize>, at: usize, name: &str) -> Result<(), Problem> {
        let is_it =
            |position: &usize| self.nodes.get(*position).is_some_and(|node| self.name(node).eq_ignore_ascii_case(name));
        let found = match self.script {
            Script::Sgml => open.iter().rposition(is_it),
            _ => open.len().checked_sub(1).filter(|top| open.get(*top).is_some_and(is_it)),
        };
        let Some(found) = found else {
            let ignored = self.script == Script::Sgml;
            return if ignored {
                Ok(())
            } else {
                Err(self.problem_at(ProblemKind::Syntax, at).expected("the end of the element that is open"))
            };
        };
        // What was opened behind it and never closed is a leaf without a text: what follows it stands beside it.
        let end = small(self.nodes.len());
        if let Some(node) = open.get(found).and_then(|position| self.nodes.get_mut(*position)) {
            node.end = end;
        }
        open.truncate(found);
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

fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// A place in a file, which is smaller than 2^32 bytes.
fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

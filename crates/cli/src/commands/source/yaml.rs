//! YAML 1.2 as a tree whose every part knows its place in the author's file.
//!
//! Takes text, gives [`Node`]s. An anchor is read once and stands wherever it is named again; the tree is never larger than
//! its file, whatever names what: who walks it counts.

use std::collections::BTreeMap;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::commands::locate::Position;

/// Deepest nesting: that of a pack's JSON.
const MAX_DEPTH: usize = prescreen::json::MAX_DEPTH;

/// A part of the file.
pub struct Node {
    pub at: Position,
    pub content: Content,
}

/// What a part is.
pub enum Content {
    /// A scalar; whether it is written without quotation marks, so that it may be something else than text.
    Scalar { text: String, is_plain: bool },
    /// A sequence.
    List(Vec<Rc<Node>>),
    /// A mapping in the file's order, each key with its place.
    Map(Vec<(String, Position, Rc<Node>)>),
}

/// What is wrong, where, and what to do.
#[derive(Debug)]
pub struct Fault {
    pub at: Position,
    pub message: String,
    pub help: &'static str,
}

impl Fault {
    pub fn new(at: Position, message: impl Into<String>, help: &'static str) -> Self {
        Self { at, message: message.into(), help }
    }
}

/// Reads one document.
///
/// # Errors
/// The first place that is not YAML, or that a pack could not mean.
pub fn read(text: &str) -> Result<Rc<Node>, Fault> {
    let mut reader = Reader { parser: Parser::new_from_str(text), anchors: BTreeMap::new() };
    loop {
        match reader.next()? {
            (Event::StreamEnd, span) => {
                return Err(Fault::new(place(span), "the file is empty", "Write a pack in it."));
            }
            (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
            (event, span) => {
                let root = reader.node(event, span, 0)?;
                return reader.ends().map(|()| root);
            }
        }
    }
}

struct Reader<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    anchors: BTreeMap<usize, Rc<Node>>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Fault> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                let marker = error.marker();
                let at = Position { line: marker.line(), column: marker.col().saturating_add(1) };
                Err(Fault::new(at, format!("not YAML: {}", error.info()), "Write it as YAML 1.2, or as JSON."))
            }
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    /// That nothing stands after the document.
    fn ends(&mut self) -> Result<(), Fault> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentEnd | Event::Nothing, _) => {}
                (_, span) => return Err(Fault::new(place(span), "a second document", "Keep one pack in a file.")),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Rc<Node>, Fault> {
        let at = place(span);
        if depth > MAX_DEPTH {
            return Err(Fault::new(at, format!("nested deeper than {MAX_DEPTH}"), "Nest less."));
        }
        let (content, anchor, tag) = match event {
            Event::Alias(anchor) => {
                let named = self.anchors.get(&anchor).cloned();
                let within = || Fault::new(at, "an anchor that is named within itself", "Name it after it has ended.");
                return named.ok_or_else(within);
            }
            Event::Scalar(text, style, anchor, tag) => {
                (Content::Scalar { text: text.into_owned(), is_plain: style == ScalarStyle::Plain }, anchor, tag)
            }
            Event::SequenceStart(anchor, tag) => (Content::List(self.list(depth)?), anchor, tag),
            Event::MappingStart(anchor, tag) => (Content::Map(self.map(depth)?), anchor, tag),
            _ => return Err(Fault::new(at, "not YAML", "Write it as YAML 1.2, or as JSON.")),
        };
        if tag.is_some() {
            return Err(Fault::new(at, "a tag", "Leave tags out: a pack's fields say what they hold."));
        }
        let node = Rc::new(Node { at, content });
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        Ok(node)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Rc<Node>>, Fault> {
        let mut elements = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(elements),
                (event, span) => elements.push(self.node(event, span, depth.saturating_add(1))?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Vec<(String, Position, Rc<Node>)>, Fault> {
        let mut entries: Vec<(String, Position, Rc<Node>)> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(entries);
            }
            let at = place(span);
            let key = self.node(event, span, depth.saturating_add(1))?;
            let Content::Scalar { text, .. } = &key.content else {
                return Err(Fault::new(at, "a key that is no text", "Name each field."));
            };
            if entries.iter().any(|(other, ..)| other == text) {
                return Err(Fault::new(at, format!("a second '{text}'"), "Keep one of the two."));
            }
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth.saturating_add(1))?;
            entries.push((text.clone(), at, value));
        }
    }
}

fn place(span: Span) -> Position {
    Position { line: span.start.line(), column: span.start.col().saturating_add(1) }
}

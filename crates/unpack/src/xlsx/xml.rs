//! The XML of a part, one token at a time: elements by their local names, texts with references resolved.
//!
//! A document type, and every reference that XML itself does not define, is refused: nothing is expanded.

use std::borrow::Cow;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::problem::{Part, Problem};

/// A part that is read.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: Part,
}

/// A piece of a part.
pub(super) enum Token<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// An element ends.
    Close(Ended<'a>),
    /// Text, or a piece of it.
    Text(Cow<'a, str>),
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str, part: Part) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part }
    }

    /// The next piece; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Problem> {
        loop {
            let event = self.reader.read_event().map_err(|_| damaged(self.part))?;
            return Ok(Some(match event {
                Event::Start(start) => Token::Open(Element { start, part: self.part }),
                Event::End(end) => Token::Close(Ended(end)),
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let letter = reference.resolve_char_ref().map_err(|_| damaged(self.part))?;
                    let text = letter.map(|letter| letter.to_string().into());
                    let text = text.or_else(|| resolve_xml_entity(&reference.into_inner()).map(Cow::Borrowed));
                    Token::Text(text.ok_or_else(|| damaged(self.part))?)
                }
                Event::Eof => return Ok(None),
                Event::DocType(_) => return Err(Problem::damaged(self.part, "XML without a document type")),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }
}

/// The end of an element.
pub(super) struct Ended<'a>(BytesEnd<'a>);

impl Ended<'_> {
    /// Its name without its namespace's prefix.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }
}

/// The beginning of an element.
pub(super) struct Element<'a> {
    start: BytesStart<'a>,
    part: Part,
}

impl Element<'_> {
    /// Its name without its namespace's prefix.
    pub(super) fn name(&self) -> &str {
        local(self.start.name().into_inner())
    }

    /// An attribute by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<String>, Problem> {
        let mut found = None;
        self.each(|key, value| {
            if key == name {
                found = Some(value.into_owned());
            }
        })?;
        Ok(found)
    }

    /// Each attribute, its name without a prefix.
    pub(super) fn each(&self, mut with: impl FnMut(&str, Cow<'_, str>)) -> Result<(), Problem> {
        for attribute in self.start.attributes() {
            let attribute = attribute.map_err(|_| damaged(self.part))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| damaged(self.part))?;
            with(local(attribute.key.into_inner()), value);
        }
        Ok(())
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn damaged(part: Part) -> Problem {
    Problem::damaged(part, "well-formed XML")
}

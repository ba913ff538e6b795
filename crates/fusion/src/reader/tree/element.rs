//! What the readers ask of an element: its name, its text, what stands in it.

use core::iter::from_fn;
use std::borrow::Cow;

use super::super::unescape::{of_json, unescape};
use super::{Node, Script, Tree};
use crate::problem::{Problem, ProblemKind};

/// An element of a document.
#[derive(Clone, Copy)]
pub(in crate::reader) struct Element<'t, 'a> {
    pub(super) tree: &'t Tree<'a>,
    pub(super) position: usize,
}

impl<'t, 'a> Element<'t, 'a> {
    /// Whether the element has a name, whatever its namespace and the case of its letters.
    pub(in crate::reader) fn is(self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// The name without its namespace.
    pub(in crate::reader) fn name(self) -> &'a str {
        self.node().map_or("", |node| self.tree.name(node))
    }

    /// The elements directly in it.
    pub(in crate::reader) fn children(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let end = self.node().map_or(0, |node| usize::try_from(node.end).unwrap_or(usize::MAX));
        self.tree.between(self.position.saturating_add(1), end)
    }

    /// The elements of a name directly in it.
    pub(in crate::reader) fn each(self, name: &'t str) -> impl Iterator<Item = Element<'t, 'a>> {
        self.children().filter(move |child| child.is(name))
    }

    /// The first element at a path of names: `BookgDt/Dt`.
    pub(in crate::reader) fn at(self, path: &str) -> Option<Self> {
        path.split('/').try_fold(self, |element, name| element.children().find(|child| child.is(name)))
    }

    /// The text at a path, without blanks around it; empty where it is missing.
    pub(in crate::reader) fn text(self, path: &str) -> Cow<'a, str> {
        self.at(path).map(Self::value).unwrap_or_default()
    }

    /// The first text of some paths that is not empty.
    pub(in crate::reader) fn first(self, paths: &[&str]) -> Cow<'a, str> {
        paths.iter().map(|path| self.text(path)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Its own text, without blanks around it.
    pub(in crate::reader) fn value(self) -> Cow<'a, str> {
        let Some(node) = self.node() else { return Cow::Borrowed("") };
        let raw = self.tree.slice(node.body, node.body_end).trim();
        match self.tree.script {
            Script::Json if raw.starts_with('"') => {
                of_json(raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default())
            }
            Script::Json if raw == "null" || raw.starts_with('{') => Cow::Borrowed(""),
            Script::Json => Cow::Borrowed(raw),
            Script::Sgml | Script::Xml => unescape(raw),
        }
    }

    /// Its attributes: names without their namespace, and values without blanks around them.
    pub(in crate::reader) fn attributes(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let mut rest = self.node().map_or("", |node| self.tree.slice(node.name_end, node.body));
        from_fn(move || {
            let (name, behind) = rest.split_once('=')?;
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, behind) = behind.get(1..)?.split_once(quote)?;
            rest = behind;
            let name = name.trim();
            Some((name.rsplit(':').next().unwrap_or(name), unescape(value.trim())))
        })
    }

    /// One attribute; empty where it is missing.
    pub(in crate::reader) fn attribute(self, name: &str) -> Cow<'a, str> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value).unwrap_or_default()
    }

    /// The line of its start, from 1: of its value in JSON, where the members of a list share their name.
    pub(in crate::reader) fn line(self) -> u32 {
        let start = |node: &Node| if self.tree.script == Script::Json { node.body } else { node.name };
        self.node().map_or(1, |node| self.tree.line(start(node)))
    }

    /// A problem of the element, in one of its fields.
    pub(in crate::reader) fn problem(self, kind: ProblemKind, field: &str) -> Problem {
        match self.at(field) {
            Some(found) => Problem::new(kind).at(found.line()).field(field).found(found.value()),
            None => Problem::new(kind).at(self.line()).field(field),
        }
    }

    fn node(self) -> Option<&'t Node> {
        self.tree.nodes.get(self.position)
    }
}

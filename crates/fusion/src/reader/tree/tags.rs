//! Tags as a tree: XML, and OFX 1, which is none.
//!
//! A tokenizer of our own, as OFX 1 is no XML: its leaves have no end, and an ampersand there is a letter. Types and
//! entities are refused, not expanded.

use super::{MAX_DEPTH, Script, Tree, small};
use crate::problem::{Problem, ProblemKind};
use crate::reader::unescape::reference;
use crate::seek::find;

impl<'a> Tree<'a> {
    /// Reads tags.
    ///
    /// # Errors
    /// [`ProblemKind::Syntax`] or [`ProblemKind::Cut`] with the line.
    pub(in crate::reader) fn of_markup(text: &'a str, script: Script) -> Result<Self, Problem> {
        let mut tree = Self::empty(text, script);
        let mut open: Vec<usize> = Vec::new();
        let last = text.rfind('>').unwrap_or(0);
        let (mut at, mut text_from) = (0_usize, 0_usize);
        while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
            at = at.saturating_add(found);
            if at > last {
                return Err(tree.problem_at(ProblemKind::Cut, at));
            }
            tree.check_references(text_from, at)?;
            let rest = text.get(at..).unwrap_or_default();
            let mut marked = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].iter();
            if let Some((_, end)) = marked.find(|(mark, _)| rest.starts_with(mark)) {
                let behind = find(rest, end).map(|found| found.saturating_add(end.len()));
                at = at.saturating_add(behind.ok_or_else(|| tree.problem_at(ProblemKind::Cut, at))?);
            } else if rest.starts_with("<!") {
                return Err(tree.problem_at(ProblemKind::Syntax, at).expected("no document type and no entities"));
            } else if let Some(length) = tag_length(rest, script) {
                tree.tag(&mut open, at, length)?;
                at = at.saturating_add(length);
            } else if script == Script::Sgml {
                // A sign that is less than something, in a text.
                at = at.saturating_add(1);
            } else {
                return Err(tree.problem_at(ProblemKind::Syntax, at));
            }
            text_from = at;
        }
        if open.is_empty() { Ok(tree) } else { Err(tree.problem_at(ProblemKind::Cut, text.trim_end().len())) }
    }

    /// Takes one tag.
    fn tag(&mut self, open: &mut Vec<usize>, at: usize, length: usize) -> Result<(), Problem> {
        let behind = at.saturating_add(length);
        let inner = self.text.get(at.saturating_add(1)..behind.saturating_sub(1)).unwrap_or_default();
        self.end_body(open, at, self.script == Script::Sgml && !inner.starts_with('/'));
        if let Some(name) = inner.strip_prefix('/') {
            return self.close(open, at, local(name.trim_end()));
        }
        let whole = inner.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
        let name = local(whole);
        if !inner.ends_with('/') {
            open.push(self.nodes.len());
        }
        if open.len() > MAX_DEPTH {
            return Err(self.problem_at(ProblemKind::Syntax, at).at_most(MAX_DEPTH, "tags deep"));
        }
        self.push(self.offset(name), name.len(), behind)
    }

    /// Refuses a reference that XML does not have by itself.
    fn check_references(&self, from: usize, to: usize) -> Result<(), Problem> {
        let mut text = self.text.get(from..to).filter(|_| self.script == Script::Xml).unwrap_or_default();
        while let Some(at) = text.find('&') {
            text = text.get(at..).unwrap_or_default();
            if reference(text).is_none() {
                return Err(self.problem_at(ProblemKind::Syntax, self.offset(text)).expected("no entities of its own"));
            }
            text = text.get(1..).unwrap_or_default();
        }
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
            let problem = self.problem_at(ProblemKind::Syntax, at).expected("the end of the element that is open");
            return if self.script == Script::Sgml { Ok(()) } else { Err(problem) };
        };
        // What was opened behind it and never closed is a leaf without a text: what follows it stands beside it.
        let end = small(self.nodes.len());
        if let Some(node) = open.get(found).and_then(|position| self.nodes.get_mut(*position)) {
            node.end = end;
        }
        open.truncate(found);
        Ok(())
    }
}

/// How long the tag at a text's start is; none where it is no tag, or its end is missing.
fn tag_length(text: &str, script: Script) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if quote == Some(byte) => quote = None,
            _ if quote.is_some() => {}
            _ if at == 1 && !(byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'_')) => return None,
            b'"' | b'\'' if script == Script::Xml => quote = Some(byte),
            b'<' => return None,
            b'>' => return at.checked_add(1),
            _ => {}
        }
    }
    None
}

/// A name without its namespace.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

//! JSON as a tree: members by their keys, numbers as they are written.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{MAX_LEVELS, Script, Tree, small};
use crate::problem::{Problem, ProblemKind};

impl<'a> Tree<'a> {
    /// Reads JSON.
    ///
    /// # Errors
    /// As [`Tree::of_markup`].
    pub(in crate::reader) fn of_json(text: &'a str) -> Result<Self, Problem> {
        let mut tree = Self::empty(text, Script::Json);
        let raw: &'a RawValue = serde_json::from_str(text).map_err(|error| {
            let kind = if error.is_eof() { ProblemKind::Cut } else { ProblemKind::Syntax };
            Problem::new(kind).at(u32::try_from(error.line()).unwrap_or(u32::MAX))
        })?;
        tree.push_json(0, 0, raw, 0)?;
        Ok(tree)
    }

    fn push_json(&mut self, name: usize, name_len: usize, raw: &'a RawValue, depth: usize) -> Result<(), Problem> {
        let text = raw.get();
        let at = self.offset(text);
        if depth > MAX_LEVELS {
            return Err(self.problem_at(ProblemKind::Syntax, at).expected(format!("at most {MAX_LEVELS} levels")));
        }
        let Members(members) = serde_json::from_str(text).map_err(|_| self.problem_at(ProblemKind::Syntax, at))?;
        if text.starts_with('[') {
            for (_, member) in members {
                self.push_json(name, name_len, member, depth.saturating_add(1))?;
            }
            return Ok(());
        }
        let position = self.nodes.len();
        self.push(name, name_len, at)?;
        for (key, member) in members {
            self.push_json(self.offset(key), key.len(), member, depth.saturating_add(1))?;
        }
        let end = small(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(position) {
            (node.body_end, node.end) = (small(at.saturating_add(text.len())), end);
        }
        Ok(())
    }
}

/// The members of an object with their keys, or of a list without; none of any other value.
struct Members<'a>(Vec<(&'a str, &'a RawValue)>);

impl<'a> Deserialize<'a> for Members<'a> {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

struct Any;

impl<'a> Visitor<'a> for Any {
    type Value = Members<'a>;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Members<'a>, A::Error> {
        let mut members = Vec::new();
        // A key with an escape is none that a standard has.
        while let Some((key, value)) = map.next_entry::<Key<'a>, &'a RawValue>()? {
            if let Key(Cow::Borrowed(key)) = key {
                members.push((key, value));
            }
        }
        Ok(Members(members))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<Members<'a>, A::Error> {
        let mut members = Vec::new();
        while let Some(value) = list.next_element()? {
            members.push(("", value));
        }
        Ok(Members(members))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Members<'a>, E> {
        Ok(Members(Vec::new()))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Members<'a>, E> {
        Ok(Members(Vec::new()))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Members<'a>, E> {
        Ok(Members(Vec::new()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Members<'a>, E> {
        Ok(Members(Vec::new()))
    }

    fn visit_str<E>(self, _: &str) -> Result<Members<'a>, E> {
        Ok(Members(Vec::new()))
    }

    fn visit_unit<E>(self) -> Result<Members<'a>, E> {
        Ok(Members(Vec::new()))
    }
}

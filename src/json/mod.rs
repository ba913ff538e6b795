//! JSON as this house reads it: strict, integers only, keys once.
//!
//! Takes text, gives a [`Json`] that keeps the order of its source; [`read`](read()) makes typed documents of
//! it and says where they go wrong, [`Write`] makes it of them. A room of its own because packs, sessions, cases and signed
//! claims are all read and hashed in this one way. It must never print a value.

mod canonical;
mod entries;
pub(crate) mod flat;
mod order;
mod parse;
mod read;
mod write;

use core::fmt;

pub use entries::Entries;
pub(crate) use read::is_within;
pub use read::{Explain, Ids, Key, MOST_FAULTS, Names, Read, Reader, read, read_explained, read_text};
pub use write::{Object, Write};

/// Greatest magnitude of an integer: 2^53 − 1, which every JSON reader keeps exact.
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;
/// Deepest nesting.
pub const MAX_DEPTH: usize = 64;

/// A JSON value.
#[derive(Clone, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer within ±[`MAX_INTEGER`].
    Int(i64),
    /// Any other number: only in documents of the compatibility dialect.
    Float(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object in the order of its source, each key once.
    Map(Vec<(String, Json)>),
}

impl Json {
    /// The value of a key, when this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(other, _)| other == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, when this is a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What kind of value this is, for errors.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
        }
    }
}

/// Adds a step to a JSON pointer (RFC 6901).
pub(crate) fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    for character in step.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Json {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Json".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "description": "Any JSON value." })
    }
}

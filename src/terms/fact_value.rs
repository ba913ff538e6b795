//! The value of a fact, as a session or a file gives it.

use serde::Serialize;

use crate::json::{Json, Read, Reader, Write};

/// The value of a fact. Its type is checked against the pack.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
#[serde(untagged)]
pub enum FactValue {
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A choice's option or a date.
    Text(String),
}

impl Read for FactValue {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        match json {
            Json::Bool(value) => return Self::Boolean(*value),
            Json::Int(value) => return Self::Integer(*value),
            Json::Text(value) => return Self::Text(value.clone()),
            _ => reader.mismatch(json, "a boolean, an integer or a text"),
        }
        Self::Boolean(false)
    }
}

impl Write for FactValue {
    fn json(&self) -> Json {
        match self {
            Self::Boolean(value) => value.json(),
            Self::Integer(value) => value.json(),
            Self::Text(value) => value.json(),
        }
    }
}

impl core::fmt::Debug for FactValue {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("FactValue(..)")
    }
}

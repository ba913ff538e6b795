//! The published JSON Schema of layouts, where the Rust types alone do not say it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Phrase, Words};
use crate::money::Currency;

/// The fields of a layout that may not be left out.
const REQUIRED: [&str; 7] = ["id", "version", "institution", "kind", "names", "columns", "required"];

/// A layout's fields may be left out but for these.
pub(super) fn required(schema: &mut Schema) {
    schema.insert("required".into(), REQUIRED.map(serde_json::Value::from).to_vec().into());
}

/// A mapping's fields may be left out but for its columns.
pub(super) fn but_columns(schema: &mut Schema) {
    schema.insert("required".into(), vec![serde_json::Value::from("columns")].into());
}

/// Every field may be left out.
pub(super) fn all_optional(schema: &mut Schema) {
    schema.remove("required");
}

macro_rules! published {
    ($($type:ty, $name:literal, $schema:tt;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

published! {
    Words, "Words", {
        "description": "Words as they stand in a cell; '*' at an end stands for whatever is there, '*' alone for itself, '**' for anything.",
        "type": "array",
        "items": { "type": "string" },
    };
    Phrase, "Phrase", {
        "description": "A phrase with places in braces, such as {amount}.",
        "type": "string",
        "pattern": "\\{[a-z]+\\}",
    };
    Currency, "Currency", {
        "description": "An ISO 4217 code, or a sign that stands for one currency only.",
        "type": "string",
    };
}

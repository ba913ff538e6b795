//! The pack dialect as JSON Schema, for completion and checks in an editor.
//!
//! It knows the form of every operator and not which fields a pack declares: what fits it may still name a field that
//! is not there, or ask of a field what its type cannot answer.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::typed::MAX_LIST;

/// A condition as a pack writes it.
pub struct Written;

/// What is asked of a field by operators.
struct Operators;

impl JsonSchema for Written {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let condition = generator.subschema_for::<Self>();
        let operators = generator.subschema_for::<Operators>();
        let list =
            |what: &str| json_schema!({ "type": "array", "minItems": 1, "items": condition, "description": what });
        json_schema!({
            "description": "A condition over fields. Every key has to hold: a field's name, or one of $and, $or, $nor, $not.",
            "type": "object",
            "minProperties": 1,
            "properties": {
                "$and": list("Every condition of the list holds."),
                "$or": list("At least one condition of the list holds."),
                "$nor": list("No condition of the list holds."),
                "$not": condition,
            },
            "patternProperties": {
                "^[A-Za-z0-9_.-]+$": {
                    "description": "What is asked of the field: a value that it equals, or operators that all hold.",
                    "anyOf": [{ "type": ["boolean", "integer", "string"] }, operators],
                },
            },
            "additionalProperties": false,
        })
    }
}

impl JsonSchema for Operators {
    fn schema_name() -> Cow<'static, str> {
        "Operators".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let operators = generator.subschema_for::<Self>();
        let list = |of: Schema, what: &str| json_schema!({ "type": "array", "minItems": 1, "maxItems": MAX_LIST, "items": of, "description": what });
        let one = |what: &str| json_schema!({ "type": ["boolean", "integer", "string"], "description": what });
        let ordered = |what: &str| {
            json_schema!({
                "description": what,
                "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }],
            })
        };
        let count = json_schema!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
        let some = || json_schema!({ "type": ["integer", "string"] });
        json_schema!({
            "description": "Operators on one field; all have to hold.",
            "type": "object",
            "minProperties": 1,
            "properties": {
                "$eq": one("Of a choice, an integer, a date or a boolean: equals."),
                "$ne": one("Of a choice, an integer, a date or a boolean: differs."),
                "$in": list(some(), "Is one of these; of a set: has any of these."),
                "$nin": list(some(), "Is none of these; of a set: has none of these."),
                "$all": list(json_schema!({ "type": "string" }), "Of a set: has all of these."),
                "$size": {
                    "description": "Of a set: has so many, or between so many.",
                    "anyOf": [count, {
                        "type": "object",
                        "minProperties": 1,
                        "properties": { "$gte": count, "$lte": count },
                        "additionalProperties": false,
                    }],
                },
                "$gt": ordered("Of an integer or a date: greater, later."),
                "$gte": ordered("Of an integer or a date: at least, not earlier."),
                "$lt": ordered("Of an integer or a date: less, earlier."),
                "$lte": ordered("Of an integer or a date: at most, not later."),
                "$exists": { "type": "boolean", "description": "Whether the field has a value." },
                "$not": operators,
            },
            "additionalProperties": false,
        })
    }
}

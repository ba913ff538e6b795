//! The part of JSON Schema that the generated schemas use: enough to hold real documents against them.

use serde_json::{Value, json};

/// Whether a value fits a schema; says where it does not. A keyword that it does not know is an error.
pub fn valid(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let Some(rules) = schema.as_object() else {
        return if schema == &json!(false) { Err(format!("{at}: nothing belongs here")) } else { Ok(()) };
    };
    let wrong = |what: &str| Err(format!("{at}: {what}"));
    for (rule, operand) in rules {
        match rule.as_str() {
            "$ref" => {
                let name = operand.as_str().unwrap().strip_prefix("#").unwrap();
                valid(root, root.pointer(name).unwrap(), value, at)?;
            }
            "type" => {
                let names = operand.as_array().cloned().unwrap_or_else(|| vec![operand.clone()]);
                if !names.iter().any(|name| is(name.as_str().unwrap(), value)) {
                    return wrong(&format!("not {operand}"));
                }
            }
            "const" if operand != value => return wrong(&format!("not {operand}")),
            "enum" if !operand.as_array().unwrap().contains(value) => return wrong(&format!("not one of {operand}")),
            "anyOf" | "oneOf" => {
                let fits =
                    operand.as_array().unwrap().iter().filter(|schema| valid(root, schema, value, at).is_ok()).count();
                if fits == 0 || (rule == "oneOf" && fits > 1) {
                    return wrong(&format!("{fits} alternatives fit"));
                }
            }
            "items" => {
                for (n, value) in value.as_array().into_iter().flatten().enumerate() {
                    valid(root, operand, value, &format!("{at}/{n}"))?;
                }
            }
            "required" => {
                for name in operand.as_array().unwrap() {
                    if value.as_object().is_some_and(|map| !map.contains_key(name.as_str().unwrap())) {
                        return wrong(&format!("{name} is missing"));
                    }
                }
            }
            "pattern" if value.as_str().is_some_and(|text| !matches(operand, text)) => {
                return wrong(&format!("not of the form {operand}"));
            }
            "properties" | "patternProperties" | "additionalProperties" => {}
            "minimum" if value.as_i64().is_some_and(|value| value < operand.as_i64().unwrap()) => {
                return wrong("too small");
            }
            "minimum" | "maximum" | "const" | "enum" | "description" | "title" | "default" | "format" | "pattern"
            | "$schema" | "$defs" => {}
            other => return wrong(&format!("this test does not know the keyword '{other}'")),
        }
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let at = format!("{at}/{key}");
        let named = rules.get("properties").and_then(|known| known.get(key));
        let patterns = rules.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
        let formed =
            || patterns.into_iter().find(|(pattern, _)| matches(&json!(pattern), key)).map(|(_, schema)| schema);
        if let Some(schema) = named.or_else(formed).or(rules.get("additionalProperties")) {
            valid(root, schema, value, &at)?;
        }
    }
    Ok(())
}

fn matches(pattern: &Value, text: &str) -> bool {
    regex::Regex::new(pattern.as_str().unwrap()).unwrap().is_match(text)
}

fn is(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("unknown type {other}"),
    }
}

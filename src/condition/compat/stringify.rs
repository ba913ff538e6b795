//! Values as ECMAScript writes them.

use super::number;
use crate::json::Json;

/// `JSON.stringify(value)`: keys in the order of the source, no white space, numbers as ECMAScript writes them.
#[must_use]
pub fn stringify(value: &Json) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Json, to: &mut String) {
    match value {
        Json::Float(number) if number.is_finite() => to.push_str(&number::text(*number)),
        Json::List(values) => {
            to.push('[');
            for (n, value) in values.iter().enumerate() {
                separate(n, to);
                write(value, to);
            }
            to.push(']');
        }
        Json::Map(entries) => {
            to.push('{');
            for (n, (key, value)) in entries.iter().enumerate() {
                separate(n, to);
                to.push_str(&Json::text(key).canonical());
                to.push(':');
                write(value, to);
            }
            to.push('}');
        }
        // Texts, integers and words are written alike in the canonical form.
        other => to.push_str(&other.canonical()),
    }
}

fn separate(n: usize, to: &mut String) {
    if n > 0 {
        to.push(',');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_ecmascript_writes_them() {
        let source = r#" {"b": [1.50, -0.0, 1e21, 1e-7, true, null], "a": {"é\n": "\u2028"}, "n": 9007199254740993} "#;
        let value = Json::parse_loose(source, 1000).unwrap();
        assert_eq!(
            stringify(&value),
            "{\"b\":[1.5,0,1e+21,1e-7,true,null],\"a\":{\"é\\n\":\"\u{2028}\"},\"n\":9007199254740992}"
        );
    }
}

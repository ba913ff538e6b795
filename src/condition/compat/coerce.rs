//! ECMAScript's conversions and comparisons, as far as JSON values need them.

use core::cmp::Ordering;

use super::number;
use crate::json::Json;

/// `===`: two lists or objects are never the same one.
pub(super) fn same(left: &Json, right: &Json) -> bool {
    !matches!(left, Json::List(_) | Json::Map(_)) && alike(left, right)
}

/// Equal as `JSON.stringify` writes them, which keeps the order of keys.
pub(super) fn alike(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Int(_) | Json::Float(_), Json::Int(_) | Json::Float(_)) => number(left) == number(right),
        (Json::List(left), Json::List(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| alike(left, right))
        }
        (Json::Map(left), Json::Map(right)) => {
            let same_entry =
                |((key, left), (other, right)): (&(String, Json), &(String, Json))| key == other && alike(left, right);
            left.len() == right.len() && left.iter().zip(right).all(same_entry)
        }
        _ => left == right,
    }
}

/// `===` on texts in lower case.
pub(super) fn same_folded(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Text(left), Json::Text(right)) => left.to_lowercase() == right.to_lowercase(),
        _ => same(left, right),
    }
}

/// `<` and `>`: by UTF-16 code units between texts, by number otherwise; none where a number is NaN.
pub(super) fn order(left: &Json, right: &Json) -> Option<Ordering> {
    match (primitive(left), primitive(right)) {
        (Primitive::Text(left), Primitive::Text(right)) => Some(order_texts(&left, &right)),
        (left, right) => left.number().partial_cmp(&right.number()),
    }
}

pub(super) fn order_texts(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}

/// `Boolean(value)`.
#[must_use]
pub fn truthy(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(value) => *value,
        Json::Int(number) => *number != 0,
        Json::Float(number) => *number != 0.0,
        Json::Text(text) => !text.is_empty(),
        Json::List(_) | Json::Map(_) => true,
    }
}

/// `String(value)`.
#[must_use]
pub fn text(value: &Json) -> String {
    match value {
        Json::Null => "null".into(),
        Json::Bool(value) => value.to_string(),
        Json::Int(number) => number.to_string(),
        Json::Float(number) => number::text(*number),
        Json::Text(text) => text.clone(),
        Json::List(list) => {
            let element = |value: &Json| if matches!(value, Json::Null) { String::new() } else { text(value) };
            list.iter().map(element).collect::<Vec<_>>().join(",")
        }
        Json::Map(_) => "[object Object]".into(),
    }
}

/// `Number(value)`.
pub(super) fn number(value: &Json) -> f64 {
    primitive(value).number()
}

/// `typeof`, with names for null and lists.
pub(super) fn type_of(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Int(_) | Json::Float(_) => "number",
        Json::Text(_) => "string",
        Json::List(_) => "array",
        Json::Map(_) => "object",
    }
}

pub(super) fn length(list: &[Json]) -> Json {
    Json::Int(i64::try_from(list.len()).unwrap_or(i64::MAX))
}

/// A value as the comparing operators see it: a number or a text.
enum Primitive {
    Number(f64),
    Text(String),
}

fn primitive(value: &Json) -> Primitive {
    match value {
        Json::Null => Primitive::Number(0.0),
        Json::Bool(value) => Primitive::Number(f64::from(u8::from(*value))),
        // Exact: an integer here is within ±(2^53−1).
        Json::Int(number) => Primitive::Number(*number as f64),
        Json::Float(number) => Primitive::Number(*number),
        Json::Text(_) | Json::List(_) | Json::Map(_) => Primitive::Text(text(value)),
    }
}

impl Primitive {
    fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Text(text) => number_of_text(text),
        }
    }
}

/// `StringToNumber`, ECMA-262 7.1.4.1.1.
fn number_of_text(text: &str) -> f64 {
    let text = text.trim_matches(|character: char| {
        character == '\u{feff}' || (character.is_whitespace() && character != '\u{85}')
    });
    for (prefixes, radix) in [(["0x", "0X"], 16), (["0o", "0O"], 8), (["0b", "0B"], 2)] {
        if let Some(digits) = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)) {
            return number_of_digits(digits, radix);
        }
    }
    match text {
        "" => 0.0,
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        // Rust's own reader also takes words, such as `inf`.
        decimal if decimal.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) => {
            decimal.parse().unwrap_or(f64::NAN)
        }
        _ => f64::NAN,
    }
}

fn number_of_digits(digits: &str, radix: u32) -> f64 {
    let number = digits
        .chars()
        .try_fold(0.0, |number, character| Some(number * f64::from(radix) + f64::from(character.to_digit(radix)?)));
    number.filter(|_| !digits.is_empty()).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json {
        Json::parse_loose(text, 1000).unwrap()
    }

    #[test]
    fn values_become_numbers_as_in_ecmascript() {
        for (source, expected) in [
            ("null", 0.0),
            ("true", 1.0),
            ("\"\"", 0.0),
            (r#"" \t12.5e1 ""#, 125.0),
            ("\"0x1F\"", 31.0),
            ("\"0b101\"", 5.0),
            ("\"-Infinity\"", f64::NEG_INFINITY),
            ("[]", 0.0),
            ("[7]", 7.0),
        ] {
            assert_eq!(number(&json(source)), expected, "{source}");
        }
        for source in ["\"inf\"", "\"nan\"", "\"1 2\"", "\"0x\"", "\"-0x1\"", "\".\"", "[1,2]", "{}"] {
            assert!(number(&json(source)).is_nan(), "{source}");
        }
    }

    #[test]
    fn values_become_texts_as_in_ecmascript() {
        for (source, expected) in [
            ("null", "null"),
            ("1.50", "1.5"),
            ("[1,null,[\"a\",true]]", "1,,a,true"),
            ("{\"a\":1}", "[object Object]"),
        ] {
            assert_eq!(text(&json(source)), expected, "{source}");
        }
    }

    #[test]
    fn texts_compare_by_utf16_and_anything_else_by_number() {
        assert_eq!(order(&json("\"\u{10000}\""), &json("\"\u{ffff}\"")), Some(Ordering::Less));
        assert_eq!(order(&json("\"10\""), &json("\"9\"")), Some(Ordering::Less));
        assert_eq!(order(&json("\"10\""), &json("9")), Some(Ordering::Greater));
        assert_eq!(order(&json("\"ten\""), &json("9")), None);
    }
}

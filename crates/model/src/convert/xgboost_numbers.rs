//! Numbers as XGBoost writes them: in texts, in lists of one, and the three that JSON has not.
//!
//! Takes JSON text or values, gives numbers. The few digits that XGBoost writes for a 32-bit number come back as that number.

use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

/// What stands for a number that JSON has not: a text of the same length, so that places in the file stay true.
const MARKS: [(&str, &str, f32); 3] = [
    ("-Infinity", "\"-infini\"", f32::NEG_INFINITY),
    ("Infinity", "\"infini\"", f32::INFINITY),
    ("NaN", "\"n\"", f32::NAN),
];

/// The same text with `NaN`, `Infinity` and `-Infinity` outside of texts put as marks; none when it has none.
pub(super) fn marked(text: &str) -> Option<String> {
    if !MARKS.iter().any(|(word, ..)| text.contains(word)) {
        return None;
    }
    let mut marked = String::with_capacity(text.len());
    // Every second piece lies within quotes, where a quote after a backslash ends nothing.
    let mut pieces = text.split('"');
    let mut in_text = false;
    for (number, piece) in pieces.by_ref().enumerate() {
        if number > 0 {
            marked.push('"');
        }
        if in_text {
            marked.push_str(piece);
            let slashes = piece.bytes().rev().take_while(|byte| *byte == b'\\').count();
            in_text = slashes % 2 == 1;
        } else {
            let put = MARKS.iter().fold(piece.to_owned(), |piece, (word, mark, _)| piece.replace(word, mark));
            marked.push_str(&put);
            in_text = true;
        }
    }
    Some(marked)
}

/// A 32-bit number.
#[derive(Clone, Copy)]
pub(super) struct Single(pub f32);

/// A sign, as 0 and 1 or as a boolean.
#[derive(Clone, Copy)]
pub(super) struct Sign(pub bool);

impl<'de> Deserialize<'de> for Single {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(SingleVisitor).map(Self)
    }
}

struct SingleVisitor;

impl Visitor<'_> for SingleVisitor {
    type Value = f32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E>(self, value: f64) -> Result<f32, E> {
        Ok(value as f32)
    }

    fn visit_i64<E>(self, value: i64) -> Result<f32, E> {
        Ok(value as f32)
    }

    fn visit_u64<E>(self, value: u64) -> Result<f32, E> {
        Ok(value as f32)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f32, E> {
        let mark = MARKS.iter().find(|(_, mark, _)| mark.trim_matches('"') == text);
        mark.map(|(.., value)| *value).ok_or_else(|| E::custom("a number is asked for here"))
    }
}

impl<'de> Deserialize<'de> for Sign {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(SignVisitor).map(Self)
    }
}

struct SignVisitor;

impl Visitor<'_> for SignVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("0, 1, true or false")
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        if value <= 1 { Ok(value == 1) } else { Err(E::custom("0, 1, true or false is asked for here")) }
    }
}

/// A number in a text, such as `5E-1`, or alone in a list in a text, such as `[5E-1]`.
pub(super) fn in_text(text: &str) -> Option<f32> {
    let text = text.trim();
    let inside = text.strip_prefix('[').map_or(Some(text), |rest| rest.strip_suffix(']'))?;
    inside.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_json_has_not_are_marked_outside_of_texts_only() {
        let marked = marked(r#"{"NaN\" -Infinity":[NaN,-Infinity,Infinity,"Infinity"]}"#).unwrap();
        assert_eq!(marked, r#"{"NaN\" -Infinity":["n","-infini","infini","Infinity"]}"#);
        let read: Vec<Single> = serde_json::from_str(r#"["n","-infini","infini",1e-45,3]"#).unwrap();
        let bits: Vec<u32> = read.iter().map(|number| number.0.to_bits()).collect();
        let expected = [f32::NAN, f32::NEG_INFINITY, f32::INFINITY, f32::from_bits(1), 3.0];
        assert_eq!(bits, expected.map(f32::to_bits));
    }

    #[test]
    fn a_base_score_is_a_number_or_a_list_of_one() {
        assert_eq!(in_text("5E-1"), Some(0.5));
        assert_eq!(in_text("[5E-1]"), Some(0.5));
        assert_eq!(in_text("[5E-1,4E-1]"), None);
        assert_eq!(in_text("[5E-1"), None);
    }
}

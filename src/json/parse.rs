//! Text to [`Json`]: serde_json reads the syntax, this file says what is let in.

use core::cell::Cell;
use core::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::{Json, MAX_DEPTH, MAX_INTEGER, order, push_step};
use crate::{Code, Error};

impl Json {
    /// Reads strict JSON: integers within ±[`MAX_INTEGER`], each key once, at most [`MAX_DEPTH`] deep.
    ///
    /// # Errors
    /// With a JSON pointer to what is not let in, or the line and column where the syntax breaks.
    pub fn parse(text: &str, max_bytes: usize) -> Result<Self, Error> {
        read(text, max_bytes, false)
    }

    /// The same, with any number: for conditions of the compatibility dialect only.
    ///
    /// # Errors
    /// As [`Json::parse`].
    #[cfg(feature = "experiment")]
    pub fn parse_loose(text: &str, max_bytes: usize) -> Result<Self, Error> {
        read(text, max_bytes, true)
    }
}

fn read(text: &str, max_bytes: usize, loose: bool) -> Result<Json, Error> {
    if text.len() > max_bytes {
        let (found, most) = (text.len().to_string(), max_bytes.to_string());
        let message = ["the document has ", &found, " bytes; at most ", &most, " are allowed"].concat();
        return Err(Error::new(Code::Limit, "", message));
    }
    let refusal = Cell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Seed { refusal: &refusal, depth: 0, loose }.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    match (value, refusal.into_inner()) {
        (Ok(value), None) => Ok(value),
        // What nests too deep is where the tokenizer stops by itself.
        (Err(error), refused) if refused.as_ref().is_none_or(|refused| refused.code != Code::Limit) => {
            let (line, column) = (error.line().to_string(), error.column().to_string());
            Err(Error::new(Code::Syntax, "", ["not valid JSON at line ", &line, ", column ", &column].concat()))
        }
        (_, Some(refused)) => {
            let mut pointer = String::new();
            refused.path.iter().rev().for_each(|step| push_step(&mut pointer, step));
            Err(Error::new(refused.code, pointer, refused.message))
        }
        (Err(_), None) => Err(Error::new(Code::Syntax, "", "not valid JSON")),
    }
}

/// The first value that was not let in. Reading goes on with `null` in its place: the document is
/// refused as a whole when its end is reached.
struct Refusal {
    code: Code,
    message: &'static str,
    /// Steps of its pointer, from the inside out, as far as the level at `depth`.
    path: Vec<String>,
    depth: usize,
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    refusal: &'a Cell<Option<Box<Refusal>>>,
    depth: usize,
    loose: bool,
}

impl Seed<'_> {
    fn refuse(&self, code: Code, message: &'static str) -> Json {
        let first = self.refusal.take();
        let refusal = || Box::new(Refusal { code, message, path: Vec::new(), depth: self.depth });
        self.refusal.set(Some(first.unwrap_or_else(refusal)));
        Json::Null
    }

    /// Adds the step that leads from here to what was refused one level further in.
    fn passed(&self, step: impl FnOnce() -> String) {
        let mut first = self.refusal.take();
        if let Some(refusal) = first.as_mut().filter(|refusal| refusal.depth > self.depth) {
            refusal.path.push(step());
            refusal.depth = self.depth;
        }
        self.refusal.set(first);
    }

    fn deeper(&self) -> Self {
        if self.depth >= MAX_DEPTH {
            self.refuse(Code::Limit, "nested more than 64 deep");
        }
        Self { depth: self.depth.saturating_add(1), ..*self }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Json, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Json, E> {
        if (-MAX_INTEGER..=MAX_INTEGER).contains(&value) {
            return Ok(Json::Int(value));
        }
        self.visit_f64(value as f64)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Json, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.visit_f64(value as f64),
        }
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        if self.loose {
            return Ok(Json::Float(value));
        }
        Ok(self.refuse(Code::Number, "expected an integer within ±(2^53−1)"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Json, A::Error> {
        let inner = self.deeper();
        let mut list = Vec::new();
        while let Some(value) = values.next_element_seed(inner)? {
            self.passed(|| list.len().to_string());
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let inner = self.deeper();
        let mut map: Vec<(String, Json)> = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(inner)?;
            self.passed(|| key.clone());
            map.push((key, value));
        }
        if let Some(key) = repeated(&map) {
            inner.refuse(Code::RepeatedKey, "the key stands twice in its object");
            self.passed(|| key.into());
        }
        Ok(Json::Map(map))
    }
}

/// Up to here, keys are compared with each other and nothing is sorted.
const FEW: usize = 32;

/// A key that stands twice.
fn repeated(entries: &[(String, Json)]) -> Option<&str> {
    if entries.len() <= FEW {
        // Most keys are known by their length and ends, and compared with none.
        let mut seen = 0_u64;
        for (n, (key, _)) in entries.iter().enumerate() {
            let mark = mark(key);
            if seen & mark != 0 && entries.iter().take(n).any(|(other, _)| other == key) {
                return Some(key);
            }
            seen |= mark;
        }
        return None;
    }
    let keys = order::sorted(entries);
    let pair = keys.windows(2).find(|pair| matches!(pair, [(left, _), (right, _)] if left == right))?;
    pair.first().map(|(key, _)| key.as_str())
}

/// One bit of 64, the same for the same key.
fn mark(key: &str) -> u64 {
    let byte = |byte: Option<&u8>| byte.map_or(0, |byte| u32::from(*byte));
    let bytes = key.as_bytes();
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    1_u64.wrapping_shl(length ^ byte(bytes.first()).wrapping_mul(5) ^ byte(bytes.last()).wrapping_mul(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (Code, String) {
        let error = Json::parse(text, 10_000).unwrap_err();
        (error.code, error.at)
    }

    #[test]
    fn only_strict_json_is_let_in() {
        assert_eq!(refused(r#"{"a":[{"b":1,"b":2}]}"#), (Code::RepeatedKey, "/a/0/b".into()));
        assert_eq!(refused(r#"{"a/b":[1,2.5]}"#), (Code::Number, "/a~1b/1".into()));
        assert_eq!(refused(r#"[9007199254740992]"#), (Code::Number, "/0".into()));
        assert_eq!(refused(r#"[1e2]"#), (Code::Number, "/0".into()));
        for text in ["{}x", "[NaN]", "{\"a\":}", "", "[1,]", "'a'", "\"\\ud800\"", "01"] {
            assert_eq!(refused(text).0, Code::Syntax, "{text}");
        }
        assert_eq!(refused(&"[".repeat(100)).0, Code::Limit);
        assert_eq!(Json::parse("[1]", 2).unwrap_err().code, Code::Limit);
        assert_eq!(Json::parse("[9007199254740991]", 100).unwrap().canonical(), "[9007199254740991]");
    }
}

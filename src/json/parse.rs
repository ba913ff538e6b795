//! Text to [`Json`]: serde_json reads the syntax, this file says what is let in.

use core::cell::RefCell;
use core::fmt;
use std::collections::BTreeSet;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::{Json, MAX_DEPTH, MAX_INTEGER};
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
        return Err(Error::new(Code::Limit, "", format!("the document has more than {max_bytes} bytes")));
    }
    let refusal = RefCell::new(Refusal { code: Code::Syntax, path: Vec::new(), message: "" });
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Seed { refusal: &refusal, depth: 0, loose }.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    value.map_err(|error| {
        let refusal = refusal.into_inner();
        if refusal.message.is_empty() {
            let place = format!("not valid JSON at line {}, column {}", error.line(), error.column());
            return Error::new(Code::Syntax, "", place);
        }
        Error::new(refusal.code, super::pointer(refusal.path.iter().rev()), refusal.message)
    })
}

/// Why a value was not let in, with its path from the inside out.
struct Refusal {
    code: Code,
    path: Vec<String>,
    message: &'static str,
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    refusal: &'a RefCell<Refusal>,
    depth: usize,
    loose: bool,
}

impl Seed<'_> {
    fn refuse<E: serde::de::Error>(&self, code: Code, message: &'static str) -> E {
        let mut refusal = self.refusal.borrow_mut();
        refusal.code = code;
        refusal.message = message;
        E::custom(message)
    }

    /// Adds a step to the path of a value that was refused further in.
    fn within<T, E>(&self, result: Result<T, E>, step: impl FnOnce() -> String) -> Result<T, E> {
        if result.is_err() {
            self.refusal.borrow_mut().path.push(step());
        }
        result
    }

    fn deeper<E: serde::de::Error>(&self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(self.refuse(Code::Limit, "nested too deep"));
        }
        Ok(Self { depth: self.depth.saturating_add(1), ..*self })
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

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json, E> {
        if self.loose {
            return Ok(Json::Float(value));
        }
        Err(self.refuse(Code::Number, "a number is an integer within ±(2^53−1)"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Json, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        loop {
            let next = values.next_element_seed(inner);
            match self.within(next, || list.len().to_string())? {
                Some(value) => list.push(value),
                None => return Ok(Json::List(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let inner = self.deeper()?;
        let mut map: Vec<(String, Json)> = Vec::new();
        let mut keys = BTreeSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            if !keys.insert(key.clone()) {
                let refused = Err(self.refuse(Code::RepeatedKey, "this key stands twice in its object"));
                return self.within(refused, || key);
            }
            let value = entries.next_value_seed(inner);
            let value = self.within(value, || key.clone())?;
            map.push((key, value));
        }
        Ok(Json::Map(map))
    }
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

//! [`Json`] to typed documents, with a JSON pointer in every error.

use core::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::Deserialize;

use super::Json;
use crate::{Code, Error};

/// Makes a typed document.
///
/// # Errors
/// What is wrong and where.
pub fn decode<T: DeserializeOwned>(json: &Json) -> Result<T, Error> {
    T::deserialize(Reader { json, private: false }).map_err(Failure::into_error)
}

/// Makes a typed document of private content: an error repeats no key and no value of it, and its
/// pointer ends where the document's own names begin.
///
/// # Errors
/// What is wrong and, as far as it can be said, where.
pub fn decode_private<T: DeserializeOwned>(json: &Json) -> Result<T, Error> {
    T::deserialize(Reader { json, private: true }).map_err(|failure| {
        let message = if failure.repeats { "not what this place asks for".into() } else { failure.message.clone() };
        Failure { message, ..failure }.into_error()
    })
}

/// A JSON pointer (RFC 6901) of path steps from the outside in.
pub(super) fn pointer<'a>(steps: impl Iterator<Item = &'a String>) -> String {
    let mut text = String::new();
    for step in steps {
        text.push('/');
        text.push_str(&step.replace('~', "~0").replace('/', "~1"));
    }
    text
}

/// What went wrong, with the path from the inside out.
#[derive(Debug)]
struct Failure {
    code: Code,
    message: String,
    path: Vec<String>,
    /// Whether the message may repeat the document.
    repeats: bool,
}

impl Failure {
    fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), path: Vec::new(), repeats: false }
    }

    fn into_error(self) -> Error {
        Error::new(self.code, pointer(self.path.iter().rev()), self.message)
    }

    fn within(mut self, step: Step<'_>) -> Self {
        match step {
            Step::Name(name) => self.path.push(name.into()),
            Step::Position(position) => self.path.push(position.to_string()),
            Step::Hidden => self.path.clear(),
        }
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for Failure {}

impl de::Error for Failure {
    /// Conversions such as an id's fail with a fixed sentence, which repeats nothing.
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Code::Range, message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(Code::Type, format!("expected {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(Code::Range, format!("expected {expected}"))
    }

    fn invalid_length(length: usize, expected: &dyn de::Expected) -> Self {
        Self::new(Code::Range, format!("{length} entries, expected {expected}"))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let mut failure = Self::new(Code::Range, format!("'{variant}' is not one of {}", expected.join(", ")));
        failure.repeats = true;
        failure
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        let mut failure = Self::new(Code::UnknownField, format!("there is no field '{field}' here"));
        failure.repeats = true;
        failure
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Code::MissingField, format!("the field '{field}' is missing"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(Code::RepeatedKey, format!("the field '{field}' stands twice"))
    }
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Name(&'a str),
    Position(usize),
    Hidden,
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    json: &'a Json,
    private: bool,
}

impl<'a> Reader<'a> {
    fn wrong(self, expected: &str) -> Failure {
        Failure::new(Code::Type, format!("{} stands where {expected} is expected", self.json.kind()))
    }

    fn entries<'de, V: Visitor<'de>>(self, fields: Option<&'static [&'static str]>, visitor: V) -> Result<V::Value, Failure> {
        match self.json {
            Json::Map(entries) => {
                visitor.visit_map(Entries { rest: entries.iter(), value: None, private: self.private, fields })
            }
            _ => Err(self.wrong("an object")),
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.json {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Int(value) => visitor.visit_i64(*value),
            Json::Float(value) => visitor.visit_f64(*value),
            Json::Text(value) => visitor.visit_str(value),
            Json::List(_) => self.deserialize_seq(visitor),
            Json::Map(_) => self.entries(None, visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.json {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.json {
            Json::List(values) => visitor.visit_seq(Values { rest: values.iter().enumerate(), private: self.private }),
            _ => Err(self.wrong("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.entries(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.entries(Some(fields), visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match self.json {
            Json::Text(name) => visitor.visit_enum(Variant { name, content: None }),
            Json::Map(entries) => match entries.as_slice() {
                [(name, content)] => {
                    let content = Some(Reader { json: content, private: self.private });
                    visitor.visit_enum(Variant { name, content })
                }
                _ => Err(Failure::new(Code::Type, "an object with one key is expected")),
            },
            _ => Err(self.wrong("a name")),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.json {
            Json::Bool(value) => visitor.visit_bool(*value),
            _ => Err(self.wrong("a boolean")),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.json {
            Json::Int(value) => visitor.visit_i64(*value),
            _ => Err(self.wrong("an integer")),
        }
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.json {
            Json::Text(value) => visitor.visit_str(value),
            _ => Err(self.wrong("a text")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_string(visitor)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct ignored_any
    }
}

struct Values<'a> {
    rest: core::iter::Enumerate<core::slice::Iter<'a, Json>>,
    private: bool,
}

impl<'de> SeqAccess<'de> for Values<'_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let Some((position, json)) = self.rest.next() else { return Ok(None) };
        let value = seed.deserialize(Reader { json, private: self.private });
        value.map(Some).map_err(|failure| failure.within(Step::Position(position)))
    }
}

struct Entries<'a> {
    rest: core::slice::Iter<'a, (String, Json)>,
    value: Option<(&'a str, &'a Json)>,
    private: bool,
    fields: Option<&'static [&'static str]>,
}

impl Entries<'_> {
    fn step<'k>(&self, key: &'k str) -> Step<'k> {
        let declared = self.fields.is_some_and(|fields| fields.contains(&key));
        if self.private && !declared { Step::Hidden } else { Step::Name(key) }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        let Some((key, json)) = self.rest.next() else { return Ok(None) };
        self.value = Some((key, json));
        let reader: StrDeserializer<'_, Failure> = key.as_str().into_deserializer();
        seed.deserialize(reader).map(Some).map_err(|failure| failure.within(self.step(key)))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let Some((key, json)) = self.value.take() else {
            return Err(Failure::new(Code::Syntax, "a value without its key"));
        };
        seed.deserialize(Reader { json, private: self.private }).map_err(|failure| failure.within(self.step(key)))
    }
}

struct Variant<'a> {
    name: &'a str,
    content: Option<Reader<'a>>,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Failure> {
        let reader: StrDeserializer<'_, Failure> = self.name.into_deserializer();
        let hidden = self.content.is_none_or(|content| content.private);
        let variant = seed.deserialize(reader).map_err(|failure| if hidden { failure } else { failure.within(Step::Name(self.name)) })?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        match self.content {
            None => Ok(()),
            Some(_) => Err(Failure::new(Code::Type, "a name alone is expected")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        let content = self.content.ok_or_else(|| Failure::new(Code::Type, "an object with one key is expected"))?;
        seed.deserialize(content).map_err(|failure| failure.within(Step::Name(self.name)))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Failure> {
        Err(Failure::new(Code::Type, "a list cannot stand here"))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Failure> {
        let content = self.content.ok_or_else(|| Failure::new(Code::Type, "an object with one key is expected"))?;
        content.entries(Some(fields), visitor).map_err(|failure| failure.within(Step::Name(self.name)))
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
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

            fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Int(value))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
                Ok(Json::Float(value))
            }

            fn visit_str<E>(self, value: &str) -> Result<Json, E> {
                Ok(Json::Text(value.into()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Json, A::Error> {
                let mut list = Vec::new();
                while let Some(value) = values.next_element()? {
                    list.push(value);
                }
                Ok(Json::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
                let mut map = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    map.push(entry);
                }
                Ok(Json::Map(map))
            }
        }

        reader.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::id::Id;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[allow(dead_code, reason = "only its presence is tested")]
        list: Vec<Inner>,
        #[allow(dead_code, reason = "only its presence is tested")]
        #[serde(default)]
        map: BTreeMap<Id, u32>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Inner {
        Plain,
        One(#[allow(dead_code, reason = "only its presence is tested")] u32),
    }

    fn failed(text: &str, private: bool) -> Error {
        let json = Json::parse(text, 1000).unwrap();
        let result: Result<Outer, Error> = if private { decode_private(&json) } else { decode(&json) };
        result.unwrap_err()
    }

    #[test]
    fn an_error_says_where() {
        assert!(decode::<Outer>(&Json::parse(r#"{"list":["plain",{"one":3}]}"#, 100).unwrap()).is_ok());
        let at = |text| {
            let error = failed(text, false);
            (error.code, error.at)
        };
        assert_eq!(at(r#"{}"#), (Code::MissingField, String::new()));
        assert_eq!(at(r#"{"list":[{"one":-1}]}"#), (Code::Range, "/list/0/one".into()));
        assert_eq!(at(r#"{"list":["none"]}"#), (Code::Range, "/list/0".into()));
        assert_eq!(at(r#"{"list":[],"more":1}"#), (Code::UnknownField, "/more".into()));
        assert_eq!(at(r#"{"list":[],"map":{"a":true}}"#), (Code::Type, "/map/a".into()));
    }

    #[test]
    fn an_error_about_a_case_repeats_nothing_of_it() {
        for text in [
            r#"{"list":["secret"]}"#,
            r#"{"list":[],"secret":1}"#,
            r#"{"list":[],"map":{"secret":true}}"#,
            r#"{"list":[],"map":{"secret!":1}}"#,
            r#"{"list":[{"secret":1}]}"#,
            r#"{"list":"secret"}"#,
        ] {
            let error = failed(text, true);
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
    }
}

//! [`Json`] to the house's own documents, in little code: the investor's module carries it.
//!
//! A document's type lists its fields once, with [`documents!`](crate::documents) or
//! [`words!`](crate::words). Reading never stops half-way: the first thing that is wrong is kept with
//! its JSON pointer, and a stand-in value takes its place until the document is refused as a whole.

use std::collections::BTreeMap;

use super::Json;
use crate::date::{Date, Instant};
use crate::id::Id;
use crate::{Code, Error};

/// A type that is read from JSON.
pub trait Read: Sized {
    /// Reads a value; tells the reader what is wrong, and then gives any value.
    fn read(json: &Json, reader: &mut Reader) -> Self;

    /// What stands for a field that is left out.
    fn absent(reader: &mut Reader) -> Self {
        reader.fail(Code::MissingField, "this field is missing");
        Self::read(&Json::Null, reader)
    }
}

/// Reads a document.
///
/// # Errors
/// What is wrong first, and where.
pub fn read<T: Read>(json: &Json) -> Result<T, Error> {
    let mut reader = Reader { path: Vec::new(), error: None };
    let value = T::read(json, &mut reader);
    match reader.error {
        None => Ok(value),
        Some(error) => Err(error),
    }
}

/// Reads a document from its text.
///
/// # Errors
/// As [`Json::parse`] and [`read`].
pub fn read_text<T: Read>(text: &str, max_bytes: usize) -> Result<T, Error> {
    read(&Json::parse(text, max_bytes)?)
}

/// Where the reading stands, and the first thing that was wrong.
pub struct Reader {
    path: Vec<String>,
    error: Option<Error>,
}

impl Reader {
    /// Keeps the first thing that is wrong, at the place where the reading stands.
    pub fn fail(&mut self, code: Code, message: &str) {
        if self.error.is_none() {
            self.error = Some(Error::new(code, super::pointer(self.path.iter()), message));
        }
    }

    /// The same, at a field of the object that is read.
    pub fn fail_at(&mut self, name: &str, code: Code, message: &str) {
        self.path.push(name.into());
        self.fail(code, message);
        self.path.pop();
    }

    /// Keeps that a value has another type.
    pub fn mismatch(&mut self, json: &Json, expected: &str) {
        self.fail(Code::Type, &["expected ", expected, ", found ", json.kind()].concat());
    }

    /// A field of an object.
    pub fn field<T: Read>(&mut self, object: &Json, name: &str) -> T {
        self.path.push(name.into());
        let value = match object.get(name) {
            Some(json) => T::read(json, self),
            None => T::absent(self),
        };
        self.path.pop();
        value
    }

    /// A field of an object that may be left out.
    pub fn field_or_default<T: Read + Default>(&mut self, object: &Json, name: &str) -> T {
        match object.get(name) {
            Some(_) => self.field(object, name),
            None => T::default(),
        }
    }

    /// Whether this is an object with no other fields than these.
    pub fn object(&mut self, json: &Json, names: &[&str]) {
        let Json::Map(entries) = json else {
            self.mismatch(json, "an object");
            return;
        };
        if let Some((key, _)) = entries.iter().find(|(key, _)| !names.contains(&key.as_str())) {
            self.fail_at(key, Code::UnknownField, "there is no such field here");
        }
    }

    /// The position of a word in a closed list; 0 for any other word.
    pub fn word(&mut self, json: &Json, words: &[&str]) -> usize {
        let Json::Text(text) = json else {
            self.mismatch(json, "a word");
            return 0;
        };
        let found = words.iter().position(|word| word == text);
        found.unwrap_or_else(|| {
            self.fail(Code::Range, &["not one of ", &words.join(", ")].concat());
            0
        })
    }

    fn integer(&mut self, json: &Json, range: core::ops::RangeInclusive<i64>) -> i64 {
        match json {
            Json::Int(value) if range.contains(value) => return *value,
            Json::Int(_) => self.fail(Code::Range, "the integer is too small or too large here"),
            _ => self.mismatch(json, "an integer"),
        }
        0
    }
}

impl Read for Json {
    fn read(json: &Json, _: &mut Reader) -> Self {
        json.clone()
    }
}

impl Read for bool {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        if !matches!(json, Json::Bool(_)) {
            reader.mismatch(json, "a boolean");
        }
        matches!(json, Json::Bool(true))
    }
}

impl Read for i64 {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        reader.integer(json, Self::MIN..=Self::MAX)
    }
}

impl Read for i32 {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        Self::try_from(reader.integer(json, Self::MIN.into()..=Self::MAX.into())).unwrap_or(0)
    }
}

impl Read for u32 {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        Self::try_from(reader.integer(json, 0..=Self::MAX.into())).unwrap_or(0)
    }
}

impl Read for String {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        if let Json::Text(text) = json {
            return text.clone();
        }
        reader.mismatch(json, "a text");
        Self::new()
    }
}

impl Read for Id {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        let text = String::read(json, reader);
        if let Err(message) = Self::check(&text) {
            reader.fail(Code::Range, message);
        }
        Self::of_parts(text)
    }
}

impl Read for Date {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        let text = String::read(json, reader);
        Self::parse(&text).unwrap_or_else(|| {
            reader.fail(Code::Range, "a date is YYYY-MM-DD, from 1900 to 2200");
            Self::EPOCH
        })
    }
}

impl Read for Instant {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        Self(i64::read(json, reader))
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        match json {
            Json::Null => None,
            json => Some(T::read(json, reader)),
        }
    }

    fn absent(_: &mut Reader) -> Self {
        None
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        let mut list = Self::new();
        let Json::List(values) = json else {
            reader.mismatch(json, "a list");
            return list;
        };
        for (position, value) in values.iter().enumerate() {
            reader.path.push(position.to_string());
            list.push(T::read(value, reader));
            reader.path.pop();
        }
        list
    }
}

impl<K: Read + Ord, T: Read> Read for BTreeMap<K, T> {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        let mut map = Self::new();
        let Json::Map(entries) = json else {
            reader.mismatch(json, "an object");
            return map;
        };
        for (key, value) in entries {
            reader.path.push(key.clone());
            map.insert(K::read(&Json::Text(key.clone()), reader), T::read(value, reader));
            reader.path.pop();
        }
        map
    }
}

/// Lists the fields of documents, for reading them. Fields in brackets may be left out;
/// `field = "name"` reads a field from another name.
#[macro_export]
#[doc(hidden)]
macro_rules! documents {
    ($($type:ty { $($field:ident $(= $name:literal)?),* $(; [$($default:ident),*])? })*) => {$(
        impl $crate::json::Read for $type {
            fn read(json: &$crate::json::Json, reader: &mut $crate::json::Reader) -> Self {
                reader.object(json, &[
                    $($crate::documents!(@name $field $($name)?),)*
                    $($(stringify!($default),)*)?
                ]);
                Self {
                    $($field: reader.field(json, $crate::documents!(@name $field $($name)?)),)*
                    $($($default: reader.field_or_default(json, stringify!($default)),)*)?
                }
            }
        }
    )*};
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
}

/// Lists the words of closed lists, for reading and writing them.
#[macro_export]
#[doc(hidden)]
macro_rules! words {
    ($($type:ident { $first:ident = $word:literal $(, $variant:ident = $more:literal)* $(,)? })*) => {$(
        impl $crate::json::Read for $type {
            fn read(json: &$crate::json::Json, reader: &mut $crate::json::Reader) -> Self {
                const VARIANTS: &[fn() -> $type] = &[|| $type::$first $(, || $type::$variant)*];
                let position = reader.word(json, &[$word $(, $more)*]);
                VARIANTS.get(position).map_or($type::$first, |variant| variant())
            }
        }

        #[allow(dead_code, reason = "not every closed list is written as well as read")]
        impl $type {
            /// The word that documents write.
            #[must_use]
            pub fn word(&self) -> &'static str {
                match self {
                    Self::$first => $word,
                    $(Self::$variant => $more,)*
                }
            }
        }
    )*};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Outer {
        list: Vec<Inner>,
        named: Option<i64>,
        map: BTreeMap<Id, u32>,
    }

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Inner {
        Plain,
        Other,
    }

    documents! {
        Outer { list, named = "type"; [map] }
    }

    words! {
        Inner { Plain = "plain", Other = "other" }
    }

    fn outer(text: &str) -> Result<Outer, Error> {
        read_text(text, 1000)
    }

    fn failed(text: &str) -> (Code, String) {
        let error = outer(text).unwrap_err();
        (error.code, error.at)
    }

    #[test]
    fn a_document_is_read_by_the_names_of_its_fields() {
        let read = outer(r#"{"list":["plain","other"],"type":3,"map":{"a":1}}"#).unwrap();
        assert_eq!((read.list, read.named, read.map.len()), (vec![Inner::Plain, Inner::Other], Some(3), 1));
        let read = outer(r#"{"list":[],"type":null}"#).unwrap();
        assert_eq!((read.list.len(), read.named, read.map.len()), (0, None, 0));
    }

    #[test]
    fn an_error_says_what_and_where() {
        assert_eq!(failed("{}"), (Code::MissingField, "/list".into()));
        assert_eq!(failed("[]"), (Code::Type, String::new()));
        assert_eq!(failed(r#"{"list":["plain","none"]}"#), (Code::Range, "/list/1".into()));
        assert_eq!(failed(r#"{"list":{}}"#), (Code::Type, "/list".into()));
        assert_eq!(failed(r#"{"list":[],"m/o~re":1}"#), (Code::UnknownField, "/m~1o~0re".into()));
        assert_eq!(failed(r#"{"list":[],"map":{"a":true}}"#), (Code::Type, "/map/a".into()));
        assert_eq!(failed(r#"{"list":[],"map":{"a":-1}}"#), (Code::Range, "/map/a".into()));
        assert_eq!(failed(r#"{"list":[],"map":{"a b":1}}"#), (Code::Range, "/map/a b".into()));
    }
}

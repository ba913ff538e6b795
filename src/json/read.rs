//! [`Json`] to the house's own documents: small code, because the investor's module carries it.
//!
//! A document's type lists its fields once, with [`documents!`](crate::documents) or
//! [`words!`](crate::words). Every error has a JSON pointer; an error about a private document repeats
//! no key and no value of it. (Derived decoders for the same types took over half of the module.)

use std::collections::BTreeMap;

use super::Json;
use crate::date::{Date, Instant};
use crate::id::Id;
use crate::{Code, Error};

/// What a reading gives; boxed, so that the many results on the way are small.
pub type Reading<T> = Result<T, Box<Error>>;

/// A type that is read from JSON.
pub trait Read: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// With a pointer relative to the value.
    fn read(json: &Json) -> Reading<Self>;

    /// What stands for a field that is left out; none when it is required.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a document.
///
/// # Errors
/// What is wrong, and where.
pub fn read<T: Read>(json: &Json) -> Result<T, Error> {
    T::read(json).map_err(|error| *error)
}

/// Reads a document from its text.
///
/// # Errors
/// As [`Json::parse`] and [`read`].
pub fn read_text<T: Read>(text: &str, max_bytes: usize) -> Result<T, Error> {
    read(&Json::parse(text, max_bytes)?)
}

/// The fields of an object, each taken once.
pub struct Fields<'a> {
    entries: &'a [(String, Json)],
    taken: usize,
}

impl<'a> Fields<'a> {
    /// The fields of an object.
    ///
    /// # Errors
    /// [`Code::Type`] for anything else.
    pub fn of(json: &'a Json) -> Reading<Self> {
        match json {
            Json::Map(entries) => Ok(Self { entries, taken: 0 }),
            _ => Err(mismatch(json, "an object")),
        }
    }

    /// A field that is required, unless its type has something to stand for its absence.
    ///
    /// # Errors
    /// [`Code::MissingField`], or what is wrong with the value.
    pub fn take<T: Read>(&mut self, name: &str) -> Reading<T> {
        match self.find(name) {
            Some(json) => T::read(json).map_err(|error| within(error, name)),
            None => T::absent().ok_or_else(|| missing(name)),
        }
    }

    /// A field that may be left out.
    ///
    /// # Errors
    /// What is wrong with the value.
    pub fn take_or_default<T: Read + Default>(&mut self, name: &str) -> Reading<T> {
        match self.find(name) {
            Some(json) => T::read(json).map_err(|error| within(error, name)),
            None => Ok(T::default()),
        }
    }

    /// Fails when a field was not taken, because then it is not one of the type's.
    ///
    /// # Errors
    /// [`Code::UnknownField`].
    pub fn finish(self, names: &[&str]) -> Reading<()> {
        if self.taken == self.entries.len() {
            return Ok(());
        }
        let unknown = self.entries.iter().find(|(key, _)| !names.contains(&key.as_str()));
        Err(unknown.map_or_else(|| fail(Code::UnknownField, "there is an unknown field here"), |(key, _)| unknown_field(key)))
    }

    fn find(&mut self, name: &str) -> Option<&'a Json> {
        let found = self.entries.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        self.taken = self.taken.saturating_add(usize::from(found.is_some()));
        found
    }
}

/// An error at the value itself.
pub(crate) fn fail(code: Code, message: &str) -> Box<Error> {
    Box::new(Error::new(code, "", message))
}

/// The same error, one step further out.
pub(crate) fn within(mut error: Box<Error>, step: &str) -> Box<Error> {
    let mut at = String::from("/");
    at.push_str(&step.replace('~', "~0").replace('/', "~1"));
    at.push_str(&error.at);
    error.at = at;
    error
}

/// An error about a value of another type.
pub(crate) fn mismatch(json: &Json, expected: &str) -> Box<Error> {
    fail(Code::Type, &["expected ", expected, ", found ", json.kind()].concat())
}

fn missing(name: &str) -> Box<Error> {
    fail(Code::MissingField, &["the field '", name, "' is missing"].concat())
}

fn unknown_field(name: &str) -> Box<Error> {
    within(fail(Code::UnknownField, "there is no such field here"), name)
}

/// A word of a closed list, and what it stands for.
pub type Word<T> = (&'static str, fn() -> T);

/// Reads one of a closed list of words.
///
/// # Errors
/// [`Code::Range`] with the words, or [`Code::Type`].
pub fn word<T>(json: &Json, words: &[Word<T>]) -> Reading<T> {
    let Json::Text(text) = json else { return Err(mismatch(json, "a word")) };
    let found = words.iter().find(|(word, _)| word == text).map(|(_, value)| value());
    found.ok_or_else(|| {
        let mut message = String::from("not one of");
        for (word, _) in words {
            message.push(' ');
            message.push_str(word);
        }
        fail(Code::Range, &message)
    })
}

impl Read for Json {
    fn read(json: &Json) -> Reading<Self> {
        Ok(json.clone())
    }
}

impl Read for bool {
    fn read(json: &Json) -> Reading<Self> {
        match json {
            Json::Bool(value) => Ok(*value),
            _ => Err(mismatch(json, "a boolean")),
        }
    }
}

impl Read for i64 {
    fn read(json: &Json) -> Reading<Self> {
        match json {
            Json::Int(value) => Ok(*value),
            _ => Err(mismatch(json, "an integer")),
        }
    }
}

impl Read for i32 {
    fn read(json: &Json) -> Reading<Self> {
        Self::try_from(i64::read(json)?).map_err(|_| fail(Code::Range, "the integer is too large here"))
    }
}

impl Read for u32 {
    fn read(json: &Json) -> Reading<Self> {
        Self::try_from(i64::read(json)?).map_err(|_| fail(Code::Range, "the integer is negative or too large here"))
    }
}

impl Read for String {
    fn read(json: &Json) -> Reading<Self> {
        match json {
            Json::Text(text) => Ok(text.clone()),
            _ => Err(mismatch(json, "a text")),
        }
    }
}

impl Read for Id {
    fn read(json: &Json) -> Reading<Self> {
        Self::try_from(String::read(json)?).map_err(|message| fail(Code::Range, message))
    }
}

impl Read for Date {
    fn read(json: &Json) -> Reading<Self> {
        Self::try_from(String::read(json)?).map_err(|message| fail(Code::Range, message))
    }
}

impl Read for Instant {
    fn read(json: &Json) -> Reading<Self> {
        i64::read(json).map(Self)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: &Json) -> Reading<Self> {
        match json {
            Json::Null => Ok(None),
            json => T::read(json).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json) -> Reading<Self> {
        let Json::List(values) = json else { return Err(mismatch(json, "a list")) };
        let mut list = Self::with_capacity(values.len());
        for (position, value) in values.iter().enumerate() {
            list.push(T::read(value).map_err(|error| within(error, &position.to_string()))?);
        }
        Ok(list)
    }
}

impl<K: Read + Ord, T: Read> Read for BTreeMap<K, T> {
    fn read(json: &Json) -> Reading<Self> {
        let Json::Map(entries) = json else { return Err(mismatch(json, "an object")) };
        let mut map = Self::new();
        for (key, value) in entries {
            let name = K::read(&Json::Text(key.clone())).map_err(|error| within(error, key))?;
            map.insert(name, T::read(value).map_err(|error| within(error, key))?);
        }
        Ok(map)
    }
}

/// Lists the fields of documents once more than their types, for reading them. A field in brackets
/// may be left out; `field = "name"` reads it from another name.
#[macro_export]
#[doc(hidden)]
macro_rules! documents {
    ($($type:ty { $($field:ident $(= $name:literal)?),* $(; [$($default:ident),*])? })*) => {$(
        impl $crate::json::Read for $type {
            fn read(json: &$crate::json::Json) -> $crate::json::Reading<Self> {
                let mut fields = $crate::json::Fields::of(json)?;
                let read = Self {
                    $($field: fields.take($crate::documents!(@name $field $($name)?))?,)*
                    $($($default: fields.take_or_default(stringify!($default))?,)*)?
                };
                fields.finish(&[
                    $($crate::documents!(@name $field $($name)?),)*
                    $($(stringify!($default),)*)?
                ])?;
                Ok(read)
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
    ($($type:ty { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        impl $crate::json::Read for $type {
            fn read(json: &$crate::json::Json) -> $crate::json::Reading<Self> {
                $crate::json::word(json, &[$(($word, || Self::$variant)),*])
            }
        }

        #[allow(dead_code, reason = "not every closed list is written as well as read")]
        impl $type {
            /// The word that documents write.
            #[must_use]
            pub fn word(&self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
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
        read(&Json::parse(text, 1000).unwrap())
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
        assert_eq!(failed("{}"), (Code::MissingField, String::new()));
        assert_eq!(failed("[]"), (Code::Type, String::new()));
        assert_eq!(failed(r#"{"list":["plain","none"]}"#), (Code::Range, "/list/1".into()));
        assert_eq!(failed(r#"{"list":{}}"#), (Code::Type, "/list".into()));
        assert_eq!(failed(r#"{"list":[],"m/o~re":1}"#), (Code::UnknownField, "/m~1o~0re".into()));
        assert_eq!(failed(r#"{"list":[],"map":{"a":true}}"#), (Code::Type, "/map/a".into()));
        assert_eq!(failed(r#"{"list":[],"map":{"a":-1}}"#), (Code::Range, "/map/a".into()));
        assert_eq!(failed(r#"{"list":[],"map":{"a b":1}}"#), (Code::Range, "/map/a b".into()));
    }
}

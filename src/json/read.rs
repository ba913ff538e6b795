//! [`Json`] to the house's own documents, in little code: the investor's module carries it.
//!
//! A document's type lists its fields once, with [`documents!`](crate::documents) or
//! [`words!`](crate::words). Reading never stops half-way: what is wrong is kept with its JSON pointer, and a stand-in
//! value takes its place until the document is refused as a whole. Of a case or session the first fault is kept, of a
//! document that somebody writes by hand every one.
//!
//! What reads and writes a type is not inlined: functions that are alike pack better than the same within others, by a
//! hundredth of the investor's module.

use super::{Entries, Json, push_step};
use crate::date::{DAY, Date, Instant};
use crate::id::Id;
use crate::{Code, Error};

/// A type that is read from JSON.
pub trait Read: Sized {
    /// Whether a field of this type may be left out, which is then as if it were `null`.
    const OPTIONAL: bool = false;

    /// Reads a value; tells the reader what is wrong, and then gives any value.
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self;
}

/// Reads a document.
///
/// # Errors
/// What is wrong first, and where.
pub fn read<T: Read>(json: &Json) -> Result<T, Error> {
    let mut reader = Reader::new(None);
    let value = T::read(json, &mut reader);
    reader.faults.pop().map_or(Ok(value), Err)
}

/// Reads a document that is public and written by hand: what is wrong may repeat what stands there.
///
/// Beside it stands everything that is wrong with its form, at most [`MOST_FAULTS`], with what `explain` adds; of a part
/// that is not what it should be as a whole, only that. Where something is wrong, the document has stand-ins.
pub fn read_explained<T: Read>(json: &Json, explain: Explain) -> (T, Vec<Error>) {
    let mut reader = Reader::new(Some(explain));
    let value = T::read(json, &mut reader);
    (value, reader.faults)
}

/// Most faults of form that are told at once.
pub const MOST_FAULTS: usize = 100;

/// Reads a document from its text.
///
/// # Errors
/// As [`Json::parse`] and [`read`].
pub fn read_text<T: Read>(text: &str, max_bytes: usize) -> Result<T, Error> {
    read(&Json::parse(text, max_bytes)?)
}

/// Adds to an error what was found, and what it was probably meant to be: takes the value that stands there and
/// what is expected in its place. Where a key is wrong, the pointer ends with it.
pub type Explain = fn(&mut Error, found: &Json, expected: &[&str]);

/// What is said of an integer beyond 32 bits.
const INTEGER: &str = "expected an integer of at most 32 bits";
/// The same of one that cannot be negative. What a field may be within that is said by what checks the field.
const COUNT: &str = "expected an integer of 0 or more, of at most 32 bits";

/// What is read where a field is missing, after that was noted.
static NULL: Json = Json::Null;

/// Where the reading stands, and what was wrong.
pub struct Reader<'j> {
    path: Vec<Step<'j>>,
    /// The first, where nothing is explained.
    faults: Vec<Error>,
    explain: Option<Explain>,
}

/// Whether a pointer leads to a place or further into it: what is wrong there follows from what was wrong with it.
pub(crate) fn is_within(pointer: &str, place: &str) -> bool {
    pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// One step of a JSON pointer: a key, or a position in a list.
#[derive(Clone, Copy)]
enum Step<'j> {
    Key(&'j str),
    Position(usize),
}

impl<'j> Reader<'j> {
    fn new(explain: Option<Explain>) -> Self {
        Self { path: Vec::with_capacity(8), faults: Vec::new(), explain }
    }

    /// Keeps what is wrong at the place where the reading stands.
    pub fn fail(&mut self, code: Code, message: &str) {
        self.fail_found(code, message, &NULL, &[]);
    }

    /// The same, at a field of the object that is read.
    pub fn fail_at(&mut self, name: &'j str, code: Code, message: &str) {
        self.path.push(Step::Key(name));
        self.fail(code, message);
        self.path.pop();
    }

    /// The same for a value that is found and may be repeated only in a public document.
    pub fn fail_found(&mut self, code: Code, message: &str, found: &Json, expected: &[&str]) {
        let most = if self.explain.is_some() { MOST_FAULTS } else { 1 };
        if self.faults.len() >= most {
            return;
        }
        let mut error = Error::new(code, self.pointer(), message);
        if self.faults.iter().any(|known| is_within(&error.at, &known.at)) {
            return;
        }
        if let Some(explain) = self.explain {
            explain(&mut error, found, expected);
        }
        self.faults.push(error);
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => push_step(&mut pointer, key),
                Step::Position(position) => push_step(&mut pointer, &position.to_string()),
            }
        }
        pointer
    }

    /// Keeps that a value has another type.
    pub fn mismatch(&mut self, json: &Json, expected: &str) {
        let message = ["expected ", expected, ", found ", json.kind()].concat();
        self.fail_found(Code::Type, &message, json, &[expected]);
    }

    /// A field of an object.
    pub fn field<T: Read>(&mut self, object: &'j Json, name: &'j str) -> T {
        let value = T::read(self.enter(object, name, T::OPTIONAL), self);
        self.path.pop();
        value
    }

    /// Goes to a field of an object; compiled once for fields of every kind.
    #[inline(never)]
    fn enter(&mut self, object: &'j Json, name: &'j str, optional: bool) -> &'j Json {
        self.path.push(Step::Key(name));
        object.get(name).unwrap_or_else(|| {
            if !optional {
                self.fail(Code::MissingField, "this field is missing");
            }
            &NULL
        })
    }

    /// A field of an object that may be left out.
    pub fn field_or_default<T: Read + Default>(&mut self, object: &'j Json, name: &'j str) -> T {
        match object.get(name) {
            Some(_) => self.field(object, name),
            None => T::default(),
        }
    }

    /// Whether this is an object with no other fields than these.
    pub fn object(&mut self, json: &'j Json, names: &[&str]) {
        for (key, _) in self.entries(json).iter().filter(|(key, _)| !names.contains(&key.as_str())) {
            self.path.push(Step::Key(key));
            self.fail_found(Code::UnknownField, "there is no such field here", json, names);
            self.path.pop();
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
            self.fail_found(Code::Range, &["expected one of ", &words.join(", ")].concat(), json, words);
            0
        })
    }

    fn text(&mut self, json: &'j Json) -> &'j str {
        if let Json::Text(text) = json {
            return text;
        }
        self.mismatch(json, "a text");
        ""
    }

    fn list(&mut self, json: &'j Json) -> &'j [Json] {
        if let Json::List(values) = json {
            return values;
        }
        self.mismatch(json, "a list");
        &[]
    }

    pub(crate) fn entries(&mut self, json: &'j Json) -> &'j [(String, Json)] {
        if let Json::Map(entries) = json {
            return entries;
        }
        self.mismatch(json, "an object");
        &[]
    }

    /// Reads the values of a list. Compiled once for lists of every kind, as [`Self::each_entry`] is.
    #[inline(never)]
    fn each(&mut self, json: &'j Json, read: &mut dyn FnMut(&'j Json, &mut Self)) {
        for (position, value) in self.list(json).iter().enumerate() {
            self.path.push(Step::Position(position));
            read(value, self);
            self.path.pop();
        }
    }

    /// Reads the entries of an object.
    #[inline(never)]
    fn each_entry(&mut self, json: &'j Json, read: &mut dyn FnMut(&'j str, &'j Json, &mut Self)) {
        for (key, value) in self.entries(json) {
            self.path.push(Step::Key(key));
            read(key, value, self);
            self.path.pop();
        }
    }

    /// `ranged` says what is expected.
    fn integer(&mut self, json: &Json, range: core::ops::RangeInclusive<i64>, ranged: &str) -> i64 {
        match json {
            Json::Int(value) if range.contains(value) => return *value,
            Json::Int(_) => self.fail_found(Code::Range, ranged, json, &[ranged]),
            _ => self.mismatch(json, "an integer"),
        }
        0
    }
}

impl Read for Json {
    fn read<'j>(json: &'j Json, _: &mut Reader<'j>) -> Self {
        json.clone()
    }
}

impl Read for bool {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        if !matches!(json, Json::Bool(_)) {
            reader.mismatch(json, "a boolean");
        }
        matches!(json, Json::Bool(true))
    }
}

impl Read for i64 {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        reader.integer(json, Self::MIN..=Self::MAX, "")
    }
}

impl Read for i32 {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        Self::try_from(reader.integer(json, Self::MIN.into()..=Self::MAX.into(), INTEGER)).unwrap_or(0)
    }
}

impl Read for u32 {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        Self::try_from(reader.integer(json, 0..=Self::MAX.into(), COUNT)).unwrap_or(0)
    }
}

impl Read for String {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        reader.text(json).into()
    }
}

impl Read for Id {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let text = reader.text(json);
        Self::of(text, reader)
    }
}

impl Read for Date {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let text = reader.text(json);
        Self::parse(text).unwrap_or_else(|| {
            reader.fail_found(Code::Range, DAY, json, &[DAY]);
            Self::EPOCH
        })
    }
}

impl Read for Instant {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        Self(i64::read(json, reader))
    }
}

impl<T: Read> Read for Option<T> {
    const OPTIONAL: bool = true;

    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        match json {
            Json::Null => None,
            json => Some(T::read(json, reader)),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    #[inline(never)]
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let mut list = Self::new();
        reader.each(json, &mut |value, reader| list.push(T::read(value, reader)));
        list
    }
}

impl<K: Key, T: Read> Read for Entries<K, T> {
    #[inline(never)]
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let mut entries = Vec::new();
        reader.each_entry(json, &mut |key, value, reader| entries.push((K::of(key, reader), T::read(value, reader))));
        Self::of_unique(entries)
    }
}

/// An object whose keys are ids, looked at and left where it is.
#[derive(Default)]
pub struct Names;

impl Read for Names {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        for (key, _) in reader.entries(json) {
            if let Err(message) = Id::check(key) {
                reader.fail_at(key, Code::Range, message);
            }
        }
        Self
    }
}

/// A list of ids, looked at and left where it is.
#[derive(Default)]
pub struct Ids;

impl Read for Ids {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        for (position, value) in reader.list(json).iter().enumerate() {
            reader.path.push(Step::Position(position));
            if let Err(message) = Id::check(reader.text(value)) {
                reader.fail(Code::Range, message);
            }
            reader.path.pop();
        }
        Self
    }
}

/// What a key of [`Entries`] may be.
pub trait Key: Sized {
    /// Reads a key; tells the reader what is wrong, and then gives any key.
    fn of(key: &str, reader: &mut Reader<'_>) -> Self;
}

impl Key for String {
    fn of(key: &str, _: &mut Reader<'_>) -> Self {
        key.into()
    }
}

impl Key for Id {
    fn of(key: &str, reader: &mut Reader<'_>) -> Self {
        if let Err(message) = Self::check(key) {
            reader.fail_found(Code::Range, message, &NULL, &[message]);
        }
        Self::of_parts(key)
    }
}

/// Lists the fields of documents, for reading them. Fields in brackets may be left out;
/// `field = "name"` reads a field from another name.
#[macro_export]
#[doc(hidden)]
macro_rules! documents {
    ($($type:ty { $($field:ident $(= $name:literal)?),* $(; [$($default:ident),*])? })*) => {$(
        impl $crate::json::Read for $type {
            #[inline(never)]
            fn read<'j>(json: &'j $crate::json::Json, reader: &mut $crate::json::Reader<'j>) -> Self {
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
            fn read<'j>(json: &'j $crate::json::Json, reader: &mut $crate::json::Reader<'j>) -> Self {
                const VARIANTS: &[$type] = &[$type::$first $(, $type::$variant)*];
                VARIANTS.get(reader.word(json, $type::WORDS)).copied().unwrap_or($type::$first)
            }
        }

        impl $crate::json::Write for $type {
            fn json(&self) -> $crate::json::Json {
                $crate::json::Json::text(self.word())
            }
        }

        #[allow(dead_code, reason = "not every closed list is written as well as read")]
        impl $type {
            /// All words; read and written from one table.
            const WORDS: &[&str] = &[$word $(, $more)*];

            /// The word that documents write.
            #[must_use]
            pub fn word(&self) -> &'static str {
                // The list's order, which need not be the type's.
                enum Place { $first $(, $variant)* }
                let place = match self {
                    Self::$first => Place::$first,
                    $(Self::$variant => Place::$variant,)*
                };
                Self::WORDS.get(place as usize).copied().unwrap_or($word)
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
        map: Entries<Id, u32>,
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
    fn of_a_document_that_is_explained_every_fault_is_told_once() {
        let explain: Explain = |error, _, expected| error.help = expected.join(", ");
        let faults = |text: &str| {
            let errors = read_explained::<Outer>(&Json::parse(text, 1000).unwrap(), explain).1;
            errors.into_iter().map(|error| (error.code, error.at)).collect::<Vec<_>>()
        };
        assert_eq!(
            faults(r#"{"list":["plain","none","nor"],"typ":3,"tpye":4,"map":{"a":true,"b c":1}}"#),
            [
                (Code::UnknownField, "/typ".into()),
                (Code::UnknownField, "/tpye".into()),
                (Code::Range, "/list/1".into()),
                (Code::Range, "/list/2".into()),
                (Code::Type, "/map/a".into()),
                (Code::Range, "/map/b c".into()),
            ]
        );
        assert_eq!(faults("[]"), [(Code::Type, String::new())]);
        assert_eq!(faults(r#"{"map":[]}"#), [(Code::MissingField, "/list".into()), (Code::Type, "/map".into())]);
        let many = ["none"; MOST_FAULTS + 1].join("\",\"");
        assert_eq!(faults(&format!(r#"{{"list":["{many}"]}}"#)).len(), MOST_FAULTS);
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

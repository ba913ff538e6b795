//! The house's own documents to [`Json`]: what is not named does not leave.

use super::{Entries, Json};
use crate::date::{Date, Instant};
use crate::id::Id;

/// A type that is written as JSON: every field, an absent value as `null`, an empty list as `[]`.
pub trait Write {
    /// The value.
    fn json(&self) -> Json;
}

impl Json {
    /// An object; the canonical form puts its keys in order.
    #[must_use]
    pub fn object<const N: usize>(fields: [(&str, Self); N]) -> Self {
        let mut object = Object::default();
        for (name, value) in fields {
            object.put(name, value);
        }
        object.into()
    }

    /// A text.
    #[must_use]
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().into())
    }
}

/// An object that is being written.
#[derive(Default)]
pub struct Object(Vec<(String, Json)>);

impl Object {
    // One copy of it serves every document: the investor's module carries them all.
    /// Puts a field in.
    #[inline(never)]
    pub fn put(&mut self, name: &str, value: Json) {
        self.0.push((name.into(), value));
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Map(object.0)
    }
}

impl Write for Json {
    fn json(&self) -> Json {
        self.clone()
    }
}

impl Write for bool {
    fn json(&self) -> Json {
        Json::Bool(*self)
    }
}

impl Write for i64 {
    fn json(&self) -> Json {
        Json::Int(*self)
    }
}

impl Write for i32 {
    fn json(&self) -> Json {
        Json::Int((*self).into())
    }
}

impl Write for u32 {
    fn json(&self) -> Json {
        Json::Int((*self).into())
    }
}

impl Write for String {
    fn json(&self) -> Json {
        Json::text(self)
    }
}

impl Write for Id {
    fn json(&self) -> Json {
        Json::text(self)
    }
}

impl Write for Date {
    fn json(&self) -> Json {
        Json::Text(self.text())
    }
}

impl Write for Instant {
    fn json(&self) -> Json {
        Json::Int(self.0)
    }
}

impl<T: Write> Write for Option<T> {
    fn json(&self) -> Json {
        self.as_ref().map_or(Json::Null, Write::json)
    }
}

impl<T: Write> Write for [T] {
    #[inline(never)]
    fn json(&self) -> Json {
        Json::List(self.iter().map(Write::json).collect())
    }
}

impl<T: Write> Write for Vec<T> {
    fn json(&self) -> Json {
        self.as_slice().json()
    }
}

impl<K: AsRef<str>, T: Write> Write for Entries<K, T> {
    #[inline(never)]
    fn json(&self) -> Json {
        Json::Map(self.iter().map(|(key, value)| (key.as_ref().into(), value.json())).collect())
    }
}

/// Lists the fields of documents that are read and written: the same list as for
/// [`documents!`](crate::documents).
#[macro_export]
#[doc(hidden)]
macro_rules! objects {
    ($($type:ty { $($field:ident $(= $name:literal)?),* $(; [$($default:ident),*])? })*) => {
        $crate::documents! { $($type { $($field $(= $name)?),* $(; [$($default),*])? })* }
        $(
            impl $crate::json::Write for $type {
                #[inline(never)]
                fn json(&self) -> $crate::json::Json {
                    let mut object = $crate::json::Object::default();
                    $(object.put($crate::documents!(@name $field $($name)?), $crate::json::Write::json(&self.$field));)*
                    $($(object.put(stringify!($default), $crate::json::Write::json(&self.$default));)*)?
                    object.into()
                }
            }
        )*
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read_text;

    struct Thing {
        id: Id,
        kind: Option<i64>,
        tags: Vec<Id>,
        of: Entries<Id, bool>,
    }

    objects! {
        Thing { id, kind = "type", of; [tags] }
    }

    #[test]
    fn what_is_read_is_written_with_every_field() {
        let thing: Thing = read_text(r#"{"id":"a","of":{"b":true}}"#, 100).unwrap();
        assert_eq!(thing.json().canonical(), r#"{"id":"a","of":{"b":true},"tags":[],"type":null}"#);
        let again: Thing = read_text(&thing.json().canonical(), 100).unwrap();
        assert_eq!((again.id.as_str(), again.kind, again.tags.len()), ("a", None, 0));
    }
}

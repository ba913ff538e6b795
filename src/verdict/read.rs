//! Strict reading and writing of the small closed objects that are signed.

use crate::assessment::PackRef;
use crate::date::Instant;
use crate::id::Id;
use crate::json::Json;
use crate::{Code, Error};

use super::digest::{Digest, Nonce};

/// The fields of one object, taken one by one; what is left over at the end is an error.
pub(super) struct Reader {
    fields: Vec<(String, Json)>,
    at: String,
}

impl Reader {
    pub(super) fn of(json: Json, at: String) -> Result<Self, Error> {
        match json {
            Json::Map(fields) => Ok(Self { fields, at }),
            _ => Err(Error::new(Code::Type, at, "an object belongs here")),
        }
    }

    pub(super) fn take(&mut self, name: &str) -> Result<Json, Error> {
        let position = self.fields.iter().position(|(key, _)| key == name);
        let position = position
            .ok_or_else(|| Error::new(Code::MissingField, self.at.clone(), format!("'{name}' is missing")))?;
        Ok(self.fields.swap_remove(position).1)
    }

    pub(super) fn nested(&mut self, name: &str) -> Result<Self, Error> {
        let json = self.take(name)?;
        Self::of(json, self.pointer(name))
    }

    pub(super) fn text(&mut self, name: &str) -> Result<String, Error> {
        match self.take(name)? {
            Json::Text(text) => Ok(text),
            _ => Err(self.wrong(name, "a text belongs here")),
        }
    }

    pub(super) fn boolean(&mut self, name: &str) -> Result<bool, Error> {
        match self.take(name)? {
            Json::Bool(value) => Ok(value),
            _ => Err(self.wrong(name, "true or false belongs here")),
        }
    }

    pub(super) fn integer(&mut self, name: &str) -> Result<i64, Error> {
        match self.take(name)? {
            Json::Int(value) => Ok(value),
            _ => Err(self.wrong(name, "an integer belongs here")),
        }
    }

    pub(super) fn count(&mut self, name: &str) -> Result<u32, Error> {
        let value = self.integer(name)?;
        u32::try_from(value).map_err(|_| self.wrong(name, "a count belongs here"))
    }

    pub(super) fn list(&mut self, name: &str) -> Result<Vec<Json>, Error> {
        match self.take(name)? {
            Json::List(list) => Ok(list),
            _ => Err(self.wrong(name, "a list belongs here")),
        }
    }

    pub(super) fn id(&mut self, name: &str) -> Result<Id, Error> {
        let text = self.text(name)?;
        Id::try_from(text).map_err(|message| self.wrong(name, message))
    }

    pub(super) fn ids(&mut self, name: &str) -> Result<Vec<Id>, Error> {
        let list = self.list(name)?;
        let id = |json| match json {
            Json::Text(text) => Id::try_from(text).map_err(|message| self.wrong(name, message)),
            _ => Err(self.wrong(name, "ids belong here")),
        };
        list.into_iter().map(id).collect()
    }

    pub(super) fn instant(&mut self, name: &str) -> Result<Instant, Error> {
        self.integer(name).map(Instant)
    }

    pub(super) fn digest(&mut self, name: &str) -> Result<Digest, Error> {
        let text = self.text(name)?;
        Digest::parse(&text).ok_or_else(|| self.wrong(name, "32 bytes in base64url belong here"))
    }

    pub(super) fn nonce(&mut self, name: &str) -> Result<Nonce, Error> {
        let text = self.text(name)?;
        Nonce::parse(&text).ok_or_else(|| self.wrong(name, "32 bytes in base64url belong here"))
    }

    pub(super) fn pack(&mut self, name: &str) -> Result<PackRef, Error> {
        let mut pack = self.nested(name)?;
        let reference =
            PackRef { id: pack.id("id")?, version: pack.text("version")?, hash: pack.digest("hash")?.to_string() };
        pack.finish()?;
        Ok(reference)
    }

    /// One of a closed list of names.
    pub(super) fn word<T: Copy>(&mut self, name: &str, words: &[(T, &str)]) -> Result<T, Error> {
        let text = self.text(name)?;
        let found = words.iter().find(|(_, word)| *word == text);
        found.map(|(value, _)| *value).ok_or_else(|| {
            Error::new(Code::Range, self.pointer(name), "this word is not in the list of its field")
        })
    }

    /// Null, or what `read` takes.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Self, &str) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let null = |(key, json): &(String, Json)| key == name && matches!(json, Json::Null);
        if self.fields.iter().any(null) {
            return self.take(name).map(|_| None);
        }
        read(self, name).map(Some)
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        match self.fields.first() {
            None => Ok(()),
            Some((key, _)) => {
                Err(Error::new(Code::UnknownField, pointer(&self.at, key), "this object does not have this field"))
            }
        }
    }

    /// What was not taken.
    pub(super) fn rest(self) -> Json {
        Json::Map(self.fields)
    }

    pub(super) fn pointer(&self, name: &str) -> String {
        pointer(&self.at, name)
    }

    fn wrong(&self, name: &str, message: &str) -> Error {
        Error::new(Code::Type, self.pointer(name), message)
    }
}

fn pointer(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// An object; the canonical form puts its keys in order.
pub(super) fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    Json::Map(fields.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// A text.
pub(super) fn text(value: impl ToString) -> Json {
    Json::Text(value.to_string())
}

/// A text, or null.
pub(super) fn text_or_null(value: Option<impl ToString>) -> Json {
    value.map_or(Json::Null, text)
}

/// A list of ids.
pub(super) fn ids(ids: &[Id]) -> Json {
    Json::List(ids.iter().map(text).collect())
}

/// Seconds since 1970.
pub(super) fn seconds(instant: Instant) -> Json {
    Json::Int(instant.0)
}

/// A pack by name and content.
pub(super) fn pack(reference: &PackRef) -> Json {
    object([
        ("id", text(&reference.id)),
        ("version", text(&reference.version)),
        ("hash", text(&reference.hash)),
    ])
}

/// The name of a value in a closed list.
pub(super) fn word<T: PartialEq>(value: T, words: &[(T, &str)]) -> Json {
    words.iter().find(|(other, _)| *other == value).map_or(Json::Null, |(_, word)| text(word))
}

//! Names that packs and sessions give to things.

use core::fmt;
use std::sync::Arc;

/// Longest id, in bytes.
pub const MAX_ID_LENGTH: usize = 64;

/// Whether a byte is one of those that ids are made of.
#[inline(always)]
pub(crate) fn may_stand_in_id(byte: u8) -> bool {
    IN_IDS.get(usize::from(byte)).is_some_and(|may| *may)
}

/// A table: every name of every document is looked at, letter by letter.
static IN_IDS: [bool; 256] = {
    let mut may = [false; 256];
    let (mut left, mut byte): (&mut [bool], u8) = (&mut may, 0);
    while let Some((slot, behind)) = left.split_first_mut() {
        *slot = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
        left = behind;
        byte = byte.wrapping_add(1);
    }
    may
};

/// A text that may be an id. Most others are told from it by its mark, and not compared letter by letter.
#[derive(Clone, Copy)]
pub(crate) struct Name<'a> {
    mark: u32,
    text: &'a str,
}

impl<'a> Name<'a> {
    /// A text, looked at.
    pub(crate) fn of(text: &'a str) -> Self {
        Self { mark: text.bytes().fold(0, mark), text }
    }

    /// A text whose mark is known.
    pub(crate) fn of_marked(text: &'a str, mark: u32) -> Self {
        Self { mark, text }
    }

    pub(crate) fn as_str(self) -> &'a str {
        self.text
    }

    pub(crate) fn mark(self) -> u32 {
        self.mark
    }
}

impl PartialEq for Name<'_> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.mark == other.mark && self.text == other.text
    }
}

/// The mark of a text that goes on with a byte; that of the empty text is zero.
#[inline(always)]
pub(crate) fn mark(before: u32, byte: u8) -> u32 {
    before.rotate_left(5) ^ u32::from(byte)
}

/// A name of `[A-Za-z0-9_.-]`, 1 to 64 bytes: safe in JSON, URLs and logs. Copies share one text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent, extend("pattern" = "^[A-Za-z0-9_.-]{1,64}$")))]
pub struct Id(Arc<str>, #[cfg_attr(feature = "schema", schemars(skip))] u32);

impl Id {
    /// Whether a text is an id.
    pub(crate) fn check(text: &str) -> Result<(), &'static str> {
        if text.is_empty() || text.len() > MAX_ID_LENGTH || !text.bytes().all(may_stand_in_id) {
            return Err("expected an id: 1 to 64 of A to Z, a to z, 0 to 9, '.', '_' and '-'");
        }
        Ok(())
    }

    /// A name put together from ids and fixed words, which need no second look; never from what was read.
    #[must_use]
    pub fn of_parts(text: &str) -> Self {
        Self(text.into(), Name::of(text).mark)
    }

    /// The name, to be compared with others.
    pub(crate) fn name(&self) -> Name<'_> {
        Name { mark: self.1, text: &self.0 }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Id {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::check(&text).map(|()| Self::of_parts(&text))
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl core::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

/// As its text's, which it can be looked up by.
impl core::hash::Hash for Id {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

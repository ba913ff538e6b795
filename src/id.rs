//! Names that packs and sessions give to things.

use core::fmt;
use std::sync::Arc;

/// Longest id, in bytes.
pub const MAX_ID_LENGTH: usize = 64;

/// A name of `[A-Za-z0-9_.-]`, 1 to 64 bytes: safe in JSON, URLs and logs. Copies share one text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[A-Za-z0-9_.-]{1,64}$")))]
pub struct Id(Arc<str>);

impl Id {
    /// Whether a text is an id.
    pub(crate) fn check(text: &str) -> Result<(), &'static str> {
        // Small letters first: most of a name is.
        let allowed =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
        if text.is_empty() || text.len() > MAX_ID_LENGTH || !text.bytes().all(allowed) {
            return Err("expected an id: 1 to 64 of A to Z, a to z, 0 to 9, '.', '_' and '-'");
        }
        Ok(())
    }

    /// A name put together from ids and fixed words, which need no second look; never from what was read.
    #[must_use]
    pub fn of_parts(text: &str) -> Self {
        Self(text.into())
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
        Self::check(&text).map(|()| Self(text.into()))
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

//! Where a page is: what browsers call its origin.

use core::fmt;
use std::sync::Arc;

use crate::Code;
use crate::json::{Json, Read, Reader, Write};

/// Longest origin, in bytes.
pub const MAX_ORIGIN_BYTES: usize = 255;

const FORM: &str = "an origin is a scheme, a host and a port if need be, such as https://broker.example";

/// A scheme with a host, and a port if need be, and nothing else: `https://broker.example`. Copies share one text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(Arc<str>);

impl Origin {
    /// From its text; none for anything else. `http` and `https` are the schemes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let beyond = |byte: u8| matches!(byte, b'/' | b'?' | b'#' | b'@' | b' ');
        let named = host.is_some_and(|host| !host.is_empty() && !host.bytes().any(beyond));
        (named && text.len() <= MAX_ORIGIN_BYTES && text.is_ascii()).then(|| Self(text.into()))
    }

    /// An origin that nobody has, reserved for examples (RFC 2606).
    #[must_use]
    pub fn example() -> Self {
        Self("https://broker.example".into())
    }

    /// As browsers write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::str::FromStr for Origin {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or(FORM)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Read for Origin {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let Json::Text(text) = json else {
            reader.mismatch(json, "a text");
            return Self::example();
        };
        Self::parse(text).unwrap_or_else(|| {
            reader.fail(Code::Range, FORM);
            Self::example()
        })
    }
}

impl Write for Origin {
    fn json(&self) -> Json {
        Json::text(&*self.0)
    }
}

impl serde::Serialize for Origin {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Origin {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Origin".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "maxLength": MAX_ORIGIN_BYTES,
            "pattern": "^https?://[^/?#@ ]+$",
            "description": "An origin: a scheme, a host and a port if need be, such as `https://broker.example`.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_a_host_and_a_port_and_nothing_else() {
        for origin in ["https://broker.example", "http://127.0.0.1:8787", "http://localhost", "http://[::1]:80"] {
            assert_eq!(Origin::parse(origin).unwrap().as_str(), origin);
        }
        let long = format!("https://{}.example", "a".repeat(MAX_ORIGIN_BYTES));
        for none in [
            "broker.example",
            "https://",
            "https://a/",
            "https://a?b",
            "https://a#b",
            "https://u@a",
            "ftp://a",
            "*",
            &long,
        ] {
            assert_eq!(Origin::parse(none), None, "{none}");
        }
    }
}

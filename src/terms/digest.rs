//! Fixed-size values: 32 bytes that no answer fits into by accident.

use core::fmt;

use sha2::{Digest as _, Sha256};

use crate::json::{Json, Read, Reader, Write};

use super::base64url;

macro_rules! bytes_32 {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// From its bytes.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// From base64url without padding; none unless it is canonical and 32 bytes long.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                base64url::decode_array(text).map(Self)
            }

            /// Its bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// In base64url without padding.
            #[must_use]
            pub fn text(&self) -> String {
                base64url::encode(&self.0)
            }
        }

        impl Read for $name {
            fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
                Self(base64url::read_array(json, reader))
            }
        }

        impl Write for $name {
            fn json(&self) -> Json {
                Json::Text(self.text())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.text())
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "pattern": "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$",
                    "description": "32 bytes in base64url without padding.",
                })
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        /// base64url without padding.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&base64url::encode(&self.0))
            }
        }
    };
}

bytes_32! {
    /// A SHA-256 value: of a pack, a signed object or a document, a key's thumbprint, a Merkle root.
    Digest
}

bytes_32! {
    /// A session's nonce, drawn by the server.
    Nonce
}

impl Digest {
    /// SHA-256 of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

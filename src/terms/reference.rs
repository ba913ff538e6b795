//! A pack as sessions, verdicts and reports name it.

use serde::Serialize;

use crate::id::Id;

use super::Digest;

/// A pack by name and content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct PackRef {
    /// The pack's id.
    pub id: Id,
    /// The pack's version.
    pub version: String,
    /// SHA-256 of its canonical JSON (RFC 8785).
    pub hash: Digest,
}

crate::objects! {
    PackRef { id, version, hash }
}

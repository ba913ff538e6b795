//! How well a fact is evidenced.

use serde::Serialize;

use crate::words;

/// How well a fact is evidenced, from weak to strong. Made by the code that reads the fact, never
/// by a field of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Typed in.
    #[default]
    Declared,
    /// Read from a file.
    Parsed,
    /// The file's own balances or totals hold.
    Consistent,
    /// Came with the session.
    Attested,
}

/// How well a file evidences a fact that was made from it. A file can declare nothing and attest nothing.
///
/// It is made by the code that read and checked the file; no document can name one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileTier {
    /// Read from a file.
    Parsed,
    /// The file's own balances or totals hold.
    Consistent,
}

impl From<FileTier> for Tier {
    fn from(tier: FileTier) -> Self {
        match tier {
            FileTier::Parsed => Self::Parsed,
            FileTier::Consistent => Self::Consistent,
        }
    }
}

words! {
    Tier { Declared = "declared", Parsed = "parsed", Consistent = "consistent", Attested = "attested" }
}

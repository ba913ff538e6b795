//! How well a fact is evidenced.

use serde::Serialize;

use crate::words;

/// How well a fact is evidenced, from weak to strong. Made by the code that reads the fact, never
/// by a field of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Typed in.
    Declared,
    /// Read from a file.
    Parsed,
    /// The file's own balances or totals hold.
    Consistent,
    /// Came with the session.
    Attested,
}

/// How well a fact is evidenced that was found in a file: never as what the firm attests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileTier {
    /// Read from the file, and changed by the person since.
    Declared,
    /// Read from the file.
    Parsed,
    /// The file's own balances or totals hold.
    Consistent,
}

impl From<FileTier> for Tier {
    fn from(tier: FileTier) -> Self {
        match tier {
            FileTier::Declared => Self::Declared,
            FileTier::Parsed => Self::Parsed,
            FileTier::Consistent => Self::Consistent,
        }
    }
}

words! {
    FileTier { Declared = "declared", Parsed = "parsed", Consistent = "consistent" }
    Tier { Declared = "declared", Parsed = "parsed", Consistent = "consistent", Attested = "attested" }
}

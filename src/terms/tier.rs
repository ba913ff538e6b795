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

words! {
    Tier { Declared = "declared", Parsed = "parsed", Consistent = "consistent", Attested = "attested" }
}

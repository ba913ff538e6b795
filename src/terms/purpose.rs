//! What a session is for.

use serde::Serialize;

use crate::words;

/// What the investor is here for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// First assessment, with the opening of an account.
    AccountOpening,
    /// A new assessment of a known investor.
    Assessment,
    /// Buying the session's product.
    Purchase,
}

words! {
    Purpose { AccountOpening = "account_opening", Assessment = "assessment", Purchase = "purchase" }
}

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
    /// Applying, once, for the session's permission.
    Permission,
}

words! {
    Purpose { AccountOpening = "account_opening", Assessment = "assessment", Purchase = "purchase", Permission = "permission" }
}

impl Purpose {
    /// Every purpose, in the order of a pack's documentation.
    pub const ALL: [Self; 4] = [Self::AccountOpening, Self::Assessment, Self::Purchase, Self::Permission];

    /// Whether the class on file answers for the questionnaire while it is valid.
    #[must_use]
    pub fn rests_on_profile(self) -> bool {
        matches!(self, Self::Purchase | Self::Permission)
    }
}

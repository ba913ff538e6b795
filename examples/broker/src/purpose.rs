//! What for: the journeys that the broker knows.

use serde::{Deserialize, Serialize};

/// What a customer is screened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The first assessment, with the opening of an account.
    AccountOpening,
    /// A new assessment.
    Assessment,
    /// Buying a product.
    Purchase,
    /// Applying for a permission.
    Permission,
}

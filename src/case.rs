//! What the investor brings: answers and facts. Private by construction.
//!
//! Takes the JSON that the tab holds, gives values that only this crate can read. A case cannot be
//! serialised, prints no value, and its errors repeat nothing of it.

use crate::id::Id;
use crate::json::{self, Entries, Json};
use crate::{Error, documents};
use core::fmt;

/// Largest case document, in bytes.
pub const MAX_CASE_BYTES: usize = 256 * 1024;

/// An investor's answers and facts.
///
/// JSON: `{"answers": {"item": "option" | ["option"] | number}, "facts": {"id": value},
/// "clarified": ["contradiction"]}`. Everything in it is declared; no field says otherwise.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Case {
    /// Item to option, options or number.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(crate) answers: Entries<Id, Json>,
    /// Fact to boolean, integer, date or option.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(crate) facts: Entries<Id, Json>,
    /// Contradictions that the person was asked about and whose answers they kept.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(crate) clarified: Vec<Id>,
}

impl Case {
    /// Reads a case document.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer, repeating no key or value of the document.
    pub fn read(text: &str) -> Result<Self, Error> {
        json::read_text(text, MAX_CASE_BYTES).map_err(Error::without_content)
    }

    /// How many items are answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answers.len()
    }
}

documents! {
    Case {; [answers, facts, clarified] }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Case(..)")
    }
}

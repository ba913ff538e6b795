//! What the investor brings: answers, facts, signals and scores of models. Private by construction.
//!
//! Takes the JSON that the tab holds, gives values that only this crate reads one by one. A case cannot be serialised,
//! prints no value, and its errors repeat nothing of it. What leaves the crate of it is the person's record, the sums in
//! it, and the row that a model scores: all three for the tab alone.

use crate::id::Id;
use crate::json::{self, Entries, Ids, Json, Names};
use crate::terms::Signals;
use crate::{Error, documents};
use core::fmt;

/// Largest case document, in bytes.
pub const MAX_CASE_BYTES: usize = 256 * 1024;

/// An investor's answers, facts, signals and scores.
///
/// JSON: `{"answers": {"item": "option" | ["option"] | number}, "facts": {"id": value},
/// "clarified": ["contradiction"], "signals": {"id": value}, "scores": {"model": basis points}}`. Everything in it is declared; no field
/// says otherwise.
#[derive(Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Case {
    /// Item to option, options or number.
    #[cfg_attr(feature = "schema", schemars(default, with = "Entries<String, Answer>"))]
    pub(crate) answers: Entries<String, Json>,
    /// Fact to boolean, integer, date or option.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(crate) facts: Entries<String, Json>,
    /// Contradictions that the person was asked about and whose answers they kept.
    #[cfg_attr(feature = "schema", schemars(default, with = "Vec<Id>"))]
    pub(crate) clarified: Vec<String>,
    /// What was noticed of the session, by the names of the catalogue; what is unknown is left out.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(crate) signals: Signals,
    /// What the pack's models came to, by their ids, in basis points; what is unknown is left out.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(crate) scores: Entries<Id, u32>,
}

/// The form of an answer, for the schema alone.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "an answer is read against its item")]
enum Answer {
    /// Of a `single` item: the option's id.
    Option(Id),
    /// Of a `multiple` item: the options' ids.
    Options(Vec<Id>),
    /// Of a `number` item.
    Number(i64),
}

impl Case {
    /// Reads a case document.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer, repeating no key or value of the document.
    pub fn read(text: &str) -> Result<Self, Error> {
        Json::parse(text, MAX_CASE_BYTES).and_then(Self::of).map_err(Error::without_content)
    }

    /// Moves texts out of the document: a case is read on every key press of a flow.
    fn of(mut json: Json) -> Result<Self, Error> {
        let Form { answers: Names, facts: Names, clarified: Ids, signals, scores } = json::read(&json)?;
        let (answers, facts, clarified) = (json.take("answers"), json.take("facts"), json.take_texts("clarified"));
        Ok(Self { answers, facts, clarified, signals, scores })
    }

    /// Sets the score of a model that the pack names, in basis points.
    pub fn set_score(&mut self, model: &Id, basis_points: u16) {
        self.scores.set(model, basis_points.into());
    }

    /// How many items are answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answers.len()
    }
}

/// The form of a case, without what is moved out of it.
struct Form {
    answers: Names,
    facts: Names,
    clarified: Ids,
    signals: Signals,
    scores: Entries<Id, u32>,
}

documents! {
    Form {; [answers, facts, clarified, signals, scores] }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Case(..)")
    }
}

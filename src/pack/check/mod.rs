//! Whether the parts of a pack agree with each other.
//!
//! Takes a document, gives every finding with its JSON pointer. A pack with a finding is not used.

mod basis;
mod classes;
mod facts;
mod flows;
mod fraud;
mod head;
mod matching;
mod questionnaire;
mod shadow;
pub(crate) mod texts;

use std::collections::BTreeSet;

use crate::id::Id;
use crate::pack::schema::PackDocument;
use crate::{Code, Error};

/// Most findings that are reported at once.
pub const MAX_FINDINGS: usize = 100;

/// What is wrong with a pack.
#[derive(Debug, Default)]
pub struct Findings {
    errors: Vec<Error>,
}

impl Findings {
    /// Adds a finding.
    pub fn add(&mut self, code: Code, at: impl Into<String>, message: &str) {
        self.push(Error::new(code, at, message));
    }

    /// Adds a finding unless the condition holds.
    pub fn ensure(&mut self, holds: bool, code: Code, at: impl Into<String>, message: &str) {
        if !holds {
            self.add(code, at, message);
        }
    }

    /// Keeps the value, or the error as a finding.
    pub fn keep<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Fails when there is a finding.
    ///
    /// # Errors
    /// The findings so far, which are then no longer held here.
    pub fn none(&mut self) -> Result<(), Vec<Error>> {
        if self.errors.is_empty() { Ok(()) } else { Err(core::mem::take(&mut self.errors)) }
    }

    /// The findings, or one that says that compiling stopped: never an empty list.
    #[must_use]
    pub fn into_errors(self) -> Vec<Error> {
        if self.errors.is_empty() {
            return vec![Error::new(Code::Inconsistent, "", "the pack cannot be compiled")];
        }
        self.errors
    }

    fn push(&mut self, error: Error) {
        if self.errors.len() < MAX_FINDINGS {
            self.errors.push(error);
        }
    }

    /// Adds a finding for each id that stands twice.
    fn unique<'a>(&mut self, at: &str, ids: impl Iterator<Item = &'a Id>) {
        let mut seen = BTreeSet::new();
        for (n, id) in ids.enumerate() {
            if !seen.insert(id) {
                self.push(Error::new(Code::Duplicate, format!("{at}/{n}"), format!("'{id}' stands twice")));
            }
        }
    }

    /// Adds a finding when an id is not in the list that declares it.
    fn declared(&mut self, at: String, id: &Id, list: &[Id]) {
        if !list.contains(id) {
            self.push(Error::new(Code::Reference, at, format!("'{id}' is not declared")));
        }
    }

    /// Adds a finding when a list is longer than its limit.
    fn at_most(&mut self, at: &str, length: usize, limit: usize) {
        if length > limit {
            self.push(Error::new(Code::Limit, at, format!("{length} entries, at most {limit} are allowed")));
        }
    }
}

pub use classes::bands;

/// Checks a document.
pub fn document(document: &PackDocument, findings: &mut Findings) {
    head::check(document, findings);
    basis::check(document, findings);
    facts::check(document, findings);
    questionnaire::check(document, findings);
    classes::check(document, findings);
    matching::check(document, findings);
    flows::check(document, findings);
    fraud::check(document, findings);
    shadow::check(document, findings);
    texts::check(document, findings);
}

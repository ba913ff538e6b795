//! Whether the parts of a pack agree with each other.
//!
//! Takes a document, gives every finding: its JSON pointer, what was found and what is expected, what to do. A pack
//! with a finding is not used. What is found in a pack may be repeated: a pack is public.

/// Adds a finding: findings, code, place; what was found and is expected; what to do. The last three are as for
/// [`format!`], and are written only when there is something to say. They are one text with [`BETWEEN`] in it: a hundred
/// findings take a tenth less code so.
macro_rules! found {
    ($findings:expr, $code:expr, $at:literal $(, $place:expr)*; $message:literal $(, $found:expr)*; $help:literal $(, $todo:expr)*) => {
        $findings.found(
            $code,
            format_args!(
                "{}\u{1f}{}\u{1f}{}",
                format_args!($at $(, $place)*),
                format_args!($message $(, $found)*),
                format_args!($help $(, $todo)*)
            ),
        )
    };
}

mod basis;
mod classes;
mod conditions;
mod credit;
mod evidence;
mod explain;
mod facts;
mod flows;
mod form;
mod fraud;
mod head;
mod matching;
mod permissions;
mod price;
mod questionnaire;
mod risk;
mod shadow;
mod shelf;
pub(crate) mod texts;
mod written;

use crate::id::Id;
use crate::json::push_step;
use crate::pack::schema::PackDocument;
use crate::terms::nearest::did_you_mean;
use crate::terms::sorted::sorted;
use crate::{Code, Error};
use core::fmt;

pub use explain::explain;
use explain::last_step;
pub(crate) use explain::remedy;
pub(crate) use form::despite;

/// Stands between the place of a finding, what was found, and what to do: the sign that is made to part units.
const BETWEEN: char = '\u{1f}';
const PARTED: &str = "a finding is about a name or text with the control character U+001F in it";
const UNPART: &str = "Take control characters out of the pack.";

/// Most findings that are reported at once.
pub const MAX_FINDINGS: usize = crate::json::MOST_FAULTS;

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

    /// Adds a finding with what to do about it; [`found!`] is its short form.
    fn found(&mut self, code: Code, finding: fmt::Arguments<'_>) {
        if self.is_full() {
            return;
        }
        let finding = finding.to_string();
        let mut parts = finding.split(BETWEEN);
        let mut part = || parts.next().unwrap_or_default();
        let error = Error::new(code, part(), part()).help(part());
        // A name of the pack that holds the sign itself would say what it likes.
        let told = if parts.next().is_none() { error } else { Error::new(code, "", PARTED).help(UNPART) };
        self.push(told);
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

    /// Whether no more are kept, so that looking for remedies is in vain.
    fn is_full(&self) -> bool {
        self.errors.len() >= MAX_FINDINGS
    }

    fn push(&mut self, error: Error) {
        if !self.is_full() {
            self.errors.push(error);
        }
    }

    /// Adds a finding for each id of a list that stands twice; `tail` leads from the list's parts to their ids.
    fn unique(&mut self, what: &str, at: &str, tail: &str, ids: &mut dyn Iterator<Item = &Id>) {
        self.unique_at(what, ids, &|n| format!("{at}/{n}{tail}"));
    }

    /// The same where `place` gives the pointer of the n-th id.
    fn unique_at(&mut self, what: &str, ids: &mut dyn Iterator<Item = &Id>, place: &dyn Fn(usize) -> String) {
        let ids = sorted(ids.enumerate().map(|(n, id)| (id.as_str(), n)).collect());
        let mut first = ids.first();
        let mut again = Vec::new();
        for later in &ids {
            match first {
                Some((id, n)) if *id == later.0 && *n != later.1 => again.push((later.1, *n, *id)),
                _ => first = Some(later),
            }
        }
        for (n, first, id) in sorted(again) {
            if !self.is_full() {
                found!(
                    self, Code::Duplicate, "{}", place(n);
                    "the {what} '{id}' stands twice, first at {}", place(first);
                    "Rename one of the two, or remove it."
                );
            }
        }
    }

    /// Adds a finding when an id is not among those that `place` declares.
    fn declared(
        &mut self,
        at: &dyn fmt::Display,
        what: &str,
        id: &Id,
        place: &str,
        known: &mut dyn Iterator<Item = &Id>,
    ) {
        if self.is_full() {
            return;
        }
        let known: Vec<&str> = known.map(Id::as_str).collect();
        if known.contains(&id.as_str()) {
            return;
        }
        let near = did_you_mean(id.as_str(), &known);
        let (space, declare) = if near.is_empty() { ("", "Declare") } else { (" ", "If not, declare") };
        found!(
            self, Code::Reference, "{at}";
            "the {what} '{id}' is not declared";
            "{near}{space}{declare} it in {place}."
        );
    }

    /// Adds a finding when there are more of something than its limit.
    fn at_most(&mut self, at: &str, what: &str, count: usize, limit: usize) {
        if let Some(more) = count.checked_sub(limit).filter(|more| *more > 0) {
            found!(
                self, Code::Limit, "{at}";
                "{count} {what} stand here; at most {limit} are allowed";
                "Leave out {more} of them."
            );
        }
    }
}

/// The pointer one key further in.
fn below(at: &str, key: &str) -> String {
    let mut pointer = String::from(at);
    push_step(&mut pointer, key);
    pointer
}

/// "1 class", "2 classes".
fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

pub use classes::{bands, promise};

/// Checks a document.
pub fn document(document: &PackDocument, findings: &mut Findings) {
    head::check(document, findings);
    basis::check(document, findings);
    facts::check(document, findings);
    questionnaire::check(document, findings);
    classes::check(document, findings);
    matching::check(document, findings);
    flows::check(document, findings);
    permissions::check(document, findings);
    fraud::check(document, findings);
    credit::check(document, findings);
    risk::check(document, findings);
    price::check(document, findings);
    shelf::check(document, findings);
    conditions::check(document, findings);
    shadow::check(document, findings);
    texts::check(document, findings);
    written::check(document, findings);
}

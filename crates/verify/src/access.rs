//! A line of an archive's access log: who tried to open which sealed record, when and why.
//!
//! Takes and gives JSON. How lines are chained and written is `crates/archive`'s.

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::{self, Json, Write as _};
use prescreen::terms::Digest;
use prescreen::verdict::SealedRecord;
use prescreen::{Code, Error, objects, words};

/// The format of a line.
pub const FORMAT: i64 = 1;

/// What came of an access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessResult {
    /// The record was given out.
    Given,
    /// It was not: the key does not open it, or what is inside does not hold.
    Refused,
}

/// A line of the log.
#[derive(Debug, Clone)]
pub struct Line {
    /// The format; always 1.
    pub prescreen_access_log: i64,
    /// Its place in the log, from 1.
    pub number: i64,
    /// SHA-256 of the line before it; none of the first.
    pub previous: Option<Digest>,
    /// When, seconds since 1970.
    pub at: Instant,
    /// Who, as they say.
    pub by: String,
    /// Why, as they say.
    pub reason: String,
    /// The session whose record it is.
    pub session: Id,
    /// The commitment that the record has to lead to.
    pub commitment: Digest,
    /// The name of the archive key that the record is sealed to.
    pub key: Id,
    /// The hash of the sealed record's canonical text, by which a line names it.
    pub record: Digest,
    /// What came of it.
    pub result: AccessResult,
}

words! {
    AccessResult { Given = "given", Refused = "refused" }
}

objects! {
    Line { prescreen_access_log, number, previous, at, by, reason, session, commitment, key, record, result }
}

impl Line {
    /// Reads a line that stands by itself.
    ///
    /// # Errors
    /// What the strict reader says; [`Code::Range`] for another format.
    pub fn of(json: &Json) -> Result<Self, Error> {
        let line: Self = json::read(json)?;
        if line.prescreen_access_log != FORMAT {
            return Err(Error::new(Code::Range, "/prescreen_access_log", "expected format 1"));
        }
        Ok(line)
    }
}

/// The hash by which a line names a sealed record.
#[must_use]
pub fn hash_of(sealed: &SealedRecord) -> Digest {
    Digest::of(sealed.json().canonical().as_bytes())
}

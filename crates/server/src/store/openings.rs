//! The idempotency keys with which sessions were opened, by their digests.

use prescreen::id::Id;
use prescreen::terms::Digest;
use rusqlite::{OptionalExtension, Transaction, params};

/// A session that was opened with a key.
pub struct Opening {
    /// Digest of what was asked for.
    pub body: Digest,
    /// The session.
    pub session: String,
}

/// What was opened with a key.
pub fn find(transaction: &Transaction<'_>, key: &Digest) -> rusqlite::Result<Option<Opening>> {
    let find = "SELECT body, session FROM openings WHERE key = ?1";
    let opening = |row: &rusqlite::Row<'_>| Ok(Opening { body: Digest::from_bytes(row.get(0)?), session: row.get(1)? });
    transaction.prepare_cached(find)?.query_row([key.as_bytes()], opening).optional()
}

/// Keeps with which key a session was opened.
pub fn keep(transaction: &Transaction<'_>, key: &Digest, body: &Digest, session: &Id) -> rusqlite::Result<()> {
    let keep = "INSERT INTO openings (key, body, session) VALUES (?1, ?2, ?3)";
    transaction.prepare_cached(keep)?.execute(params![key.as_bytes(), body.as_bytes(), session.as_str()])?;
    Ok(())
}

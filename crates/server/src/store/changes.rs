//! The order in which sessions were decided and took steps: each session stands at its last change.

use prescreen::id::Id;
use rusqlite::{Transaction, params};

/// Puts a session behind all others.
pub fn note(transaction: &Transaction<'_>, session: &Id) -> rusqlite::Result<()> {
    let note = "INSERT OR REPLACE INTO changes (session) VALUES (?1)";
    transaction.prepare_cached(note)?.execute([session.as_str()])?;
    Ok(())
}

/// The sessions behind a position, in order, each with its own.
pub fn after(transaction: &Transaction<'_>, position: i64, at_most: u32) -> rusqlite::Result<Vec<(i64, String)>> {
    let after = "SELECT position, session FROM changes WHERE position > ?1 ORDER BY position LIMIT ?2";
    let mut query = transaction.prepare_cached(after)?;
    query.query_map(params![position, at_most], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The last position that was ever given; 0 before the first.
pub fn last(transaction: &Transaction<'_>) -> rusqlite::Result<i64> {
    let last = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'changes'";
    transaction.query_row(last, [], |row| row.get(0))
}

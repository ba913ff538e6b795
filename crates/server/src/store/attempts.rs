//! Counted attempts of a person under a pack.

use prescreen::date::Instant;
use prescreen::id::Id;
use rusqlite::{Transaction, params};

/// Further back than 12 months reach, in seconds.
pub const LONGER_THAN_12_MONTHS: i64 = 367 * 86_400;

/// The attempts of the last 12 months, in rising order; a few older ones may come along.
pub fn past(transaction: &Transaction<'_>, subject: &Id, pack: &Id, now: Instant) -> rusqlite::Result<Vec<Instant>> {
    let mut query = transaction
        .prepare_cached("SELECT at FROM attempts WHERE subject = ?1 AND pack = ?2 AND at > ?3 ORDER BY at")?;
    let since = now.0.saturating_sub(LONGER_THAN_12_MONTHS);
    let rows = query.query_map(params![subject.as_str(), pack.as_str(), since], |row| row.get(0).map(Instant))?;
    rows.collect()
}

/// Counts one.
pub fn count(
    transaction: &Transaction<'_>,
    session: &Id,
    subject: &Id,
    pack: &Id,
    now: Instant,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO attempts (session, subject, pack, at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![session.as_str(), subject.as_str(), pack.as_str(), now.0])?;
    Ok(())
}

//! Counted attempts of a person under a pack.

use prescreen::date::Instant;
use prescreen::id::Id;

use super::{Error, Transaction};

/// Further back than 12 months reach, in seconds.
pub const LONGER_THAN_12_MONTHS: i64 = 367 * 86_400;

/// The attempts of the last 12 months, in rising order; a few older ones may come along. Nobody else counts one of this
/// person before the transaction has ended.
pub fn past(transaction: &Transaction<'_>, subject: &Id, pack: &Id, now: Instant) -> Result<Vec<Instant>, Error> {
    transaction.keep_name(subject.as_str())?;
    let since = now.0.saturating_sub(LONGER_THAN_12_MONTHS);
    transaction.rows(
        "SELECT at FROM attempts WHERE subject = ?1 AND pack = ?2 AND at > ?3 ORDER BY at",
        &[&subject.as_str(), &pack.as_str(), &since],
        |row| row.get(0).map(Instant),
    )
}

/// An attempt that none is later than, whose session is kept.
pub struct Last {
    /// The session.
    pub session: String,
    /// When it was counted.
    pub at: Instant,
    /// The verdict that was accepted; none while there is a ticket alone.
    pub verdict: Option<String>,
}

/// The last attempt of the last 12 months; several where they fell in one second. Nobody else counts one of this person
/// before the transaction has ended.
pub fn last(transaction: &Transaction<'_>, subject: &Id, pack: &Id, now: Instant) -> Result<Vec<Last>, Error> {
    transaction.keep_name(subject.as_str())?;
    let since = now.0.saturating_sub(LONGER_THAN_12_MONTHS);
    transaction.rows(
        "SELECT a.session, a.at, s.verdict FROM attempts a JOIN sessions s ON s.id = a.session \
         WHERE a.subject = ?1 AND a.pack = ?2 AND a.at > ?3 \
         AND a.at = (SELECT max(at) FROM attempts WHERE subject = ?1 AND pack = ?2)",
        &[&subject.as_str(), &pack.as_str(), &since],
        |row| Ok(Last { session: row.get(0)?, at: Instant(row.get(1)?), verdict: row.get(2)? }),
    )
}

/// Counts one.
pub fn count(transaction: &Transaction<'_>, session: &Id, subject: &Id, pack: &Id, now: Instant) -> Result<(), Error> {
    transaction.execute(
        "INSERT INTO attempts (session, subject, pack, at) VALUES (?1, ?2, ?3, ?4)",
        &[&session.as_str(), &subject.as_str(), &pack.as_str(), &now.0],
    )?;
    Ok(())
}

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

/// Counts one.
pub fn count(transaction: &Transaction<'_>, session: &Id, subject: &Id, pack: &Id, now: Instant) -> Result<(), Error> {
    transaction.execute(
        "INSERT INTO attempts (session, subject, pack, at) VALUES (?1, ?2, ?3, ?4)",
        &[&session.as_str(), &subject.as_str(), &pack.as_str(), &now.0],
    )?;
    Ok(())
}

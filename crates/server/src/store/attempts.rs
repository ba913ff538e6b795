//! Counted attempts of a person under packs that count together.

use prescreen::date::Instant;
use prescreen::id::Id;

use super::{Error, Transaction};
use crate::wire::answers::Excuse;

/// Further back than 12 months reach, in seconds.
pub const LONGER_THAN_12_MONTHS: i64 = 367 * 86_400;

/// The attempts of the last 12 months that count towards a limit, in rising order; a few older ones may come along. Nobody else counts one of this
/// person before the transaction has ended.
pub fn past(transaction: &Transaction<'_>, subject: &Id, packs: &[&Id], now: Instant) -> Result<Vec<Instant>, Error> {
    transaction.keep_name(subject.as_str())?;
    let since = now.0.saturating_sub(LONGER_THAN_12_MONTHS);
    let mut past: Vec<Instant> = Vec::new();
    for pack in packs {
        past.extend(transaction.rows(
            "SELECT at FROM attempts WHERE subject = ?1 AND pack = ?2 AND at > ?3 AND excused_at IS NULL ORDER BY at",
            &[&subject.as_str(), &pack.as_str(), &since],
            |row| row.get(0).map(Instant),
        )?);
    }
    past.sort_unstable();
    Ok(past)
}

/// A counted attempt whose session is still stored.
pub struct Counted {
    /// The session.
    pub session: String,
    /// The pack that it was made under.
    pub pack: Id,
    /// When it was counted.
    pub at: Instant,
    /// The verdict that was accepted, and when; none while there is a ticket alone.
    pub verdict: Option<(String, Instant)>,
}

/// A person's attempts whose sessions are still stored, in rising order. Nobody else counts one of this person before the
/// transaction has ended.
pub fn of_subject(transaction: &Transaction<'_>, subject: &Id, packs: &[&Id]) -> Result<Vec<Counted>, Error> {
    transaction.keep_name(subject.as_str())?;
    let mut counted: Vec<Counted> = Vec::new();
    for pack in packs {
        counted.extend(transaction.rows(
            "SELECT a.session, a.at, s.verdict, s.accepted_at FROM attempts a JOIN sessions s ON s.id = a.session \
             WHERE a.subject = ?1 AND a.pack = ?2",
            &[&subject.as_str(), &pack.as_str()],
            |row| {
                let (verdict, accepted): (Option<String>, Option<i64>) = (row.get(2)?, row.get(3)?);
                let verdict = verdict.zip(accepted.map(Instant));
                Ok(Counted { session: row.get(0)?, pack: (*pack).clone(), at: Instant(row.get(1)?), verdict })
            },
        )?);
    }
    counted.sort_by(|one, other| (one.at, &one.session).cmp(&(other.at, &other.session)));
    Ok(counted)
}

/// Counts one.
pub fn count(transaction: &Transaction<'_>, session: &Id, subject: &Id, pack: &Id, now: Instant) -> Result<(), Error> {
    transaction.execute(
        "INSERT INTO attempts (session, subject, pack, at) VALUES (?1, ?2, ?3, ?4)",
        &[&session.as_str(), &subject.as_str(), &pack.as_str(), &now.0],
    )?;
    Ok(())
}

/// Whether and why the firm excused the attempt of a session; none where the session has no counted attempt.
pub fn excused(transaction: &Transaction<'_>, session: &Id) -> Result<Option<Option<Excuse>>, Error> {
    let excused = "SELECT excused_at, excused_by, excused_for FROM attempts WHERE session = ?1";
    transaction.row(excused, &[&session.as_str()], |row| {
        let (at, by, reason): (Option<i64>, Option<String>, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(at.zip(by).zip(reason).map(|((at, by), reason)| Excuse { at: Instant(at), by, reason }))
    })
}

/// Excuses one.
pub fn excuse(transaction: &Transaction<'_>, session: &Id, excuse: &Excuse) -> Result<(), Error> {
    transaction.execute(
        "UPDATE attempts SET excused_at = ?2, excused_by = ?3, excused_for = ?4 WHERE session = ?1",
        &[&session.as_str(), &excuse.at.0, &excuse.by, &excuse.reason],
    )?;
    Ok(())
}

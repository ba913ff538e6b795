//! What bears a time, and the row of the clock: what is later than the system's is brought back to it, and what is over
//! is deleted.

use prescreen::Session;
use prescreen::date::Instant;
use prescreen::json::Write as _;

use super::attempts::LONGER_THAN_12_MONTHS;
use super::{Error, Transaction};

/// Sessions without a verdict that were opened later, and end later.
const OPEN: &str = "SELECT document FROM sessions WHERE verdict IS NULL AND since > ?1 AND expires > ?1";

/// How many rows bear a time that is later than one: attempts, acceptances, steps and open sessions.
const LATER: [&str; 4] = [
    "SELECT count(*) FROM attempts WHERE at > ?1",
    "SELECT count(*) FROM sessions WHERE accepted_at > ?1",
    "SELECT count(*) FROM steps WHERE at > ?1",
    "SELECT count(*) FROM sessions WHERE verdict IS NULL AND since > ?1 AND expires > ?1",
];

/// How what is later than now is brought back to now: nobody waits longer for it, and nobody shorter than from now on.
const REPAIRS: [&str; 4] = [
    "UPDATE attempts SET at = ?1 WHERE at > ?1",
    "UPDATE sessions SET accepted_at = ?1 WHERE accepted_at > ?1",
    "UPDATE steps SET at = ?1 WHERE at > ?1",
    "UPDATE attempts SET excused_at = ?1 WHERE excused_at > ?1",
];

/// Rows that were deleted: of sessions, steps and attempts.
pub struct Gone {
    pub sessions: u64,
    pub steps: u64,
    pub attempts: u64,
}

/// Counts what bears a time that is later.
pub fn later(transaction: &Transaction<'_>, than: Instant) -> Result<u64, Error> {
    LATER.iter().try_fold(0_u64, |sum, count| {
        let rows = transaction.row(count, &[&than.0], |row| row.get::<i64>(0))?;
        Ok(sum.saturating_add(rows.and_then(|rows| rows.try_into().ok()).unwrap_or(0)))
    })
}

/// Brings what is later than the system clock back to it, and remembers that this one was confirmed.
pub fn confirm(transaction: &Transaction<'_>, system: Instant) -> Result<(), Error> {
    for repair in REPAIRS {
        transaction.execute(repair, &[&system.0])?;
    }
    for document in transaction.rows(OPEN, &[&system.0], |row| row.get::<String>(0))? {
        let session = Session::read(&document).map_err(|_| Error::Content)?;
        let session = Session { expires: system, ..session };
        transaction.execute(
            "UPDATE sessions SET document = ?2, expires = ?3 WHERE id = ?1",
            &[&session.id.as_str(), &session.json().canonical(), &system.0],
        )?;
    }
    transaction.execute(
        "UPDATE clock SET highest = CASE WHEN highest > ?1 THEN ?1 ELSE highest END, confirmed = ?1, \
         confirmations = confirmations + 1",
        &[&system.0],
    )?;
    Ok(())
}

/// Deletes everything of a person.
pub fn erase(transaction: &Transaction<'_>, subject: &str) -> Result<Gone, Error> {
    let steps = "DELETE FROM steps WHERE session IN (SELECT id FROM sessions WHERE subject = ?1)";
    for beside in [
        "DELETE FROM changes WHERE session IN (SELECT id FROM sessions WHERE subject = ?1)",
        "DELETE FROM openings WHERE session IN (SELECT id FROM sessions WHERE subject = ?1)",
        "DELETE FROM records WHERE session IN (SELECT id FROM sessions WHERE subject = ?1)",
    ] {
        transaction.execute(beside, &[&subject])?;
    }
    Ok(Gone {
        steps: transaction.execute(steps, &[&subject])?,
        sessions: transaction.execute("DELETE FROM sessions WHERE subject = ?1", &[&subject])?,
        attempts: transaction.execute("DELETE FROM attempts WHERE subject = ?1", &[&subject])?,
    })
}

/// Deletes sessions whose last event (a step, the acceptance of the verdict, or without one the end of their time) is
/// longer ago than so many seconds from `now`, and attempts that no limit looks back to.
pub fn retain(transaction: &Transaction<'_>, now: Instant, seconds: i64) -> Result<Gone, Error> {
    let before = |seconds: i64| now.0.saturating_sub(seconds);
    let over = before(seconds);
    let steps = "DELETE FROM steps WHERE session IN (SELECT id FROM sessions WHERE coalesce(accepted_at, expires) < ?1 \
                 AND NOT EXISTS (SELECT 1 FROM steps WHERE session = id AND at >= ?1))";
    // The steps of those are gone; what has steps still is not over.
    let sessions = "DELETE FROM sessions WHERE coalesce(accepted_at, expires) < ?1 \
                    AND NOT EXISTS (SELECT 1 FROM steps WHERE session = id)";
    let records = "DELETE FROM records WHERE session IN (SELECT id FROM sessions WHERE coalesce(accepted_at, expires) < ?1 \
                   AND NOT EXISTS (SELECT 1 FROM steps WHERE session = id))";
    let steps = transaction.execute(steps, &[&over])?;
    transaction.execute(records, &[&over])?;
    let sessions = transaction.execute(sessions, &[&over])?;
    // What stood beside them: their places among the changes, and the keys with which they were opened.
    for beside in [
        "DELETE FROM changes WHERE session NOT IN (SELECT id FROM sessions)",
        "DELETE FROM openings WHERE session NOT IN (SELECT id FROM sessions)",
    ] {
        transaction.execute(beside, &[])?;
    }
    Ok(Gone {
        steps,
        sessions,
        attempts: transaction
            .execute("DELETE FROM attempts WHERE at < ?1", &[&before(seconds.max(LONGER_THAN_12_MONTHS))])?,
    })
}

//! What is no longer kept: everything of a person, and what is older than the firm keeps it.

use std::path::Path;

use prescreen::date::Instant;
use rusqlite::{Connection, ToSql, Transaction, TransactionBehavior, params};

use super::store;
use crate::clock::Remembered;
use crate::failure::Failure;
use crate::store::attempts::LONGER_THAN_12_MONTHS;

/// What was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deleted {
    /// Sessions, with their facts, product sheets, verdicts and receipts.
    pub sessions: u64,
    /// Steps.
    pub steps: u64,
    /// Counted attempts.
    pub attempts: u64,
}

/// Sessions whose last event was before ?1: a step, the acceptance of the verdict, or without one the end of their time.
const OVER: &str = "SELECT id FROM sessions WHERE max(\
    coalesce(accepted_at, document ->> '$.expires'), \
    coalesce((SELECT max(at) FROM steps WHERE session = id), 0)) < ?1";

/// Deletes everything of a person, while the server runs: sessions, steps and counted attempts.
///
/// # Errors
/// When the store cannot be written.
pub fn erase(directory: &Path, subject: &str) -> Result<Deleted, Failure> {
    delete(directory, |transaction| {
        let of_subject = "SELECT id FROM sessions WHERE subject = ?1";
        let steps = transaction.execute(&format!("DELETE FROM steps WHERE session IN ({of_subject})"), [subject])?;
        beside(transaction, of_subject, subject)?;
        let sessions = transaction.execute("DELETE FROM sessions WHERE subject = ?1", [subject])?;
        let attempts = transaction.execute("DELETE FROM attempts WHERE subject = ?1", [subject])?;
        Ok((sessions, steps, attempts))
    })
}

/// Deletes what is over for longer than so many days, while the server runs, by the time that the server decided with
/// last. Attempts are kept for as long as limits look back.
///
/// # Errors
/// When the store cannot be written.
pub fn retain(directory: &Path, days: u32) -> Result<Deleted, Failure> {
    delete(directory, |transaction| {
        let now = Remembered::highest(transaction)?;
        let kept = i64::from(days).saturating_mul(86_400);
        let before = |seconds: i64| Instant(now.0.saturating_sub(seconds)).0;
        let steps = transaction.execute(&format!("DELETE FROM steps WHERE session IN ({OVER})"), [before(kept)])?;
        // The steps that made some of them younger are gone: the same sessions, by what is left of them.
        beside(transaction, OVER, before(kept))?;
        let sessions = transaction.execute(&format!("DELETE FROM sessions WHERE id IN ({OVER})"), [before(kept)])?;
        let counted = before(kept.max(LONGER_THAN_12_MONTHS));
        let attempts = transaction.execute("DELETE FROM attempts WHERE at < ?1", params![counted])?;
        Ok((sessions, steps, attempts))
    })
}

/// Deletes what stands beside sessions: their places in the feed and the keys with which they were opened.
fn beside(transaction: &Transaction<'_>, sessions: &str, of: impl ToSql + Copy) -> rusqlite::Result<()> {
    for table in ["changes", "openings"] {
        transaction.execute(&format!("DELETE FROM {table} WHERE session IN ({sessions})"), [of])?;
    }
    Ok(())
}

/// Deletes, overwrites what was deleted, and leaves none of it in the log.
fn delete(
    directory: &Path,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<(usize, usize, usize)>,
) -> Result<Deleted, Failure> {
    let mut connection = store(directory)?;
    let (sessions, steps, attempts) = committed(&mut connection, work).map_err(Failure::of)?;
    let count = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
    Ok(Deleted { sessions: count(sessions), steps: count(steps), attempts: count(attempts) })
}

fn committed<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(done)
}

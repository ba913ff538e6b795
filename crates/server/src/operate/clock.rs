//! The clock, as the store and the system have it, and the operator's word that the system is right.

use std::path::Path;

use prescreen::date::Instant;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::store;
use crate::clock::{self, Remembered};
use crate::failure::Failure;

/// What the store remembers of time, beside the system clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockReport {
    /// The system clock, as this command sees it.
    pub system: Instant,
    /// The highest time that the server decided with.
    pub highest: Instant,
    /// When the operator confirmed the clock last.
    pub confirmed: Option<Instant>,
    /// How many attempts, verdicts, steps and open sessions bear a time that is later than the system's.
    pub later: u64,
}

/// Where what bears a time stands, and how what is later than now is brought back to now: nobody waits longer for it,
/// and nobody shorter than from now on.
const TIMES: [(&str, &str); 4] = [
    ("attempts WHERE at > ?1", "UPDATE attempts SET at = ?1 WHERE at > ?1"),
    ("sessions WHERE accepted_at > ?1", "UPDATE sessions SET accepted_at = ?1 WHERE accepted_at > ?1"),
    ("steps WHERE at > ?1", "UPDATE steps SET at = ?1 WHERE at > ?1"),
    (
        "sessions WHERE verdict IS NULL AND document ->> '$.now' > ?1 AND document ->> '$.expires' > ?1",
        "UPDATE sessions SET document = json_set(document, '$.expires', ?1) \
         WHERE verdict IS NULL AND document ->> '$.now' > ?1 AND document ->> '$.expires' > ?1",
    ),
];

/// Looks at the clock.
///
/// # Errors
/// When the store cannot be read.
pub fn clock(directory: &Path) -> Result<ClockReport, Failure> {
    let connection = store(directory)?;
    report(&connection, clock::system()).map_err(Failure::of)
}

/// Says that the system clock is right. A running server believes it from its next request on. Where the server decided
/// with a later time, that time and everything that bears one later than now is set to now.
///
/// # Errors
/// When the store cannot be written.
pub fn confirm_clock(directory: &Path) -> Result<ClockReport, Failure> {
    let mut connection = store(directory)?;
    let mut confirmed = || {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let system = clock::system();
        let before = report(&transaction, system)?;
        confirm(&transaction, system)?;
        transaction.commit()?;
        Ok(before)
    };
    confirmed().map_err(|error: rusqlite::Error| Failure::of(error))
}

fn report(connection: &Connection, system: Instant) -> rusqlite::Result<ClockReport> {
    let Remembered { highest, confirmed, confirmations } = Remembered::read(connection)?;
    let mut later = 0_u64;
    for (rows, _) in TIMES {
        let count: u64 = connection.query_row(&format!("SELECT count(*) FROM {rows}"), [system.0], |row| row.get(0))?;
        later = later.saturating_add(count);
    }
    Ok(ClockReport { system, highest, confirmed: (confirmations > 0).then_some(confirmed), later })
}

fn confirm(transaction: &Transaction<'_>, system: Instant) -> rusqlite::Result<()> {
    for (_, repair) in TIMES {
        transaction.execute(repair, [system.0])?;
    }
    transaction.execute(
        "UPDATE clock SET highest = min(highest, ?1), confirmed = ?1, confirmations = confirmations + 1",
        [system.0],
    )?;
    Ok(())
}

//! What is no longer kept: everything of a person, and what is older than the firm keeps it.

use prescreen::id::Id;

use super::{Opened, Place};
use crate::failure::Failure;
use crate::store::times::{self, Gone};
use crate::store::{Error, Transaction, sqlite};

/// What was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deleted {
    /// Sessions, with their facts, product sheets, verdicts, receipts and kept records.
    pub sessions: u64,
    /// Steps.
    pub steps: u64,
    /// Counted attempts.
    pub attempts: u64,
    /// Whether it is overwritten. In PostgreSQL it is when its vacuum ran and the room is used again, and not in what it
    /// logged and copied before.
    pub overwritten: bool,
    /// Whether another program reads a file's store, such as a backup, and so keeps what was deleted in its log.
    pub still_read: bool,
}

impl Deleted {
    /// Whether there was nothing to delete.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        (self.sessions, self.steps, self.attempts) == (0, 0, 0)
    }
}

/// Deletes everything of a person, while servers run: sessions, with the records that are kept, steps and counted attempts.
///
/// # Errors
/// When the store cannot be written.
pub fn erase(place: &Place, subject: &Id) -> Result<Deleted, Failure> {
    delete(place, |transaction| times::erase(transaction, subject.as_str()))
}

/// Deletes what is over for longer than so many days, while servers run, by the time that a server decided with last.
/// Attempts are kept for as long as limits look back.
///
/// # Errors
/// When the store cannot be written.
pub fn retain(place: &Place, days: u32) -> Result<Deleted, Failure> {
    delete(place, |transaction| times::retain(transaction, i64::from(days).saturating_mul(86_400)))
}

/// Deletes; what was deleted from a file is overwritten, and left in no log.
fn delete(place: &Place, work: impl FnOnce(&Transaction<'_>) -> Result<Gone, Error>) -> Result<Deleted, Failure> {
    let mut store = place.open()?;
    let Gone { sessions, steps, attempts } = store.transaction(work)?;
    let still_read = match &store {
        Opened::Sqlite(connection) => {
            // The first column: whether somebody who still reads kept the log from being written over.
            let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
            busy.map_err(|error| {
                let why = sqlite::not_done(connection, &error.into());
                Failure::new(format!("what was to be deleted is deleted, and not yet overwritten in the log: {why}"))
            })?
        }
        Opened::Postgres(..) => false,
    };
    let overwritten = matches!(store, Opened::Sqlite(..)) && !still_read;
    Ok(Deleted { sessions, steps, attempts, overwritten, still_read })
}

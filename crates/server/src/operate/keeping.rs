//! What is no longer kept: everything of a person, and what is older than the firm keeps it.

use prescreen::date::Instant;
use prescreen::id::Id;

use super::{Opened, Place};
use crate::clock::{self, Reading};
use crate::failure::Failure;
use crate::store::times::{self, Gone};
use crate::store::{Error, Transaction, sqlite};
use crate::wire::answers::ClockStanding;

/// What was deleted.
#[derive(Debug)]
#[non_exhaustive]
pub struct Deleted {
    /// Sessions, with their facts, product sheets, verdicts, receipts and kept records.
    pub sessions: u64,
    /// Steps.
    pub steps: u64,
    /// Counted attempts.
    pub attempts: u64,
    /// What became of it.
    pub log: Log,
}

/// Whether what was deleted is overwritten, what an interrupted deletion left before included.
#[derive(Debug)]
#[non_exhaustive]
pub enum Log {
    /// It is, and the store's log is empty.
    Emptied,
    /// Another program reads the store, such as a backup, and so keeps it in the log.
    Read,
    /// The log could not be emptied, and holds it: why, and what to do.
    NotEmptied(Failure),
    /// It is in PostgreSQL, which overwrites it when its vacuum ran and the room is used again, and not in what it logged
    /// and copied before.
    OfDatabase,
}

/// What was deleted of what is over.
#[derive(Debug)]
#[non_exhaustive]
pub struct Retained {
    /// That.
    pub deleted: Deleted,
    /// The time from which the days were counted back.
    pub counted_from: Instant,
    /// The system clock.
    pub system: Instant,
    /// Whether the system clock decides. Where it is `Unconfirmed`, the last time that a server decided with does, and
    /// what became over since then is kept still.
    pub standing: ClockStanding,
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
/// When the store is damaged, or cannot be written; then nothing is deleted.
pub fn erase(place: &Place, subject: &Id) -> Result<Deleted, Failure> {
    delete(place.open_whole()?, |transaction| times::erase(transaction, subject.as_str()))
}

/// Deletes what is over for longer than so many days, while servers run. Attempts are kept for as long as limits look back.
///
/// # Errors
/// When the store is damaged, or cannot be written, or a server decided with a later time than the system clock's, which
/// may be wrong; then nothing is deleted.
pub fn retain(place: &Place, days: u32) -> Result<Retained, Failure> {
    let mut store = place.open_whole()?;
    let system = clock::system();
    let Reading { now, ahead, standing } = store.read(|transaction| Ok(transaction.remembered().reading(system)))?;
    if standing == ClockStanding::Behind {
        let behind = ahead.saturating_neg();
        return Err(Failure::new(format!(
            "the system clock is {behind} s behind the last time that a server decided with; if that one is wrong, what is \
             not over would be deleted: set the clock, or say that it is right with `prescreen server clock --confirm`, and \
             try again"
        )));
    }
    let deleted = delete(store, |transaction| times::retain(transaction, now, i64::from(days).saturating_mul(86_400)))?;
    Ok(Retained { deleted, counted_from: now, system, standing })
}

/// Deletes; what was deleted from a file is overwritten, and left in no log.
fn delete(mut store: Opened, work: impl FnOnce(&Transaction<'_>) -> Result<Gone, Error>) -> Result<Deleted, Failure> {
    let Gone { sessions, steps, attempts } = store.transaction(work)?;
    let log = match &store {
        Opened::Sqlite(connection) => {
            // The first column: whether somebody who still reads kept the log from being written over.
            match connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)) {
                Ok(false) => Log::Emptied,
                Ok(true) => Log::Read,
                Err(error) => Log::NotEmptied(sqlite::not_done(connection, &error.into())),
            }
        }
        Opened::Postgres(..) => Log::OfDatabase,
    };
    Ok(Deleted { sessions, steps, attempts, log })
}

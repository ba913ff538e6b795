//! The store: one SQLite file, in which everything that is acknowledged stands before the answer.
//!
//! Every write is one IMMEDIATE transaction in write-ahead mode with full synchronisation; the
//! settings are read back at the start, and a store that does not take them is refused.

pub mod attempts;
mod migrations;
pub mod sessions;
pub mod steps;

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use prescreen::date::Instant;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::clock;
use crate::failure::Failure;
use crate::problem::Problem;

/// SQLite's number for `synchronous=FULL`.
const SYNCHRONOUS_FULL: i64 = 2;

/// The open store.
pub struct Store {
    connection: Mutex<Connection>,
}

impl Store {
    /// Opens a store, or makes it.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let failed = |error: rusqlite::Error| Failure::new(format!("{}: {error}", path.display()));
        // Made here for this user alone; SQLite gives its log the same permissions.
        OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(path)
            .map_err(|error| Failure::file("open", path, &error))?;
        let mut connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(failed)?;
        let journal: String = connection.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0)).map_err(failed)?;
        connection.execute_batch("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;").map_err(failed)?;
        let synchronous: i64 = connection.query_row("PRAGMA synchronous", [], |row| row.get(0)).map_err(failed)?;
        if journal != "wal" || synchronous != SYNCHRONOUS_FULL {
            return Err(Failure::new(format!(
                "{}: this file system does not keep a write-ahead log with full synchronisation; choose another --data",
                path.display()
            )));
        }
        migrations::run(&mut connection).map_err(|failure| failure.at(path))?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// Runs one transaction at the server's time and commits it; a problem rolls it back.
    pub fn transaction<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>, Instant) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        // A panic in another request left no open transaction behind: dropping one rolls it back.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let now = clock::now(&connection)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&transaction, now)?;
        transaction.commit()?;
        Ok(value)
    }

    /// How far the system clock is behind the highest time ever seen, in seconds.
    pub fn seconds_behind(&self) -> rusqlite::Result<i64> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(clock::highest(&connection)?.0.saturating_sub(clock::system().0).max(0))
    }
}

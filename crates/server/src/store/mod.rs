//! The store: one SQLite file, in which everything that is acknowledged stands before the answer.
//!
//! Every write is one IMMEDIATE transaction in write-ahead mode with full synchronisation; the
//! settings are read back at the start, and a store that does not take them is refused.

pub mod attempts;
pub mod migrations;
pub mod sessions;
pub mod steps;

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prescreen::date::Instant;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::clock::{Clock, Reading};
use crate::failure::Failure;
use crate::problem::Problem;

/// How long a connection waits for another process that writes.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// SQLite's number for `synchronous=FULL`.
const SYNCHRONOUS_FULL: i64 = 2;

/// The open store: one connection that writes, and one that reads beside it.
pub struct Store {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    clock: Clock,
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
        let mut writer = Connection::open(path).map_err(failed)?;
        writer.busy_timeout(PATIENCE).map_err(failed)?;
        let journal: String = writer.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0)).map_err(failed)?;
        writer.execute_batch("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;").map_err(failed)?;
        let synchronous: i64 = writer.query_row("PRAGMA synchronous", [], |row| row.get(0)).map_err(failed)?;
        if journal != "wal" || synchronous != SYNCHRONOUS_FULL {
            return Err(Failure::new(format!(
                "{}: this file system does not keep a write-ahead log with full synchronisation; choose another --data",
                path.display()
            )));
        }
        migrations::run(&mut writer).map_err(|failure| failure.at(path))?;
        let reader = Connection::open(path).map_err(failed)?;
        reader.busy_timeout(PATIENCE).map_err(failed)?;
        reader.execute_batch("PRAGMA query_only=ON;").map_err(failed)?;
        let clock = Clock::start(&reader).map_err(failed)?;
        Ok(Self { writer: Mutex::new(writer), reader: Mutex::new(reader), clock })
    }

    /// Runs one transaction at the server's time and commits it; a problem rolls it back.
    pub fn transaction<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>, Instant) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        // A panic in another request left no open transaction behind: dropping one rolls it back.
        let mut connection = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let now = self.clock.advance(&transaction)?;
        let value = work(&transaction, now)?;
        transaction.commit()?;
        Ok(value)
    }

    /// Reads what stands in the store at one moment; stores nothing, and waits for no writer.
    pub fn read<T>(&self, work: impl FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut connection = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction()?;
        let reading = self.clock.read(&transaction)?;
        work(&transaction, &reading)
    }
}

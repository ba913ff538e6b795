//! The store: one SQLite file, in which everything that is acknowledged stands before the answer.
//!
//! Every write is one IMMEDIATE transaction in write-ahead mode with full synchronisation; the
//! settings are read back at the start, and a store that does not take them is refused, as is one with a damaged page.
//! A store that was removed or replaced under the server takes and gives nothing more.

pub mod attempts;
pub mod changes;
pub mod keys;
pub mod migrations;
pub mod openings;
pub mod packs;
pub mod sessions;
pub mod steps;

use std::fs::{self, OpenOptions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prescreen::date::Instant;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use crate::clock::{Clock, Reading};
use crate::failure::Failure;
use crate::problem::{Kind, Problem};

/// How long a connection waits for another process that writes.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// SQLite's number for `synchronous=FULL`.
const SYNCHRONOUS_FULL: i64 = 2;

/// The open store: one connection that writes, and one that reads beside it.
pub struct Store {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    clock: Clock,
    files: Vec<OpenFile>,
}

/// A file as it was when the store was opened.
struct OpenFile {
    path: PathBuf,
    device: u64,
    inode: u64,
}

impl Store {
    /// Opens a store, or makes it.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        // Made here for this user alone; SQLite gives its log the same permissions.
        OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(path)
            .map_err(|error| Failure::file("open", path, &error))?;
        let failed = |error: rusqlite::Error| unusable(path, &error);
        let mut writer = Connection::open(path).map_err(failed)?;
        writer.busy_timeout(PATIENCE).map_err(failed)?;
        let journal: String = writer.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0)).map_err(failed)?;
        writer
            .execute_batch("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;")
            .map_err(failed)?;
        let synchronous: i64 = writer.query_row("PRAGMA synchronous", [], |row| row.get(0)).map_err(failed)?;
        if journal != "wal" || synchronous != SYNCHRONOUS_FULL {
            return Err(Failure::new(format!(
                "{}: this file system does not keep a write-ahead log with full synchronisation; choose another --data",
                path.display()
            )));
        }
        undamaged(&writer, path)?;
        migrations::run(&mut writer).map_err(|failure| failure.at(path))?;
        let reader = Connection::open(path).map_err(failed)?;
        reader.busy_timeout(PATIENCE).map_err(failed)?;
        reader.execute_batch("PRAGMA query_only=ON;").map_err(failed)?;
        let clock = Clock::start(&reader).map_err(failed)?;
        let log = path.with_extension("sqlite-wal");
        let files = [path, &log].map(OpenFile::of).into_iter().collect::<Result<_, _>>()?;
        Ok(Self { writer: Mutex::new(writer), reader: Mutex::new(reader), clock, files })
    }

    /// Runs one transaction at the server's time and commits it; a problem rolls it back.
    pub fn transaction<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>, Instant) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        // A panic in another request left no open transaction behind: dropping one rolls it back.
        let mut connection = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        self.still_there()?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let now = self.clock.advance(&transaction)?;
        let value = work(&transaction, now)?;
        transaction.commit()?;
        Ok(value)
    }

    /// Reads what stands in the store at one moment; stores nothing, and waits for no writer.
    pub fn read<T>(&self, work: impl FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut connection = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        self.still_there()?;
        let transaction = connection.transaction()?;
        let reading = self.clock.read(&transaction)?;
        work(&transaction, &reading)
    }

    /// What is written to a file without a name is lost with the process.
    fn still_there(&self) -> Result<(), Problem> {
        if self.files.iter().all(OpenFile::is_there) {
            return Ok(());
        }
        tracing::error!("the store was removed or replaced under the server; stop it, and bring back a backup");
        Err(Kind::Storage.into())
    }
}

impl OpenFile {
    fn of(path: &Path) -> Result<Self, Failure> {
        let found = fs::metadata(path).map_err(|error| Failure::file("look at", path, &error))?;
        Ok(Self { path: path.into(), device: found.dev(), inode: found.ino() })
    }

    fn is_there(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|found| (found.dev(), found.ino()) == (self.device, self.inode))
    }
}

/// Looks at every page of a store.
pub fn undamaged(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let said: rusqlite::Result<String> = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match said {
        Ok(said) if said == "ok" => Ok(()),
        Ok(_) => Err(damaged(path)),
        Err(error) => Err(unusable(path, &error)),
    }
}

/// Why a store cannot be used.
pub fn unusable(path: &Path, error: &rusqlite::Error) -> Failure {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(path),
        _ => Failure::of(error).at(path),
    }
}

fn damaged(path: &Path) -> Failure {
    Failure::new("the store is damaged: move it away with its -wal and -shm files, and bring back a backup with `prescreen server restore`")
        .at(path)
}

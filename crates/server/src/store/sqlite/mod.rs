//! The store as one SQLite file.
//!
//! Every write is in an IMMEDIATE transaction in write-ahead mode with full synchronisation; the settings are read back
//! at the start, and a store that does not take them is refused, as is one with a damaged page. A store that was removed
//! or replaced under the server takes and gives nothing more.

mod file;
pub mod schema;
mod threads;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::error::{CONTENT, Error, remedy};
use super::queue::Queue;
use super::transaction::{Access, Database, Transaction};
use super::{SharedClock, Store};
use crate::clock::{Clock, Remembered};
use crate::failure::Failure;

use self::file::OpenFile;

/// How long a connection waits for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);
/// SQLite's number for `synchronous=FULL`.
const SYNCHRONOUS_FULL: i64 = 2;
/// Statements that a connection keeps prepared: all that there are.
const STATEMENTS: usize = 64;
/// Threads that read beside the one that writes.
const READERS: usize = 2;

/// Opens a store, or makes it.
pub fn open(path: &Path) -> Result<Store, Failure> {
    file::make(path)?;
    let failed = |error: rusqlite::Error| unusable(path, &error);
    let mut writer = connect(path)?;
    let journal: String = writer.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0)).map_err(failed)?;
    let synchronous: i64 = writer.query_row("PRAGMA synchronous", [], |row| row.get(0)).map_err(failed)?;
    if journal != "wal" || synchronous != SYNCHRONOUS_FULL {
        return Err(Failure::new(format!(
            "{}: this file system does not keep a write-ahead log with full synchronisation; choose another --data",
            path.display()
        )));
    }
    undamaged(&writer, path, Look::Structure)?;
    schema::run(&mut writer).map_err(|failure| failure.at(path))?;
    let clock: SharedClock = Arc::new(Clock::start(&remembered(&writer).map_err(failed)?));
    let log = path.with_extension("sqlite-wal");
    let files: Arc<[OpenFile]> = [path, &log].map(OpenFile::of).into_iter().collect::<Result<_, _>>()?;
    let mut readers = Vec::new();
    for _ in 0..READERS {
        let reader = connect(path)?;
        reader.execute_batch("PRAGMA query_only=ON;").map_err(failed)?;
        let (clock, files) = (Arc::clone(&clock), Arc::clone(&files));
        readers.push(move |jobs| threads::read(reader, &clock, &files, &jobs));
    }
    let shared = Arc::clone(&clock);
    let reads = Queue::new("store-read", readers)?;
    let writes = Queue::new("store-write", [move |jobs| threads::write(writer, &clock, &files, &jobs)])?;
    Ok(Store::of(path.display().to_string(), shared, reads, writes))
}

/// A connection, for this process's or the operator's work; what is deleted is overwritten.
pub fn connect(path: &Path) -> Result<Connection, Failure> {
    let failed = |error: rusqlite::Error| unusable(path, &error);
    let connection = Connection::open(path).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection
        .execute_batch("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;")
        .map_err(failed)?;
    Ok(connection)
}

/// Does the operator's work in one transaction.
pub fn transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let open = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&Transaction::of(Database::Sqlite(&open), Access::Write, remembered(&open)?))?;
    open.commit()?;
    Ok(done)
}

/// Reads for the operator what stands in the store at one moment.
pub fn read<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let open = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
    work(&Transaction::of(Database::Sqlite(&open), Access::Read, remembered(&open)?))
}

/// The row of the clock.
fn remembered(connection: &Connection) -> rusqlite::Result<Remembered> {
    connection
        .prepare_cached("SELECT highest, confirmed, confirmations FROM clock")?
        .query_row([], |row| Ok(Remembered::new(row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// What of a store is looked at.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    /// The structure of every page: that each can be read as what it is, in order, with values of the columns' types.
    Structure,
    /// The same, and that every index has what its table has.
    Whole,
}

/// Refuses a store that is damaged. A content that was changed within the structure is not noticed.
pub fn undamaged(connection: &Connection, path: &Path, look: Look) -> Result<(), Failure> {
    let whole = is_whole(connection, look).map_err(|error| unusable(path, &error))?;
    if whole { Ok(()) } else { Err(Failure::new(remedy("DatabaseCorrupt")).at(path)) }
}

/// Whether a file is a database without damage.
pub fn is_whole(connection: &Connection, look: Look) -> rusqlite::Result<bool> {
    let check = match look {
        Look::Structure => "PRAGMA quick_check(1)",
        Look::Whole => "PRAGMA integrity_check(1)",
    };
    match connection.query_row(check, [], |row| row.get::<_, String>(0)) {
        Ok(said) => Ok(said == "ok"),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Ok(false),
            _ => Err(error),
        },
    }
}

/// Why a store cannot be used.
pub fn unusable(path: &Path, error: &rusqlite::Error) -> Failure {
    fault(error).at(path)
}

/// Why the operator's work was not done.
pub fn not_done(connection: &Connection, error: &Error) -> Failure {
    let path = Path::new(connection.path().unwrap_or_default());
    match error {
        Error::Sqlite(error) => unusable(path, error),
        other => Failure::new(other.sentence()).at(path),
    }
}

/// What SQLite said, and what to do.
fn fault(error: &rusqlite::Error) -> Failure {
    let code = error.sqlite_error_code().map_or_else(|| CONTENT.into(), |code| format!("{code:?}"));
    Failure::new(format!("{error}; {}", remedy(&code)))
}

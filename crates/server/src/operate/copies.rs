//! Copies of a store: made while the server runs, and brought back where there is none.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use prescreen::date::Instant;
use rusqlite::{Connection, OpenFlags};

use super::{Place, sqlite_store};
use crate::data::{Data, sync_directory};
use crate::failure::Failure;
use crate::store::sqlite::{schema, undamaged, unusable};

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyReport {
    /// How many sessions.
    pub sessions: u64,
    /// The highest time that was decided with before it was made; 0 for a copy of an earlier version's empty store.
    pub until: Instant,
    /// Whether the directory has a key to sign with; a copy holds none.
    pub has_key: bool,
}

/// Copies the store as it is at one moment into a new file, while the server runs. What was erased is not in the copy.
/// Signing key and host credential are not in it either.
///
/// # Errors
/// When there is a file already, or one of both cannot be used; when the store is a database of PostgreSQL, which has
/// means of its own.
pub fn backup(place: &Place, to: &Path) -> Result<CopyReport, Failure> {
    let directory = in_a_file(place, "copy it with pg_dump, or with a base backup and its log (pg_basebackup)")?;
    let connection = sqlite_store(directory)?;
    let failed = |error: std::io::Error| Failure::file("write", to, &error);
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(failed)?;
    let name = to.to_str().ok_or_else(|| Failure::new("the name of a copy is UTF-8").at(to))?;
    connection.execute("VACUUM INTO ?1", [name]).map_err(|error| unusable(to, &error))?;
    File::open(to).and_then(|copy| copy.sync_all()).and_then(|()| sync_directory(to)).map_err(failed)?;
    report(to, directory)
}

/// Brings a copy back into a directory without a store, which no server may be using.
///
/// # Errors
/// When a server runs, there is a store, or the copy is damaged or of a newer version; when the store is a database of
/// PostgreSQL, which has means of its own.
pub fn restore(place: &Place, from: &Path) -> Result<CopyReport, Failure> {
    let directory = in_a_file(place, "bring it back with pg_restore, into an empty database")?;
    let locked = Data::lock(directory)?;
    let store = locked.data.store();
    for there in [store.clone(), store.with_extension("sqlite-wal"), store.with_extension("sqlite-shm")] {
        if there.exists() {
            return Err(Failure::new("there is a store already; move it away, with its -wal and -shm files").at(&there));
        }
    }
    let found = report(from, directory)?;
    let new = store.with_extension("new");
    let failed = |error: std::io::Error| Failure::file("write", &new, &error);
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new).map_err(failed)?;
    let mut copy = File::open(from).map_err(|error| Failure::file("read", from, &error))?;
    std::io::copy(&mut copy, &mut file).and_then(|_| file.sync_all()).map_err(failed)?;
    fs::rename(&new, &store).and_then(|()| sync_directory(&store)).map_err(failed)?;
    Ok(found)
}

/// The directory of a store that is a file; otherwise what to do instead.
fn in_a_file<'a>(place: &'a Place, instead: &str) -> Result<&'a Path, Failure> {
    match &place.store {
        None => Ok(&place.data),
        Some(address) => Err(Failure::new(format!(
            "{address}: the store is a database of PostgreSQL: {instead}. Signing key and host credential stay in the \
             data directory: copy them once, apart from it"
        ))),
    }
}

/// Looks at every page of a copy, and says what it holds.
fn report(copy: &Path, directory: &Path) -> Result<CopyReport, Failure> {
    let failed = |error: rusqlite::Error| unusable(copy, &error);
    let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    undamaged(&connection, copy)?;
    schema::known(&connection).map_err(|failure| failure.at(copy))?;
    let sessions = connection.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).map_err(failed)?;
    let until = highest(&connection).map_err(failed)?;
    Ok(CopyReport { sessions, until, has_key: Data::at(directory).has_key() })
}

/// The highest time that was stored, whichever version of this program wrote the store.
fn highest(connection: &Connection) -> rusqlite::Result<Instant> {
    connection.query_row("SELECT highest FROM clock", [], |row| row.get(0)).map(Instant)
}

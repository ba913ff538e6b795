//! Copies of a store: made while the server runs, and brought back where there is none.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use prescreen::date::Instant;
use rusqlite::{Connection, OpenFlags};

use super::{Place, sqlite_store};
use crate::data::Data;
use crate::failure::Failure;
use crate::files::{make_afresh, sync_directory};
use crate::store::changes;
use crate::store::sqlite::{self, Look, is_whole, schema, undamaged, unusable};

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopyReport {
    /// How many sessions.
    pub sessions: u64,
    /// The highest time that was decided with before it was made; 0 for a copy of an earlier version's empty store.
    pub until: Instant,
    /// Whether the directory has a key to sign with; a copy holds none.
    pub has_key: bool,
    /// Whether it has a host credential; a copy holds none.
    pub has_credential: bool,
}

/// Copies the store as it is at one moment into a new file, while the server runs. What was erased is not in the copy.
/// Signing key and host credential are not in it either.
///
/// # Errors
/// When the store is damaged, there is a file already, or one of both cannot be used (then no file is left); when the store
/// is a database of PostgreSQL, which has means of its own.
pub fn backup(place: &Place, to: &Path) -> Result<CopyReport, Failure> {
    let directory = in_a_file(place, "copy it with pg_dump, or with a base backup and its log (pg_basebackup)")?;
    let connection = sqlite_store(directory)?;
    undamaged(&connection, &Data::at(directory).store(), Look::Whole)?;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            Failure::new("there is a file already, and no copy is written over: give each a name of its own").at(to)
        } else {
            Failure::file("write", to, &error)
        }
    })?;
    let part = beside(to, ".part");
    let copied = copy(&connection, &part, directory).and_then(|copied| {
        fs::rename(&part, to).and_then(|()| sync_directory(to)).map_err(|error| Failure::file("write", to, &error))?;
        Ok(copied)
    });
    if copied.is_err() {
        // What is left of a copy is taken for one.
        for left in [to, &part] {
            let _ = fs::remove_file(left);
        }
    }
    copied
}

/// Brings a copy back into a directory without a store, which no server may be using. No cursor of the feed from before
/// is taken any more.
///
/// # Errors
/// When a server runs, there is a store, or the copy is damaged or of a newer version; when the store is a database of
/// PostgreSQL, which has means of its own.
pub fn restore(place: &Place, from: &Path) -> Result<CopyReport, Failure> {
    let directory = in_a_file(place, "bring it back with pg_restore, into an empty database")?;
    // What stands in a log beside it is not in it.
    for log in ["-wal", "-journal"].map(|end| beside(from, end)) {
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            let what = "a log stands beside the file, so it is a store and no copy; serve it where it is, or copy it with \
                        `prescreen server backup`";
            return Err(Failure::new(what).at(&log));
        }
    }
    report(from, directory)?;
    let locked = Data::lock(directory)?;
    let store = locked.data.store();
    for there in [store.clone(), beside(&store, "-wal"), beside(&store, "-shm")] {
        if there.exists() {
            return Err(Failure::new("there is a store already; move it away, with its -wal and -shm files").at(&there));
        }
    }
    let new = store.with_extension("new");
    let brought = bring(from, &new, directory).and_then(|brought| {
        fs::rename(&new, &store)
            .and_then(|()| sync_directory(&store))
            .map_err(|error| Failure::file("write", &store, &error))?;
        Ok(brought)
    });
    if brought.is_err() {
        let _ = fs::remove_file(&new);
    }
    brought
}

/// Writes a copy with a mark of its own, by whatever means it is brought back, and looks at it.
fn copy(connection: &Connection, to: &Path, directory: &Path) -> Result<CopyReport, Failure> {
    let failed = |error: std::io::Error| Failure::file("write", to, &error);
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(failed)?;
    let name =
        to.to_str().ok_or_else(|| Failure::new("the name of this copy is not UTF-8; give it one that is").at(to))?;
    connection.execute("VACUUM INTO ?1", [name]).map_err(|error| unusable(to, &error))?;
    renew(&mut sqlite::connect(to)?)?;
    File::open(to).and_then(|copy| copy.sync_all()).map_err(failed)?;
    report(to, directory)
}

/// Writes a copy into a new file of a data directory, brings it to this program's version and gives it a mark of its own.
fn bring(from: &Path, new: &Path, directory: &Path) -> Result<CopyReport, Failure> {
    let failed = |error: std::io::Error| Failure::file("write", new, &error);
    for left in ["-wal", "-shm", "-journal"].map(|end| beside(new, end)) {
        let _ = fs::remove_file(left);
    }
    let mut file = make_afresh(new).map_err(failed)?;
    let mut copy = File::open(from).map_err(|error| Failure::file("read", from, &error))?;
    std::io::copy(&mut copy, &mut file).map_err(failed)?;
    let mut connection = sqlite::connect(new)?;
    // One file, whatever the copy was.
    connection.query_row("PRAGMA journal_mode=DELETE", [], |_| Ok(())).map_err(|error| unusable(new, &error))?;
    schema::run(&mut connection).map_err(|failure| failure.at(new))?;
    renew(&mut connection)?;
    drop(connection);
    file.sync_all().map_err(failed)?;
    report(new, directory)
}

fn renew(connection: &mut Connection) -> Result<(), Failure> {
    sqlite::transaction(connection, changes::renew_mark).map_err(|error| sqlite::not_done(connection, &error))
}

/// A file's name with something behind it.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
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

/// Looks at a copy, and says what it holds.
fn report(copy: &Path, directory: &Path) -> Result<CopyReport, Failure> {
    // The library says of a file that is not there, and of one that it may not read, only that it cannot open it.
    let looked_at = File::open(copy).and_then(|file| file.metadata());
    let is_file = looked_at.and_then(|found| if found.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Ok(()) });
    is_file.map_err(|error| Failure::file("read", copy, &error))?;
    let failed = |error: rusqlite::Error| unusable(copy, &error);
    let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    if !is_whole(&connection, Look::Whole).map_err(failed)? {
        return Err(Failure::new(
            "this copy is damaged, or it is none: bring back another one with `prescreen server restore`",
        )
        .at(copy));
    }
    schema::known(&connection).map_err(|failure| failure.at(copy))?;
    let sessions = connection.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).map_err(failed)?;
    let until = highest(&connection).map_err(failed)?;
    let data = Data::at(directory);
    Ok(CopyReport { sessions, until, has_key: data.has_key(), has_credential: data.has_credential() })
}

/// The highest time that was stored, whichever version of this program wrote the store.
fn highest(connection: &Connection) -> rusqlite::Result<Instant> {
    connection.query_row("SELECT highest FROM clock", [], |row| row.get(0)).map(Instant)
}

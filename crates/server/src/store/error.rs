//! Why a store did not do what it was asked.

use std::fmt;

use postgres::error::SqlState;

use super::postgres::Unsafe;
use crate::problem::{Kind, Problem};

/// The code of a row that holds what this program does not write.
pub const CONTENT: &str = "content";

/// The code of a fault of the connection to a database.
const CONNECTION: &str = "connection";

/// The code of work that waited too long behind other work, or behind too much of it.
pub const BUSY: &str = "busy";

/// The code of work that came, or was left, when the store was closed.
pub const CLOSED: &str = "closed";

/// The code of a transaction of which a statement failed, which said why.
const TAKEN_BACK: &str = "taken back";

/// A fault of a store. What it says to a log is a code: a database's own words may repeat values.
#[derive(Debug)]
pub enum Error {
    /// SQLite's.
    Sqlite(rusqlite::Error),
    /// PostgreSQL's, or that of the connection to it.
    Postgres(postgres::Error),
    /// A connection that is not as safe as its address asks.
    Unsafe(Unsafe),
    /// A row holds what this program does not write.
    Content,
    /// A statement failed, and with it the whole transaction.
    TakenBack,
    /// The database has another version of the schema than this program, as found and as expected.
    Version(i64, i64),
}

impl Error {
    /// The fault, then what to do.
    pub fn sentence(&self) -> String {
        match self {
            // They say it themselves.
            Self::Unsafe(_) | Self::Version(..) => self.to_string(),
            _ => format!("{self}; {}", remedy(&self.code())),
        }
    }

    /// A database without our tables is one without a store.
    pub fn where_no_store_is(self) -> Self {
        match self {
            Self::Postgres(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => Self::Version(0, 1),
            other => other,
        }
    }

    /// A code without a value: SQLite's name for it, or PostgreSQL's SQLSTATE.
    pub fn code(&self) -> String {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code().map_or_else(|| CONTENT.into(), |code| format!("{code:?}")),
            Self::Postgres(error) => error.code().map_or_else(|| CONNECTION.into(), |code| code.code().into()),
            Self::Unsafe(why) => why.code().into(),
            Self::Content => CONTENT.into(),
            Self::TakenBack => TAKEN_BACK.into(),
            Self::Version(..) => "version".into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(error) => error.fmt(f),
            Self::Postgres(error) => match error.as_db_error() {
                Some(said) => write!(f, "{} ({})", said.message(), said.code().code()),
                None => fmt::Display::fmt(cause(error), f),
            },
            Self::Unsafe(why) => why.fmt(f),
            Self::Content => f.write_str("the store holds what this program did not write"),
            Self::TakenBack => f.write_str("a statement failed, and nothing was stored"),
            Self::Version(0, _) => f.write_str("there is no store in this database; start the server once to make it"),
            Self::Version(found, expected) if found > expected => {
                f.write_str("the store was made by a newer version of this program; start that one")
            }
            Self::Version(..) => f.write_str(
                "the store was made by an older version of this program; start the server once to bring it to this one",
            ),
        }
    }
}

/// The innermost error, which says what happened.
fn cause(error: &dyn std::error::Error) -> &dyn std::error::Error {
    error.source().map_or(error, cause)
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let code = error.code();
        log(&code);
        // A row that cannot be read is a fault of that row.
        if code == CONTENT { Self::new(Kind::Storage) } else { fault(code) }
    }
}

/// The problem that a fault is, by its code.
pub fn fault(code: impl Into<String>) -> Problem {
    let code = code.into();
    Problem::of_fault(if is_contention(&code) { Kind::Busy } else { Kind::Storage }, code)
}

/// Notes a fault under the request that it is of, by its code.
pub fn log(code: &str) {
    if is_contention(code) {
        tracing::warn!(code, "the store was busy");
    } else {
        tracing::error!(code, "storage failed");
    }
}

/// Whether a fault says only that others were at work, by its code: it passes, and a stranger can cause it.
pub fn is_contention(code: &str) -> bool {
    // Of PostgreSQL: serialization failure, deadlock, no lock in time, cancelled.
    matches!(code, BUSY | "DatabaseBusy" | "DatabaseLocked" | "40001" | "40P01" | "55P03" | "57014" | TAKEN_BACK)
}

/// Whether a fault is the store's own: others at work pass, and a value that it cannot take (SQLSTATE class 22) is the
/// request's.
pub fn is_of_the_store(code: &str) -> bool {
    let of_a_value = code.len() == 5 && code.starts_with("22");
    !is_contention(code) && !of_a_value
}

/// What to do about a fault, by its code.
pub fn remedy(code: &str) -> &'static str {
    match code {
        "DiskFull" => "the disk is full: make room on it, and try again",
        "53100" => "the database's disk is full: make room on it, and try again",
        "SystemIoFailure" => {
            "the disk does not take or give what it is asked: make room on it if it is full, look at the system's log, \
             and try again"
        }
        "DatabaseCorrupt" | "NotADatabase" => {
            "the store is damaged: move it away with its -wal and -shm files, and bring back a backup with \
             `prescreen server restore`"
        }
        "CannotOpen" | "PermissionDenied" | "ReadOnly" => {
            "this user cannot open or write it: give it, with its -wal and -shm files and its directory, to the user \
             that the server runs as"
        }
        BUSY | "DatabaseBusy" | "DatabaseLocked" | "55P03" => "another program holds it: end that, and try again",
        CONNECTION | "57P01" | "57P02" | "57P03" => {
            "start the database, look that it listens at the address and the port in `store` (5432 where it names none), \
             and try again"
        }
        "28000" | "28P01" => "correct user and password in `store`, and what pg_hba.conf lets them",
        "3D000" => "make the database (createdb), or correct its name in `store`",
        "42501" => "give the database to the user in `store` (createdb --owner)",
        "53300" => "let the database take more connections (max_connections): each server holds 16",
        CONTENT => {
            "it holds what this program did not write: bring back a backup with `prescreen server restore`, or with \
             pg_restore where the store is a database"
        }
        _ => "look at the system's log, and at the database's where there is one; otherwise bring back a backup",
    }
}

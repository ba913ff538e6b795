//! What the operator does with a store beside the server, most of it while servers run.
//!
//! Takes the data directory and the database that servers share, if any; gives what was found or done, for the command
//! line to say. It must never change what it was not asked to, nor make a store where there is none.

mod clock;
mod copies;
mod cursors;
mod events;
mod export;
mod keeping;
mod keys;
mod report;

use std::cell::RefCell;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::data::Data;
use crate::failure::Failure;
use crate::store::postgres::{self, Address, Session};
use crate::store::sqlite::{self, Look};
use crate::store::{Error, Transaction};

pub use clock::{ClockReport, clock, confirm_clock};
pub use copies::{CopyReport, backup, restore};
pub use cursors::renew_cursors;
pub use events::{Events, events};
pub use export::{Exported, GovernedBy, Selection, export};
pub use keeping::{Deleted, Log, Retained, erase, retain};
pub use keys::rotate_key;
pub use report::{DEFINITION as REPORT_DEFINITION, Month, report};

/// The zone in which a day begins first, and the one in which it begins last, in minutes from UTC.
const ZONES: (i32, i32) = (840, -720);

pub use crate::host::names_a_person;

/// Where a server keeps what it must not lose.
#[derive(Debug, Clone)]
pub struct Place {
    /// The data directory: signing key, host credential, and the store where no other is named.
    pub data: PathBuf,
    /// The database that servers share.
    pub store: Option<Address>,
}

/// A store, opened beside the server; it has this program's version.
enum Opened {
    Sqlite(rusqlite::Connection),
    Postgres(Box<RefCell<Session>>, Box<Address>),
}

impl Place {
    fn open(&self) -> Result<Opened, Failure> {
        match &self.store {
            None => sqlite_store(&self.data).map(Opened::Sqlite),
            Some(address) => {
                let failed = |error: Error| postgres::unusable(address, &error);
                let session = Session::connect(&address.connector()?).map_err(failed)?;
                Ok(Opened::Postgres(Box::new(RefCell::new(session)), Box::new(address.clone())))
            }
        }
    }

    /// The same, where no row may be missed: a file's indexes have what its tables have. PostgreSQL looks after its own.
    fn open_whole(&self) -> Result<Opened, Failure> {
        let opened = self.open()?;
        if let Opened::Sqlite(connection) = &opened {
            sqlite::undamaged(connection, &Data::at(&self.data).store(), Look::Whole)?;
        }
        Ok(opened)
    }
}

impl Opened {
    /// Reads what stands in the store at one moment, and keeps no server waiting.
    fn read<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Failure> {
        match self {
            Self::Sqlite(connection) => {
                sqlite::read(connection, work).map_err(|error| sqlite::not_done(connection, &error))
            }
            Self::Postgres(session, address) => {
                postgres::read(session, work).map_err(|error| postgres::unusable(address, &error))
            }
        }
    }

    /// One transaction, while no server writes.
    fn transaction<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Failure> {
        match self {
            Self::Sqlite(connection) => {
                sqlite::transaction(connection, work).map_err(|error| sqlite::not_done(connection, &error))
            }
            Self::Postgres(session, address) => {
                postgres::transaction(session, work).map_err(|error| postgres::unusable(address, &error))
            }
        }
    }
}

/// Opens the SQLite file of a data directory, which must be of this program's version.
fn sqlite_store(directory: &Path) -> Result<rusqlite::Connection, Failure> {
    let path = Data::at(directory).store();
    fs::metadata(&path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::new(
            "there is no store here; name the server's data directory with --data, or its database with --store",
        )
        .at(&path),
        _ => Failure::file("look at", &path, &error),
    })?;
    let connection = sqlite::connect(&path)?;
    sqlite::schema::check(&connection).map_err(|failure| failure.at(&path))?;
    Ok(connection)
}

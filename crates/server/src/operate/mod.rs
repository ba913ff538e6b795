//! What the operator does with a data directory beside the server, most of it while the server runs.
//!
//! Takes the directory, gives what was found or done, for the command line to say. It must never change what it was not
//! asked to, nor make a store where there is none.

mod clock;
mod copies;
mod keeping;
mod keys;

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::data::Data;
use crate::failure::Failure;
use crate::store::{PATIENCE, migrations};

pub use clock::{ClockReport, clock, confirm_clock};
pub use copies::{CopyReport, backup, restore};
pub use keeping::{Deleted, erase, retain};
pub use keys::rotate_key;

/// Opens the store of a data directory, which must be of this program's version.
fn store(directory: &Path) -> Result<Connection, Failure> {
    let path = Data::at(directory).store();
    let failed = |error: rusqlite::Error| Failure::of(error).at(&path);
    if !path.exists() {
        return Err(Failure::new("there is no store here; name the server's data directory with --data").at(&path));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    // What is erased is overwritten.
    connection
        .execute_batch("PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;")
        .map_err(failed)?;
    migrations::check(&connection).map_err(|failure| failure.at(&path))?;
    Ok(connection)
}

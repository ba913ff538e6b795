//! Server time: the highest time ever seen, kept in the store.
//!
//! A system clock that steps back stands still here until it catches up; no client's time is read.

use std::time::{SystemTime, UNIX_EPOCH};

use prescreen::date::Instant;
use rusqlite::Connection;

/// Now: the later of the system clock and the highest time that was ever stored, which is stored
/// before anything is decided with it.
pub fn now(connection: &Connection) -> rusqlite::Result<Instant> {
    let highest = highest(connection)?;
    let system = system();
    if system <= highest {
        return Ok(highest);
    }
    connection.execute("UPDATE clock SET highest = max(highest, ?1)", [system.0])?;
    Ok(system)
}

/// The highest time that was ever stored.
pub fn highest(connection: &Connection) -> rusqlite::Result<Instant> {
    connection.query_row("SELECT highest FROM clock", [], |row| row.get(0)).map(Instant)
}

/// The system clock; 1970 when it is before that.
pub fn system() -> Instant {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant(i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX))
}

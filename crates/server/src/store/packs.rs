//! The packs under which sessions were opened, kept as they were: what was accepted stays readable.

use prescreen::terms::Digest;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Keeps a pack's text, once.
pub fn keep(transaction: &Transaction<'_>, hash: &Digest, text: &str) -> rusqlite::Result<()> {
    let hash = hash.to_string();
    let mut known = transaction.prepare_cached("SELECT 1 FROM packs WHERE hash = ?1")?;
    if known.query_row([&hash], |_| Ok(())).optional()?.is_none() {
        transaction.execute("INSERT INTO packs (hash, text) VALUES (?1, ?2)", params![hash, text])?;
    }
    Ok(())
}

/// The texts of all that are kept.
pub fn texts(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection.prepare("SELECT text FROM packs ORDER BY hash")?.query_map([], |row| row.get(0))?.collect()
}

/// The hashes of packs under which there are sessions, and which are not kept: an earlier version kept none.
pub fn missing(connection: &Connection) -> rusqlite::Result<Vec<Digest>> {
    let mut query = connection.prepare(
        "SELECT DISTINCT document ->> '$.pack.hash' FROM sessions \
         WHERE document ->> '$.pack.hash' NOT IN (SELECT hash FROM packs)",
    )?;
    let hashes = query.query_map([], |row| row.get::<_, String>(0))?;
    hashes.filter_map(|hash| hash.map(|hash| Digest::parse(&hash)).transpose()).collect()
}

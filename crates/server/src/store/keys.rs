//! The public keys of everything that this server signed: an old receipt verifies when its key has been changed.

use prescreen::date::Instant;
use prescreen::terms::base64url;
use prescreen::verdict::PublicKey;
use rusqlite::{Connection, params};

/// Keeps a public key, once.
pub fn keep(connection: &Connection, key: &PublicKey, now: Instant) -> rusqlite::Result<()> {
    let [x, y] = key.coordinates().map(|bytes| base64url::encode(&bytes));
    connection.execute(
        "INSERT INTO keys (kid, x, y, since) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![key.thumbprint().to_string(), x, y, now.0],
    )?;
    Ok(())
}

/// All of them, the newest first.
pub fn all(connection: &Connection) -> rusqlite::Result<Vec<PublicKey>> {
    let mut query = connection.prepare_cached("SELECT x, y FROM keys ORDER BY since DESC, rowid DESC")?;
    let keys = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // What is no key was not written here, and checks nothing.
    keys.filter_map(|key| key.map(|(x, y): (String, String)| PublicKey::parse(&x, &y).ok()).transpose()).collect()
}

/// Whether anything was signed: a key was kept, or an earlier version, which kept none, issued a ticket.
pub fn signed(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM keys) OR EXISTS (SELECT 1 FROM sessions WHERE ticket IS NOT NULL)",
        [],
        |row| row.get(0),
    )
}

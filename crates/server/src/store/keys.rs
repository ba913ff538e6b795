//! The public keys of everything that this server signed: an old receipt verifies when its key has been changed.

use prescreen::date::Instant;
use prescreen::terms::base64url;
use prescreen::verdict::PublicKey;

use super::{Error, Transaction};

/// Keeps a public key, once.
pub fn keep(transaction: &Transaction<'_>, key: &PublicKey, now: Instant) -> Result<(), Error> {
    let [x, y] = key.coordinates().map(|bytes| base64url::encode(&bytes));
    transaction.execute(
        "INSERT INTO keys (kid, x, y, since) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        &[&key.thumbprint().to_string(), &x, &y, &now.0],
    )?;
    Ok(())
}

/// All of them, the newest first.
pub fn all(transaction: &Transaction<'_>) -> Result<Vec<PublicKey>, Error> {
    let keys = transaction.rows("SELECT x, y FROM keys ORDER BY since DESC, rowid DESC", &[], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    // What is no key was not written here, and checks nothing.
    Ok(keys.iter().filter_map(|(x, y)| PublicKey::parse(x, y).ok()).collect())
}

/// Whether anything was signed: a key was kept, or an earlier version, which kept none, issued a ticket.
pub fn signed(transaction: &Transaction<'_>) -> Result<bool, Error> {
    let first = "SELECT since FROM keys UNION ALL SELECT since FROM sessions WHERE ticket IS NOT NULL LIMIT 1";
    Ok(transaction.row(first, &[], |row| row.get::<i64>(0))?.is_some())
}

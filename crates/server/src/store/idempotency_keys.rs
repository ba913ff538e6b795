//! The idempotency keys with which sessions were opened, by their digests; the table of them is called `openings`.

use prescreen::id::Id;
use prescreen::terms::Digest;

use super::{Error, Transaction};

/// What a key was used for.
pub struct Used {
    /// Digest of what was asked for.
    pub body: Digest,
    /// The session.
    pub session: String,
}

/// What was opened with a key. Nobody else opens anything with it before the transaction has ended.
pub fn find(transaction: &Transaction<'_>, key: &Digest) -> Result<Option<Used>, Error> {
    transaction.keep_name(&key.to_string())?;
    transaction.row("SELECT body, session FROM openings WHERE key = ?1", &[&key.as_bytes().as_slice()], |row| {
        let body = row.get::<Vec<u8>>(0)?.try_into().map_err(|_| Error::Content)?;
        Ok(Used { body: Digest::from_bytes(body), session: row.get(1)? })
    })
}

/// Keeps with which key a session was opened.
pub fn keep(transaction: &Transaction<'_>, key: &Digest, body: &Digest, session: &Id) -> Result<(), Error> {
    transaction.execute(
        "INSERT INTO openings (key, body, session) VALUES (?1, ?2, ?3)",
        &[&key.as_bytes().as_slice(), &body.as_bytes().as_slice(), &session.as_str()],
    )?;
    Ok(())
}

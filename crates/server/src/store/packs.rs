//! The packs under which sessions were opened, kept as they were: what was accepted stays readable.

use prescreen::terms::Digest;

use super::{Error, Transaction};

/// Keeps a pack's text, once.
pub fn keep(transaction: &Transaction<'_>, hash: &Digest, text: &str) -> Result<(), Error> {
    let hash = hash.to_string();
    let known = transaction.row("SELECT hash FROM packs WHERE hash = ?1", &[&hash], |row| row.get::<String>(0))?;
    if known.is_none() {
        let keep = "INSERT INTO packs (hash, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        transaction.execute(keep, &[&hash, &text])?;
    }
    Ok(())
}

/// The texts of all that are kept.
pub fn texts(transaction: &Transaction<'_>) -> Result<Vec<String>, Error> {
    transaction.rows("SELECT text FROM packs ORDER BY hash", &[], |row| row.get(0))
}

/// The hashes of packs under which there are sessions, and which are not kept: an earlier version kept none.
pub fn missing(transaction: &Transaction<'_>) -> Result<Vec<Digest>, Error> {
    let unknown = "SELECT DISTINCT pack FROM sessions WHERE pack NOT IN (SELECT hash FROM packs)";
    let hashes = transaction.rows(unknown, &[], |row| row.get::<String>(0))?;
    Ok(hashes.iter().filter_map(|hash| Digest::parse(hash)).collect())
}

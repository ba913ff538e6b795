//! The packs under which sessions were opened, kept as they were: what was accepted stays readable.

use prescreen::terms::{Digest, PackRef};
use serde::Deserialize;

use super::{Error, Transaction};

/// Keeps a pack's text, once.
pub fn keep(transaction: &Transaction<'_>, hash: &Digest, text: &str) -> Result<(), Error> {
    if !is_kept(transaction, hash)? {
        let keep = "INSERT INTO packs (hash, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        transaction.execute(keep, &[&hash.to_string(), &text])?;
    }
    Ok(())
}

/// Another content that is kept under a pack's id and version, where its own is not: another server was given another
/// file. Until this transaction has ended nobody else keeps a first content under them.
pub fn other_content(transaction: &Transaction<'_>, pack: &PackRef) -> Result<Option<Digest>, Error> {
    if is_kept(transaction, &pack.hash)? {
        return Ok(None);
    }
    transaction.keep_name(&format!("pack {}@{}", pack.id, pack.version))?;
    let kept = transaction.rows("SELECT hash, text FROM packs ORDER BY hash", &[], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    let others = kept.iter().filter_map(|(hash, text)| Some((Digest::parse(hash)?, text)));
    let same_name = |text: &str| {
        let named: Option<Named> = serde_json::from_str(text).ok();
        named.is_some_and(|named| named.id == pack.id.as_str() && named.version == pack.version)
    };
    Ok(others.into_iter().find(|(hash, text)| *hash != pack.hash && same_name(text)).map(|(hash, _)| hash))
}

/// What a pack is called.
#[derive(Deserialize)]
struct Named {
    id: String,
    version: String,
}

fn is_kept(transaction: &Transaction<'_>, hash: &Digest) -> Result<bool, Error> {
    let kept = "SELECT hash FROM packs WHERE hash = ?1";
    Ok(transaction.row(kept, &[&hash.to_string()], |row| row.get::<String>(0))?.is_some())
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

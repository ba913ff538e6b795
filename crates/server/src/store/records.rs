//! What the firm keeps beside an accepted verdict: the record as it was sent, sealed or in clear.

use prescreen::id::Id;

use super::{Error, Transaction};

/// Stores the record of a session, in the transaction that accepts its verdict.
pub fn keep(transaction: &Transaction<'_>, session: &Id, body: &str) -> Result<(), Error> {
    transaction.execute("INSERT INTO records (session, body) VALUES (?1, ?2)", &[&session.as_str(), &body])?;
    Ok(())
}

/// The record of a session; none where the firm keeps none.
pub fn find(transaction: &Transaction<'_>, session: &str) -> Result<Option<String>, Error> {
    transaction.row("SELECT body FROM records WHERE session = ?1", &[&session], |row| row.get(0))
}

//! The order in which sessions were decided and took steps: each session stands at its last change.

use prescreen::id::Id;

use super::{Error, Transaction};

/// Puts a session behind all others. What has a later position is stored later, so that who follows passes nothing over.
pub fn note(transaction: &Transaction<'_>, session: &Id) -> Result<(), Error> {
    transaction.keep_order()?;
    transaction.execute("DELETE FROM changes WHERE session = ?1", &[&session.as_str()])?;
    transaction.execute("INSERT INTO changes (session) VALUES (?1)", &[&session.as_str()])?;
    Ok(())
}

/// The sessions behind a position, in order, each with its own.
pub fn after(transaction: &Transaction<'_>, position: i64, at_most: u32) -> Result<Vec<(i64, String)>, Error> {
    let after = "SELECT position, session FROM changes WHERE position > ?1 ORDER BY position LIMIT ?2";
    transaction.rows(after, &[&position, &i64::from(at_most)], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The last position that was ever given; 0 before the first.
pub fn last(transaction: &Transaction<'_>) -> Result<i64, Error> {
    let last = transaction.in_dialect(
        "SELECT seq FROM sqlite_sequence WHERE name = 'changes'",
        "SELECT last_value FROM changes_position_seq WHERE is_called",
    );
    Ok(transaction.row(last, &[], |row| row.get(0))?.unwrap_or(0))
}

/// What tells this store from every other one, and from every copy of it that was brought back: letters and digits. In
/// PostgreSQL other means bring copies back, so that what they change counts too: the cluster, the table, and the
/// timeline, which a standby or a log that was followed to an earlier moment begins anew.
pub fn mark(transaction: &Transaction<'_>) -> Result<String, Error> {
    let mark = transaction.in_dialect(
        "SELECT mark FROM clock",
        "SELECT left(encode(sha256(convert_to(concat_ws('/', mark, \
         (SELECT system_identifier FROM pg_control_system()), 'changes'::regclass::oid, \
         left(pg_walfile_name(pg_current_wal_lsn()), 8)), 'UTF8')), 'hex'), 16) FROM clock",
    );
    transaction.row(mark, &[], |row| row.get(0))?.ok_or(Error::Content)
}

/// Draws a new mark: no cursor from before is taken any more.
pub fn renew_mark(transaction: &Transaction<'_>) -> Result<(), Error> {
    let renew = transaction.in_dialect(
        "UPDATE clock SET mark = lower(hex(randomblob(8)))",
        "UPDATE clock SET mark = gen_random_uuid()::text",
    );
    transaction.execute(renew, &[]).map(drop)
}

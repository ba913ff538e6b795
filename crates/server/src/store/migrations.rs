//! The schema, version by version. SQLite's `user_version` says which one a file has.

use rusqlite::{Connection, TransactionBehavior};

use crate::failure::Failure;

/// One step from each version to the next. A step that was released is never changed.
const STEPS: [&str; 1] = ["
    CREATE TABLE clock (highest INTEGER NOT NULL) STRICT;
    INSERT INTO clock VALUES (0);

    CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        claim_token BLOB NOT NULL,
        document TEXT NOT NULL,
        jkt TEXT,
        ticket TEXT,
        commitment TEXT,
        verdict TEXT,
        verdict_answer TEXT,
        accepted_at INTEGER,
        receipt TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE attempts (
        session TEXT PRIMARY KEY REFERENCES sessions,
        subject TEXT NOT NULL,
        pack TEXT NOT NULL,
        at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attempts_of_subject ON attempts (subject, pack, at);

    CREATE TABLE steps (
        session TEXT NOT NULL REFERENCES sessions,
        position INTEGER NOT NULL,
        flow TEXT NOT NULL,
        step TEXT NOT NULL,
        document TEXT,
        locale TEXT,
        at INTEGER NOT NULL,
        confirmation TEXT,
        answer TEXT NOT NULL,
        PRIMARY KEY (session, position)
    ) STRICT, WITHOUT ROWID;
"];

/// Brings a file to this program's version, all or nothing.
pub fn run(connection: &mut Connection) -> Result<(), Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Failure::of)?;
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(Failure::of)?;
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    if done > STEPS.len() {
        return Err(Failure::new("the store was made by a newer version of this program"));
    }
    for step in STEPS.iter().skip(done) {
        transaction.execute_batch(step).map_err(Failure::of)?;
    }
    transaction.pragma_update(None, "user_version", STEPS.len()).map_err(Failure::of)?;
    transaction.commit().map_err(Failure::of)
}

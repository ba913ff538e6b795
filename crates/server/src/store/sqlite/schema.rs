//! The schema, version by version. SQLite's `user_version` says which one a file has.

use rusqlite::{Connection, TransactionBehavior};

use super::fault;
use crate::failure::Failure;

/// One step from each version to the next. A step that was released is never changed.
const STEPS: [&str; 8] = [
    "
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
",
    "
    ALTER TABLE clock ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE clock ADD COLUMN confirmations INTEGER NOT NULL DEFAULT 0;

    ALTER TABLE sessions ADD COLUMN subject TEXT NOT NULL DEFAULT '';
    UPDATE sessions SET subject = document ->> '$.subject';
    CREATE INDEX sessions_of_subject ON sessions (subject);

    -- An attempt is still counted when its session is no longer kept.
    CREATE TABLE counted (
        session TEXT PRIMARY KEY,
        subject TEXT NOT NULL,
        pack TEXT NOT NULL,
        at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO counted SELECT session, subject, pack, at FROM attempts;
    DROP TABLE attempts;
    ALTER TABLE counted RENAME TO attempts;
    CREATE INDEX attempts_of_subject ON attempts (subject, pack, at);

    CREATE TABLE packs (hash TEXT NOT NULL UNIQUE, text TEXT NOT NULL) STRICT;
    CREATE TABLE keys (kid TEXT NOT NULL UNIQUE, x TEXT NOT NULL, y TEXT NOT NULL, since INTEGER NOT NULL) STRICT;
",
    "
    -- A position that was given is never given again.
    CREATE TABLE changes (position INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL UNIQUE) STRICT;
    INSERT INTO changes (session) SELECT id FROM sessions WHERE verdict IS NOT NULL ORDER BY accepted_at, id;

    CREATE TABLE openings (key BLOB PRIMARY KEY, body BLOB NOT NULL, session TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX openings_of_session ON openings (session);
",
    "
    -- What is looked for in sessions, beside their documents.
    ALTER TABLE sessions ADD COLUMN pack TEXT NOT NULL DEFAULT '';
    ALTER TABLE sessions ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE sessions ADD COLUMN expires INTEGER NOT NULL DEFAULT 0;
    UPDATE sessions SET
        pack = document ->> '$.pack.hash', since = document ->> '$.now', expires = document ->> '$.expires';
",
    "
    -- What every cursor of the feed carries: another store, and another copy of it, has another.
    ALTER TABLE clock ADD COLUMN mark TEXT NOT NULL DEFAULT '';
    UPDATE clock SET mark = lower(hex(randomblob(8)));

    -- What is written to see whether the store takes what is written.
    CREATE TABLE probe (filler BLOB NOT NULL) STRICT;
    INSERT INTO probe VALUES (x'');
",
    "
    -- What the firm keeps beside an accepted verdict: the record, sealed or in clear.
    CREATE TABLE records (session TEXT PRIMARY KEY REFERENCES sessions, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
",
    "
    -- An attempt that the firm excused no longer counts towards a limit.
    ALTER TABLE attempts ADD COLUMN excused_at INTEGER;
    ALTER TABLE attempts ADD COLUMN excused_by TEXT;
    ALTER TABLE attempts ADD COLUMN excused_for TEXT;
",
    "
    -- The experiment that a session is part of.
    ALTER TABLE sessions ADD COLUMN assignment TEXT;
    CREATE INDEX sessions_assigned ON sessions (since, id) WHERE assignment IS NOT NULL;
",
];

/// Brings a file to this program's version, all or nothing.
pub fn run(connection: &mut Connection) -> Result<(), Failure> {
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|error| fault(&error))?;
    for step in STEPS.iter().skip(version(&transaction)?) {
        transaction.execute_batch(step).map_err(|error| fault(&error))?;
    }
    transaction.pragma_update(None, "user_version", STEPS.len()).map_err(|error| fault(&error))?;
    transaction.commit().map_err(|error| fault(&error))
}

/// Refuses a file that is not of this program's version.
pub fn check(connection: &Connection) -> Result<(), Failure> {
    if version(connection)? == STEPS.len() {
        return Ok(());
    }
    Err(Failure::new(
        "the store was made by an older version of this program; start the server once to bring it to this one",
    ))
}

/// Refuses a file that this program cannot bring to its own version.
pub fn known(connection: &Connection) -> Result<(), Failure> {
    match version(connection)? {
        0 => Err(Failure::new("this is no store of a server; name a copy that `prescreen server backup` made")),
        _ => Ok(()),
    }
}

/// How many steps a file has; no more than this program knows.
fn version(connection: &Connection) -> Result<usize, Failure> {
    let version: i64 =
        connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(|error| fault(&error))?;
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > STEPS.len() {
        return Err(Failure::new("the store was made by a newer version of this program; start that one"));
    }
    Ok(version)
}

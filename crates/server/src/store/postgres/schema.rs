//! The schema, version by version. A column of the clock's row says which one a database has, so that every transaction
//! sees when a newer program brought the store to its own.

use std::cell::RefCell;

use super::{EXCLUSIVE, Session};
use crate::store::error::Error;

/// One step from each version to the next. A step that was released is never changed.
const STEPS: [&str; 5] = [
    "
    CREATE TABLE clock (
        version BIGINT NOT NULL,
        highest BIGINT NOT NULL,
        confirmed BIGINT NOT NULL,
        confirmations BIGINT NOT NULL
    );
    INSERT INTO clock VALUES (0, 0, 0, 0);

    CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        claim_token BYTEA NOT NULL,
        document TEXT NOT NULL,
        subject TEXT NOT NULL,
        pack TEXT NOT NULL,
        since BIGINT NOT NULL,
        expires BIGINT NOT NULL,
        jkt TEXT,
        ticket TEXT,
        commitment TEXT,
        verdict TEXT,
        verdict_answer TEXT,
        accepted_at BIGINT,
        receipt TEXT
    );
    CREATE INDEX sessions_of_subject ON sessions (subject);

    -- An attempt is still counted when its session is no longer kept.
    CREATE TABLE attempts (
        session TEXT PRIMARY KEY,
        subject TEXT NOT NULL,
        pack TEXT NOT NULL,
        at BIGINT NOT NULL
    );
    CREATE INDEX attempts_of_subject ON attempts (subject, pack, at);

    CREATE TABLE steps (
        session TEXT NOT NULL REFERENCES sessions,
        position BIGINT NOT NULL,
        flow TEXT NOT NULL,
        step TEXT NOT NULL,
        document TEXT,
        locale TEXT,
        at BIGINT NOT NULL,
        confirmation TEXT,
        answer TEXT NOT NULL,
        PRIMARY KEY (session, position)
    );

    CREATE TABLE packs (hash TEXT PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE keys (
        rowid BIGINT GENERATED ALWAYS AS IDENTITY,
        kid TEXT PRIMARY KEY,
        x TEXT NOT NULL,
        y TEXT NOT NULL,
        since BIGINT NOT NULL
    );

    -- A position that was given is never given again.
    CREATE TABLE changes (
        position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        session TEXT NOT NULL UNIQUE
    );
    CREATE TABLE openings (key BYTEA PRIMARY KEY, body BYTEA NOT NULL, session TEXT NOT NULL);
    CREATE INDEX openings_of_session ON openings (session);
",
    "
    -- What every cursor of the feed carries, beside what PostgreSQL itself tells one copy from another by.
    ALTER TABLE clock ADD COLUMN mark TEXT NOT NULL DEFAULT '';
    UPDATE clock SET mark = gen_random_uuid()::text;

    -- What is written to see whether the store takes what is written.
    CREATE TABLE probe (filler BYTEA NOT NULL);
    INSERT INTO probe VALUES ('');
",
    "
    -- What the firm keeps beside an accepted verdict: the record, sealed or in clear.
    CREATE TABLE records (session TEXT PRIMARY KEY REFERENCES sessions, body TEXT NOT NULL);
",
    "
    -- An attempt that the firm excused no longer counts towards a limit.
    ALTER TABLE attempts ADD COLUMN excused_at BIGINT;
    ALTER TABLE attempts ADD COLUMN excused_by TEXT;
    ALTER TABLE attempts ADD COLUMN excused_for TEXT;
",
    "
    -- The experiment that a session is part of.
    ALTER TABLE sessions ADD COLUMN assignment TEXT;
    CREATE INDEX sessions_assigned ON sessions (since, id) WHERE assignment IS NOT NULL;
",
];

/// This program's version.
pub const VERSION: i64 = 5;

const _: () = assert!(STEPS.len() == 5, "VERSION counts the steps");

/// Brings a database to this program's version, all or nothing, while no server writes.
pub fn run(session: &RefCell<Session>) -> Result<(), Error> {
    let mut session = session.borrow_mut();
    session.batch(&format!("BEGIN; {EXCLUSIVE}"))?;
    let brought = bring(&mut session);
    session.batch(if brought.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    brought
}

fn bring(session: &mut Session) -> Result<(), Error> {
    let there = session.number("SELECT count(*) FROM pg_class WHERE oid = to_regclass('clock')")? > 0;
    let version = if there { session.number("SELECT version FROM clock")? } else { 0 };
    if version > VERSION {
        return Err(Error::Version(version, VERSION));
    }
    for step in STEPS.iter().skip(version.try_into().unwrap_or(0)) {
        session.batch(step)?;
    }
    session.batch(&format!("UPDATE clock SET version = {VERSION}"))
}

//! The thread that writes, and those that read.
//!
//! Requests that wait together are stored together, with one synchronisation of the disk: each in a savepoint of its own,
//! so that one that is refused leaves nothing, and none is answered before all of them are on the disk.

use std::borrow::Cow;

use prescreen::date::Instant;
use rusqlite::{Connection, TransactionBehavior};

use super::file::{OpenFile, still_there};
use super::remembered;
use crate::clock::{Clock, Reading};
use crate::store::error::Error;
use crate::store::queue::Jobs;
use crate::store::transaction::{Access, Database, Transaction};
use crate::store::work::{self, Job};

/// Requests that are stored together, at most.
const TOGETHER: usize = 64;

/// Stores what requests change, until the store is closed.
pub fn write(mut connection: Connection, clock: &Clock, files: &[OpenFile], jobs: &Jobs) {
    while let Some(first) = jobs.next() {
        let mut together = vec![first];
        together.extend(jobs.waiting(TOGETHER.saturating_sub(1)));
        let settled = still_there(files).and_then(|()| store(&mut connection, clock, &mut together).map_err(said));
        for job in together {
            job.answer(settled.as_ref().map(drop).map_err(AsRef::as_ref));
        }
    }
}

/// Reads for requests, until the store is closed.
pub fn read(mut connection: Connection, clock: &Clock, files: &[OpenFile], jobs: &Jobs) {
    while let Some(mut job) = jobs.next() {
        let settled = still_there(files).and_then(|()| look(&mut connection, clock, &mut job).map_err(said));
        job.answer(settled.as_ref().map(drop).map_err(AsRef::as_ref));
    }
}

fn said(error: Error) -> Cow<'static, str> {
    error.code().into()
}

fn store(connection: &mut Connection, clock: &Clock, together: &mut [Job]) -> Result<(), Error> {
    // A transaction that is dropped is rolled back.
    let mut open = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let remembered = remembered(&open)?;
    let reading = clock.read(&remembered);
    let mut changed = false;
    for job in together {
        let savepoint = open.savepoint()?;
        let transaction = Transaction::of(Database::Sqlite(&savepoint), Access::Write, remembered);
        if work::run(job, &transaction, &reading) {
            savepoint.commit()?;
            changed = true;
        } else {
            savepoint.finish()?;
        }
    }
    if !changed {
        return Ok(());
    }
    remember(&open, &reading)?;
    Ok(open.commit()?)
}

/// Stores the time with whatever was decided by it.
fn remember(connection: &Connection, reading: &Reading) -> rusqlite::Result<()> {
    let Instant(now) = reading.now;
    connection.prepare_cached("UPDATE clock SET highest = ?1 WHERE highest < ?1")?.execute([now]).map(drop)
}

fn look(connection: &mut Connection, clock: &Clock, job: &mut Job) -> Result<(), Error> {
    let open = connection.transaction()?;
    let remembered = remembered(&open)?;
    let reading = clock.read(&remembered);
    work::run(job, &Transaction::of(Database::Sqlite(&open), Access::Read, remembered), &reading);
    Ok(())
}

//! The threads that work for requests, each with a connection of its own.

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

use super::{Begin, Connector, Session};
use crate::clock::{Clock, Reading, Remembered};
use crate::store::error::Error;
use crate::store::queue::Jobs;
use crate::store::transaction::{Access, Database, Transaction};
use crate::store::work::{self, Job};

/// Works until the store is closed. A connection that was lost is made anew for the next request.
pub fn run(access: Access, connector: &Connector, clock: &Clock, tick: &Mutex<()>, jobs: &Jobs) {
    let mut kept: Option<RefCell<Session>> = None;
    while let Some(mut job) = jobs.next() {
        let done = begun(access, connector, clock, tick, &mut kept)
            .and_then(|(session, began)| finish(access, session, &began, &mut job));
        if done.is_err() {
            // Whatever stands in the way of this connection ends with it.
            kept = None;
        }
        let settled = done.map_err(|error| error.code());
        job.answer(settled.as_ref().map(drop).map_err(String::as_str));
    }
}

/// What a transaction began with.
struct Began {
    remembered: Remembered,
    reading: Reading,
}

/// Begins on the connection that is kept, or on a new one where that was lost meanwhile.
fn begun<'a>(
    access: Access,
    connector: &Connector,
    clock: &Clock,
    tick: &Mutex<()>,
    kept: &'a mut Option<RefCell<Session>>,
) -> Result<(&'a RefCell<Session>, Began), Error> {
    if let Some(session) = kept.take() {
        match begin(access, &session, clock, tick) {
            Ok(began) => return Ok((kept.insert(session), began)),
            Err(error) if !session.borrow().is_gone() => return Err(error),
            Err(_) => {}
        }
    }
    let session = RefCell::new(Session::serving(connector)?);
    let began = begin(access, &session, clock, tick)?;
    Ok((kept.insert(session), began))
}

/// Begins a transaction. One that writes has a second that is stored; the first of a second stores it, while nobody else
/// writes.
fn begin(access: Access, session: &RefCell<Session>, clock: &Clock, tick: &Mutex<()>) -> Result<Began, Error> {
    let mut session = session.borrow_mut();
    if access == Access::Read {
        return session.begin(Begin::Read).map(|remembered| Began::at(clock, remembered));
    }
    let began = Began::at(clock, session.begin(Begin::Write)?);
    if began.is_stored() {
        return Ok(began);
    }
    session.batch("ROLLBACK")?;
    // One of this process's threads does it for all.
    let _one = tick.lock().unwrap_or_else(PoisonError::into_inner);
    let began = Began::at(clock, session.begin(Begin::Write)?);
    if began.is_stored() {
        return Ok(began);
    }
    session.batch("ROLLBACK")?;
    let began = Began::at(clock, session.begin(Begin::Alone)?);
    session.store_time(began.reading.now)?;
    Ok(began)
}

/// Does the work of a request and stores it, or takes it back.
fn finish(access: Access, session: &RefCell<Session>, began: &Began, job: &mut Job) -> Result<(), Error> {
    let transaction = Transaction::of(Database::Postgres(session), access, began.remembered);
    let stored = work::run(job, &transaction, &began.reading);
    let mut session = session.borrow_mut();
    if stored && access == Access::Write { session.commit() } else { session.batch("ROLLBACK") }
}

impl Began {
    fn at(clock: &Clock, remembered: Remembered) -> Self {
        Self { reading: clock.read(&remembered), remembered }
    }

    fn is_stored(&self) -> bool {
        self.reading.now <= self.remembered.highest
    }
}

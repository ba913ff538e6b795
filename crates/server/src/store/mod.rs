//! The store, in which everything that is acknowledged stands before the answer: a SQLite file, or a database of
//! PostgreSQL that several servers share.
//!
//! Requests ask for transactions by name (`sessions`, `attempts`, `steps`, `packs`, `keys`); the statements are the same
//! in both. What differs is who waits for whom. SQLite has one writer: requests that wait together are committed
//! together. PostgreSQL has many: each locks the session it changes, and the person whose attempts it counts.

pub mod attempts;
pub mod changes;
pub mod error;
pub mod keys;
pub mod openings;
pub mod packs;
pub mod postgres;
mod queue;
pub mod sessions;
pub mod sqlite;
pub mod steps;
pub mod times;
mod transaction;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use prescreen::date::Instant;

use crate::clock::{Clock, Reading};
use crate::failure::Failure;
use crate::problem::Problem;
use crate::random;

use self::postgres::Address;
use self::queue::Queue;

pub use self::error::Error;
pub use self::transaction::{Row, Transaction};

/// What a probe writes: the largest body of a request.
const PROBE_BYTES: usize = 64 * 1024;
/// How long a probe may take.
const PROBE_TIME: Duration = Duration::from_secs(10);

/// The open store.
pub struct Store {
    writes: Queue,
    reads: Queue,
    clock: SharedClock,
    /// What an operator knows it by: the file, or the database's address without its password.
    place: String,
    /// Whether the last thing that was written failed.
    refuses: AtomicBool,
}

impl Store {
    fn of(place: String, clock: SharedClock, reads: Queue, writes: Queue) -> Self {
        Self { writes, reads, clock, place, refuses: AtomicBool::new(false) }
    }

    /// Opens a store, or makes it: the file, unless there is the address of a database.
    pub fn open(file: &Path, address: Option<&Address>) -> Result<Self, Failure> {
        match address {
            None => sqlite::open(file),
            Some(address) => postgres::open(address),
        }
    }

    /// The time that decides, as far as it is known without asking the store.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Does work in one transaction at the server's time and stores what it changed; a problem stores nothing.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let done = self.writes.run(work).await;
        if done.as_ref().is_err_and(|problem| problem.fault().is_some_and(error::is_of_the_store)) {
            self.refuses.store(true, Ordering::Relaxed);
        }
        done
    }

    /// Writes as much as the largest request may, so that a store with room for less does not pass for one that takes
    /// what is written.
    pub async fn probe(&self) {
        let written = async {
            let filler = random::bytes::<32>().ok()?.repeat(PROBE_BYTES / 32);
            let write = self.writes.run(move |transaction, _| {
                transaction.execute("UPDATE probe SET filler = ?1", &[&filler.as_slice()])?;
                Ok(())
            });
            tokio::time::timeout(PROBE_TIME, write).await.ok()?.ok()
        };
        self.refuses.store(written.await.is_none(), Ordering::Relaxed);
    }

    /// Whether nothing that was written failed since the last probe that did not.
    pub fn takes_writes(&self) -> bool {
        !self.refuses.load(Ordering::Relaxed)
    }

    /// Why the store cannot be used at the start.
    pub fn unusable(&self, verb: &str, problem: &Problem) -> Failure {
        let code = problem.fault().unwrap_or(error::CONTENT);
        Failure::new(format!("{}: the store cannot be {verb} ({code}): {}", self.place, error::remedy(code)))
    }

    /// Reads what stands in the store at one moment; stores nothing, and waits for no writer.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.reads.run(work).await
    }
}

/// The clock that the threads of a store share.
type SharedClock = Arc<Clock>;

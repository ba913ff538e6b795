//! The store, in which everything that is acknowledged stands before the answer: a SQLite file, or a database of
//! PostgreSQL that several servers share.
//!
//! Requests ask for transactions by name (`sessions`, `attempts`, `steps`, `records`, `packs`, `keys`); the statements are the same
//! in both. What differs is who waits for whom. SQLite has one writer: requests that wait together are committed
//! together. PostgreSQL has many: each locks the session it changes, and the person whose attempts it counts.

pub mod attempts;
pub mod changes;
pub mod error;
pub mod idempotency_keys;
pub mod keys;
pub mod packs;
pub mod postgres;
mod queue;
pub mod records;
pub mod sessions;
pub mod sqlite;
pub mod steps;
pub mod times;
mod transaction;
mod work;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use prescreen::date::Instant;

use crate::clock::{Clock, Reading};
use crate::failure::Failure;
use crate::problem::{Kind, Problem};
use crate::random;

use self::postgres::{Address, Starting};
use self::queue::Queue;

pub use self::error::Error;
pub use self::transaction::{Row, Transaction};

/// What a probe writes: the largest body of a request.
const PROBE_BYTES: usize = 256 * 1024;
/// How long a request waits for its transaction, and for the end of it.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a start waits for what it reads, which looks through the whole store.
const START_PATIENCE: Duration = Duration::from_secs(600);
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
    /// How often something was stored.
    stored: AtomicU64,
}

impl Store {
    fn of(place: String, clock: SharedClock, reads: Queue, writes: Queue) -> Self {
        Self { writes, reads, clock, place, refuses: AtomicBool::new(false), stored: AtomicU64::new(0) }
    }

    /// Opens a store, or makes it: the file, unless there is the address of a database.
    /// Other servers that share it do not start before what is given beside it goes.
    pub fn open(file: &Path, address: Option<&Address>) -> Result<(Self, Option<Starting>), Failure> {
        match address {
            None => Ok((sqlite::open(file)?, None)),
            Some(address) => postgres::open(address).map(|(store, starting)| (store, Some(starting))),
        }
    }

    /// For how many seconds the store had seen no time when the server started.
    pub fn gap(&self) -> i64 {
        self.clock.gap()
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
        let done = self.writes.run(PATIENCE, work).await;
        match &done {
            Ok(_) => _ = self.stored.fetch_add(1, Ordering::Relaxed),
            Err(problem) if problem.fault().is_some_and(error::is_of_the_store) => {
                self.refuses.store(true, Ordering::Relaxed);
            }
            Err(_) => {}
        }
        done
    }

    /// Writes as much as the largest request may, so that a store with room for less does not pass for one that takes
    /// what is written. Where that has to wait too long, the store still takes what is written if it took anything
    /// meanwhile.
    pub async fn probe(&self) {
        let before = self.stored.load(Ordering::Relaxed);
        let taken = match self.write_filler().await {
            Ok(()) => true,
            Err(problem) if problem.fault().is_some_and(error::is_contention) => {
                self.stored.load(Ordering::Relaxed) != before
            }
            Err(_) => false,
        };
        self.refuses.store(!taken, Ordering::Relaxed);
    }

    async fn write_filler(&self) -> Result<(), Problem> {
        let filler = random::bytes::<32>().map_err(|_| Problem::new(Kind::Storage))?.repeat(PROBE_BYTES / 32);
        let write = self.writes.run(PROBE_TIME, move |transaction, _| {
            transaction.execute("UPDATE probe SET filler = ?1", &[&filler.as_slice()])?;
            Ok(())
        });
        write.await
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
        self.reads.run(PATIENCE, work).await
    }

    /// The same at the start, which nobody waits for yet.
    pub async fn read_at_start<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Failure> {
        self.reads.run(START_PATIENCE, work).await.map_err(|problem| self.unusable("read", &problem))
    }
}

/// The clock that the threads of a store share.
type SharedClock = Arc<Clock>;

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::queue::Jobs;
    use super::*;
    use crate::clock::Remembered;

    /// A store that takes nothing before it is told to go on.
    fn held() -> (Arc<Store>, mpsc::Sender<()>) {
        let (go_on, told) = mpsc::channel();
        let clock = Arc::new(Clock::start(&Remembered::new(0, 0, 0)));
        let writer = move |jobs: Jobs| {
            while let Some(job) = jobs.next() {
                if told.recv().is_err() {
                    return;
                }
                job.answer(Err("DatabaseBusy"));
            }
        };
        let none: [fn(Jobs); 0] = [];
        let (reads, writes) = (Queue::new("reads", none).unwrap(), Queue::new("writes", [writer]).unwrap());
        (Arc::new(Store::of("held".into(), clock, reads, writes)), go_on)
    }

    #[tokio::test(start_paused = true)]
    async fn a_probe_that_waits_while_others_store_finds_nothing_wrong() {
        let (store, _go_on) = held();
        let probed = Arc::clone(&store);
        let probe = tokio::spawn(async move { probed.probe().await });
        tokio::task::yield_now().await;
        store.stored.fetch_add(1, Ordering::Relaxed);
        probe.await.unwrap();
        assert!(store.takes_writes());
        store.probe().await;
        assert!(!store.takes_writes(), "nothing was stored for as long as a probe may take");
    }

    #[tokio::test(start_paused = true)]
    async fn a_write_that_waits_too_long_is_no_fault_of_the_store() {
        let (store, go_on) = held();
        let waited = store.write(|_, _| Ok(())).await.unwrap_err();
        assert_eq!(waited.fault(), Some(error::BUSY));
        // From here on a thread is waited for, which knows no other time.
        tokio::time::resume();
        go_on.send(()).unwrap();
        go_on.send(()).unwrap();
        let refused = store.write(|_, _| Ok(())).await.unwrap_err();
        assert_eq!(refused.fault(), Some("DatabaseBusy"));
        assert!(store.takes_writes());
    }
}

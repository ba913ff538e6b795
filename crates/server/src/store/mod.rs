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

use prescreen::date::Instant;

use crate::clock::{Clock, Reading};
use crate::failure::Failure;
use crate::problem::Problem;

use self::postgres::Address;
use self::queue::Queue;

pub use self::error::Error;
pub use self::transaction::{Row, Transaction};

/// The open store.
pub struct Store {
    writes: Queue,
    reads: Queue,
    clock: SharedClock,
}

impl Store {
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
        self.writes.run(work).await
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

//! The store as a database of PostgreSQL, which several servers may share.
//!
//! Time is one for all of them. Whoever writes holds the clock's lock with others, reads the clock's row and goes on only
//! when it has the present second; whoever comes with a later one takes the lock alone and stores it with its own work. So
//! no transaction that sees another's changes has an earlier time. Every write locks its session's row, for attempts
//! the person, and where it is followed the order of changes; all take locks in this order: clock, key, pack, session,
//! person, order.

mod address;
mod certificate;
mod schema;
mod secure;
mod threads;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use ::postgres::types::ToSql;
use ::postgres::{Client, SimpleQueryMessage, SimpleQueryRow, Statement};
use prescreen::date::Instant;

use super::error::{Error, is_contention};
use super::queue::Queue;
use super::transaction::{Access, Database, Parameter, Transaction};
use super::{SharedClock, Store};
use crate::clock::{Clock, Remembered};
use crate::failure::Failure;

pub use address::{Address, Connector};
pub use certificate::Unsafe;

/// Connections that write.
const WRITERS: usize = 12;
/// Connections that read.
const READERS: usize = 4;

/// The lock of the clock, alone; the number spells `prescrn`.
const EXCLUSIVE: &str = "SELECT pg_advisory_xact_lock(31650977444754030)";
/// The same, together with others that hold it so.
const SHARED: &str = "SELECT pg_advisory_xact_lock_shared(31650977444754030)";
const CLOCK: &str = "SELECT highest, confirmed, confirmations, version FROM clock";
/// The lock of the order of changes; the number spells `changes`.
const ORDER: &str = "SELECT pg_advisory_xact_lock(27980790367741299)";
/// The lock of starts, until the connection ends; the number spells `starts`.
const START: &str = "SELECT pg_advisory_lock(126943688291443)";
/// The class of the locks of names.
const NAME: &str = "SELECT pg_advisory_xact_lock(1885696627, hashtext(?1))";

/// What holds for a connection, whatever the database's own settings say: what is acknowledged is on the disk, and who
/// waits for a lock gives up before whoever asked does.
const SETTINGS: &str = "
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SET lock_timeout = '5s';
    SET statement_timeout = 0;
";
/// What holds for a server's connections beside it: one that stands still in a transaction lets go of its locks.
const SERVING: &str = "
    SET statement_timeout = '10s';
    SET idle_in_transaction_session_timeout = '10s';
";

/// What a server that starts holds, so that no other one starts meanwhile on the same database; given back when it goes.
pub struct Starting(Option<Session>);

impl Drop for Starting {
    fn drop(&mut self) {
        // A connection ends by waiting, which no asynchronous thread may do.
        if let Some(session) = self.0.take() {
            let _ = std::thread::spawn(move || drop(session)).join();
        }
    }
}

/// Opens a store, or makes its tables. No other server starts on it before what is given beside it goes.
pub fn open(address: &Address) -> Result<(Store, Starting), Failure> {
    let failed = |error: Error| unusable(address, &error);
    let connector = address.connector()?;
    let session = RefCell::new(Session::connect(&connector).map_err(failed)?);
    session.borrow_mut().durable().map_err(failed)?.map_err(|why| Failure::new(format!("{address}: {why}")))?;
    session.borrow_mut().batch(START).map_err(|error| {
        if is_contention(&error.code()) {
            Failure::new(format!("{address}: other servers are starting on this database; start this one in a moment"))
        } else {
            failed(error)
        }
    })?;
    schema::run(&session).map_err(failed)?;
    let remembered = session.borrow_mut().begin(Begin::Read).map_err(failed)?;
    session.borrow_mut().batch("ROLLBACK").map_err(failed)?;
    let clock: SharedClock = Arc::new(Clock::start(&remembered));
    let tick = Arc::new(Mutex::new(()));
    let worker = |access| {
        let (clock, tick, connector) = (Arc::clone(&clock), Arc::clone(&tick), connector.clone());
        move |jobs| threads::run(access, &connector, &clock, &tick, &jobs)
    };
    let reads = Queue::new("store-read", (0..READERS).map(|_| worker(Access::Read)))?;
    let writes = Queue::new("store-write", (0..WRITERS).map(|_| worker(Access::Write)))?;
    Ok((Store::of(address.to_string(), clock, reads, writes), Starting(Some(session.into_inner()))))
}

/// Why a database cannot be used.
pub fn unusable(address: &Address, error: &Error) -> Failure {
    Failure::new(format!("{address}: {}", error.sentence()))
}

/// Does the operator's work in one transaction, while no server writes.
pub fn transaction<T>(
    session: &RefCell<Session>,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let remembered = session.borrow_mut().begin(Begin::Alone)?;
    let done = work(&Transaction::of(Database::Postgres(session), Access::Write, remembered));
    let mut session = session.borrow_mut();
    if done.is_ok() {
        session.commit()?
    } else {
        session.batch("ROLLBACK")?
    }
    done
}

/// Reads for the operator what stands in the store at one moment, beside servers that write.
pub fn read<T>(
    session: &RefCell<Session>,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let remembered = session.borrow_mut().begin(Begin::Read)?;
    let done = work(&Transaction::of(Database::Postgres(session), Access::Read, remembered));
    session.borrow_mut().batch("ROLLBACK")?;
    done
}

/// A connection, with the statements that were prepared on it.
pub struct Session {
    client: Client,
    prepared: HashMap<(&'static str, bool), Statement>,
    /// Whether a statement of the transaction failed: PostgreSQL takes all of it back, and says nothing when it is asked
    /// to commit.
    failed: bool,
}

/// How a transaction begins.
#[derive(Debug, Clone, Copy)]
enum Begin {
    /// Seeing one moment.
    Read,
    /// With others that write.
    Write,
    /// While nobody else writes.
    Alone,
}

impl Session {
    /// Connects; what holds for every connection is set.
    pub fn connect(connector: &Connector) -> Result<Self, Error> {
        let mut client = connector.connect()?;
        client.batch_execute(SETTINGS)?;
        Ok(Self { client, prepared: HashMap::new(), failed: false })
    }

    /// Connects for the requests of a server.
    fn serving(connector: &Connector) -> Result<Self, Error> {
        let mut session = Self::connect(connector)?;
        session.batch(SERVING)?;
        Ok(session)
    }

    /// Stores what the transaction changed, whole or not at all.
    fn commit(&mut self) -> Result<(), Error> {
        if self.failed {
            self.batch("ROLLBACK")?;
            return Err(Error::TakenBack);
        }
        self.batch("COMMIT")
    }

    /// Whether the connection is gone.
    fn is_gone(&self) -> bool {
        self.client.is_closed()
    }

    /// Why what the database acknowledges is not durable, or cannot be written.
    fn durable(&mut self) -> Result<Result<(), &'static str>, Error> {
        let settings = self.client.query_one(
            "SELECT current_setting('fsync') = 'on', current_setting('full_page_writes') = 'on', \
             current_setting('server_version_num')::int >= 130000, NOT pg_is_in_recovery(), \
             current_setting('server_encoding') = 'UTF8'",
            &[],
        )?;
        let needed = [
            "the database does not flush to the disk what it acknowledges; set fsync = on",
            "the database does not survive a power cut whole; set full_page_writes = on",
            "the database is older than PostgreSQL 13; update it",
            "the database is a copy that cannot be written; name the first one",
            "the database does not keep text in UTF-8; make one with ENCODING 'UTF8'",
        ];
        for (column, why) in needed.into_iter().enumerate() {
            if !settings.try_get::<_, bool>(column)? {
                return Ok(Err(why));
            }
        }
        Ok(Ok(()))
    }

    /// Begins a transaction and reads the clock's row, in one exchange.
    fn begin(&mut self, how: Begin) -> Result<Remembered, Error> {
        let begin = match how {
            Begin::Read => format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {CLOCK}"),
            Begin::Write => format!("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; {SHARED}; {CLOCK}"),
            Begin::Alone => format!("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; {EXCLUSIVE}; {CLOCK}"),
        };
        self.failed = false;
        let row = self.last_row(&begin).map_err(Error::where_no_store_is)?;
        let number = |column| row.get(column).and_then(|text: &str| text.parse::<i64>().ok()).ok_or(Error::Content);
        let version = number(3)?;
        if version != schema::VERSION {
            return Err(Error::Version(version, schema::VERSION));
        }
        Ok(Remembered::new(number(0)?, number(1)?, number(2)?))
    }

    /// Stores a later second, in the transaction that is open and alone.
    fn store_time(&mut self, Instant(now): Instant) -> Result<(), Error> {
        self.execute("UPDATE clock SET highest = ?1 WHERE highest < ?1", &[&now]).map(drop)
    }

    /// Runs statements without parameters.
    fn batch(&mut self, statements: &str) -> Result<(), Error> {
        Ok(self.client.batch_execute(statements)?)
    }

    /// A number that a query gives.
    fn number(&mut self, query: &str) -> Result<i64, Error> {
        self.last_row(query)?.get(0).and_then(|text| text.parse().ok()).ok_or(Error::Content)
    }

    fn last_row(&mut self, statements: &str) -> Result<SimpleQueryRow, Error> {
        let rows = self.client.simple_query(statements)?.into_iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        rows.last().ok_or(Error::Content)
    }

    pub fn execute(&mut self, statement: &'static str, parameters: &[&dyn Parameter]) -> Result<u64, Error> {
        let done = self
            .prepare(statement, false)
            .and_then(|prepared| Ok(self.client.execute(&prepared, &values(parameters))?));
        self.failed |= done.is_err();
        done
    }

    pub fn query(
        &mut self,
        query: &'static str,
        parameters: &[&dyn Parameter],
        keep: bool,
    ) -> Result<Vec<::postgres::Row>, Error> {
        let done =
            self.prepare(query, keep).and_then(|prepared| Ok(self.client.query(&prepared, &values(parameters))?));
        self.failed |= done.is_err();
        done
    }

    /// Waits until nobody else holds a name. Names that collide wait for each other.
    pub fn lock_name(&mut self, name: &str) -> Result<(), Error> {
        self.query(NAME, &[&name], false).map(drop)
    }

    /// Waits until nobody else notes a change.
    pub fn lock_order(&mut self) -> Result<(), Error> {
        self.query(ORDER, &[], false).map(drop)
    }

    fn prepare(&mut self, statement: &'static str, keep: bool) -> Result<Statement, Error> {
        if let Some(prepared) = self.prepared.get(&(statement, keep)) {
            return Ok(prepared.clone());
        }
        let mut text = statement.replace('?', "$");
        if keep {
            text.push_str(" FOR UPDATE");
        }
        let prepared = self.client.prepare(&text)?;
        self.prepared.insert((statement, keep), prepared.clone());
        Ok(prepared)
    }
}

fn values<'a>(parameters: &[&'a dyn Parameter]) -> Vec<&'a (dyn ToSql + Sync)> {
    parameters.iter().map(|value| value.postgres()).collect()
}

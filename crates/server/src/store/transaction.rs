//! One transaction, in either store: the same statements, with parameters `?1`, `?2` and so on.
//!
//! Takes statements that both databases read, gives their rows. What PostgreSQL needs beside them (locks of a session
//! and of a person, where SQLite has one writer) is asked for by name, and is nothing in SQLite.

use std::cell::RefCell;

use rusqlite::params_from_iter;

use super::error::Error;
use super::postgres::Session;
use crate::clock::Remembered;

/// An open transaction.
pub struct Transaction<'a> {
    database: Database<'a>,
    access: Access,
    remembered: Remembered,
}

/// Where it runs.
pub enum Database<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(&'a RefCell<Session>),
}

/// What it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It sees the store as it stood at one moment, and changes nothing.
    Read,
    /// It changes what it locks.
    Write,
}

/// A value that both databases take.
pub trait Parameter {
    fn sqlite(&self) -> &dyn rusqlite::ToSql;
    fn postgres(&self) -> &(dyn postgres::types::ToSql + Sync);
}

impl<T: rusqlite::ToSql + postgres::types::ToSql + Sync> Parameter for T {
    fn sqlite(&self) -> &dyn rusqlite::ToSql {
        self
    }

    fn postgres(&self) -> &(dyn postgres::types::ToSql + Sync) {
        self
    }
}

/// A value that both databases give.
pub trait Column: rusqlite::types::FromSql + for<'a> postgres::types::FromSql<'a> {}

impl<T: rusqlite::types::FromSql + for<'a> postgres::types::FromSql<'a>> Column for T {}

/// A row of an answer.
pub enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl Row<'_> {
    /// A column, counted from 0.
    pub fn get<T: Column>(&self, column: usize) -> Result<T, Error> {
        match self {
            Self::Sqlite(row) => Ok(row.get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }
}

impl<'a> Transaction<'a> {
    /// Of a database, in which a transaction was begun and the row of the clock was read.
    pub fn of(database: Database<'a>, access: Access, remembered: Remembered) -> Self {
        Self { database, access, remembered }
    }

    /// What the store remembered of time when the transaction began.
    pub fn remembered(&self) -> &Remembered {
        &self.remembered
    }

    /// Runs a statement that gives no rows; how many it changed.
    pub fn execute(&self, statement: &'static str, parameters: &[&dyn Parameter]) -> Result<u64, Error> {
        match &self.database {
            Database::Sqlite(connection) => {
                let values = params_from_iter(parameters.iter().map(|value| value.sqlite()));
                let changed = connection.prepare_cached(statement)?.execute(values)?;
                Ok(u64::try_from(changed).unwrap_or(u64::MAX))
            }
            Database::Postgres(session) => session.borrow_mut().execute(statement, parameters),
        }
    }

    /// All rows of an answer, read one by one.
    pub fn rows<T>(
        &self,
        query: &'static str,
        parameters: &[&dyn Parameter],
        read: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.query(query, parameters, false, read)
    }

    /// The first row of an answer.
    pub fn row<T>(
        &self,
        query: &'static str,
        parameters: &[&dyn Parameter],
        read: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        Ok(self.query(query, parameters, false, read)?.into_iter().next())
    }

    /// The first row of an answer, which nobody else changes before this transaction has ended when it is one that
    /// writes.
    pub fn row_kept<T>(
        &self,
        query: &'static str,
        parameters: &[&dyn Parameter],
        read: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        Ok(self.query(query, parameters, self.access == Access::Write, read)?.into_iter().next())
    }

    /// Keeps others that ask for the same name (a person, whose attempts are counted; a key, with which a session is
    /// opened) waiting until this transaction has ended.
    pub fn keep_name(&self, name: &str) -> Result<(), Error> {
        match &self.database {
            Database::Postgres(session) if self.access == Access::Write => session.borrow_mut().lock_name(name),
            _ => Ok(()),
        }
    }

    /// Keeps others that ask for the order of changes waiting until this transaction has ended. The last lock that one
    /// takes.
    pub fn keep_order(&self) -> Result<(), Error> {
        match &self.database {
            Database::Postgres(session) if self.access == Access::Write => session.borrow_mut().lock_order(),
            _ => Ok(()),
        }
    }

    /// The one of two queries that this database reads.
    pub fn in_dialect(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match &self.database {
            Database::Sqlite(_) => sqlite,
            Database::Postgres(_) => postgres,
        }
    }

    fn query<T>(
        &self,
        query: &'static str,
        parameters: &[&dyn Parameter],
        keep: bool,
        read: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        match &self.database {
            Database::Sqlite(connection) => {
                let mut prepared = connection.prepare_cached(query)?;
                let mut rows = prepared.query(params_from_iter(parameters.iter().map(|value| value.sqlite())))?;
                let mut found = Vec::new();
                while let Some(row) = rows.next()? {
                    found.push(read(&Row::Sqlite(row))?);
                }
                Ok(found)
            }
            Database::Postgres(session) => {
                let rows = session.borrow_mut().query(query, parameters, keep)?;
                rows.iter().map(|row| read(&Row::Postgres(row))).collect()
            }
        }
    }
}

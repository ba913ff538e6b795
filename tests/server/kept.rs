//! The store of a test, a SQLite file, looked at from outside.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

/// The file.
#[derive(Clone)]
pub struct Kept(PathBuf);

impl Kept {
    /// In a data directory.
    pub fn new(data: &Path) -> Self {
        Self(data.join("prescreen.sqlite"))
    }

    /// The flags by which it is named: none.
    pub fn arguments(&self) -> Vec<String> {
        Vec::new()
    }

    pub fn open(&self) -> Connection {
        Connection::open(&self.0).unwrap()
    }

    /// Keeps everybody else from writing, until it is dropped.
    pub fn hold(&self) -> Connection {
        let writer = self.open();
        writer.execute_batch("BEGIN IMMEDIATE").unwrap();
        writer
    }

    /// Whether a process has come to the store.
    pub fn is_waited_for(&self, process: u32) -> bool {
        let files = fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten();
        files.filter_map(|file| fs::read_link(file.ok()?.path()).ok()).any(|file| file == self.0)
    }

    /// A number that is asked for.
    pub fn number(&self, query: &str) -> i64 {
        self.open().query_row(query, [], |row| row.get(0)).unwrap()
    }

    /// Whether every page is as it has to be.
    pub fn is_whole(&self) -> bool {
        let said: String = self.open().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        said == "ok"
    }

    /// Whether a text is in any file of it: in a row, in a free page, or in the log.
    pub fn holds(&self, text: &str) -> bool {
        fs::read_dir(self.0.parent().unwrap()).unwrap().any(|file| {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        })
    }
}

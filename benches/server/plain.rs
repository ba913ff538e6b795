//! What the disk and the databases can do: rows of 2 KiB, each in a transaction of its own.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::kept::Kept;
use crate::process::TempDir;

const TIME: Duration = Duration::from_secs(2);
const BYTES: usize = 2048;

/// Inserts a second into a file with the settings of the server's.
pub fn sqlite() -> f64 {
    let directory = TempDir::new();
    let connection = Connection::open(directory.0.join("plain.sqlite")).unwrap();
    let mode: String = connection.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    connection.execute_batch("PRAGMA synchronous=FULL; CREATE TABLE plain (row TEXT NOT NULL)").unwrap();
    let row = "x".repeat(BYTES);
    let mut insert = connection.prepare("INSERT INTO plain VALUES (?1)").unwrap();
    rate(|| assert_eq!(insert.execute([&row]).unwrap(), 1))
}

/// Inserts a second into a database, over so many connections at once.
pub fn postgres(database: &Kept, connections: usize) -> f64 {
    database.open().batch_execute("CREATE TABLE IF NOT EXISTS plain (row TEXT NOT NULL)").unwrap();
    let row = "x".repeat(BYTES);
    let work = || {
        let mut client = database.open();
        let insert = client.prepare("INSERT INTO plain VALUES ($1)").unwrap();
        rate(|| assert_eq!(client.execute(&insert, &[&row]).unwrap(), 1))
    };
    std::thread::scope(|scope| {
        let working: Vec<_> = (0..connections).map(|_| scope.spawn(work)).collect();
        working.into_iter().map(|rate| rate.join().unwrap()).sum()
    })
}

fn rate(mut insert: impl FnMut()) -> f64 {
    let (started, mut count) = (Instant::now(), 0_u32);
    while started.elapsed() < TIME {
        insert();
        count += 1;
    }
    f64::from(count) / started.elapsed().as_secs_f64()
}

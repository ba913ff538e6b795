//! The screening server under load: whole flows a second, from a session to its receipt, with real signatures and every
//! answer on the disk, on SQLite and on PostgreSQL, beside plain inserts on the same disk.
//!
//! A flow is four requests, each a durable write: open, claim, commit, verdict. The driver runs on the same machine as
//! server and database; what each of them costs stands beside its figures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    dead_code,
    unused_imports,
    reason = "a benchmark stops where something is wrong, and shares files with the tests"
)]

#[path = "../tests/server/description.rs"]
mod description;
#[path = "server/driver.rs"]
mod driver;
#[path = "../tests/server/postgres/kept.rs"]
mod kept;
#[path = "server/plain.rs"]
mod plain;
#[path = "../tests/server/process.rs"]
mod process;
#[path = "server/processor.rs"]
mod processor;
#[path = "../tests/server/tab.rs"]
mod tab;
#[path = "../tests/server/trial.rs"]
mod trial;

use std::time::Duration;

use driver::{Run, drive};
use kept::Kept;
use process::Home;
use processor::Spent;

const WORKERS: [usize; 3] = [1, 16, 256];
const TIME: Duration = Duration::from_secs(5);
/// Durable writes of a flow.
const WRITES: f64 = 4.0;

fn main() {
    // Cargo also runs it to list tests.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let cores = std::thread::available_parallelism().unwrap();
    println!("whole flows from a session to its receipt; server, driver and database on {cores} cores");
    println!(
        "{:<12}{:>8}{:>10}{:>9}{:>9}   CPU ms a flow: server, driver, database",
        "store", "workers", "flows/s", "p50 ms", "p99 ms"
    );
    for named in [false, true] {
        for workers in WORKERS {
            measure(named, workers);
        }
    }
    println!("\nplain inserts of 2 KiB, one a transaction, a second, and as flows of four");
    let database = Kept::new("".as_ref());
    for (what, rate) in [
        ("SQLite, one after another", plain::sqlite()),
        ("PostgreSQL, one connection", plain::postgres(&database, 1)),
        ("PostgreSQL, 16 connections", plain::postgres(&database, 16)),
    ] {
        println!("{what:<28}{rate:>9.0}{:>9.0}", rate / WRITES);
    }
}

/// One table row: a fresh server on a fresh store.
fn measure(in_postgres: bool, workers: usize) {
    let flags = ["--page-origin", "https://broker.example", "--trusted-proxy", "127.0.0.1/32"];
    let mut home = flags.into_iter().fold(Home::new(&[trial::plain()]), Home::argument);
    if !in_postgres {
        home.kept.leave_unnamed();
    }
    let server = home.start();
    let database = || if in_postgres { Spent::of_family(home.kept.process()) } else { Spent::default() };
    let spent = || [Spent::of(server.id()), Spent::of(std::process::id()), database()];
    let Run { flows, p50, p99, before, after } = drive(&server, workers, TIME, spent);
    let rate = flows as f64 / TIME.as_secs_f64();
    let each: Vec<String> = before
        .iter()
        .zip(after)
        .map(|(before, after)| format!("{:.2}", after.since(*before) * 1000.0 / flows as f64))
        .collect();
    let name = if in_postgres { "PostgreSQL" } else { "SQLite" };
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{name:<12}{workers:>8}{rate:>10.0}{:>9.1}{:>9.1}   {}", ms(p50), ms(p99), each.join(", "));
}

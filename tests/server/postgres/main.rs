//! The screening server with a store in PostgreSQL: the same tests of the protocol, of attempts and time, of limits and
//! honest people under attack, of packs that are read again, and of what survives; and what only a database that several
//! servers share can do.
//!
//! Needs the Debian package `postgresql`; the tests start a server of it on a socket of their own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    dead_code,
    reason = "tests; what is shared with those of the file is not all used here"
)]

#[path = "../attempts.rs"]
mod attempts;
mod certificates;
#[path = "../clock.rs"]
mod clock;
mod database;
#[path = "../description.rs"]
mod description;
#[path = "../durability.rs"]
mod durability;
#[path = "../excusing.rs"]
mod excusing;
#[path = "../expiry.rs"]
mod expiry;
#[path = "../feed.rs"]
mod feed;
#[path = "../governing.rs"]
mod governing;
#[path = "../honest.rs"]
mod honest;
mod interloper;
#[path = "../keeping.rs"]
mod keeping;
mod kept;
#[path = "../limits.rs"]
mod limits;
#[path = "../opening.rs"]
mod opening;
#[path = "../process.rs"]
mod process;
#[path = "../protocol.rs"]
mod protocol;
#[path = "../records.rs"]
mod records;
#[path = "../reload.rs"]
mod reload;
#[path = "../sealing.rs"]
mod sealing;
#[path = "../shadow.rs"]
mod shadow;
mod shared;
#[path = "../shopping.rs"]
mod shopping;
#[path = "../tab.rs"]
mod tab;
#[path = "../tamper.rs"]
mod tamper;
mod tls;
#[path = "../trial.rs"]
mod trial;

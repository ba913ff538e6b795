//! The screening server as a program: protocol, tampering, attempts and time, durability, limits; and the example's
//! broker before it.
//!
//! Every test starts the real binary on a free loopback port with a data directory of its own. The
//! tab is played by a client that makes its signed objects by itself (`tab`), not with the library
//!  that the server checks them with.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    dead_code,
    reason = "tests; what is shared with those of a database is not all used here"
)]

mod attempts;
mod below;
mod broker;
mod clock;
mod copies;
mod description;
mod durability;
mod excusing;
mod experimenting;
mod expiry;
mod exporting;
mod feed;
mod governing;
mod honest;
mod keeping;
mod kept;
mod limits;
mod lines;
mod logs;
mod nginx;
mod opening;
mod operation;
mod origins;
mod overwriting;
mod pausing;
mod permitting;
mod process;
mod protocol;
mod proxies;
mod readers;
mod ready;
mod recipe;
mod records;
mod refusals;
mod reload;
mod reporting;
mod sealing;
mod secrets;
mod shadow;
mod shoppers;
mod shopping;
mod start;
mod storage;
mod tab;
mod tamper;
mod trial;
mod units;

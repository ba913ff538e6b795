//! Sealed records natively: the suite by RFC 9180's own vectors, key files, records and the access log.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

mod access_log;
#[path = "../support/data.rs"]
mod data;
mod records;
mod rfc_9180;

use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

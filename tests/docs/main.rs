//! The pages under `docs/`: what they show is what the code does, and what they link to is there.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod blocks;
mod context;
mod limits;
mod links;
mod manual;
mod signals;
#[path = "../support/mod.rs"]
mod support;
mod threats;

use support::{read, root};

/// A page of `docs/`.
fn page(name: &str) -> String {
    read(&root().join("docs").join(name))
}

/// The cells of a line of a Markdown table, without the signs of code.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| cell.trim().replace('`', "")).collect()
}

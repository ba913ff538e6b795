//! What an experiment says: distributions, differences and the report, against published values and other implementations.

#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

mod collecting;
mod concluding;
#[path = "../support/data.rs"]
mod data;
mod distributions;
mod draws;
mod gbstats;
mod items;
mod made;
mod multiple;
mod oracles;
mod power;
mod rates;
#[path = "../support/root.rs"]
mod root;
mod telling;
mod warehouse;

use root::root;

/// Whether a number is another one to so many decimals, as a table prints them.
fn assert_printed(found: f64, expected: f64, decimals: i32, what: &str) {
    let half = 0.5 * 10f64.powi(-decimals) * (1.0 + 1e-9);
    assert!((found - expected).abs() <= half, "{what}: {found} is not {expected} to {decimals} decimals");
}

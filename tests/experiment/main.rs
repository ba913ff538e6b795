//! Assignment to variants: GrowthBook's shared cases, what is not in them, and what cannot be read.

#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

mod cases;
#[path = "../support/data.rs"]
mod data;
mod failures;
mod limits;
mod reading;
mod reasons;
#[path = "../support/root.rs"]
mod root;
mod sticky;

use prescreen::json::Json;
// Where regular expressions and URLs come from.
use prescreen_experiment::Native as Host;
use root::root;

/// JSON as payloads and attributes are read.
fn json(text: &str) -> Json {
    Json::parse_loose(text, usize::MAX).unwrap()
}

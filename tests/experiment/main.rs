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
#[cfg(not(target_arch = "wasm32"))]
#[path = "../support/data.rs"]
mod data;
mod failures;
mod limits;
#[cfg(target_arch = "wasm32")]
mod page;
mod reading;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../support/root.rs"]
mod root;
mod sticky;

use prescreen::json::Json;
#[cfg(not(target_arch = "wasm32"))]
use root::root;

/// Where regular expressions and URLs come from.
mod host {
    #[cfg(target_arch = "wasm32")]
    pub use crate::page::Page as Host;
    #[cfg(not(target_arch = "wasm32"))]
    pub use prescreen_experiment::Native as Host;
}

/// JSON as payloads and attributes are read.
fn json(text: &str) -> Json {
    Json::parse_loose(text, usize::MAX).unwrap()
}

//! GrowthBook's shared cases on the boundary's target: in Node and in a browser, with their own regular expressions and URLs.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

mod cases;
#[path = "../../crates/wasm/experiment/src/page.rs"]
mod page;

use page::Page as Host;
use prescreen::json::Json;

/// JSON as payloads and attributes are read.
fn json(text: &str) -> Json {
    Json::parse_loose(text, usize::MAX).unwrap()
}

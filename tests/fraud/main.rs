//! The fraud room: signals to a band, and nothing more than a band.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test"
)]

mod models;
mod rules;
mod shipped;
#[path = "../support/mod.rs"]
mod support;

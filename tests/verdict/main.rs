//! Commit, verdict, steps, receipt, record: against vectors that were written without this code,
//! and against published anchors.

#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

mod anchors;
mod conditions;
mod credit;
mod found;
mod law_3;
mod minimise;
mod record;
mod risk;
mod shadow;
mod shelf;
mod steps;
mod vectors;
mod verify;

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

#[path = "verdict/anchors.rs"]
mod anchors;
#[path = "verdict/law_3.rs"]
mod law_3;
#[path = "verdict/minimise.rs"]
mod minimise;
#[path = "verdict/record.rs"]
mod record;
#[path = "verdict/shadow.rs"]
mod shadow;
#[cfg(feature = "cli")]
#[path = "verdict/signatures.rs"]
mod signatures;
#[path = "verdict/steps.rs"]
mod steps;
#[path = "verdict/vectors.rs"]
mod vectors;
#[path = "verdict/verify.rs"]
mod verify;

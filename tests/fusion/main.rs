//! Statements as institutions write them, read to the cent.

#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::inconsistent_digit_grouping,
    reason = "tests"
)]

mod category;
mod chinese;
mod documents;
mod evidence;
mod feature;
mod integrity;
mod ledger;
mod made;
mod mapping;
mod progress;
mod reading;
mod silence;
mod support;
mod tables;
mod traps;
mod western;

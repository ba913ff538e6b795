//! Numbers of documents, cards and accounts: published examples, and what each scheme's theory says it finds.

#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

mod accounts;
mod contact;
#[path = "../support/data.rs"]
mod data;
mod detection;
mod published;
#[path = "../support/root.rs"]
mod root;
mod schemes;
mod silence;
mod zones;

use prescreen::date::Date;
use prescreen_identity::{Context, Finding, Kind, Note, Outcome, Part, check};
use root::root;

const COUNTIES: &[u8] = include_bytes!("../../pkg/assets/counties.bin");
const DISPOSABLE: &[u8] = include_bytes!("../../pkg/assets/disposable.bin");

fn context(kind: Kind) -> Context<'static> {
    let table: &[u8] = match kind {
        Kind::MainlandIdentity => COUNTIES,
        Kind::Email => DISPOSABLE,
        _ => &[],
    };
    Context { today: Date::new(2026, 11, 23).unwrap(), region: "CN", table }
}

fn find(kind: Kind, value: &str) -> Finding {
    check(kind, value, &context(kind))
}

fn holds(kind: Kind, value: &str) {
    let found = find(kind, value);
    assert_eq!((found.outcome, found.part), (Outcome::Valid, None), "{kind:?} {value}");
}

fn corrected(kind: Kind, value: &str, part: Part) {
    let found = find(kind, value);
    assert_eq!((found.outcome, found.part), (Outcome::Correct, Some(part)), "{kind:?} {value}");
}

fn form_only(kind: Kind, value: &str, note: Note) {
    let found = find(kind, value);
    assert_eq!((found.outcome, found.note), (Outcome::NotChecked, Some(note)), "{kind:?} {value}");
}

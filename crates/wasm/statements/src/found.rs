//! What records say, on its way into a screening.
//!
//! Records are read in a worker, so that the page goes on; the screening is in the page. What is handed over is a text that
//! only this module writes and reads: JavaScript carries it and has no other way to say a tier.

use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::json::{self, Entries, Json, Write as _};
use prescreen::terms::{FactValue, FileTier};
use prescreen::{Code, Error};
use prescreen_boundary::thrown;
use prescreen_wasm_investor::screening::Screening;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Before what is handed over: its form, which changes with it.
const FORM: &str = "prescreen-found/1\n";
/// Largest text that is handed over, in bytes.
const MAX_FOUND_BYTES: usize = 64 * 1024;

/// Value and tier of a fact.
struct Evidenced {
    tier: FileTier,
    value: FactValue,
}

prescreen::documents! {
    Evidenced { tier, value }
}

/// The text for a screening.
pub fn written(found: &[Found]) -> String {
    let facts = found.iter().map(|found| (found.fact.as_str().to_owned(), found.json()));
    [FORM, &Json::Map(facts.collect()).canonical()].concat()
}

fn read(text: &str) -> Result<Vec<Found>, Error> {
    let other = || Error::new(Code::Syntax, "/found", "this was not handed over by this version of the module");
    let text = text.strip_prefix(FORM).ok_or_else(other)?;
    let facts: Entries<Id, Evidenced> = json::read_text(text, MAX_FOUND_BYTES)?;
    let found = facts.iter().map(|(fact, Evidenced { tier, value })| {
        let (fact, value) = (fact.clone(), value.clone());
        Found { fact, value, tier: *tier }
    });
    Ok(found.collect())
}

/// The same case with what records say; this handle is used up. Throws an `Error` with `code`, `at` and `help`.
#[wasm_bindgen]
pub fn with_found(screening: Screening, found: &str) -> Result<Screening, JsValue> {
    let with = || screening.into_core().with_found(read(found)?);
    with().map(Screening::of_core).map_err(|error| thrown(&error))
}

//! The prover, for teams. A report holds integers of 64 bits, so it crosses as JSON text.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::{Code, Error};

use prescreen_boundary::answer;
use prescreen_wasm_investor::pack::Pack;

/// What holds for every applicant of a pack that was checked whole.
#[wasm_bindgen]
pub fn prove(pack: &Pack) -> JsValue {
    text(&prescreen_prove::prove(pack.core()))
}

/// The same without what takes longest, for an editor that proves again at each change.
#[wasm_bindgen]
pub fn prove_briefly(pack: &Pack) -> JsValue {
    text(&prescreen_prove::prove_briefly(pack.core()))
}

/// Claims and classes alone, which come first.
#[wasm_bindgen]
pub fn prove_first(pack: &Pack) -> JsValue {
    text(&prescreen_prove::prove_first(pack.core()))
}

/// The same as the whole, with what is said of people under marginals.
#[wasm_bindgen]
pub fn prove_under(pack: &Pack, marginals: &str) -> JsValue {
    let read = prescreen_prove::Marginals::read(marginals);
    match read.and_then(|marginals| prescreen_prove::prove_under(pack.core(), &marginals)) {
        Ok(proof) => text(&proof),
        Err(error) => answer(Err::<(), _>(error)),
    }
}

/// Two packs on the same applicants.
#[wasm_bindgen]
pub fn compare(a: &Pack, b: &Pack) -> JsValue {
    text(&prescreen_prove::compare(a.core(), b.core()))
}

pub(crate) fn text(report: &impl Serialize) -> JsValue {
    answer(serde_json::to_string(report).map_err(|_| Error::new(Code::Type, "", "the report cannot be written")))
}

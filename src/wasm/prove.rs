//! The prover, for teams. A report holds integers of 64 bits, so it crosses as JSON text.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Code, Error};

use super::screen::Pack;
use super::boundary::answer;

/// What holds for every applicant of a pack that was checked whole.
#[wasm_bindgen]
pub fn prove(pack: &Pack) -> JsValue {
    text(&crate::prove::prove(&pack.0))
}

/// Two packs on the same applicants.
#[wasm_bindgen]
pub fn compare(a: &Pack, b: &Pack) -> JsValue {
    text(&crate::prove::compare(&a.0, &b.0))
}

fn text(report: &impl Serialize) -> JsValue {
    answer(serde_json::to_string(report).map_err(|_| Error::new(Code::Type, "", "the report cannot be written")))
}

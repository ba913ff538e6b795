//! Packs, readiness, screening and documents across the boundary.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::json::Json;
use prescreen::pack::Fills;
use prescreen::{Case, Error, Session};
use prescreen_boundary::{answer, thrown};

/// A loaded rule pack.
#[wasm_bindgen]
pub struct Pack(prescreen::Pack);

#[wasm_bindgen]
impl Pack {
    /// Loads a pack that was checked before from its JSON text; throws an `Error` with `code`, `at` and `help`.
    pub fn parse(text: &str) -> Result<Pack, JsValue> {
        prescreen::Pack::load_checked(text).map(Self).map_err(|error| thrown(&error))
    }

    /// SHA-256 of the pack's canonical JSON, base64url.
    pub fn hash(&self) -> String {
        self.0.reference().hash.clone()
    }
}

impl Pack {
    /// The pack as the core has it.
    #[must_use]
    pub fn core(&self) -> &prescreen::Pack {
        &self.0
    }
}

/// Session and case, read.
pub fn read(session: &str, case: &str) -> Result<(Session, Case), Error> {
    Ok((Session::read(session)?, Case::read(case)?))
}

/// What is missing or to be clarified before a commitment; reveals no class.
#[wasm_bindgen]
pub fn check(pack: &Pack, session: &str, case: &str) -> JsValue {
    answer(read(session, case).and_then(|(session, case)| prescreen::readiness(&pack.0, &session, &case)))
}

/// Screens a case.
#[wasm_bindgen]
pub fn screen(pack: &Pack, session: &str, case: &str) -> JsValue {
    answer(read(session, case).and_then(|(session, case)| prescreen::screen(&pack.0, &session, &case)))
}

/// What a model that the pack names reads of a case, in the order of its features, as JSON text; `null` while one is
/// unknown.
#[wasm_bindgen]
pub fn model_row(pack: &Pack, session: &str, case: &str, model: &str) -> JsValue {
    let row = read(session, case).and_then(|(session, case)| prescreen::fraud::row(&pack.0, &session, &case, model));
    answer(row.map(|row| row.map(|row| Json::List(row.into_iter().map(Json::Int).collect()).canonical())))
}

/// The class that another pack comes to on the same case; it decides nothing.
#[wasm_bindgen]
pub fn shadow(pack: &Pack, other: &Pack, session: &str, case: &str) -> JsValue {
    answer(read(session, case).and_then(|(session, case)| prescreen::shadow(&pack.0, &other.0, &session, &case)))
}

/// A document as the session's investor sees it; `null` when the pack has no such document or locale.
#[wasm_bindgen]
pub fn document(pack: &Pack, id: &str, locale: &str, class: &str, grade: &str, product: &str) -> JsValue {
    answer(Ok(pack.0.filled_document(id, locale, &Fills { class, grade, product })))
}

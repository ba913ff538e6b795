//! Packs across the boundary, parsed once, and the documents that they show.

use std::sync::Arc;

use prescreen::Session;
use prescreen::pack::Fills;
use prescreen::product;
use prescreen::verdict::step::shown_document;
use prescreen::verdict::{Opened, Verdict};
use prescreen_boundary::{answer, thrown};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A loaded rule pack.
#[wasm_bindgen]
pub struct Pack(Arc<prescreen::Pack>);

#[wasm_bindgen]
impl Pack {
    /// Loads a pack that was checked before from its JSON text; throws an `Error` with `code`, `at` and `help`.
    pub fn parse(text: &str) -> Result<Pack, JsValue> {
        prescreen::Pack::load_checked(text).map(|pack| Self(Arc::new(pack))).map_err(|error| thrown(&error))
    }

    /// SHA-256 of the pack's canonical JSON, base64url.
    pub fn hash(&self) -> String {
        self.0.hash().text()
    }
}

impl Pack {
    /// The pack as the core has it.
    #[must_use]
    pub fn core(&self) -> &Arc<prescreen::Pack> {
        &self.0
    }
}

/// A document filled with words of the caller's own; `null` when the pack has no such document or locale.
#[wasm_bindgen]
pub fn filled_document(pack: &Pack, id: &str, locale: &str, class: &str, grade: &str, product: &str) -> JsValue {
    answer(Ok(pack.core().filled_document(id, locale, &Fills { class, grade, product })))
}

/// The grade that counts of a product's two; none when the pack does not have them.
#[wasm_bindgen]
pub fn counting_grade(pack: &Pack, issuer: &str, seller: &str) -> Option<String> {
    product::grade(pack.core(), issuer, seller).map(|grade| grade.as_str().into())
}

/// A document as the investor of a session sees it after a verdict; `null` when the pack has no such document or
/// locale.
#[wasm_bindgen]
pub fn document(pack: &Pack, session: &str, verdict: &str, id: &str, locale: &str) -> JsValue {
    let shown = || {
        let session = Session::read(session)?;
        let verdict = Opened::<Verdict>::open(verdict)?;
        Ok(shown_document(pack.core(), &session, verdict.claims.class(), id, locale))
    };
    answer(shown())
}

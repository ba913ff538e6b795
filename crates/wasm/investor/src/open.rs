//! Opening signed objects, and whether a receipt is for a verdict; the signature itself is WebCrypto's to check.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::json::Json;
use prescreen::terms::base64url;
use prescreen::verdict::jws::Compact;
use prescreen::verdict::{Opened, Receipt, Signer, Verdict};

use prescreen_boundary::answer;

/// A signed object in parts.
#[derive(Serialize)]
pub struct Parts {
    /// What it is.
    typ: &'static str,
    /// The session key's coordinates, base64url; none when the server signed.
    key: Option<[String; 2]>,
    /// The thumbprint of the signer's key.
    thumbprint: String,
    /// The payload, as canonical JSON.
    claims: String,
    /// What was signed.
    signing_input: String,
    /// 64 bytes, base64url.
    signature: String,
    /// SHA-256 of the whole text, base64url.
    hash: String,
}

/// Opens a signed object strictly; says nothing of its signature.
#[wasm_bindgen]
pub fn open(jws: &str) -> JsValue {
    answer(Compact::open(jws).map(|object| parts(&object)))
}

/// A signed object in the parts that WebCrypto needs to check it.
#[must_use]
pub fn parts(object: &Compact) -> Parts {
    let key = match &object.signer {
        Signer::Session(key) => {
            let jwk = key.jwk();
            let coordinate = |name: &str| jwk.get(name).and_then(Json::as_text).unwrap_or_default().to_owned();
            Some([coordinate("x"), coordinate("y")])
        }
        Signer::Server(_) => None,
    };
    Parts {
        typ: object.kind.typ(),
        key,
        thumbprint: object.signer.thumbprint().text(),
        claims: object.payload.canonical(),
        signing_input: object.signing_input.clone(),
        signature: base64url::encode(&object.signature),
        hash: object.hash.text(),
    }
}

/// Checks everything of a receipt but its signature: that it is for this verdict.
#[wasm_bindgen]
pub fn verify_receipt(verdict: &str, receipt: &str) -> JsValue {
    let checked = || {
        Opened::<Receipt>::open(receipt)?.check(&Opened::<Verdict>::open(verdict)?)?;
        Ok(parts(&Compact::open(receipt)?))
    };
    answer(checked())
}

//! Signing inputs of steps, and seals. Keys and randomness stay with the caller.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::terms::Digest;
use prescreen::verdict::jws::{Compact, Kind};
use prescreen::verdict::{Claims as _, Confirmation, PublicKey, Signer};
use prescreen::{Code, Error, Session};

use prescreen_boundary::{answer, fixed};

/// The text to sign for a step. `document`: the hash of what was shown, or empty.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments, reason = "strings cross the boundary cheaper than an object, and strictly")]
pub fn step_input(
    session: &str,
    verdict: &str,
    flow: &str,
    step: &str,
    document: &str,
    locale: &str,
    x: &str,
    y: &str,
) -> JsValue {
    let input = || {
        let session = Session::read(session)?;
        let confirmation = Confirmation {
            nonce: session.nonce,
            session: session.id,
            verdict: Compact::open(verdict)?.of_kind(Kind::Verdict)?.hash,
            flow: id(flow)?,
            step: id(step)?,
            document: if document.is_empty() { None } else { Some(digest(document)?) },
            locale: locale.into(),
        };
        Ok(confirmation.signing_input(&signer(x, y)?))
    };
    answer(input())
}

/// Joins a signing input and its 64-byte signature, in low-S form.
#[wasm_bindgen]
pub fn seal(signing_input: &str, signature: &[u8]) -> JsValue {
    answer(fixed(signature, "a signature").and_then(|signature| prescreen::verdict::seal(signing_input, &signature)))
}

/// The session key by its coordinates.
pub fn signer(x: &str, y: &str) -> Result<Signer, Error> {
    PublicKey::parse(x, y).map(Signer::Session)
}

fn id(text: &str) -> Result<Id, Error> {
    Id::try_from(String::from(text)).map_err(|message| Error::new(Code::Range, "", message))
}

fn digest(text: &str) -> Result<Digest, Error> {
    Digest::parse(text).ok_or_else(|| Error::new(Code::Encoding, "/document", "not a hash in base64url"))
}

/// Seconds as JavaScript has them: a whole number within ±(2^53−1).
pub fn instant(seconds: f64) -> Result<Instant, Error> {
    whole(seconds).map(Instant).ok_or_else(|| Error::new(Code::Number, "", "expected whole seconds"))
}

/// A number as JavaScript has them, where it is whole and within ±(2^53−1).
pub fn whole(number: f64) -> Option<i64> {
    let whole = number.is_finite() && number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_991.0;
    whole.then_some(number as i64)
}

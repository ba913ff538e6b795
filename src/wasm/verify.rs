//! Checking packs and verdicts; signatures are WebCrypto's to check.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::verdict::Digest;
use crate::verdict::jws::Compact;
use crate::verdict::verify::{self, Expected};
use crate::{Code, Error, Session};

use super::boundary::answer;
use super::open::parts;
use super::screen::Pack;
use super::seal::instant;

/// Everything that is wrong with a pack: an empty list for one that may be used.
#[wasm_bindgen]
pub fn check_pack(text: &str) -> JsValue {
    answer(Ok(crate::Pack::check(text).err().unwrap_or_default()))
}

/// Checks everything of a verdict but its signature, against the server's own values. `now`: server
/// time in seconds; `jkt`: thumbprint of the key that claimed the session; `other`: the shadow pack, or the
/// pack itself for none.
#[wasm_bindgen]
pub fn verify_verdict(
    pack: &Pack,
    other: &Pack,
    session: &str,
    ticket: &str,
    jkt: &str,
    now: f64,
    verdict: &str,
) -> JsValue {
    let checked = || {
        let session = Session::read(session)?;
        let jkt = Digest::parse(jkt).ok_or_else(|| Error::new(Code::Encoding, "", "not a thumbprint in base64url"))?;
        let expected =
            Expected { pack: &pack.0, shadows: &[&other.0], session: &session, ticket, jkt, now: instant(now)? };
        verify::verdict(&expected, verdict)?;
        Ok(parts(&Compact::open(verdict)?))
    };
    answer(checked())
}

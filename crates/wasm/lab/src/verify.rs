//! Checking packs and verdicts; signatures are WebCrypto's to check.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::product::missing_of_firm;
use prescreen::terms::Digest;
use prescreen::verdict::jws::Compact;
use prescreen::verdict::verify::{self, Expected};
use prescreen::{Code, Error, Session};

use prescreen_boundary::answer;
use prescreen_wasm_investor::open::parts;
use prescreen_wasm_investor::pack::Pack;
use prescreen_wasm_investor::seal::instant;

/// Everything that is wrong with a pack: an empty list for one that may be used.
#[wasm_bindgen]
pub fn check_pack(text: &str) -> JsValue {
    answer(Ok(prescreen::Pack::check(text).err().unwrap_or_default()))
}

/// Facts that only the firm can give, that a session does not have, and without which nobody goes on, whatever they answer.
#[wasm_bindgen]
pub fn missing_facts(pack: &Pack, session: &str) -> JsValue {
    answer(Session::read(session).and_then(|session| missing_of_firm(pack.core(), &session)))
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
        let expected = Expected {
            pack: pack.core(),
            shadows: &[other.core()],
            session: &session,
            ticket,
            jkt,
            now: instant(now)?,
        };
        verify::verdict(&expected, verdict)?;
        Ok(parts(&Compact::open(verdict)?))
    };
    answer(checked())
}

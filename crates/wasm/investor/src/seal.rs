//! Commitment, signing inputs, seals and the record. Keys and randomness stay with the caller.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::terms::{Digest, Nonce};
use prescreen::verdict::jws::{Compact, Kind};
use prescreen::verdict::record::Exchange;
use prescreen::verdict::{Claims, Commit, Confirmation, Opened, PublicKey, Record, Seed, Signer, Ticket, Verdict};
use prescreen::{Code, Error, Session};

use super::screen::{Pack, read};
use prescreen_boundary::{answer, fixed};

/// The text to sign for a commitment to a case. `seed`: 32 fresh random bytes; `x`, `y`: the session key.
#[wasm_bindgen]
pub fn commit_input(pack: &Pack, session: &str, case: &str, seed: &[u8], x: &str, y: &str) -> JsValue {
    let input = || {
        let (session, case) = read(session, case)?;
        let commit = Commit::of(pack.core(), &session, &case, &Seed::new(fixed(seed, "a seed")?))?;
        Ok(commit.signing_input(&signer(x, y)?))
    };
    answer(input())
}

/// The text to sign for the verdict on a case. `other`: the shadow pack, or the pack itself for none; `iat`:
/// server time plus a monotonic delta, in seconds.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments, reason = "strings cross the boundary cheaper than an object, and strictly")]
pub fn verdict_input(
    pack: &Pack,
    other: &Pack,
    session: &str,
    case: &str,
    ticket: &str,
    iat: f64,
    x: &str,
    y: &str,
) -> JsValue {
    let input = || {
        let (session, case) = read(session, case)?;
        let ticket = Opened::<Ticket>::open(ticket)?;
        let assessment = prescreen::screen(pack.core(), &session, &case)?;
        let verdict = Verdict::minimise(&assessment, pack.core(), &session, &ticket, instant(iat)?)?;
        let verdict = match other.core().hash() == pack.core().hash() {
            true => verdict,
            false => verdict.with_shadow(
                pack.core(),
                other.core(),
                prescreen::shadow(pack.core(), other.core(), &session, &case)?,
            ),
        };
        Ok(verdict.signing_input(&signer(x, y)?))
    };
    answer(input())
}

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
            nonce: Nonce::parse(&session.nonce).ok_or_else(|| Error::new(Code::Encoding, "/nonce", "not a nonce"))?,
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

/// The person's own record, as JSON text. For after acceptance: it holds every answer and all arithmetic.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments, reason = "strings cross the boundary cheaper than an object, and strictly")]
pub fn record(
    pack: &Pack,
    session: &str,
    case: &str,
    seed: &[u8],
    commit: &str,
    ticket: &str,
    verdict: &str,
    receipt: &str,
) -> JsValue {
    let text = || {
        let (_, case) = read(session, case)?;
        let seed = Seed::new(fixed(seed, "a seed")?);
        let exchange = Exchange { session, seed: &seed, commit, ticket, verdict, receipt };
        Record::write(pack.core(), &case, &exchange)
    };
    answer(text())
}

fn signer(x: &str, y: &str) -> Result<Signer, Error> {
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
    let whole = seconds.is_finite() && seconds.fract() == 0.0 && seconds.abs() <= 9_007_199_254_740_991.0;
    if !whole {
        return Err(Error::new(Code::Number, "", "expected whole seconds"));
    }
    Ok(Instant(seconds as i64))
}

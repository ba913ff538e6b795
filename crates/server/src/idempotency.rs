//! A request to open a session that the firm sends twice, because the network lost the answer to the first.
//!
//! Takes the `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header), gives its digest. Keys are kept for
//! as long as the session. A claim token is never stored: with a key, it is derived from the host credential.

use axum::http::{HeaderMap, HeaderName};
use prescreen::id::Id;
use prescreen::terms::{Digest, base64url};

use crate::credential::HostCredential;
use crate::problem::{Kind, Problem};

/// The header.
pub const HEADER: HeaderName = HeaderName::from_static("idempotency-key");
/// Longest key, in characters.
const MAX_CHARACTERS: usize = 255;

/// The digest of a request's key; none without one. A key is a text in quotes as the draft has it, or the same without.
pub fn key(headers: &HeaderMap) -> Result<Option<Digest>, Problem> {
    let mut given = headers.get_all(HEADER).iter();
    let Some(first) = given.next() else { return Ok(None) };
    let text = first.to_str().ok().filter(|_| given.next().is_none()).map(unquoted);
    let plain = |text: &&str| {
        (1..=MAX_CHARACTERS).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\')
    };
    match text.filter(plain) {
        Some(text) => Ok(Some(Digest::of(text.as_bytes()))),
        None => Err(Problem::new(Kind::Malformed).detail(
            "an Idempotency-Key is 1 to 255 visible ASCII characters without quotes and backslashes inside, such as a UUID",
        )),
    }
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text)
}

/// The claim token of a session that was opened with a key.
pub fn claim_token(credential: &HostCredential, key: &Digest, session: &Id) -> String {
    let mac = credential.mac(&[b"prescreen/claim-token/1\0", key.as_bytes(), session.as_str().as_bytes()]);
    base64url::encode(mac.as_ref())
}

//! The secret by which the firm's back end is known.

use axum::http::{HeaderMap, header};
use prescreen::terms::Digest;
use ring::hmac;

use crate::failure::Failure;

/// Fewest characters that cannot be guessed.
const MIN_CHARACTERS: usize = 32;

/// The host credential, of which the server keeps only a digest.
pub struct HostCredential {
    digest: Digest,
}

impl HostCredential {
    /// From its text.
    pub fn of(text: &str) -> Result<Self, Failure> {
        if text.len() < MIN_CHARACTERS {
            return Err(Failure::new(format!(
                "a host credential has at least {MIN_CHARACTERS} characters, and this one has fewer; put a new secret \
                 here (openssl rand -base64 33), and give it to the back end"
            )));
        }
        if let Some(place) = text.chars().position(|character| !character.is_ascii_graphic()) {
            return Err(Failure::new(format!(
                "a host credential is one line of visible ASCII characters without spaces, as a header can carry it; \
                 character {} is none; put a new one here (openssl rand -base64 33), and give it to the back end",
                place.saturating_add(1)
            )));
        }
        Ok(Self { digest: Digest::of(text.as_bytes()) })
    }

    /// HMAC-SHA-256 of some bytes, keyed by the credential's digest: nobody without the credential can guess it.
    pub fn mac(&self, parts: &[&[u8]]) -> hmac::Tag {
        let mut mac = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, self.digest.as_bytes()));
        parts.iter().for_each(|part| mac.update(part));
        mac.sign()
    }

    /// Whether a request shows the credential. Digests are compared, so that the time taken says
    /// nothing of how many characters agree.
    pub fn opens(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let credential = given.and_then(|given| given.split_once(' '));
        // The name of a scheme may be written in any case (RFC 9110 §11.1).
        credential.is_some_and(|(scheme, credential)| {
            scheme.eq_ignore_ascii_case("bearer") && Digest::of(credential.trim_start().as_bytes()) == self.digest
        })
    }
}

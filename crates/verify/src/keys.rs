//! The server's public keys, from a JWK set (RFC 7517).

use prescreen::json::Json;
use prescreen::terms::Digest;
use prescreen::verdict::{Opened, PublicKey, Signer};
use prescreen::{Code, Error};

use crate::{Signatures, by_server};

/// Largest key set, in bytes.
pub const MAX_KEYS_BYTES: usize = 64 * 1024;

/// Keys on P-256; a set may hold others, which are passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    keys: Vec<PublicKey>,
}

impl Keys {
    /// Reads a key set.
    ///
    /// # Errors
    /// What the strict reader says, and as [`Keys::of`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::of(&Json::parse(text, MAX_KEYS_BYTES)?)
    }

    /// The keys of a set.
    ///
    /// # Errors
    /// [`Code::MissingField`] when it is no set, or has no key on P-256; [`Code::Key`] for one without its coordinates.
    pub fn of(set: &Json) -> Result<Self, Error> {
        let Some(Json::List(list)) = set.get("keys") else {
            return Err(Error::new(Code::MissingField, "/keys", "expected a JWK set, with a list of keys"));
        };
        let on_p256 = |(_, key): &(usize, &Json)| key.get("crv").and_then(Json::as_text) == Some("P-256");
        let keys = list.iter().enumerate().filter(on_p256).map(|(n, key)| {
            let part = |name| key.get(name).and_then(Json::as_text).unwrap_or_default();
            PublicKey::parse(part("x"), part("y")).map_err(|error| Error { at: format!("/keys/{n}"), ..error })
        });
        let keys = keys.collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(Error::new(Code::MissingField, "/keys", "the set has no key on P-256"));
        }
        Ok(Self { keys })
    }

    /// These keys and others.
    #[must_use]
    pub fn and(mut self, others: &Self) -> Self {
        self.keys.extend(&others.keys);
        self
    }

    /// Checks that the server signed an object, with the key that its header names.
    ///
    /// # Errors
    /// [`Code::Key`] when the set does not have this key, [`Code::Signature`] when the key did not sign it.
    pub fn check<T>(&self, signatures: &dyn Signatures, object: &Opened<T>) -> Result<(), Error> {
        let named = |key: &&PublicKey| object.signer == Signer::Server(key.thumbprint());
        let key = self.keys.iter().find(named).ok_or_else(|| Error { at: "/header/kid".into(), ..missing() })?;
        by_server(signatures, object, key)
    }

    /// The key of a thumbprint.
    ///
    /// # Errors
    /// [`Code::Key`] when the set does not have it.
    pub fn by_thumbprint(&self, thumbprint: &Digest) -> Result<&PublicKey, Error> {
        self.keys.iter().find(|key| key.thumbprint() == *thumbprint).ok_or_else(missing)
    }
}

fn missing() -> Error {
    Error::new(Code::Key, "", "the key set does not have this key")
}
